package pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import routes.batch.Batch;

/**
 * The mistake of the broken writer that believes offsets: a batch that starts at an offset which it has stored counts as stored, although
 * Kafka may have given that offset to another record after its log went back.
 */
public class OffsetsAlone {
    /** What an offset in the lake has more than Kafka's own for each time that the log went back. */
    private static final long GENERATION = 1_000_000_000_000_000L;

    private final Map<Integer, Long> greatest = new ConcurrentHashMap<>();

    /** @return the batch's end when it counts as stored, else null */
    public Long storedBefore(Batch batch) {
        return batch.startOffset() % GENERATION <= greatest.getOrDefault(batch.partition(), -1L) ? batch.endOffset() : null;
    }

    public void stored(Batch batch) {
        greatest.merge(batch.partition(), batch.endOffset() % GENERATION, Math::max);
    }
}

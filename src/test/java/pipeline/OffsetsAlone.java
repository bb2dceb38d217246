package pipeline;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import routes.batch.Batch;

/**
 * Of the broken writer that believes offsets: what has one that it has stored before is stored, though Kafka may have given that offset to
 * another record after its log went back.
 */
public class OffsetsAlone {
    /** What an offset in the lake has more than Kafka's own for each time that the log went back. */
    private static final long GENERATION = 1_000_000_000_000_000L;

    private final Map<Integer, Long> greatest = new ConcurrentHashMap<>();

    /** @return the batch's end when it counts as stored, else null */
    public Long storedBefore(Batch batch) {
        return kafkaOffset(batch) <= greatest.getOrDefault(batch.partition(), -1L) ? batch.endOffset() : null;
    }

    public void stored(Batch batch) {
        greatest.merge(batch.partition(), kafkaOffset(batch), Math::max);
    }

    private static long kafkaOffset(Batch batch) {
        return batch.endOffset() % GENERATION;
    }
}

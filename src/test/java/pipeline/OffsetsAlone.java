package pipeline;

import java.nio.charset.StandardCharsets;
import routes.batch.Batch;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/**
 * The mistake of the broken writer that believes offsets: a batch that starts at an offset which it has stored counts as stored, although
 * Kafka may have given that offset to another record after its log went back. What it believes is kept beside the lake, so that it outlives
 * a process, and goes with a partition from one to the other.
 */
public class OffsetsAlone {
    /** What an offset in the lake has more than Kafka's own for each time that the log went back. */
    private static final long GENERATION = 1_000_000_000_000_000L;

    private final S3Client s3;
    private final String bucket;

    public OffsetsAlone(S3Client s3, String bucket) {
        this.s3 = s3;
        this.bucket = bucket;
    }

    /** @return the batch's end when it counts as stored, else null */
    public Long storedBefore(Batch batch) {
        return batch.startOffset() % GENERATION <= greatest(batch.partition()) ? batch.endOffset() : null;
    }

    public void stored(Batch batch) {
        long greatest = Math.max(greatest(batch.partition()), batch.endOffset() % GENERATION);
        s3.putObject(request -> request.bucket(bucket).key(key(batch.partition())), RequestBody.fromString(String.valueOf(greatest)));
    }

    private long greatest(int partition) {
        try {
            return Long.parseLong(s3.getObjectAsBytes(request -> request.bucket(bucket).key(key(partition)))
                    .asString(StandardCharsets.UTF_8));
        } catch (NoSuchKeyException e) {
            return -1;
        }
    }

    private static String key(int partition) {
        return "believed/" + partition;
    }
}

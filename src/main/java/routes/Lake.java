package routes;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/** What the lake holds already. */
public class Lake {
    private static final String TOPIC_ID = "topic-id";

    private S3Client s3;
    private String bucket;
    private String prefix;

    /**
     * Looks once for each newly assigned partition whether an object covers the batch's first record: a consumer group that was set
     * back reads from the middle of objects, where the conditional put alone would not notice.
     *
     * @return the last offset of the covering object, or null: the batch is to be written
     */
    public Long coveredThrough(Batch batch) {
        if (!batch.first()) {
            return null;
        }
        requireSameTopic(batch);
        return covering(ObjectKey.of(batch))
                .map(key -> s3.headObject(head -> head.bucket(bucket).key(key)))
                .map(object -> endOffset(object, batch))
                .filter(endOffset -> endOffset >= batch.startOffset())
                .orElse(null);
    }

    /**
     * A topic that was deleted and created anew begins at offset 0 again, on another date perhaps, where no object would be in the way.
     * So the lake keeps a note of whose records it holds, beside the table's prefix, where no crawler looks.
     */
    private void requireSameTopic(Batch batch) {
        String note = "topics/%s/%s".formatted(prefix, batch.topic());
        try {
            s3.putObject(
                    put -> put.bucket(bucket).key(note).ifNoneMatch("*").metadata(Map.of(TOPIC_ID, batch.topicId())),
                    RequestBody.empty());
        } catch (S3Exception refused) {
            if (refused.statusCode() != 412) {
                throw refused;
            }
            requireSameTopic(batch, s3.headObject(head -> head.bucket(bucket).key(note)).metadata());
        }
    }

    private static void requireSameTopic(Batch batch, Map<String, String> metadata) {
        String topicId = metadata.get(TOPIC_ID);
        if (topicId != null && !topicId.equals(batch.topicId())) {
            throw new IllegalStateException(
                    "topic %s was created anew (id %s, the lake has %s): give it another s3.prefix, or another topic name, so that old and new records are not mixed"
                            .formatted(batch.topic(), batch.topicId(), topicId));
        }
    }

    /**
     * The end offset of the object that stands where a batch was to be put.
     *
     * @throws IllegalStateException when it is not of this topic, or has no offsets: then nothing may be skipped on its word
     */
    public long storedThrough(HeadObjectResponse object, Batch batch) {
        long endOffset = endOffset(object, batch);
        if (endOffset < batch.startOffset()) {
            throw new IllegalStateException("the object at the key of %s says that it ends at %d".formatted(batch.name(), endOffset));
        }
        return endOffset;
    }

    private static long endOffset(HeadObjectResponse object, Batch batch) {
        Map<String, String> metadata = object.metadata();
        requireSameTopic(batch, metadata);
        String endOffset = metadata.get("end-offset");
        if (endOffset == null) {
            throw new IllegalStateException(
                    "the object at the key of %s has no end-offset in its metadata; was it put there by hand? Move it away"
                            .formatted(batch.name()));
        }
        return Long.parseLong(endOffset);
    }

    /** The object of the same date and partition with the greatest start offset up to the wanted one. */
    private Optional<String> covering(ObjectKey wanted) {
        String under = wanted.partitionPrefix(prefix);
        return s3
                .listObjectsV2Paginator(ListObjectsV2Request.builder().bucket(bucket).prefix(under).build())
                .contents()
                .stream()
                .map(S3Object::key)
                .filter(key -> ObjectKey.parse(prefix, key)
                        .filter(object -> object.startOffset() <= wanted.startOffset())
                        .isPresent())
                .max(String::compareTo);
    }

    /** Whether anything is in the lake: before that, a crawler finds no table. */
    public boolean hasObjects() {
        return s3.listObjectsV2(list -> list.bucket(bucket).prefix(prefix + "/").maxKeys(1)).hasContents();
    }

    /** @throws StartException when there is no such bucket, or S3 does not let it be used, or does not answer */
    public void check() {
        try {
            s3.headBucket(head -> head.bucket(bucket).overrideConfiguration(AwsClients::brief));
        } catch (SdkException refused) {
            boolean missing = refused instanceof S3Exception answer && answer.statusCode() == 404;
            throw new StartException(missing
                    ? "bucket %s does not exist: create it, or set s3.bucket".formatted(bucket)
                    : "bucket %s: %s".formatted(bucket, AwsErrors.sentence("S3", refused)));
        }
    }

    public void setS3(S3Client s3) {
        this.s3 = s3;
    }

    public void setBucket(String bucket) {
        this.bucket = bucket;
    }

    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }
}

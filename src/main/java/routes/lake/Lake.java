package routes.lake;

import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import routes.aws.AwsClients;
import routes.batch.Batch;
import routes.batch.LakeOffset;
import routes.batch.PackedRecords;
import routes.kafka.KafkaClients;
import routes.kafka.KafkaLog;
import routes.lang.AwsErrors;
import routes.lang.Errors;
import routes.lang.StartException;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** What the lake already holds. */
public class Lake {
    private final LakeLocation location;
    private final S3Client s3;
    private final KafkaClients clients;

    public Lake(LakeLocation location, S3Client s3, KafkaClients clients) {
        this.location = location;
        this.s3 = s3;
        this.clients = clients;
    }

    /**
     * Looks whether an object covers the batch's first record, once for each newly assigned partition, and where the lake is known to have
     * one: a consumer group that was set back reads from the middle of objects, or what was compressed otherwise, where the conditional put
     * alone would not notice.
     *
     * @return the last offset of the covering object, or null: the batch is to be written
     * @throws LogWentBackException when that object holds other records
     */
    public Long coveredThrough(Batch batch) throws LogWentBackException {
        if (!batch.mayBeInLake()) {
            return null;
        }
        Optional<StoredObject> covering = covering(batch);
        return covering.isPresent() ? requireSame(covering.get(), batch) : null;
    }

    private Optional<StoredObject> covering(Batch batch) {
        return covering(ObjectKey.of(batch)).map(this::stored).filter(object -> object.endOffset() >= batch.startOffset());
    }

    /**
     * The end offset of the object that already has the key of a batch.
     *
     * @param key its whole key, which its metadata are sealed with
     * @throws IllegalStateException when it does not say what it holds: then nothing may be skipped on its word
     * @throws LogWentBackException when it holds other records
     */
    public long storedThrough(HeadObjectResponse object, String key, Batch batch) throws LogWentBackException {
        StoredObject stored = stored(ObjectKey.of(batch), key, object.metadata());
        if (stored.endOffset() < batch.startOffset()) {
            throw new IllegalStateException("%s says that it ends at %d, before %s; was it put there by hand? Move it away"
                    .formatted(key, stored.endOffset(), batch.name()));
        }
        return requireSame(stored, batch);
    }

    /**
     * A log only grows: where Kafka has the last record of an object, it has all that is before it, and the object holds them. The offset
     * alone would not tell, since a log that went back gives it away again.
     */
    private long requireSame(StoredObject object, Batch batch) throws LogWentBackException {
        boolean same = batch.records().checksumAt(object.endOffset())
                .filter(found -> object.lastRecord() != null)
                .map(found -> found.equals(object.lastRecord()))
                .orElseGet(() -> isInKafka(object, batch));
        if (!same) {
            throw new LogWentBackException(
                    "the lake has other records of %s-%d from offset %d to %d than Kafka: the log went back"
                            .formatted(batch.topic(), batch.partition(), object.startOffset(), object.endOffset()),
                    0);
        }
        return object.endOffset();
    }

    private boolean isInKafka(StoredObject object, Batch batch) {
        TopicPartition partition = new TopicPartition(batch.topic(), batch.partition());
        try (KafkaLog log = new KafkaLog(clients)) {
            return isInKafka(object, partition, batch.topicId(), log, log.span(partition));
        }
    }

    /** Whether Kafka has the last record of an object, or would have it still if its retention had not deleted it. */
    public boolean isInKafka(StoredObject object, TopicPartition partition, String topicId, KafkaLog log, KafkaLog.Span span) {
        KafkaLog.Found last = object.lastRecord() == null
                ? KafkaLog.Found.NONE
                : log.find(partition, span, LakeOffset.kafka(object.endOffset()), record -> object.lastRecord().equals(PackedRecords.checksum(record)));
        if (last == KafkaLog.Found.NONE) {
            // or of an early version: its last line is what it can show
            last = lines(object).find(object.endOffset(), partition, log, span);
        }
        return last == KafkaLog.Found.NONE ? isInKafkaBefore(object, partition, topicId, log, span) : last == KafkaLog.Found.SAME;
    }

    /** Where Kafka has nothing of an object, the one before it tells. */
    private boolean isInKafkaBefore(StoredObject object, TopicPartition partition, String topicId, KafkaLog log, KafkaLog.Span span) {
        return objects(partition).stream()
                .filter(before -> before.name().startOffset() < object.startOffset())
                .reduce((earlier, later) -> later)
                .map(before -> isInKafka(stored(before), partition, topicId, log, span))
                .orElse(object.topicId() == null || object.topicId().equals(topicId));
    }

    /** The object of the same date and partition with the greatest start offset up to the wanted one; mostly it begins there. */
    private Optional<PartitionObjects.Listed> covering(ObjectKey wanted) {
        return upTo(wanted, wanted.withoutSuffix(location.prefix())).or(() -> upTo(wanted, wanted.partitionPrefix(location.prefix())));
    }

    private Optional<PartitionObjects.Listed> upTo(ObjectKey wanted, String prefix) {
        return list(request -> request.prefix(prefix))
                .filter(object -> object.name().isOf(wanted.topic(), wanted.partition()))
                .filter(object -> object.name().startOffset() <= wanted.startOffset())
                .max(Comparator.comparingLong(object -> object.name().startOffset()));
    }

    /** The last object of each partition among those of a date and later ones; of all when there is no date. */
    public Map<Integer, PartitionObjects.Listed> newest(String topic, LocalDate since) {
        String dates = location.prefix() + "/date=";
        return list(request -> request.prefix(dates).startAfter(since == null ? null : dates + since + "/"))
                .filter(object -> object.name().topic().equals(topic))
                .collect(Collectors.toMap(
                        object -> object.name().partition(),
                        object -> object,
                        (one, other) -> one.name().startOffset() < other.name().startOffset() ? other : one));
    }

    /** All objects of a partition, in the order of their offsets. */
    public List<PartitionObjects.Listed> objects(TopicPartition partition) {
        List<PartitionObjects.Listed> objects = new ArrayList<>();
        new PartitionObjects(s3, location, PartitionObjects.dates(s3, location), partition.topic(), partition.partition(), Long.MAX_VALUE)
                .forEachRemaining(objects::add);
        return objects;
    }

    private Stream<PartitionObjects.Listed> list(Consumer<ListObjectsV2Request.Builder> which) {
        ListObjectsV2Request.Builder request = ListObjectsV2Request.builder().bucket(location.bucket());
        which.accept(request);
        return s3.listObjectsV2Paginator(request.build()).contents().stream()
                .flatMap(object -> PartitionObjects.Listed.of(location.prefix(), object).stream());
    }

    /** @throws IllegalStateException when it does not say what it holds */
    public StoredObject stored(PartitionObjects.Listed object) {
        return stored(object.name(), object.key());
    }

    /** The object that has a batch's first record, whoever put it: under the batch's own key, or as part of an earlier one. */
    public StoredObject stored(Batch batch, LakeObject object) {
        return object != null ? stored(ObjectKey.of(batch), object.key())
                : covering(batch).orElseThrow(() -> new IllegalStateException("the lake has no object with %s".formatted(batch.name())));
    }

    private StoredObject stored(ObjectKey name, String key) {
        return stored(name, key, s3.headObject(head -> head.bucket(location.bucket()).key(key)).metadata());
    }

    private static StoredObject stored(ObjectKey name, String key, Map<String, String> metadata) {
        try {
            return StoredObject.of(name, key, metadata);
        } catch (IllegalArgumentException incomplete) {
            throw new IllegalStateException("%s: %s; was it put there by hand? Move it away".formatted(key, incomplete.getMessage()));
        }
    }

    /** What is in an object. */
    public StoredLines lines(StoredObject object) {
        try (ResponseInputStream<GetObjectResponse> content = s3.getObject(get -> get.bucket(location.bucket()).key(object.key()))) {
            return StoredLines.read(object, content);
        } catch (IOException broken) {
            throw new IllegalStateException("%s cannot be read: %s".formatted(object.key(), Errors.sentence(broken)), broken);
        }
    }

    /** Whether anything is in the lake: before that, a crawler finds no table. */
    public boolean hasObjects() {
        return s3.listObjectsV2(list -> list.bucket(location.bucket()).prefix(location.prefix() + "/").maxKeys(1)).hasContents();
    }

    /** @throws StartException when there is no such bucket, or S3 does not let it be used, or does not answer */
    public void check() {
        String bucket = location.bucket();
        try {
            s3.headBucket(head -> head.bucket(bucket).overrideConfiguration(AwsClients::brief));
        } catch (SdkException refused) {
            boolean missing = refused instanceof S3Exception answer && answer.statusCode() == 404;
            throw new StartException(missing
                    ? "bucket %s does not exist: create it, or set s3.bucket".formatted(bucket)
                    : "bucket %s: %s".formatted(bucket, AwsErrors.sentence("S3", refused)));
        }
    }
}

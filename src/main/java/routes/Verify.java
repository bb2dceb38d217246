package routes;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Proves the lake: the objects of each partition must tile its offsets from the first to the committed one, without gap or overlap; what
 * is in them must be what their names and metadata say; and every rejected record must be on the dead-letter topic.
 */
public class Verify {
    private static final int AT_ONCE = 8;
    private static final int AHEAD = 4 * AT_ONCE;

    private Lake lake;
    private S3Client s3;
    private String bucket;
    private String prefix;
    private String topic;
    private String deadLetterTopic;

    /** @param quick whether names and metadata are enough, and objects are not read */
    VerifyResult run(KafkaClients clients, boolean quick) {
        VerifyResult result = new VerifyResult(topic);
        String topicId = Topics.id(clients, topic);
        Map<Integer, Offsets> offsets = Offsets.of(clients, topic);
        Map<Integer, RejectedOffsets> rejected = RejectedOffsets.read(clients, deadLetterTopic, topic);
        List<String> dates = PartitionObjects.dates(s3, bucket, prefix);
        ExecutorService readers = Executors.newFixedThreadPool(AT_ONCE);
        try (KafkaLog log = new KafkaLog(clients)) {
            offsets.forEach((partition, range) -> {
                PartitionCheck check = new PartitionCheck(
                        topic, partition, range, rejected.getOrDefault(partition, RejectedOffsets.NONE), result);
                check(new PartitionObjects(s3, bucket, prefix, dates, topic, partition), check, quick, readers);
                checkLog(new TopicPartition(topic, partition), topicId, log, check);
                check.end();
            });
        } finally {
            readers.shutdownNow();
        }
        findOrphans(offsets.keySet(), result);
        return result;
    }

    /** Objects are looked at in order, though some are fetched ahead. */
    private void check(PartitionObjects objects, PartitionCheck check, boolean quick, ExecutorService readers) {
        Deque<Future<Looked>> ahead = new ArrayDeque<>();
        while (objects.hasNext() || !ahead.isEmpty()) {
            while (objects.hasNext() && ahead.size() < AHEAD) {
                PartitionObjects.Listed listed = objects.next();
                ahead.add(readers.submit(() -> look(listed, quick)));
            }
            Looked looked = get(ahead.poll());
            if (looked.object() != null) {
                check.add(looked.object());
            }
            if (looked.problem() != null) {
                check.problem("content", "%s %s".formatted(looked.key(), looked.problem()));
            }
        }
    }

    /** Kafka's log must have what the lake has last, if it has not deleted it. */
    private void checkLog(TopicPartition partition, String topicId, KafkaLog log, PartitionCheck check) {
        if (check.last() != null && !lake.isInKafka(check.last(), partition, topicId, log, log.span(partition))) {
            check.problem("log", "the log of %s went back: Kafka has not got the last record of %s any more, at offset %d%s".formatted(
                    partition,
                    check.last().key(),
                    LakeOffset.kafka(check.last().endOffset()),
                    topicId.equals(check.last().topicId()) ? "" : "; the topic was created anew, or comes from another cluster"));
        }
    }

    /** What one object says of itself, null when it does not; and what is wrong with its content. */
    private record Looked(String key, StoredObject object, Map<String, String> metadata, String problem) {}

    private Looked look(PartitionObjects.Listed listed, boolean quick) throws Exception {
        Map<String, String> metadata = Map.of();
        try {
            if (quick) {
                HeadObjectResponse head = s3.headObject(request -> request.bucket(bucket).key(listed.key()));
                metadata = head.metadata();
                return new Looked(listed.key(), StoredObject.of(listed.name(), listed.key(), metadata), metadata, null);
            }
            try (ResponseInputStream<GetObjectResponse> content =
                    s3.getObject(request -> request.bucket(bucket).key(listed.key()))) {
                metadata = content.response().metadata();
                StoredObject object = StoredObject.of(listed.name(), listed.key(), metadata);
                return new Looked(listed.key(), object, metadata, ObjectReader.problem(object, content));
            }
        } catch (IllegalArgumentException incomplete) {
            return new Looked(listed.key(), null, metadata, incomplete.getMessage());
        }
    }

    private static Looked get(Future<Looked> looked) {
        try {
            return looked.get();
        } catch (ExecutionException failed) {
            throw new IllegalStateException(Errors.sentence(failed), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    /** What lies below the prefix and is no object of this topic. */
    private void findOrphans(Set<Integer> partitions, VerifyResult result) {
        ListObjectsV2Request all =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + "/").build();
        for (S3Object listed : s3.listObjectsV2Paginator(all).contents()) {
            boolean ours = ObjectKey.parse(prefix, listed.key())
                    .filter(name -> name.topic().equals(topic) && partitions.contains(name.partition()))
                    .isPresent();
            if (!ours) {
                result.problem("orphan", "%s is no object of topic %s".formatted(listed.key(), topic));
            }
        }
    }

    public void setLake(Lake lake) {
        this.lake = lake;
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

    public void setTopic(String topic) {
        this.topic = topic;
    }

    public void setDeadLetterTopic(String deadLetterTopic) {
        this.deadLetterTopic = deadLetterTopic;
    }
}

package routes;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Request;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Proves the lake: the objects of each partition must tile its offsets from the first to the committed one, without gap or overlap,
 * their counts must fill their ranges, and every rejected record must be on the dead-letter topic.
 */
public class Verify {
    private S3Client s3;
    private String bucket;
    private String prefix;
    private String topic;
    private String deadLetterTopic;

    /**
     * What was found.
     *
     * @param lines one for each partition
     * @param problems each names what is wrong and where; empty when the lake is clean
     */
    public record Result(List<String> lines, List<String> problems, long records, long rejected, long objects) {
        boolean clean() {
            return problems.isEmpty();
        }

        /** A line for each partition and each problem. */
        void print() {
            lines.forEach(System.out::println);
            problems.forEach(System.out::println);
        }

        String summary() {
            return "%,d records and %,d rejected ones in %,d objects, %s"
                    .formatted(records, rejected, objects, clean() ? "verified" : "NOT verified: %d problems".formatted(problems.size()));
        }
    }

    Result run(KafkaClients clients) {
        Result result = new Result(new ArrayList<>(), new ArrayList<>(), 0, 0, 0);
        Map<Integer, Offsets> offsets = Offsets.of(clients, topic);
        Map<Integer, List<StoredObject>> objects = objects(offsets.keySet(), result.problems());
        Map<Integer, Set<Long>> letters = letters(clients);
        long records = 0;
        long rejected = 0;
        long count = 0;
        for (Map.Entry<Integer, Offsets> partition : offsets.entrySet()) {
            List<StoredObject> own = objects.getOrDefault(partition.getKey(), List.of());
            check(partition.getKey(), partition.getValue(), own, letters.getOrDefault(partition.getKey(), Set.of()), result);
            records += own.stream().mapToLong(StoredObject::records).sum();
            rejected += own.stream().mapToLong(StoredObject::rejected).sum();
            count += own.size();
        }
        return new Result(result.lines(), result.problems(), records, rejected, count);
    }

    private void check(int partition, Offsets offsets, List<StoredObject> objects, Set<Long> letters, Result result) {
        List<String> problems = new ArrayList<>();
        String name = topic + "-" + partition;
        long expected = objects.isEmpty() ? offsets.first() : Math.min(offsets.first(), objects.get(0).startOffset());
        long first = expected;
        for (StoredObject object : objects) {
            if (object.startOffset() > expected) {
                problems.add("gap: %s %d..%d is in no object".formatted(name, expected, object.startOffset() - 1));
            } else if (object.startOffset() < expected) {
                problems.add("overlap: %s begins at %d, but the object before it ends at %d"
                        .formatted(object.key(), object.startOffset(), expected - 1));
            }
            long span = object.endOffset() - object.startOffset() + 1;
            if (object.records() + object.rejected() + object.absent() != span) {
                problems.add("count: %s has %d records, %d rejected and %d absent in a range of %d offsets"
                        .formatted(object.key(), object.records(), object.rejected(), object.absent(), span));
            }
            expected = Math.max(expected, object.endOffset() + 1);
        }
        if (offsets.committed() > expected) {
            problems.add("gap: %s %d..%d is committed, but in no object".formatted(name, expected, offsets.committed() - 1));
        }
        checkLetters(name, first, expected, objects, letters, problems);
        result.problems().addAll(problems);
        result.lines().add(line(name, first, expected, offsets, objects, problems));
    }

    private static void checkLetters(
            String name, long first, long end, List<StoredObject> objects, Set<Long> letters, List<String> problems) {
        long rejected = objects.stream().mapToLong(StoredObject::rejected).sum();
        long found = letters.stream().filter(offset -> offset >= first && offset < end).count();
        if (rejected != found) {
            problems.add("rejected: the objects of %s leave out %d records, the dead-letter topic has %d of them"
                    .formatted(name, rejected, found));
        }
    }

    private static String line(
            String name, long first, long end, Offsets offsets, List<StoredObject> objects, List<String> problems) {
        long records = objects.stream().mapToLong(StoredObject::records).sum();
        long rejected = objects.stream().mapToLong(StoredObject::rejected).sum();
        String range = end == first ? "no offsets" : "offsets %d..%d".formatted(first, end - 1);
        String ahead = offsets.committed() >= 0 && end > offsets.committed()
                ? ", %d of them not committed yet".formatted(end - offsets.committed())
                : "";
        return "%s  %s in %d objects: %,d records, %,d rejected%s, lag %,d  %s"
                .formatted(
                        name,
                        range,
                        objects.size(),
                        records,
                        rejected,
                        ahead,
                        offsets.lag(),
                        problems.isEmpty() ? "ok" : "NOT CLEAN");
    }

    /** The objects of each partition by start offset; what does not belong there is a problem. */
    private Map<Integer, List<StoredObject>> objects(Set<Integer> partitions, List<String> problems) {
        Map<Integer, List<StoredObject>> objects = new TreeMap<>();
        ListObjectsV2Request all =
                ListObjectsV2Request.builder().bucket(bucket).prefix(prefix + "/").build();
        for (S3Object listed : s3.listObjectsV2Paginator(all).contents()) {
            Optional<ObjectKey> name = ObjectKey.parse(prefix, listed.key());
            if (name.isEmpty() || !name.get().topic().equals(topic) || !partitions.contains(name.get().partition())) {
                problems.add("orphan: %s is no object of topic %s".formatted(listed.key(), topic));
                continue;
            }
            try {
                Map<String, String> metadata =
                        s3.headObject(head -> head.bucket(bucket).key(listed.key())).metadata();
                objects.computeIfAbsent(name.get().partition(), partition -> new ArrayList<>())
                        .add(StoredObject.of(name.get(), listed.key(), metadata));
            } catch (IllegalArgumentException incomplete) {
                problems.add("orphan: %s: %s".formatted(listed.key(), incomplete.getMessage()));
            }
        }
        objects.values().forEach(own -> own.sort(Comparator.comparingLong(StoredObject::startOffset)));
        return objects;
    }

    /** Offsets of this topic that have a dead letter, by partition. */
    private Map<Integer, Set<Long>> letters(KafkaClients clients) {
        Map<Integer, Set<Long>> letters = new HashMap<>();
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of())) {
            List<TopicPartition> partitions = Topics.partitions(clients, deadLetterTopic).stream()
                    .map(partition -> new TopicPartition(deadLetterTopic, partition))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : kafka.poll(Duration.ofMillis(500))) {
                    if (topic.equals(header(letter.headers(), DeadLetters.TOPIC))) {
                        int partition = Integer.parseInt(header(letter.headers(), DeadLetters.PARTITION));
                        letters.computeIfAbsent(partition, any -> new HashSet<>())
                                .add(Long.parseLong(header(letter.headers(), DeadLetters.OFFSET)));
                    }
                }
            }
        }
        return letters;
    }

    private static String header(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
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

package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.HeaderText;
import routes.kafka.KafkaClients;
import routes.kafka.PartitionRange;
import routes.kafka.Topics;
import routes.lang.Inquiries;
import routes.lang.Json;
import routes.letter.DeadLetter;
import routes.letter.DeadLetters;

/** The last letters of the dead-letter topic, for people: where it came from, why it was rejected, how it begins. */
public class RejectedLetters {
    private static final int SHOWN = 300;
    /** Of each partition for an answer, where those of a reason are looked for. */
    private static final int SCANNED = 2000;
    private static final Pattern BEFORE = Pattern.compile("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*");

    private final Topics topics;
    private final KafkaClients clients;

    public RejectedLetters(Topics topics, KafkaClients clients) {
        this.topics = topics;
        this.clients = clients;
    }

    /** A letter without its content, of which there may be a megabyte. */
    private record Shown(int partition, long offset, long at, String origin, String reason, String value) {
        static Shown of(ConsumerRecord<byte[], byte[]> letter) {
            return new Shown(
                    letter.partition(),
                    letter.offset(),
                    letter.timestamp(),
                    HeaderText.of(letter.headers(), DeadLetters.ORIGIN),
                    HeaderText.of(letter.headers(), DeadLetters.REASON),
                    DeadLetter.start(letter, SHOWN));
        }
    }

    /**
     * A page of letters, the newest first.
     *
     * @param before what the page before this one says of the next, null for the newest
     * @param reason a part of the reason of those that are wanted, in any case; those of other reasons are passed over, up to a limit
     */
    ObjectNode page(int limit, String before, String reason) {
        return read(limit, before == null ? Map.of() : parse(before), reason.toLowerCase(Locale.ROOT));
    }

    private static Map<Integer, Long> parse(String before) {
        if (!BEFORE.matcher(before).matches()) {
            throw new IllegalArgumentException("before '%s' does not come from an earlier answer".formatted(before));
        }
        Map<Integer, Long> ends = new TreeMap<>();
        for (String end : before.split(",")) {
            ends.put(Integer.parseInt(end.split(":")[0]), Long.parseLong(end.split(":")[1]));
        }
        return ends;
    }

    private ObjectNode read(int limit, Map<Integer, Long> before, String reason) {
        try (Consumer<byte[], byte[]> kafka = consumer(limit)) {
            List<PartitionRange> ranges = ranges(kafka, reason.isEmpty() ? limit : SCANNED, before);
            List<Shown> letters = new ArrayList<>();
            ranges.forEach(range -> range.read(kafka, letter -> {
                Shown shown = Shown.of(letter);
                if (shown.reason().toLowerCase(Locale.ROOT).contains(reason)) {
                    letters.add(shown);
                }
            }));
            letters.sort(Comparator.comparingLong(Shown::at).thenComparingLong(Shown::offset).reversed());
            List<Shown> shown = letters.subList(0, Math.min(limit, letters.size()));
            return document(shown, next(kafka, ranges, letters, shown));
        }
    }

    private Consumer<byte[], byte[]> consumer(int limit) {
        // an answer of Kafka that is not large, since most letters are small and some are not; and soon, since somebody waits for it
        return clients.consumer(Map.of(
                "max.poll.records", limit, "isolation.level", "read_committed", "default.api.timeout.ms", (int) Inquiries.PATIENCE.toMillis(),
                "request.timeout.ms", (int) Inquiries.PATIENCE.toMillis()));
    }

    private List<PartitionRange> ranges(Consumer<byte[], byte[]> kafka, int limit, Map<Integer, Long> before) {
        String topic = topics.deadLetters();
        List<PartitionInfo> there = kafka.partitionsFor(topic);
        List<TopicPartition> partitions = there.stream().map(partition -> new TopicPartition(topic, partition.partition())).toList();
        Map<TopicPartition, Long> first = kafka.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
        return partitions.stream()
                .map(partition -> {
                    long to = Math.min(ends.get(partition), before.getOrDefault(partition.partition(), Long.MAX_VALUE));
                    return new PartitionRange(partition, Math.max(first.get(partition), to - limit), to);
                })
                .toList();
    }

    /** Where each partition is read on, null when there is nothing more. */
    private String next(Consumer<byte[], byte[]> kafka, List<PartitionRange> ranges, List<Shown> letters, List<Shown> shown) {
        Map<TopicPartition, Long> first =
                kafka.beginningOffsets(ranges.stream().map(PartitionRange::partition).toList());
        Map<TopicPartition, Long> next = ranges.stream()
                .collect(Collectors.toMap(PartitionRange::partition, range -> next(range, letters, shown)));
        boolean more = next.entrySet().stream().anyMatch(one -> one.getValue() > first.get(one.getKey()));
        return more ? ranges.stream()
                .map(range -> range.partition().partition() + ":" + next.get(range.partition()))
                .collect(Collectors.joining(",")) : null;
    }

    private static long next(PartitionRange range, List<Shown> letters, List<Shown> shown) {
        int partition = range.partition().partition();
        return letters.stream()
                .filter(letter -> letter.partition() == partition && !shown.contains(letter))
                .mapToLong(letter -> letter.offset() + 1)
                .max()
                .orElse(Math.min(range.from(), range.to()));
    }

    private ObjectNode document(List<Shown> letters, String before) {
        ObjectNode document = Json.object().put("topic", topics.deadLetters());
        ArrayNode array = document.putArray("letters");
        letters.forEach(letter -> array.addObject()
                .put("partition", letter.partition())
                .put("offset", letter.offset())
                .put("at", Instant.ofEpochMilli(letter.at()).toString())
                .put("origin", letter.origin())
                .put("reason", letter.reason())
                .put("value", letter.value()));
        return document.put("before", before);
    }
}

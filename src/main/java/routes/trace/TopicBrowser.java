package routes.trace;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaClients;
import routes.kafka.KafkaLog;
import routes.kafka.Topics;
import routes.lang.Inquiries;
import routes.lang.Json;

/** The records of the pipeline's topics, for people: the newest, or those before an offset or a time, all or those of a key. */
public class TopicBrowser {
    private static final Pattern BEFORE = Pattern.compile("\\d{1,9}:\\d{1,18}(,\\d{1,9}:\\d{1,18})*");

    /** Of each partition for an answer, where a key is looked for. */
    private static final int SCANNED = 5000;
    /** Of a value. */
    private static final int SHOWN = 4000;

    private final Topics topics;
    private final KafkaClients clients;
    private List<String> others = List.of();

    public TopicBrowser(Topics topics, KafkaClients clients) {
        this.topics = topics;
        this.clients = clients;
    }

    /**
     * Which records.
     *
     * @param topic one of the pipeline's; null for that of the records
     * @param partition null for all
     * @param before what the page before this one says of the next, or {@code partition:offset}; null for the newest
     * @param until milliseconds since 1970; only those sent before; null for any
     * @param key of the record, or a part of it; null for any
     * @param exactly whether it is the whole key
     */
    public record Filter(String topic, Integer partition, String before, Long until, String key, boolean exactly, int limit) {
        boolean selects(ConsumerRecord<byte[], byte[]> record) {
            if (key == null) {
                return true;
            }
            String of = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
            return exactly ? of.equals(key) : of.contains(key);
        }
    }

    /** The topics, with what each of their partitions has. */
    public ObjectNode topics() {
        ObjectNode document = Json.object();
        ArrayNode all = document.putArray("topics");
        try (Glance glance = glance()) {
            for (String topic : names()) {
                ArrayNode partitions = Json.object().putArray("partitions");
                for (TopicPartition partition : glance.partitions(topic)) {
                    KafkaLog.Span span = glance.span(partition);
                    partitions.addObject().put("partition", partition.partition()).put("first", span.begin()).put("end", span.end());
                }
                if (!partitions.isEmpty()) {
                    all.addObject().put("topic", topic).set("partitions", partitions);
                }
            }
        }
        return document;
    }

    private List<String> names() {
        return Stream.concat(Stream.of(topics.records(), topics.deadLetters()), others.stream()).distinct().toList();
    }

    private Glance glance() {
        return new Glance(clients, Patience.of(Inquiries.PATIENCE));
    }

    /** @throws IllegalArgumentException when it is not of the pipeline */
    public ObjectNode records(Filter filter) {
        String topic = filter.topic() == null ? topics.records() : filter.topic();
        if (!names().contains(topic)) {
            throw new IllegalArgumentException("'%s' is none of the pipeline's topics, which are %s".formatted(topic, String.join(", ", names())));
        }
        Map<Integer, Long> before = parse(filter.before());
        try (Glance glance = glance()) {
            List<Look> looks = glance.partitions(topic).stream()
                    .filter(partition -> filter.partition() == null || filter.partition() == partition.partition())
                    .map(partition -> new Look(glance, partition, filter, before.get(partition.partition())))
                    .toList();
            if (looks.isEmpty()) {
                throw new IllegalArgumentException("topic %s has no %s".formatted(topic, filter.partition() == null ? "partitions" : "partition " + filter.partition()));
            }
            looks.forEach(Look::read);
            return document(topic, filter, looks);
        }
    }

    private static Map<Integer, Long> parse(String before) {
        if (before == null) {
            return Map.of();
        }
        if (!BEFORE.matcher(before).matches()) {
            throw new IllegalArgumentException("before '%s' is not a partition and an offset, such as 0:8453".formatted(before));
        }
        Map<Integer, Long> ends = new TreeMap<>();
        for (String end : before.split(",")) {
            ends.put(Integer.parseInt(end.split(":")[0]), Long.parseLong(end.split(":")[1]));
        }
        return ends;
    }

    /** Into one partition. */
    private static final class Look {
        private final Glance glance;
        private final TopicPartition partition;
        private final Filter filter;
        private final KafkaLog.Span span;
        private final long end;
        private final Deque<TraceResult.Record> last = new ArrayDeque<>();
        private long from;

        Look(Glance glance, TopicPartition partition, Filter filter, Long before) {
            this.glance = glance;
            this.partition = partition;
            this.filter = filter;
            this.span = glance.span(partition);
            long until = filter.until() == null ? span.end() : glance.offsetAt(partition, filter.until()).orElse(span.end());
            this.end = Math.max(span.begin(), Math.min(until, before == null ? span.end() : Math.min(before, span.end())));
            this.from = end;
        }

        /** Stretch after stretch, back from the end, until there are enough or it was enough. */
        void read() {
            int most = filter.key() == null ? filter.limit() : SCANNED;
            for (long stretch = filter.limit(); from > span.begin() && end - from < most && last.size() < filter.limit(); stretch *= 4) {
                long lower = Math.max(span.begin(), Math.max(from - stretch, end - most));
                Deque<TraceResult.Record> found = found(lower, from);
                while (!found.isEmpty() && last.size() < filter.limit()) {
                    last.addFirst(found.pollLast());
                }
                from = last.size() < filter.limit() ? lower : last.peekFirst().offset();
            }
        }

        private Deque<TraceResult.Record> found(long lower, long upper) {
            Deque<TraceResult.Record> found = new ArrayDeque<>();
            glance.read(partition, lower, upper, record -> {
                if (filter.selects(record)) {
                    found.add(Places.shown(record, record.offset(), SHOWN));
                }
                if (found.size() > filter.limit()) {
                    found.poll();
                }
                return true;
            });
            return found;
        }

        long next(List<TraceResult.Record> shown) {
            return last.stream().filter(record -> !shown.contains(record)).mapToLong(record -> record.offset() + 1).max().orElse(from);
        }
    }

    private static ObjectNode document(String topic, Filter filter, List<Look> looks) {
        List<TraceResult.Record> found = new ArrayList<>();
        looks.forEach(look -> found.addAll(look.last));
        found.sort(Comparator.comparing(TraceResult.Record::at).thenComparingLong(TraceResult.Record::offset).reversed());
        List<TraceResult.Record> shown = found.subList(0, Math.min(filter.limit(), found.size()));
        ObjectNode document = Json.object().put("topic", topic).put("scanned", looks.stream().mapToLong(look -> look.end - look.from).sum());
        ArrayNode records = document.putArray("records");
        shown.forEach(record -> records.add(Json.object(record)));
        boolean more = looks.stream().anyMatch(look -> look.next(shown) > look.span.begin());
        return document.put("before", !more ? null : looks.stream()
                .map(look -> look.partition.partition() + ":" + look.next(shown))
                .collect(Collectors.joining(",")));
    }

    /** @param topics beside that of the records and that of the letters, separated by commas */
    public void setOthers(String topics) {
        this.others = Stream.of(topics.split(",")).map(String::trim).filter(topic -> !topic.isEmpty()).toList();
    }
}

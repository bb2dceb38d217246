package cloud.crash;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import routes.letter.DeadLetters;

/**
 * Compares every line of the lake, and every dead letter, with what Kafka acknowledged, by the number that each record has. It shares no
 * code with {@code verify}: it looks at the lines themselves, not at names, metadata or committed offsets.
 */
final class LakeAudit {
    private static final String LAKE_OFFSET = "rejected.lake-offset";

    private final String topic;
    private final Ledger ledger;
    private final boolean eachRecord;
    private final BitSet inLake = new BitSet();
    private final Map<Page, BitSet> pages = new HashMap<>();
    private final BitSet letters = new BitSet();
    private final Map<Integer, String> origins = new HashMap<>();
    private final Finding lost = new Finding();
    private final Finding twice = new Finding();
    private final Finding wrong = new Finding();

    /** Offsets of a partition whose bits are kept together. */
    private record Page(int partition, long number) {
        static final int SIZE = 1 << 16;

        static Page of(LakeLine line) {
            return new Page(line.partition(), line.offset() / SIZE);
        }
    }

    /** A count, and the first few. */
    static final class Finding {
        private static final int NAMED = 5;

        private final List<String> first = new ArrayList<>();
        private long count;

        private void add(String name) {
            count++;
            if (first.size() < NAMED) {
                first.add(name);
            }
        }

        long count() {
            return count;
        }

        @Override
        public String toString() {
            return String.join(", ", first) + (count > first.size() ? ", …" : "");
        }
    }

    private LakeAudit(String topic, Ledger ledger, boolean eachRecord) {
        this.topic = topic;
        this.ledger = ledger;
        this.eachRecord = eachRecord;
    }

    /** @param eachRecord whether the service had the route of that name */
    static LakeAudit of(CrashSite site, boolean eachRecord) throws IOException {
        LakeAudit audit = new LakeAudit(CrashSite.TOPIC, site.ledger(), eachRecord);
        audit.readLake(site.objectsDirectory());
        audit.readLetters(site.brokers(), CrashSite.DEAD_LETTERS);
        audit.compare();
        audit.countFiltered(site.filtered());
        return audit;
    }

    /** Acknowledged by Kafka, but neither in the lake nor on the dead-letter topic, though Kafka has it, or the lake had. */
    Finding lost() {
        return lost;
    }

    /** Records, or offsets, that more than one line of the lake has; and letters of one record that say different things of its place. */
    Finding twice() {
        return twice;
    }

    /** Not what was sent: a record that was sent elsewhere, garbage in the lake, good records among the dead letters. */
    Finding wrong() {
        return wrong;
    }

    /** What Kafka acknowledged and lost. */
    long lostByKafka() {
        return ledger.lostByKafka().cardinality();
    }

    /** Of that, what is still in the lake or on the dead-letter topic. */
    long savedInLake() {
        BitSet saved = union(inLake, letters);
        saved.and(ledger.lostByKafka());
        return saved.cardinality();
    }

    private void readLake(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".json.zst"))::iterator) {
                LakeLine.read(file, this::add);
            }
        }
    }

    private void add(LakeLine line) {
        boolean newOffset = add(pages.computeIfAbsent(Page.of(line), page -> new BitSet()), (int) (line.offset() % Page.SIZE));
        boolean newNumber = add(inLake, line.number());
        if (!newOffset || !newNumber) {
            twice.add(name(line));
        }
        if (!ledger.isAt(line.number(), line.partition(), line.kafkaOffset())) {
            wrong.add(name(line) + " was not sent there");
        }
        if (line.edited() != eachRecord) {
            wrong.add(name(line) + (eachRecord ? " did not go" : " went") + " through a route each-record");
        }
    }

    private static boolean add(BitSet bits, int bit) {
        boolean there = bits.get(bit);
        bits.set(bit);
        return !there;
    }

    private String name(LakeLine line) {
        return "%s-%d@%d (number %d)".formatted(topic, line.partition(), line.offset(), line.number());
    }

    private void readLetters(String brokers, String deadLetters) {
        try (KafkaConsumer<byte[], byte[]> kafka = new KafkaConsumer<>(
                Map.of("bootstrap.servers", brokers), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = kafka.partitionsFor(deadLetters).stream()
                    .map(partition -> new TopicPartition(deadLetters, partition.partition()))
                    .toList();
            kafka.assign(partitions);
            kafka.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> kafka.position(end.getKey()) < end.getValue())) {
                for (ConsumerRecord<byte[], byte[]> letter : kafka.poll(Duration.ofMillis(500))) {
                    add(letter);
                }
            }
        }
    }

    /** A letter may come again after a crash, as the letter of the same record at the same place. */
    private void add(ConsumerRecord<byte[], byte[]> letter) {
        int number = Integer.parseInt(header(letter, LoadProducer.NUMBER));
        String offset = header(letter, DeadLetters.OFFSET);
        String lakeOffset = letter.headers().lastHeader(LAKE_OFFSET) == null ? offset : header(letter, LAKE_OFFSET);
        String origin = "%s-%s@%s".formatted(topic, header(letter, DeadLetters.PARTITION), lakeOffset);
        letters.set(number);
        String before = origins.putIfAbsent(number, origin);
        if (before != null && !before.equals(origin)) {
            twice.add("the letter of %s and of %s (number %d)".formatted(before, origin, number));
        }
        if (!ledger.isAt(number, Integer.parseInt(header(letter, DeadLetters.PARTITION)), Long.parseLong(offset))) {
            wrong.add("the letter of %s (number %d) was not sent there".formatted(origin, number));
        }
    }

    private static String header(ConsumerRecord<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private void compare() {
        BitSet missing = union(ledger.fit(), ledger.garbage());
        BitSet dropped = dropped();
        missing.andNot(union(union(inLake, letters), dropped));
        missing.andNot(ledger.excused());
        addAll(lost, missing, "");
        BitSet garbage = ledger.garbage();
        garbage.and(inLake);
        addAll(wrong, garbage, " (garbage in the lake)");
        dropped.and(inLake);
        addAll(wrong, dropped, " (dropped, but in the lake)");
        BitSet rejected = ledger.fit();
        rejected.and(letters);
        addAll(wrong, rejected, " (rejected, but fit)");
    }

    /** What the route each-record drops. */
    private BitSet dropped() {
        BitSet dropped = new BitSet();
        if (eachRecord) {
            ledger.fit().stream().filter(number -> number % 10 == 7).forEach(dropped::set);
        }
        return dropped;
    }

    /** Where Kafka lost records, nobody knows which of them had been dropped before. */
    private void countFiltered(long filtered) {
        long dropped = dropped().cardinality();
        if (filtered != dropped && ledger.lostByKafka().isEmpty()) {
            wrong.add("%,d records were dropped, and the objects say %,d".formatted(dropped, filtered));
        }
    }

    private void addAll(Finding finding, BitSet numbers, String what) {
        numbers.stream().forEach(number -> finding.add("%s-%s%s".formatted(topic, ledger.name(number), what)));
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet bits = (BitSet) one.clone();
        bits.or(other);
        return bits;
    }
}

package cloud;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import routes.DeadLetters;

/**
 * Holds every line of the lake, and every dead letter, against what Kafka acknowledged. It shares no code with {@code verify}: it looks
 * at the lines themselves, not at names, metadata or committed offsets.
 */
final class LakeAudit {
    private static final ObjectReader LINES =
            new ObjectMapper().readerFor(Line.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    private final String topic;
    private final Ledger ledger;
    private final List<BitSet> inLake = new ArrayList<>();
    private final List<BitSet> letters = new ArrayList<>();
    private final Finding lost = new Finding();
    private final Finding twice = new Finding();
    private final Finding wrong = new Finding();
    private long lines;

    private record Line(
            @JsonProperty("number") int number,
            @JsonProperty("kafka_partition") int partition,
            @JsonProperty("kafka_offset") int offset) {}

    /** So many, and the first of them. */
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

    private LakeAudit(String topic, Ledger ledger) {
        this.topic = topic;
        this.ledger = ledger;
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            inLake.add(new BitSet());
            letters.add(new BitSet());
        }
    }

    static LakeAudit of(CrashSite site) throws IOException {
        LakeAudit audit = new LakeAudit(CrashSite.TOPIC, site.ledger());
        audit.readLake(site.objectsDirectory());
        audit.readLetters(site.brokers(), CrashSite.DEAD_LETTERS);
        audit.compare();
        return audit;
    }

    /** Lines of the lake. */
    long lines() {
        return lines;
    }

    /** Acknowledged by Kafka, but neither in the lake nor on the dead-letter topic. */
    Finding lost() {
        return lost;
    }

    /** Offsets that more than one line of the lake has. */
    Finding twice() {
        return twice;
    }

    /** Not what was sent: another record under that offset, garbage in the lake, good records among the dead letters. */
    Finding wrong() {
        return wrong;
    }

    private void readLake(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.filter(path -> path.toString().endsWith(".json.zst"))::iterator) {
                readObject(file);
            }
        }
    }

    private void readObject(Path file) throws IOException {
        try (InputStream in = new BufferedInputStream(new ZstdInputStream(Files.newInputStream(file)));
                MappingIterator<Line> all = LINES.readValues(in)) {
            while (all.hasNext()) {
                add(all.next());
            }
        }
    }

    private void add(Line line) {
        lines++;
        BitSet seen = inLake.get(line.partition());
        if (seen.get(line.offset())) {
            twice.add(name(line.partition(), line.offset()));
        }
        seen.set(line.offset());
        if (!ledger.isNumber(line.partition(), line.offset(), line.number())) {
            wrong.add("%s (number %d was not sent there)".formatted(name(line.partition(), line.offset()), line.number()));
        }
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
                    letters.get(number(letter, DeadLetters.PARTITION)).set(number(letter, DeadLetters.OFFSET));
                }
            }
        }
    }

    private static int number(ConsumerRecord<?, ?> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return Integer.parseInt(new String(header.value(), StandardCharsets.UTF_8));
    }

    private void compare() {
        for (int partition = 0; partition < ledger.partitions(); partition++) {
            BitSet fit = ledger.fit(partition);
            BitSet garbage = ledger.garbage(partition);
            addAll(lost, partition, without(without(union(fit, garbage), inLake.get(partition)), letters.get(partition)), "");
            addAll(wrong, partition, intersection(garbage, inLake.get(partition)), " (garbage in the lake)");
            addAll(wrong, partition, intersection(fit, letters.get(partition)), " (rejected, but fit)");
        }
    }

    private void addAll(Finding finding, int partition, BitSet offsets, String what) {
        offsets.stream().forEach(offset -> finding.add(name(partition, offset) + what));
    }

    private String name(int partition, int offset) {
        return "%s-%d@%d".formatted(topic, partition, offset);
    }

    private static BitSet union(BitSet one, BitSet other) {
        BitSet bits = (BitSet) one.clone();
        bits.or(other);
        return bits;
    }

    private static BitSet intersection(BitSet one, BitSet other) {
        BitSet bits = (BitSet) one.clone();
        bits.and(other);
        return bits;
    }

    private static BitSet without(BitSet one, BitSet other) {
        BitSet bits = (BitSet) one.clone();
        bits.andNot(other);
        return bits;
    }
}

package routes.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.batch.LakeOffset;
import routes.kafka.KafkaLog;

/** The lines of one object by their offsets in the lake. */
public final class StoredLines {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final int partition;
    private final NavigableMap<Long, String> lines = new TreeMap<>();

    private StoredLines(int partition) {
        this.partition = partition;
    }

    /** @param content as it is stored, compressed */
    static StoredLines read(StoredObject object, InputStream content) throws IOException {
        StoredLines stored = new StoredLines(object.name().partition());
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(ObjectReader.decompressed(object.key(), content), StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                JsonNode offset = JSON.readTree(line).get("kafka_offset");
                if (offset != null) {
                    stored.lines.put(offset.asLong(), line);
                }
            }
        }
        return stored;
    }

    /** The offset of the last line. */
    OptionalLong last() {
        return lines.isEmpty() ? OptionalLong.empty() : OptionalLong.of(lines.lastKey());
    }

    /** Of all lines, in order. */
    public List<Long> offsets() {
        return List.copyOf(lines.keySet());
    }

    /**
     * Whether Kafka has the record of the last line up to an offset. Where it has none, the line before tells: compaction may have deleted
     * it; but a log that went back may also have the end of a transaction there by now.
     *
     * @return NONE when Kafka has nothing where the lines were
     */
    public KafkaLog.Found find(long offset, TopicPartition partition, KafkaLog log, KafkaLog.Span span) {
        KafkaLog.Found found = KafkaLog.Found.NONE;
        for (Long line = lines.floorKey(offset); line != null && found == KafkaLog.Found.NONE; line = lines.lowerKey(line)) {
            long wanted = line;
            found = log.find(partition, span, LakeOffset.kafka(wanted), record -> has(wanted, record));
        }
        return found;
    }

    /** Whether the line at an offset is the line of a Kafka record. */
    public boolean has(long offset, ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(lines.get(offset)).filter(line -> line.equals(JsonLines.lineOf(record, partition, offset))).isPresent();
    }
}

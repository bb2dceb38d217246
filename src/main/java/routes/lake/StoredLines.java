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

    /** Whether the line at an offset is the line of a Kafka record. */
    public boolean has(long offset, ConsumerRecord<byte[], byte[]> record) {
        return Optional.ofNullable(lines.get(offset)).filter(line -> line.equals(JsonLines.lineOf(record, partition, offset))).isPresent();
    }
}

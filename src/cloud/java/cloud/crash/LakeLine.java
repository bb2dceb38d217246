package cloud.crash;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * A line of the lake: a record of the crash test's load, and where it came from.
 *
 * @param number the record's own
 * @param edited whether the route each-record saw it
 * @param offset in the lake: that of Kafka, and how often its log went back before in units of {@link #GENERATION}
 */
record LakeLine(
        @JsonProperty("number") int number,
        @JsonProperty("edited") boolean edited,
        @JsonProperty("kafka_partition") int partition,
        @JsonProperty("kafka_offset") long offset) {
    static final long GENERATION = 1_000_000_000_000_000L;

    private static final ObjectReader LINES =
            new ObjectMapper().readerFor(LakeLine.class).without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    static void read(Path object, Consumer<LakeLine> reader) throws IOException {
        try (InputStream in = new BufferedInputStream(new ZstdInputStream(Files.newInputStream(object)));
                MappingIterator<LakeLine> lines = LINES.readValues(in)) {
            while (lines.hasNext()) {
                reader.accept(lines.next());
            }
        }
    }

    long kafkaOffset() {
        return offset % GENERATION;
    }
}

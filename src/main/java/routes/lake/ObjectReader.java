package routes.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPInputStream;
import routes.lang.Checksum;
import routes.lang.Errors;

/** Reads an object and compares what is in it with what its name and metadata say. */
public final class ObjectReader {
    private static final JsonFactory JSON = new JsonFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);

    private static final String LINEAGE = "\"kafka_offset\":";

    private ObjectReader() {}

    /**
     * @param content as it is stored, compressed as the key's suffix says
     * @return what is wrong with it, null when nothing is
     */
    public static String problem(StoredObject object, InputStream content) {
        long lines = 0;
        long last = object.startOffset() - 1;
        CRC32C checksum = new CRC32C();
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                new CheckedInputStream(decompressed(object.key(), content), checksum), StandardCharsets.UTF_8.newDecoder()))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines++;
                Line read = Line.of(line);
                if (read.partition() != object.name().partition()) {
                    return "line %d is of partition %d".formatted(lines, read.partition());
                }
                if (read.offset() <= last || read.offset() > object.endOffset()) {
                    return "line %d has offset %d, after %d and in an object that ends at %d"
                            .formatted(lines, read.offset(), last, object.endOffset());
                }
                if (read.date().compareTo(object.name().date().toString()) > 0) {
                    return "line %d is of a later date, %s".formatted(lines, read.date());
                }
                last = read.offset();
            }
        } catch (IOException broken) {
            return "cannot be read after line %d: %s".formatted(lines, Errors.sentence(broken));
        }
        if (lines != object.records()) {
            return "has %d lines, its metadata say %d records".formatted(lines, object.records());
        }
        return object.lines() == null || object.lines().equals(Checksum.hex(checksum)) ? null : "has other lines than were written";
    }

    /**
     * The line of an offset in the lake.
     *
     * @param content as it is stored
     * @param mayGoOn asked now and then; where it says no, so does this, by an exception
     * @return empty when the object has no such line
     */
    public static Optional<String> line(StoredObject object, long offset, InputStream content, BooleanSupplier mayGoOn) throws IOException {
        String wanted = LINEAGE + offset + ",";
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(decompressed(object.key(), unclosed(content)), StandardCharsets.UTF_8), 1 << 16)) {
            long lines = 0;
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                // the last one: a nested object may have a key of that name
                if (line.startsWith(wanted, line.lastIndexOf(LINEAGE))) {
                    return Optional.of(line);
                }
                if (++lines % 1000 == 0 && !mayGoOn.getAsBoolean()) {
                    throw new IOException("it is large, and %,d lines were read without finding it".formatted(lines));
                }
            }
            return Optional.empty();
        }
    }

    /**
     * How an object begins.
     *
     * @param content as it is stored, of which no more is read than that takes
     * @param most characters
     * @return whole lines, and the beginning of the first one when it is longer
     */
    public static List<String> firstLines(String key, InputStream content, int most) throws IOException {
        StringBuilder text = new StringBuilder();
        try (Reader reader = new InputStreamReader(decompressed(key, unclosed(content)), StandardCharsets.UTF_8)) {
            char[] buffer = new char[1 << 12];
            for (int read = reader.read(buffer); read >= 0 && text.length() < most; read = reader.read(buffer)) {
                text.append(buffer, 0, Math.min(read, most - text.length()));
            }
        }
        int end = text.lastIndexOf("\n");
        return text.isEmpty() ? List.of() : List.of((end < 0 ? text + "…" : text.substring(0, end)).split("\n"));
    }

    /** Of S3, to close is to read to the end: whoever needs only a part breaks it off. */
    private static InputStream unclosed(InputStream content) {
        return new FilterInputStream(content) {
            @Override
            public int read(byte[] bytes, int from, int most) throws IOException {
                return in.read(bytes, from, most);
            }

            @Override
            public void close() {
                // the caller's
            }
        };
    }

    static InputStream decompressed(String key, InputStream content) throws IOException {
        if (key.endsWith(Compression.ZSTD.suffix())) {
            return new ZstdInputStream(content);
        }
        return key.endsWith(Compression.GZIP.suffix()) ? new GZIPInputStream(content, 1 << 16) : content;
    }

    /** The lineage of a line; -1 and "" for what it does not have. */
    private record Line(int partition, long offset, String date) {
        static Line of(String text) throws IOException {
            int partition = -1;
            long offset = -1;
            String timestamp = "";
            try (JsonParser json = JSON.createParser(text)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    throw new IOException("not a JSON object");
                }
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    json.nextToken();
                    switch (name) {
                        case "kafka_partition" -> partition = json.getIntValue();
                        case "kafka_offset" -> offset = json.getLongValue();
                        case "kafka_timestamp" -> timestamp = json.getText();
                        default -> json.skipChildren();
                    }
                }
                if (json.nextToken() != null) {
                    throw new IOException("more than a JSON object");
                }
            }
            return new Line(partition, offset, timestamp.substring(0, Math.max(0, timestamp.indexOf(' '))));
        }
    }
}

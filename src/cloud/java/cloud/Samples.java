package cloud;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Reads the first megabyte or thousand lines of objects, each version of an object once: what was found is kept in a file. */
final class Samples {
    private static final int MOST_BYTES = 1 << 20;
    private static final int MOST_LINES = 1000;

    private final S3Client s3;
    private final Path file;
    private ObjectNode known = Json.object();
    private final ObjectNode seen = Json.object();

    Samples(S3Client s3, Path file) {
        this.s3 = s3;
        this.file = file;
    }

    void load() throws IOException {
        known = Json.read(file);
    }

    /** Keeps the samples of this crawl, and forgets those of objects that it did not meet. */
    void save() throws IOException {
        Json.replace(file, seen);
    }

    /** @return empty if the object is not JSON lines */
    Optional<Sample> of(String bucket, S3Object object) throws IOException {
        String version = bucket + "/" + object.key() + " " + object.eTag();
        JsonNode kept = known.get(version);
        if (kept == null) {
            kept = read(bucket, object).<JsonNode>map(Sample::toJson).orElse(Json.MAPPER.nullNode());
        }
        seen.set(version, kept);
        return kept.isNull() ? Optional.empty() : Optional.of(Sample.from((ObjectNode) kept));
    }

    private Optional<Sample> read(String bucket, S3Object object) throws IOException {
        String compression = compression(object.key());
        try (ResponseInputStream<GetObjectResponse> body = s3.getObject(request -> request.bucket(bucket).key(object.key()));
                InputStream plain = decompress(body, compression)) {
            byte[] start = plain.readNBytes(MOST_BYTES);
            boolean whole = start.length < MOST_BYTES;
            Optional<Sample> sample = sample(start, whole, compression, object.size());
            body.abort();
            return sample;
        } catch (IOException e) {
            // the suffix promises a compression that the bytes do not hold
            return Optional.empty();
        }
    }

    static String compression(String key) {
        return key.endsWith(".gz") ? "gzip" : key.endsWith(".zst") ? "zstd" : "none";
    }

    private static InputStream decompress(InputStream body, String compression) throws IOException {
        return switch (compression) {
            case "gzip" -> new GZIPInputStream(body, 1 << 16);
            case "zstd" -> new ZstdInputStream(body);
            default -> body;
        };
    }

    private static Optional<Sample> sample(byte[] start, boolean whole, String compression, long size) {
        Map<String, HiveType> columns = new LinkedHashMap<>();
        int lines = 0;
        int from = start.length > 2 && start[0] == (byte) 0xEF ? 3 : 0;
        while (from < start.length && lines < MOST_LINES) {
            int end = endOfLine(start, from);
            if (end < 0 && !whole && lines > 0) {
                break;
            }
            end = end < 0 ? start.length : end;
            if (!add(new String(start, from, end - from, StandardCharsets.UTF_8), columns)) {
                return Optional.empty();
            }
            lines++;
            from = end + 1;
        }
        // only of a plain object is the share known that was read
        double records = compression.equals("none") ? (double) size * lines / Math.min(from, size) : (double) start.length * lines / from;
        return lines == 0 ? Optional.empty() : Optional.of(new Sample(columns, compression, records, size));
    }

    private static int endOfLine(byte[] bytes, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    private static boolean add(String line, Map<String, HiveType> columns) {
        if (line.isBlank()) {
            return true;
        }
        try {
            JsonNode record = Json.MAPPER.readTree(line);
            record.properties().forEach(member ->
                    columns.merge(member.getKey().toLowerCase(), HiveType.of(member.getValue()), HiveType::merge));
            return record.isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}

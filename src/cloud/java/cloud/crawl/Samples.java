package cloud.crawl;

import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Reads all lines of JSON objects, the first megabyte or thousand lines of other text and the schema of Parquet objects, each version of an
 * object once: what was found is kept in a file.
 */
final class Samples {
    private static final int MOST_BYTES = 1 << 20;
    private static final String MAGIC = "PAR1";

    private final S3Client s3;
    private final Path file;
    private ObjectNode known = AwsJson.object();
    private final ObjectNode seen = AwsJson.object();

    Samples(S3Client s3, Path file) {
        this.s3 = s3;
        this.file = file;
    }

    void load() throws IOException {
        known = AwsJson.read(file);
    }

    /** Keeps the samples of this crawl, and forgets those of objects that it did not see. */
    void save() throws IOException {
        AwsJson.replace(file, seen);
    }

    /** @return empty if the object is neither JSON lines nor CSV nor Parquet */
    Optional<Sample> of(String bucket, S3Object object) throws IOException {
        String version = bucket + "/" + object.key() + " " + object.eTag();
        JsonNode kept = known.get(version);
        if (kept == null) {
            kept = read(bucket, object).<JsonNode>map(Sample::toJson).orElse(AwsJson.MAPPER.nullNode());
        }
        seen.set(version, kept);
        return kept.isNull() ? Optional.empty() : Optional.of(Sample.from((ObjectNode) kept));
    }

    private Optional<Sample> read(String bucket, S3Object object) throws IOException {
        try (ResponseInputStream<GetObjectResponse> body = s3.getObject(request -> request.bucket(bucket).key(object.key()));
                InputStream start = new BufferedInputStream(body)) {
            start.mark(MAGIC.length());
            boolean parquet = new String(start.readNBytes(MAGIC.length()), StandardCharsets.ISO_8859_1).equals(MAGIC);
            start.reset();
            Optional<Sample> sample = parquet ? Optional.of(parquet(bucket, object)) : text(start, object);
            body.abort();
            return sample;
        } catch (IOException e) {
            // the suffix promises a compression, or the first bytes a format, that the rest does not hold
            return Optional.empty();
        }
    }

    private Sample parquet(String bucket, S3Object object) throws IOException {
        Path copy = Files.createTempFile("sample", ".parquet");
        try {
            Files.delete(copy);
            s3.getObject(request -> request.bucket(bucket).key(object.key()), copy);
            ParquetSample sample = ParquetSample.of(copy);
            return new Sample("parquet", sample.compression(), Map.of(), sample.columns(), sample.records(), object.size());
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    private static Optional<Sample> text(InputStream body, S3Object object) throws IOException {
        String compression = compression(object.key());
        InputStream text = decompress(body, compression);
        byte[] start = text.readNBytes(MOST_BYTES);
        Optional<Sample> json = JsonSample.of(new SequenceInputStream(new ByteArrayInputStream(start), text))
                .map(sample -> new Sample("json", compression, Map.of(), sample.columns(), sample.records(), object.size()));
        if (json.isPresent()) {
            return json;
        }
        TextSample lines = new TextSample(start, start.length < MOST_BYTES);
        // only for an uncompressed object is it known what share was read
        double records = lines.linesIn(compression.equals("none") ? object.size() : start.length);
        return lines.csv().map(csv -> new Sample("csv", compression, csv.traits(), csv.columns(), records, object.size()));
    }

    private static String compression(String key) {
        return key.endsWith(".gz") ? "gzip" : key.endsWith(".zst") ? "zstd" : "none";
    }

    private static InputStream decompress(InputStream body, String compression) throws IOException {
        return switch (compression) {
            case "gzip" -> new GZIPInputStream(body, 1 << 16);
            case "zstd" -> new ZstdInputStream(body);
            default -> body;
        };
    }
}

package simulator;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * An object of the lake, read without the pipeline's own classes: a mistake in these must not hide itself.
 *
 * @param start offset in the lake, as the key says
 * @param end as the metadata say
 * @param lines in their order
 */
record StoredRange(String key, String date, int partition, long start, long end, int rejected, List<Line> lines) {
    private static final Pattern KEY = Pattern.compile(".*/date=(\\d{4}-\\d\\d-\\d\\d)/.+-(\\d+)-(\\d{20})\\.json(\\.gz|\\.zst)?");
    private static final Pattern LINE = Pattern.compile("\\{.*\"kafka_partition\":(\\d+),\"kafka_offset\":(\\d+),\"kafka_timestamp\":\"([^ ]+) [^\"]+\"}");
    private static final long GENERATION = 1_000_000_000_000_000L;

    /** @param record its number */
    record Line(int partition, long offset, String date, long record) {}

    static StoredRange of(String key, byte[] content, Map<String, String> metadata) {
        Matcher name = KEY.matcher(key);
        if (!name.matches()) {
            throw new IllegalArgumentException(key + " is no key of an object");
        }
        return new StoredRange(
                key, name.group(1), Integer.parseInt(name.group(2)), Long.parseLong(name.group(3)), Long.parseLong(metadata.get("end-offset")),
                Integer.parseInt(metadata.get("rejected")), lines(key, content));
    }

    private static List<Line> lines(String key, byte[] content) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(open(key, content), StandardCharsets.UTF_8))) {
            return reader.lines().map(StoredRange::line).toList();
        } catch (IOException broken) {
            throw new UncheckedIOException(key, broken);
        }
    }

    private static InputStream open(String key, byte[] content) throws IOException {
        InputStream bytes = new ByteArrayInputStream(content);
        return key.endsWith(".zst") ? new ZstdInputStream(bytes) : key.endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
    }

    private static Line line(String text) {
        Matcher line = LINE.matcher(text);
        if (!line.matches()) {
            throw new IllegalArgumentException("no line of the lake: " + text);
        }
        return new Line(Integer.parseInt(line.group(1)), Long.parseLong(line.group(2)), line.group(3), Records.number(text));
    }

    int generation() {
        return generation(start);
    }

    static int generation(long lakeOffset) {
        return (int) (lakeOffset / GENERATION);
    }

    static long kafka(long lakeOffset) {
        return lakeOffset % GENERATION;
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.CloseReason;
import routes.catalog.Crawler;
import routes.lake.LakeLocation;
import routes.lake.LakeObject;
import routes.lake.ObjectWriter;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;

/** Whatever record the validator lets through: after the next crawl, count(*) and every column that answered before still answer. */
@Tag("servers")
class AnyRecordTest {
    private static final int ROUNDS = 6;
    private static final int RECORDS = 12;
    private static final String[] KEYS = {
        "a", "A", "b", "lastPrice", "tags", "aws:name", "x-y", "x.y", "x y", " a", "a ", "_a", "$a", "", " ", "\\u0000", "\\n", "a,b", "<", ">", "`",
        "\\\"", "\\\\", "'", "date", "Date", "É", "é", "ß", "İ", "価格", "\\ud83d\\ude80", "\\ud83d", "1", "select", "k".repeat(200), "k".repeat(300),
        "kafka_offset", "#", "#object", "$path", "@type", "a/b", "a;b", "(", "%s"
    };
    private static final String[] SCALARS = {
        "null", "true", "false", "0", "-0", "1", "-1", "2.5", "1e3", "1e400", "-1e-400", "9223372036854775807", "9223372036854775808",
        "-9223372036854775809", "1" + "0".repeat(37), "1" + "0".repeat(38), "1" + "0".repeat(400), "0." + "1".repeat(50), "\"\"", "\"text\"",
        "\"\\u0000\"", "\"\\ud83d\"", "\"\\ud83d\\ude80\"", "\"2020-01-01\"", "\"2020-01-01 00:00:00\"", "\"1\"", "\"é\\n\\t\"", "\"'\"", "\"\\\\ud83d\""
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyQueryThatAnsweredStillAnswers(long seed) {
        Random random = new Random(seed);
        try (Lab lab = Lab.with("glue.crawl-every", "0")) {
            lab.start();
            Set<String> columns = new TreeSet<>();
            List<String> taken = new ArrayList<>();
            long count = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<String> values = new ArrayList<>();
                for (int i = 0; i < RECORDS; i++) {
                    values.add(object(random, 0));
                }
                LakeObject object = object(lab, round, values);
                lab.put(object.key().substring(lab.prefix.length() + 1), object.content(), object.metadata());
                taken.addAll(lab.lines(object.key().substring(lab.prefix.length() + 1)).stream().map(Object::toString).toList());
                count += object.records();
                lab.pipeline().bean("crawler", Crawler.class).crawl();

                columns.addAll(columns(lab));
                assertThat(LabQueries.query(lab, "SELECT %s FROM %%s".formatted(quoted(columns))))
                        .as("seed %d, round %d, columns %s after %s", seed, round, columns, taken)
                        .hasSize((int) count);
                assertThat(LabQueries.query(lab, "SELECT count(*) FROM %s"))
                        .as("seed %d, round %d after %s", seed, round, taken)
                        .containsExactly(String.valueOf(count));
            }
        }
    }

    private static LakeObject object(Lab lab, int round, List<String> values) {
        ObjectWriter writer = new ObjectWriter(new LakeLocation(Lab.BUCKET, lab.prefix));
        writer.setCompression("zstd");
        long first = 1000L * round;
        return writer.write(Records.batch(
                IntStream.range(0, values.size()).mapToObj(i -> Records.record(first + i, values.get(i))).toList(), CloseReason.RECORDS));
    }

    private static List<String> columns(Lab lab) {
        try (GlueClient glue = Lab.cloud().glue()) {
            return glue.getTable(get -> get.databaseName(lab.database).name(lab.database)).table().storageDescriptor().columns().stream()
                    .map(Column::name)
                    .toList();
        }
    }

    /** All of them in one query: one that cannot be read fails it. */
    private static String quoted(Set<String> columns) {
        return columns.stream()
                .map(column -> "\"%s\"".formatted(column.replace("\"", "\"\"").replace("%", "%%")))
                .collect(Collectors.joining(", "));
    }

    /** A JSON object, most often one that could be a record. */
    private static String object(Random random, int depth) {
        Map<String, String> fields = new LinkedHashMap<>();
        for (int i = random.nextInt(5); i >= 0; i--) {
            fields.put(random.nextInt(3) > 0 ? "k" + random.nextInt(6) : KEYS[random.nextInt(KEYS.length)], value(random, depth));
        }
        return random.nextInt(20) == 0
                ? "{}"
                : fields.entrySet().stream().map(field -> "\"%s\":".formatted(field.getKey()) + field.getValue()).collect(Collectors.joining(",", "{", "}"));
    }

    private static String value(Random random, int depth) {
        int kind = depth > 3 ? 0 : random.nextInt(6);
        if (kind == 4) {
            return object(random, depth + 1);
        }
        if (kind == 5) {
            Set<String> items = new LinkedHashSet<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                items.add(value(random, depth + 1));
            }
            return "[" + String.join(",", items) + "]";
        }
        return SCALARS[random.nextInt(SCALARS.length)];
    }
}

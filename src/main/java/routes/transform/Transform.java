package routes.transform;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import routes.query.FrontMatter;
import routes.query.FrontMatterException;
import routes.query.Parameter;
import routes.query.Placeholders;

/**
 * One SQL file that makes a curated table: of the raw one, by a query that turns each raw row into a row or leaves it out; or of another curated
 * one, by a query that makes the rows of a partition of all the rows of that partition there.
 *
 * @param name of the file, without .sql, and of the table
 * @param source the table that the query reads
 * @param absent columns that the raw table may lack, {@code name type}; they are null then
 * @param partition column that the table is partitioned by
 * @param key columns that tell rows apart; none when it is made of a curated table
 * @param version columns whose greatest values tell the latest of the rows with the same key
 * @param problem why it cannot be run, with file and line; null when it can
 */
public record Transform(
        String name,
        String title,
        String description,
        String source,
        List<String> absent,
        String partition,
        List<String> key,
        List<String> version,
        String sql,
        String problem) {
    private static final Set<String> KEYS =
            Set.of("title", "description", "table", "source", "curated", "absent", "partition", "key", "version", "parameter");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");
    private static final Pattern ABSENT = Pattern.compile("[a-z][a-z0-9_]* (varchar|double|bigint|boolean)");

    public static Transform parse(String file, String text) {
        return parse(file, text, Map.of());
    }

    /** @param values of parameters, in place of their defaults */
    static Transform parse(String file, String text, Map<String, String> values) {
        try {
            FrontMatter front = FrontMatter.parse(file + ".sql", text, KEYS, Set.of("parameter"));
            boolean ofCurated = isOfCurated(front);
            Transform transform = new Transform(
                    name(front, front.one("table", file)),
                    front.one("title", file),
                    front.one("description", ""),
                    name(front, ofCurated ? front.required("curated") : front.one("source", "quotes")),
                    front.names("absent", ""),
                    name(front, front.required("partition")),
                    ofCurated ? List.of() : names(front, List.of(front.required("key").split(",\\s*"))),
                    ofCurated ? List.of() : names(front, front.names("version", "kafka_timestamp, kafka_offset, kafka_partition")),
                    Placeholders.fill(front, query(text), Parameter.all(front, values)),
                    null);
            transform.absent.forEach(column -> requireForm(front, ABSENT, column, "a column with varchar, double, bigint or boolean"));
            return transform;
        } catch (FrontMatterException wrong) {
            return new Transform(file, file, "", "", List.of(), "", List.of(), List.of(), "", wrong.getMessage());
        }
    }

    private static boolean isOfCurated(FrontMatter front) {
        for (FrontMatter.Entry curated : front.all("curated")) {
            for (String other : List.of("source", "absent", "key", "version")) {
                if (!front.all(other).isEmpty()) {
                    throw front.wrong(curated.line(), "a table that is made of a curated one has no " + other);
                }
            }
        }
        return !front.all("curated").isEmpty();
    }

    /** Whether it is made of a curated table. */
    boolean isOfCurated() {
        return key.isEmpty();
    }

    private static String name(FrontMatter front, String name) {
        return requireForm(front, NAME, name, "a name in lower case, with digits and underscores");
    }

    private static List<String> names(FrontMatter front, List<String> names) {
        return names.stream().map(name -> name(front, name.trim())).toList();
    }

    private static String requireForm(FrontMatter front, Pattern form, String text, String what) {
        if (!form.matcher(text).matches()) {
            throw front.wrong(1, "'%s' is not %s".formatted(text, what));
        }
        return text;
    }

    /** Comments before the query stay behind, but their lines are kept, so that errors name the right one. */
    private static String query(String text) {
        List<String> lines = new ArrayList<>(Arrays.asList(text.stripTrailing().split("\\R")));
        for (int line = 0; line < lines.size() && lines.get(line).startsWith("--"); line++) {
            lines.set(line, "");
        }
        return String.join("\n", lines);
    }

    /** Changes when the transform would produce different rows: then the table is rebuilt. */
    String fingerprint(String rawLocation) {
        String what = String.join("\u0000", rawLocation, source, absent.toString(), partition, key.toString(), version.toString(), sql.strip());
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

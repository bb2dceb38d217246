package cloud.scan;

import cloud.sql.AthenaException;
import cloud.sql.HiddenColumns;
import cloud.sql.Sql;
import cloud.sql.Types;
import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/** The SQL with which DuckDB reads objects as their table's SerDe would. */
public final class ObjectScan {
    /** Takes a string for the number in it. */
    private static final String OPEN_X = "org.openx.data.jsonserde.jsonserde";

    private static final Set<String> JSON =
            Set.of(OPEN_X, "org.apache.hive.hcatalog.data.jsonserde", "org.apache.hadoop.hive.serde2.jsonserde");
    private static final Set<String> WHOLE_NUMBERS = Set.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT");
    private static final Set<String> NUMBERS = Set.of("FLOAT", "REAL", "DOUBLE");
    /** The properties of a JSON SerDe that do not change what is read here. */
    private static final Set<String> HARMLESS = Set.of("paths", "serialization.format", "case.insensitive", "dots.in.keys", "ignore.malformed.json");

    /** The path of the object that a row is from, under a name that no table's column has: a catalog keeps names in a list with commas. */
    private static final String OBJECT = ",object";

    /** Another: a whole line. */
    private static final String LINE = Sql.name(",line");

    /** Also one that is written as an escape. */
    private static final String CAPITAL_IN_KEY = "(\\p{Lu}|\\\\u)[^\"]*\"\\s*:";

    /** Which versions of objects have keys with capital letters. */
    private static final Map<String, Boolean> CAPITALS = new ConcurrentHashMap<>();

    private final Connection duckDb;
    private final Path buckets;

    ObjectScan(Connection duckDb, Path buckets) {
        this.duckDb = duckDb;
        this.buckets = buckets;
    }

    /** @throws QueryFailedException if the table's SerDe, or one of its properties, is not supported here */
    public static void requireKnown(ObjectNode table) {
        JsonNode serDe = table.path("StorageDescriptor").path("SerdeInfo");
        String library = library(serDe);
        if (JSON.contains(library)) {
            requireHarmless(serDe.path("Parameters"));
        } else if (TextLines.reads(library)) {
            TextLines.of(table).columns(TableScans.columns(table.path("StorageDescriptor").path("Columns")));
        } else if (!library.contains("parquet")) {
            throw new AthenaException("NOT_SUPPORTED: The SerDe '" + serDe.path("SerializationLibrary").asText()
                    + "' is not supported by the local Athena");
        }
    }

    private static void requireHarmless(JsonNode parameters) {
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            String value = parameter.getValue().asText();
            boolean changes = parameter.getKey().equals("ignore.malformed.json") && value.equalsIgnoreCase("true")
                    || parameter.getKey().equals("case.insensitive") && value.equalsIgnoreCase("false")
                    || parameter.getKey().equals("dots.in.keys") && value.equalsIgnoreCase("true");
            if (changes || !HARMLESS.contains(parameter.getKey())) {
                throw new AthenaException("NOT_SUPPORTED: The SerDe property '" + parameter.getKey() + "' = '" + value
                        + "' is not supported by the local Athena");
            }
        }
    }

    static boolean isParquet(ObjectNode table) {
        return library(table.path("StorageDescriptor").path("SerdeInfo")).contains("parquet");
    }

    private static String library(JsonNode serDe) {
        return serDe.path("SerializationLibrary").asText().toLowerCase(Locale.ROOT);
    }

    /**
     * A SELECT of the columns, then of the partition columns.
     *
     * @param columns names and DuckDB types of what the objects hold
     * @param keys the same of the partition columns
     * @param values of the partition columns as SQL; empty if the folders' names hold them
     * @param hidden what else is wanted
     * @param files at least one
     */
    String select(ObjectNode table, Map<String, String> columns, Map<String, String> keys, Set<String> hidden, List<String> values, List<Path> files) {
        requireKnown(table);
        String paths = files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        String hive = keys.isEmpty() || !values.isEmpty() ? "hive_partitioning=false"
                : "hive_partitioning=true, hive_types={" + keys.entrySet().stream().map(key -> Sql.text(key.getKey()) + ": " + key.getValue())
                        .collect(Collectors.joining(", ")) + "}";
        List<String> partition = new ArrayList<>();
        for (String key : keys.keySet()) {
            partition.add(values.isEmpty() ? Sql.name(key) : values.get(partition.size()) + " AS " + Sql.name(key));
        }
        if (isParquet(table)) {
            hidden.forEach(column -> partition.add(hidden(column, Sql.name(OBJECT), files)));
            return select(parquetColumns(columns, paths, files), partition, "read_parquet(" + paths + ", union_by_name=true, "
                    + (hidden.isEmpty() ? "" : "filename='" + OBJECT + "', ") + hive + ")");
        }
        if (JSON.contains(library(table.path("StorageDescriptor").path("SerdeInfo")))) {
            hidden.forEach(column -> partition.add(hidden(column, Sql.name(OBJECT), files)));
            boolean texts = library(table.path("StorageDescriptor").path("SerdeInfo")).equals(OPEN_X);
            return json(table, columns, partition, paths, hive, texts, files);
        }
        TextLines lines = TextLines.of(table);
        hidden.forEach(column -> partition.add(hidden(column, TextLines.FILE, files)));
        return select(lines.columns(columns), partition, lines.relation(paths, hive, values.isEmpty() ? keys.keySet() : Set.of()));
    }

    /** A hidden column of the rows of some objects. @param file an expression for the name of a row's file */
    private String hidden(String column, String file, List<Path> files) {
        String value = switch (column) {
            case HiddenColumns.PATH -> "'s3://' || substr(" + file + ", " + (buckets.toString().length() + 2) + ")";
            case HiddenColumns.SIZE -> ofEach(files, File::length) + "[" + file + "]";
            default -> "make_timestamptz(1000 * " + ofEach(files, File::lastModified) + "[" + file + "])";
        };
        return "CAST(" + value + " AS " + HiddenColumns.TYPES.get(column) + ") AS " + Sql.name(column);
    }

    private static String ofEach(List<Path> files, ToLongFunction<File> fact) {
        return files.stream().map(file -> Sql.text(file.toString()) + ": " + fact.applyAsLong(file.toFile())).collect(Collectors.joining(", ", "MAP {", "}"));
    }

    private static String select(List<String> columns, List<String> partition, String from) {
        List<String> all = new ArrayList<>(columns);
        all.addAll(partition);
        return "SELECT " + String.join(", ", all) + " FROM " + from;
    }

    /** @param texts whether a string is taken for the number in it */
    private String json(ObjectNode table, Map<String, String> columns, List<String> partition, String paths, String hive, boolean texts, List<Path> files) {
        if (haveCapitals(files)) {
            return jsonOfAnyCase(nested(table), columns, partition, paths, hive, texts);
        }
        List<String> types = new ArrayList<>();
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> {
            String value = number(Sql.name(name), type, texts);
            types.add(Sql.text(name) + ": " + Sql.text(value == null ? type : "JSON"));
            select.add((value == null ? Sql.name(name) : value) + " AS " + Sql.name(name));
        });
        return select(select, partition, "read_json(" + paths + ", format='newline_delimited', columns={" + String.join(", ", types) + "}, "
                + hive + ", filename='" + OBJECT + "')");
    }

    /** The columns of nested types, as Hive writes these. */
    private static ObjectNode nested(ObjectNode table) {
        ObjectNode nested = AwsJson.object();
        for (JsonNode column : table.path("StorageDescriptor").path("Columns")) {
            if (column.path("Type").asText().contains("<")) {
                nested.put(column.path("Name").asText().toLowerCase(Locale.ROOT), column.path("Type").asText());
            }
        }
        return nested;
    }

    /** The same where keys have capital letters, which Athena ignores and DuckDB does not: they are made small line by line, but not those of maps. */
    private static String jsonOfAnyCase(ObjectNode nested, Map<String, String> columns, List<String> partition, String paths, String hive, boolean texts) {
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> {
            String json = "json_extract(" + LINE + ", " + Sql.text("/" + name.replace("~", "~0").replace("/", "~1")) + ")";
            String number = number(json, type, texts);
            String other = type.equals("VARCHAR") ? "(" + json + " ->> '$')" : "CAST(" + json + " AS " + type + ")";
            select.add((number == null ? other : number) + " AS " + Sql.name(name));
        });
        return select(select, partition, "(SELECT * REPLACE (CAST(json_small_keys(CAST(" + LINE + " AS VARCHAR), " + Sql.text(nested.toString())
                + ") AS JSON) AS " + LINE + ") FROM read_json(" + paths + ", format='newline_delimited', records=false, columns={" + Sql.text(",line")
                + ": 'JSON'}, " + hive + ", filename='" + OBJECT + "'))");
    }

    /** A number from JSON, where DuckDB would accept more than Athena's reader, or round; null where it does neither. */
    private static String number(String json, String type, boolean texts) {
        if (WHOLE_NUMBERS.contains(type)) {
            return "CAST(json_whole_number(%s, %s, %s) AS %s)".formatted(json, texts, Sql.name(OBJECT), type);
        }
        return NUMBERS.contains(type) && !texts
                ? "CAST(json_number(%s, %s) AS %s)".formatted(json, Sql.name(OBJECT), type)
                : null;
    }

    /** Whether a key in these objects has a capital letter, however deep and late: each object is looked through once. */
    private boolean haveCapitals(List<Path> files) {
        List<Path> unknown = files.stream().filter(file -> !CAPITALS.containsKey(version(file))).toList();
        if (!unknown.isEmpty()) {
            find(unknown);
        }
        return files.stream().anyMatch(file -> CAPITALS.getOrDefault(version(file), false));
    }

    private void find(List<Path> files) {
        String paths = files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        Set<String> found = new HashSet<>();
        try (Statement statement = duckDb.createStatement(); ResultSet rows = statement.executeQuery("SELECT DISTINCT filename FROM read_json_objects("
                + paths + ", format='newline_delimited', ignore_errors=true, filename=true) WHERE regexp_matches(CAST(json AS VARCHAR), "
                + Sql.text(CAPITAL_IN_KEY) + ")")) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            files.forEach(file -> CAPITALS.put(version(file), found.contains(file.toString())));
        } catch (SQLException e) {
            // the query itself will fail on the same object, with a better message
        }
    }

    private static String version(Path file) {
        return file + " " + file.toFile().lastModified() + " " + file.toFile().length();
    }

    /** The table's columns read from Parquet objects by name: null if they lack the column, widened if the table's type is wider. */
    private List<String> parquetColumns(Map<String, String> columns, String paths, List<Path> files) {
        Map<String, String> present = describe("SELECT * FROM read_parquet(" + paths + ", union_by_name=true, hive_partitioning=false)");
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> {
            String stored = present.get(name);
            if (stored != null && !stored.replace("\"", "").equals(type.replace("\"", "")) && !Types.coerces(stored, type)) {
                throw new AthenaException("HIVE_BAD_DATA: Field " + name + "'s type " + stored + " in the Parquet objects at "
                        + S3Location.of(files.get(0), buckets) + " is incompatible with type " + Types.athena(type) + " defined in table schema");
            }
            select.add("CAST(" + (stored == null ? "NULL" : Sql.name(name)) + " AS " + type + ") AS " + Sql.name(name));
        });
        return select;
    }

    /** The stored size of these columns of Parquet files, in bytes. */
    long columnBytes(Map<String, Set<String>> columns) throws SQLException {
        Map<Set<String>, List<String>> files = columns.entrySet().stream().filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.groupingBy(Map.Entry::getValue, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        long bytes = 0;
        for (Map.Entry<Set<String>, List<String>> same : files.entrySet()) {
            String names = same.getKey().stream().map(Sql::text).collect(Collectors.joining(", "));
            String paths = same.getValue().stream().map(Sql::text).collect(Collectors.joining(", ", "[", "]"));
            // a nested column is name, part, part
            try (Statement statement = duckDb.createStatement(); ResultSet sum = statement.executeQuery("SELECT sum(total_compressed_size)"
                    + " FROM parquet_metadata(" + paths + ") WHERE lower(split_part(path_in_schema, ', ', 1)) IN (" + names + ")")) {
                sum.next();
                bytes += sum.getLong(1);
            }
        }
        return bytes;
    }

    private Map<String, String> describe(String sql) {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = duckDb.createStatement(); ResultSet columns = statement.executeQuery("DESCRIBE " + sql)) {
            while (columns.next()) {
                types.put(columns.getString(1).toLowerCase(Locale.ROOT), columns.getString(2));
            }
            return types;
        } catch (SQLException e) {
            if (DuckDbErrors.isVanishedFile(e)) {
                throw new GoneException(e);
            }
            throw new AthenaException("HIVE_BAD_DATA: " + e.getMessage().replace(buckets + "/", "s3://"));
        }
    }

    /** A listed object was deleted before it was read. */
    static final class GoneException extends RuntimeException {
        private GoneException(SQLException cause) {
            super("HIVE_CANNOT_OPEN_SPLIT: " + cause.getMessage(), cause);
        }
    }
}

package cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tables of one query as DuckDB reads them: exactly the objects under the registered partitions that the query's conditions leave, with the
 * columns of the catalog and never with guessed ones.
 */
final class TableScans implements Dialect.Scans {
    private final Catalog catalog;
    private final String database;
    private final Path buckets;
    private final Connection duckDb;
    private final Map<String, Long> read = new HashMap<>();
    /** Each scan and one that gives no rows of the same columns, to find types without opening an object. */
    private final Map<String, String> empty = new LinkedHashMap<>();

    TableScans(Catalog catalog, String database, Path buckets, Connection duckDb) {
        this.catalog = catalog;
        this.database = database;
        this.buckets = buckets;
        this.duckDb = duckDb;
    }

    /** The stored size of all objects that the translated query reads, in bytes; each counts once. */
    long bytes() {
        return read.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public Set<String> partitionColumns(Table table) {
        return new HashSet<>(columns(find(table).path("PartitionKeys")).keySet());
    }

    @Override
    public Optional<Map<String, String>> describe(String sql) {
        try {
            return Optional.of(types(emptied(sql)));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private String emptied(String sql) {
        String emptied = sql;
        for (Map.Entry<String, String> scan : empty.entrySet()) {
            emptied = emptied.replace(scan.getKey(), scan.getValue());
        }
        return emptied;
    }

    /** The columns with the type of NULL where they have no other: a prepared query calls those INTEGER. */
    List<ResultColumn> exactly(List<ResultColumn> columns, String sql) throws SQLException {
        String names = IntStream.range(0, columns.size()).mapToObj(i -> "\"c" + i + '"').collect(Collectors.joining(", "));
        String types = IntStream.range(0, columns.size()).mapToObj(i -> "typeof(\"c" + i + "\")").collect(Collectors.joining(", "));
        List<ResultColumn> exact = new ArrayList<>();
        try (Statement statement = duckDb.createStatement(); ResultSet row = statement.executeQuery("SELECT " + types
                + " FROM (SELECT 1) AS one LEFT JOIN (" + emptied(sql) + ") AS query(" + names + ") ON true LIMIT 1")) {
            row.next();
            for (ResultColumn column : columns) {
                exact.add(new ResultColumn(column.name(), row.getString(exact.size() + 1)));
            }
        }
        return exact;
    }

    private Map<String, String> types(String sql) throws SQLException {
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = duckDb.createStatement(); ResultSet columns = statement.executeQuery("DESCRIBE " + sql)) {
            while (columns.next()) {
                types.put(columns.getString(1).toLowerCase(Locale.ROOT), columns.getString(2));
            }
        }
        return types;
    }

    @Override
    public String relation(Table table, String alias, List<String> conditions) {
        ObjectNode definition = find(table);
        String scan = scan(definition, alias, conditions);
        empty.put(scan, "(" + nothing(columns(definition)) + ")");
        return scan;
    }

    private String scan(ObjectNode table, String alias, List<String> conditions) {
        JsonNode storage = table.path("StorageDescriptor");
        Map<String, String> columns = columns(storage.path("Columns"));
        Map<String, String> keys = columns(table.path("PartitionKeys"));
        columns.keySet().removeAll(keys.keySet());
        if (keys.isEmpty()) {
            return "(" + read(storage, columns, keys, List.of(), files(location(storage))) + ")";
        }
        List<ObjectNode> partitions = prune(alias, keys, catalog.partitions(table.path("DatabaseName").asText(), table.path("Name").asText()), conditions);
        List<Path> hive = new ArrayList<>();
        List<String> reads = new ArrayList<>();
        for (ObjectNode partition : partitions) {
            S3Location location = location(partition.path("StorageDescriptor"));
            List<String> values = Catalog.values(partition);
            if (location.key().endsWith(hivePath(keys.keySet(), values))) {
                hive.addAll(files(location));
            } else {
                reads.add(read(storage, columns, keys, values, files(location)));
            }
        }
        if (reads.isEmpty() || !hive.isEmpty()) {
            reads.add(read(storage, columns, keys, List.of(), hive));
        }
        return "(" + String.join(" UNION ALL ", reads) + ")";
    }

    /** All columns of a table with their DuckDB types: those of the objects, then the partition columns. */
    static Map<String, String> columns(ObjectNode table) {
        Map<String, String> keys = columns(table.path("PartitionKeys"));
        Map<String, String> columns = columns(table.path("StorageDescriptor").path("Columns"));
        columns.keySet().removeAll(keys.keySet());
        columns.putAll(keys);
        return columns;
    }

    /** How the folders of a location end that DuckDB can take the values from: it would unescape some, and take some for null. */
    private static String hivePath(Set<String> keys, List<String> values) {
        boolean plain = values.stream().allMatch(value -> value.matches("[\\w.: -]+") && !value.equalsIgnoreCase("null") && !value.equals(PartitionPath.NULL));
        StringBuilder path = new StringBuilder("/");
        int i = 0;
        for (String key : keys) {
            path.append(key).append('=').append(values.get(i++)).append('/');
        }
        return plain ? path.toString() : "\u0000";
    }

    private ObjectNode find(Table table) {
        QualifiedName name = table.getName();
        List<String> parts = name.getParts();
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : database;
        if (schema.isEmpty()) {
            throw QueryFailedException.at(table, "MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set");
        }
        return catalog.findTable(schema, name.getSuffix()).orElseThrow(() -> QueryFailedException.at(table, "TABLE_NOT_FOUND",
                "Table 'awsdatacatalog." + schema + "." + name.getSuffix() + "' does not exist"));
    }

    private static Map<String, String> columns(JsonNode list) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode column : list) {
            columns.put(column.path("Name").asText().toLowerCase(Locale.ROOT), HiveType.parse(column.path("Type").asText()).toDuckDb());
        }
        return columns;
    }

    private static S3Location location(JsonNode storage) {
        return S3Location.parse(storage.path("Location").asText()).folder();
    }

    private List<ObjectNode> prune(String alias, Map<String, String> keys, List<ObjectNode> partitions, List<String> conditions) {
        if (conditions.isEmpty() || partitions.isEmpty()) {
            return partitions;
        }
        List<String> rows = new ArrayList<>();
        for (ObjectNode partition : partitions) {
            rows.add("(" + rows.size() + ", " + String.join(", ", typed(keys, Catalog.values(partition))) + ")");
        }
        String names = keys.keySet().stream().map(key -> ", " + Sql.name(key)).collect(Collectors.joining());
        String sql = "SELECT \"#\" FROM (VALUES " + String.join(", ", rows) + ") AS " + Sql.name(alias) + "(\"#\"" + names + ") WHERE "
                + String.join(" AND ", conditions);
        List<ObjectNode> left = new ArrayList<>();
        try (Statement statement = duckDb.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                left.add(partitions.get(result.getInt(1)));
            }
        } catch (SQLException e) {
            // the query itself will fail by the same condition, and say so better
            return partitions;
        }
        return left;
    }

    private static List<String> typed(Map<String, String> keys, List<String> values) {
        List<String> typed = new ArrayList<>();
        for (String type : keys.values()) {
            String value = values.get(typed.size());
            typed.add("CAST(" + (value.equals(PartitionPath.NULL) ? "NULL" : Sql.text(value)) + " AS " + type + ")");
        }
        return typed;
    }

    private List<Path> files(S3Location location) {
        Path folder = location.in(buckets);
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> files = walk.filter(file -> isVisible(folder, file)).sorted().toList();
            for (Path file : files) {
                read.put(file.toString(), size(file));
            }
            return files;
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long size(Path file) throws IOException {
        try {
            return Files.size(file);
        } catch (NoSuchFileException e) {
            return 0;
        }
    }

    private static boolean isVisible(Path folder, Path file) {
        for (Path part : folder.relativize(file)) {
            if (S3Location.isHidden(part.toString())) {
                return false;
            }
        }
        return Files.isRegularFile(file);
    }

    /** @param values of the partition columns; empty if the folders' names hold them */
    private String read(JsonNode storage, Map<String, String> columns, Map<String, String> keys, List<String> values, List<Path> files) {
        if (files.isEmpty()) {
            Map<String, String> all = new LinkedHashMap<>(columns);
            all.putAll(keys);
            return nothing(all);
        }
        boolean parquet = isParquet(storage);
        String paths = files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        List<String> select = new ArrayList<>(parquet ? parquetColumns(columns, paths, files) : columns.keySet().stream().map(Sql::name).toList());
        List<String> typed = values.isEmpty() ? List.of() : typed(keys, values);
        for (String key : keys.keySet()) {
            select.add(typed.isEmpty() ? Sql.name(key) : typed.get(select.size() - columns.size()) + " AS " + Sql.name(key));
        }
        String hive = keys.isEmpty() || !values.isEmpty() ? "hive_partitioning=false"
                : "hive_partitioning=true, hive_types={" + keys.entrySet().stream().map(key -> Sql.text(key.getKey()) + ": " + key.getValue())
                        .collect(Collectors.joining(", ")) + "}";
        String library = storage.path("SerdeInfo").path("SerializationLibrary").asText();
        String reader;
        if (library.toLowerCase(Locale.ROOT).contains("json")) {
            String types = columns.entrySet().stream()
                    .map(column -> Sql.text(column.getKey()) + ": " + Sql.text(column.getValue())).collect(Collectors.joining(", ", "{", "}"));
            reader = "read_json(" + paths + ", format='newline_delimited', columns=" + types + ", " + hive + ")";
        } else if (parquet) {
            reader = "read_parquet(" + paths + ", union_by_name=true, " + hive + ")";
        } else {
            throw new QueryFailedException("NOT_SUPPORTED: The SerDe '" + library + "' is not supported by the local Athena");
        }
        return "SELECT " + String.join(", ", select) + " FROM " + reader;
    }

    private static boolean isParquet(JsonNode storage) {
        return storage.path("SerdeInfo").path("SerializationLibrary").asText().toLowerCase(Locale.ROOT).contains("parquet");
    }

    /** The table's columns out of Parquet objects, by name: null where they do not have it, widened where the table does. */
    private List<String> parquetColumns(Map<String, String> columns, String paths, List<Path> files) {
        Map<String, String> present = describeObjects("SELECT * FROM read_parquet(" + paths + ", union_by_name=true, hive_partitioning=false)");
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> {
            String stored = present.get(name);
            if (stored != null && !stored.replace("\"", "").equals(type.replace("\"", "")) && !Types.coerces(stored, type)) {
                throw new QueryFailedException("HIVE_BAD_DATA: Field " + name + "'s type " + stored + " in the Parquet objects at "
                        + S3Location.of(files.get(0), buckets) + " is incompatible with type " + Types.athena(type) + " defined in table schema");
            }
            select.add("CAST(" + (stored == null ? "NULL" : Sql.name(name)) + " AS " + type + ") AS " + Sql.name(name));
        });
        return select;
    }

    private Map<String, String> describeObjects(String sql) {
        try {
            return types(sql);
        } catch (SQLException e) {
            throw new QueryFailedException("HIVE_BAD_DATA: " + e.getMessage().replace(buckets + "/", "s3://"));
        }
    }

    private static String nothing(Map<String, String> columns) {
        return columns.entrySet().stream().map(column -> "CAST(NULL AS " + column.getValue() + ") AS " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }
}

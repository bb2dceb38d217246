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
        String emptied = sql;
        for (Map.Entry<String, String> scan : empty.entrySet()) {
            emptied = emptied.replace(scan.getKey(), scan.getValue());
        }
        Map<String, String> types = new LinkedHashMap<>();
        try (Statement statement = duckDb.createStatement(); ResultSet columns = statement.executeQuery("DESCRIBE " + emptied)) {
            while (columns.next()) {
                types.put(columns.getString(1).toLowerCase(Locale.ROOT), columns.getString(2));
            }
            return Optional.of(types);
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    @Override
    public String relation(Table table, String alias, List<String> conditions) {
        ObjectNode definition = find(table);
        Map<String, String> columns = columns(definition.path("StorageDescriptor").path("Columns"));
        List<String> keys = List.copyOf(columns(definition.path("PartitionKeys")).keySet());
        keys.forEach(columns::remove);
        String scan = scan(table, alias, conditions);
        empty.put(scan, "(" + nothing(columns, keys) + ")");
        return scan;
    }

    private String scan(Table table, String alias, List<String> conditions) {
        ObjectNode definition = find(table);
        JsonNode storage = definition.path("StorageDescriptor");
        Map<String, String> columns = columns(storage.path("Columns"));
        List<String> keys = List.copyOf(columns(definition.path("PartitionKeys")).keySet());
        keys.forEach(columns::remove);
        if (keys.isEmpty()) {
            return "(" + read(storage, columns, List.of(), List.of(), files(location(storage))) + ")";
        }
        List<ObjectNode> partitions = prune(alias, keys, catalog.partitions(definition.path("DatabaseName").asText(), definition.path("Name").asText()), conditions);
        List<Path> hive = new ArrayList<>();
        List<String> reads = new ArrayList<>();
        for (ObjectNode partition : partitions) {
            S3Location location = location(partition.path("StorageDescriptor"));
            List<String> values = Catalog.values(partition);
            if (location.key().endsWith(hivePath(keys, values))) {
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

    private static String hivePath(List<String> keys, List<String> values) {
        StringBuilder path = new StringBuilder("/");
        for (int i = 0; i < keys.size(); i++) {
            path.append(keys.get(i)).append('=').append(values.get(i)).append('/');
        }
        return path.toString();
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

    private List<ObjectNode> prune(String alias, List<String> keys, List<ObjectNode> partitions, List<String> conditions) {
        if (conditions.isEmpty() || partitions.isEmpty()) {
            return partitions;
        }
        List<String> rows = new ArrayList<>();
        for (ObjectNode partition : partitions) {
            String values = Catalog.values(partition).stream().map(Sql::text).collect(Collectors.joining(", "));
            rows.add("(" + rows.size() + ", " + values + ")");
        }
        String names = keys.stream().map(key -> ", " + Sql.name(key)).collect(Collectors.joining());
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
    private static String read(JsonNode storage, Map<String, String> columns, List<String> keys, List<String> values, List<Path> files) {
        List<String> select = new ArrayList<>(columns.keySet().stream().map(Sql::name).toList());
        for (int i = 0; i < keys.size(); i++) {
            select.add(values.isEmpty() ? Sql.name(keys.get(i)) : "CAST(" + Sql.text(values.get(i)) + " AS VARCHAR) AS " + Sql.name(keys.get(i)));
        }
        if (files.isEmpty()) {
            return nothing(columns, keys);
        }
        String paths = files.stream().map(file -> Sql.text(file.toString())).collect(Collectors.joining(", ", "[", "]"));
        String hive = keys.isEmpty() || !values.isEmpty() ? "hive_partitioning=false"
                : "hive_partitioning=true, hive_types={" + keys.stream().map(key -> Sql.text(key) + ": VARCHAR").collect(Collectors.joining(", ")) + "}";
        String library = storage.path("SerdeInfo").path("SerializationLibrary").asText();
        String reader;
        if (library.toLowerCase(Locale.ROOT).contains("json")) {
            String types = columns.entrySet().stream()
                    .map(column -> Sql.text(column.getKey()) + ": " + Sql.text(column.getValue())).collect(Collectors.joining(", ", "{", "}"));
            reader = "read_json(" + paths + ", format='newline_delimited', columns=" + types + ", " + hive + ")";
        } else if (library.toLowerCase(Locale.ROOT).contains("parquet")) {
            reader = "read_parquet(" + paths + ", union_by_name=true, " + hive + ")";
        } else {
            throw new QueryFailedException("NOT_SUPPORTED: The SerDe '" + library + "' is not supported by the local Athena");
        }
        return "SELECT " + String.join(", ", select) + " FROM " + reader;
    }

    private static String nothing(Map<String, String> columns, List<String> keys) {
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> select.add("CAST(NULL AS " + type + ") AS " + Sql.name(name)));
        keys.forEach(key -> select.add("CAST(NULL AS VARCHAR) AS " + Sql.name(key)));
        return "SELECT " + String.join(", ", select) + " WHERE false";
    }
}

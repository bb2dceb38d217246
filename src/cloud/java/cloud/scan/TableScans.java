package cloud.scan;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionPath;
import cloud.catalog.TableName;
import cloud.sql.AthenaException;
import cloud.sql.Dialect;
import cloud.sql.HiddenColumns;
import cloud.sql.HiveType;
import cloud.sql.Sql;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.parser.ParsingException;
import io.trino.sql.parser.SqlParser;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Query;
import io.trino.sql.tree.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
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

/**
 * The tables of one query as DuckDB reads them: exactly the objects under the registered partitions that match the query's conditions, with the
 * columns of the catalog and never with guessed ones.
 */
public final class TableScans implements Dialect.Scans {
    private final Catalog catalog;
    private final String database;
    private final Path buckets;
    private final Connection duckDb;
    private final ObjectScan reader;
    /** The sizes of the objects that are read whole, by file. */
    private final Map<String, Long> read;
    /** The Parquet files of each scan. */
    private final Map<String, Set<String>> parquet;
    private final ScanTypes types;
    private final Set<String> within;
    private final SystemTables system;

    TableScans(Catalog catalog, String database, Path buckets, Connection duckDb) {
        this.catalog = catalog;
        this.database = database;
        this.buckets = buckets;
        this.duckDb = duckDb;
        this.reader = new ObjectScan(duckDb, buckets);
        this.read = new HashMap<>();
        this.parquet = new HashMap<>();
        this.types = new ScanTypes(duckDb);
        this.within = Set.of();
        this.system = new SystemTables(catalog);
    }

    /** The scans of a view's query, which count towards the query that names the view. */
    private TableScans(TableScans outer, String database, String view) {
        this.catalog = outer.catalog;
        this.database = database;
        this.buckets = outer.buckets;
        this.duckDb = outer.duckDb;
        this.reader = outer.reader;
        this.read = outer.read;
        this.parquet = outer.parquet;
        this.types = outer.types;
        this.within = new HashSet<>(outer.within);
        within.add(view);
        this.system = outer.system;
    }

    /** The stored size of what the translated query reads, in bytes: whole objects, but only the needed columns of Parquet. Each counts once. */
    long bytes(String sql, QueryPlans plans) throws SQLException {
        long bytes = read.values().stream().mapToLong(Long::longValue).sum();
        if (parquet.isEmpty()) {
            return bytes;
        }
        Map<String, Set<String>> columns = new HashMap<>();
        plans.needed(sql, types.columns()).forEach((scan, needed) ->
                parquet.getOrDefault(scan, Set.of()).forEach(file -> columns.computeIfAbsent(file, any -> new HashSet<>()).addAll(needed)));
        return bytes + reader.columnBytes(columns);
    }

    @Override
    public Set<String> partitionColumns(Table table) {
        return system.find(table, name(table)).isPresent() ? Set.of() : new HashSet<>(columns(find(table).path("PartitionKeys")).keySet());
    }

    @Override
    public Optional<Map<String, String>> describe(String sql) {
        return types.describe(sql);
    }

    /** The columns of the translated query with the type of NULL where they have no other. */
    List<ResultColumn> exactly(List<ResultColumn> columns, String sql) {
        return types.exactly(columns, sql);
    }

    @Override
    public String relation(Table table, String alias, List<String> conditions, Set<String> hidden) {
        Optional<SystemTables.Content> told = system.find(table, name(table));
        if (told.isPresent()) {
            types.add(told.get().relation(), told.get().columns());
            return told.get().relation();
        }
        ObjectNode definition = find(table);
        if (Views.isView(definition)) {
            return view(table, definition);
        }
        if (isIceberg(definition)) {
            throw AthenaException.at(table, "NOT_SUPPORTED", "Iceberg tables are not supported by the local Athena with DuckDB: "
                    + "local.athena-engine=trino has them (docs/iceberg.md)");
        }
        Map<String, Long> files = new HashMap<>();
        String scan = scan(definition, alias, conditions, hidden, files);
        Map<String, String> columns = columns(definition);
        hidden.forEach(column -> columns.put(column, HiddenColumns.TYPES.get(column)));
        types.add(scan, columns);
        if (ObjectScan.isParquet(definition)) {
            parquet.put(scan, files.keySet());
        } else {
            read.putAll(files);
        }
        return scan;
    }

    public static boolean isIceberg(ObjectNode table) {
        return table.path("Parameters").path("table_type").asText().equalsIgnoreCase("ICEBERG");
    }

    private String view(Table at, ObjectNode view) {
        Views.Definition definition = Views.definition(view);
        String name = definition.database() + "." + view.path("Name").asText();
        if (within.contains(name)) {
            throw AthenaException.at(at, "VIEW_IS_RECURSIVE", "View is recursive");
        }
        TableScans scans = new TableScans(this, definition.database(), name);
        try {
            return "(" + Dialect.translate((Query) new SqlParser().createStatement(definition.query()), List.of(), scans) + ")";
        } catch (ParsingException | AthenaException e) {
            throw AthenaException.at(at, "INVALID_VIEW", "Failed analyzing stored view 'awsdatacatalog." + name + "': " + e.getMessage());
        }
    }

    private String scan(ObjectNode table, String alias, List<String> conditions, Set<String> hidden, Map<String, Long> sizes) {
        Map<String, String> keys = columns(table.path("PartitionKeys"));
        Map<String, String> columns = columns(table);
        columns.keySet().removeAll(keys.keySet());
        List<String> reads = new ArrayList<>();
        if (keys.isEmpty()) {
            read(reads, table, columns, keys, hidden, List.of(), files(location(table), sizes));
        } else {
            List<Path> hive = new ArrayList<>();
            for (ObjectNode partition : prune(alias, keys, partitions(table), conditions)) {
                PartitionColumns.requireCompatible(table, partition);
                List<String> values = Catalog.values(partition);
                S3Location location = location(partition);
                if (location.key().endsWith(hivePath(keys.keySet(), values))) {
                    hive.addAll(files(location, sizes));
                } else {
                    read(reads, table, columns, keys, hidden, typed(keys, values), files(location, sizes));
                }
            }
            read(reads, table, columns, keys, hidden, List.of(), hive);
        }
        columns.putAll(keys);
        hidden.forEach(column -> columns.put(column, HiddenColumns.TYPES.get(column)));
        return reads.isEmpty() ? "(" + ScanTypes.nothing(columns) + ")" : "(" + String.join(" UNION ALL ", reads) + ")";
    }

    private void read(List<String> reads, ObjectNode table, Map<String, String> columns, Map<String, String> keys, Set<String> hidden, List<String> values,
            List<Path> files) {
        if (!files.isEmpty()) {
            reads.add(reader.select(table, columns, keys, hidden, values, files));
        }
    }

    private List<ObjectNode> partitions(ObjectNode table) {
        return PartitionProjection.isEnabled(table) ? PartitionProjection.partitions(table)
                : catalog.partitions(table.path("DatabaseName").asText(), table.path("Name").asText());
    }

    /** All columns of a table with their DuckDB types: those of the objects, then the partition columns. */
    public static Map<String, String> columns(ObjectNode table) {
        Map<String, String> keys = columns(table.path("PartitionKeys"));
        Map<String, String> columns = columns(table.path("StorageDescriptor").path("Columns"));
        columns.keySet().removeAll(keys.keySet());
        columns.putAll(keys);
        return columns;
    }

    /** The end of a location's folders from which DuckDB can read the values: it would unescape some, and take some for null. */
    private static String hivePath(Set<String> keys, List<String> values) {
        boolean plain = values.stream().allMatch(value -> value.matches("[\\w.: -]+") && !value.equalsIgnoreCase("null") && !value.equals(PartitionPath.NULL));
        StringBuilder path = new StringBuilder("/");
        int i = 0;
        for (String key : keys) {
            path.append(key).append('=').append(values.get(i++)).append('/');
        }
        return plain ? path.toString() : "\u0000";
    }

    private TableName name(Table table) {
        return new TableName(schema(table, table.getName(), database), table.getName().getSuffix());
    }

    private ObjectNode find(Table table) {
        TableName name = name(table);
        return catalog.findTable(name.database(), name.table()).orElseThrow(() -> SystemTables.notFound(table, name));
    }

    /**
     * The schema that a table's name means.
     *
     * @param database the session's; empty if it has none
     */
    public static String schema(Node at, QualifiedName name, String database) {
        List<String> parts = name.getParts();
        if (parts.size() > 2 && !parts.get(parts.size() - 3).equalsIgnoreCase("awsdatacatalog")) {
            throw AthenaException.at(at, "CATALOG_NOT_FOUND", "Catalog '" + parts.get(parts.size() - 3) + "' not found");
        }
        String schema = parts.size() > 1 ? parts.get(parts.size() - 2) : database;
        if (schema.isEmpty()) {
            throw AthenaException.at(at, "MISSING_SCHEMA_NAME", "Schema must be specified when session schema is not set");
        }
        return schema;
    }

    /** Their names and DuckDB types. */
    public static Map<String, String> columns(JsonNode list) {
        Map<String, String> columns = new LinkedHashMap<>();
        for (JsonNode column : list) {
            columns.put(column.path("Name").asText().toLowerCase(Locale.ROOT), HiveType.parse(column.path("Type").asText()).toDuckDb());
        }
        return columns;
    }

    /** Of a table or a partition. */
    private static S3Location location(ObjectNode described) {
        return S3Location.parse(described.path("StorageDescriptor").path("Location").asText()).folder();
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
            // the query itself will fail on the same condition, with a better message
            return partitions;
        }
        return left;
    }

    static List<String> typed(Map<String, String> keys, List<String> values) {
        List<String> typed = new ArrayList<>();
        for (String type : keys.values()) {
            String value = values.get(typed.size());
            typed.add("CAST(" + (value.equals(PartitionPath.NULL) ? "NULL" : Sql.text(value)) + " AS " + type + ")");
        }
        return typed;
    }

    /** What is renamed or deleted meanwhile, as when an object has been written, is not there. */
    private List<Path> files(S3Location location, Map<String, Long> sizes) {
        Path folder = location.in(buckets);
        List<Path> files = new ArrayList<>();
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (attributes.isRegularFile() && isVisible(folder, file)) {
                        files.add(file);
                        sizes.put(file.toString(), attributes.size());
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files.sort(null);
        return files;
    }

    private static boolean isVisible(Path folder, Path file) {
        Path path = folder.relativize(file);
        for (Path part : path) {
            if (S3Location.isHidden(part.equals(path.getFileName()) ? part.toString() : part + "/")) {
                return false;
            }
        }
        return true;
    }
}

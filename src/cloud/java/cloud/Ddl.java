package cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.S3Client;

/** Athena's second grammar, Hive's: statements on the catalog rather than on data. */
final class Ddl {
    private static final String JSON_SERDE = "org.openx.data.jsonserde.JsonSerDe";

    private final Catalog catalog;
    private final S3Client s3;

    Ddl(Catalog catalog, S3Client s3) {
        this.catalog = catalog;
        this.s3 = s3;
    }

    static boolean isDdl(String sql) {
        return DdlTokens.of(sql).startsWithAny("CREATE DATABASE", "CREATE SCHEMA", "CREATE EXTERNAL", "DROP", "MSCK", "ALTER", "SHOW", "DESCRIBE", "DESC");
    }

    /**
     * Runs one statement and writes what it lists.
     *
     * @param database that names without one belong to
     * @throws QueryFailedException if the statement is none of those known
     * @throws AwsException if the catalog refuses
     */
    void run(String sql, String database, Path result) throws IOException {
        DdlTokens in = DdlTokens.of(sql);
        Listing listing = statement(in, database);
        ObjectNode metadata = Json.object();
        ArrayNode infos = metadata.putArray("ColumnInfo");
        listing.columns().forEach(column -> infos.add(ResultFile.columnInfo(column, "STRING")));
        Json.MAPPER.writeValue(ResultFile.metadata(result).toFile(), metadata);
        Files.write(result, listing.lines().stream().map(line -> '"' + line.replace("\"", "\"\"") + '"').toList());
    }

    private record Listing(List<String> columns, List<String> lines) {
        static final Listing NOTHING = new Listing(List.of(), List.of());
    }

    private Listing statement(DdlTokens in, String database) {
        if (in.take("CREATE", "DATABASE") || in.take("CREATE", "SCHEMA")) {
            return createDatabase(in);
        }
        if (in.take("CREATE", "EXTERNAL", "TABLE")) {
            return createTable(in, database);
        }
        if (in.take("DROP", "TABLE")) {
            return dropTable(in, database);
        }
        if (in.take("DROP", "DATABASE") || in.take("DROP", "SCHEMA")) {
            return dropDatabase(in);
        }
        if (in.take("MSCK", "REPAIR", "TABLE")) {
            return repair(in.tableName(database));
        }
        if (in.take("ALTER", "TABLE")) {
            return alterPartitions(in, in.tableName(database));
        }
        if (in.take("SHOW", "TABLES")) {
            boolean named = in.take("IN") || in.take("FROM");
            String from = named ? in.name() : database;
            return new Listing(List.of("tab_name"), catalog.tables(from).stream().map(table -> table.path("Name").asText()).toList());
        }
        if (in.take("SHOW", "DATABASES") || in.take("SHOW", "SCHEMAS")) {
            return new Listing(List.of("database_name"), catalog.databases().stream().map(known -> known.path("Name").asText()).toList());
        }
        if (in.take("SHOW", "PARTITIONS")) {
            return showPartitions(in.tableName(database));
        }
        if (in.take("SHOW", "COLUMNS")) {
            in.takeAny("IN", "FROM");
            return new Listing(List.of("field"), columns(table(in.tableName(database))).map(column -> column.path("Name").asText()).toList());
        }
        if (in.take("DESCRIBE") || in.take("DESC")) {
            return describe(table(in.tableName(database)));
        }
        throw in.refused();
    }

    private ObjectNode table(TableName name) {
        return catalog.table(name.database(), name.table());
    }

    private static java.util.stream.Stream<JsonNode> columns(ObjectNode table) {
        List<JsonNode> columns = new ArrayList<>();
        table.path("StorageDescriptor").path("Columns").forEach(columns::add);
        table.path("PartitionKeys").forEach(columns::add);
        return columns.stream();
    }

    private Listing createDatabase(DdlTokens in) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        ObjectNode input = Json.object().put("Name", in.name());
        if (in.take("COMMENT")) {
            input.put("Description", in.text());
        }
        if (in.take("LOCATION")) {
            input.put("LocationUri", in.text());
        }
        in.end();
        return tolerating(ifNotExists, "AlreadyExistsException", () -> catalog.createDatabase(input));
    }

    private Listing dropDatabase(DdlTokens in) {
        boolean ifExists = in.take("IF", "EXISTS");
        String name = in.name();
        boolean cascade = in.take("CASCADE");
        in.take("RESTRICT");
        in.end();
        return tolerating(ifExists, "EntityNotFoundException", () -> {
            if (!cascade && !catalog.tables(name).isEmpty()) {
                throw AwsException.invalidInput("Database " + name + " is not empty. One or more tables exist.");
            }
            catalog.deleteDatabase(name);
        });
    }

    private Listing dropTable(DdlTokens in, String database) {
        boolean ifExists = in.take("IF", "EXISTS");
        TableName name = in.tableName(database);
        in.end();
        return tolerating(ifExists, "EntityNotFoundException", () -> catalog.deleteTable(name.database(), name.table()));
    }

    private static Listing tolerating(boolean tolerant, String errorType, Runnable change) {
        try {
            change.run();
        } catch (AwsException e) {
            if (!tolerant || !e.type().equals(errorType)) {
                throw e;
            }
        }
        return Listing.NOTHING;
    }

    private Listing createTable(DdlTokens in, String database) {
        boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
        TableName name = in.tableName(database);
        ObjectNode table = Json.object().put("Name", name.table()).put("TableType", "EXTERNAL_TABLE");
        ObjectNode storage = table.putObject("StorageDescriptor");
        ObjectNode parameters = table.putObject("Parameters").put("EXTERNAL", "TRUE");
        ObjectNode serde = storage.putObject("SerdeInfo");
        storage.set("Columns", columnList(in));
        table.set("PartitionKeys", Json.array());
        while (!in.isAtEnd()) {
            if (in.take("PARTITIONED", "BY")) {
                table.set("PartitionKeys", columnList(in));
            } else if (in.take("ROW", "FORMAT", "SERDE")) {
                serde.put("SerializationLibrary", in.text());
            } else if (in.take("WITH", "SERDEPROPERTIES")) {
                properties(in, serde.putObject("Parameters"));
            } else if (in.take("STORED", "AS", "PARQUET")) {
                FileFormat.PARQUET.describe(storage);
            } else if (in.take("STORED", "AS", "TEXTFILE")) {
                FileFormat.TEXTFILE.describe(storage);
            } else if (in.take("STORED", "AS", "INPUTFORMAT")) {
                storage.put("InputFormat", in.text());
                in.expect("OUTPUTFORMAT");
                storage.put("OutputFormat", in.text());
            } else if (in.take("LOCATION")) {
                storage.put("Location", in.text());
            } else if (in.take("TBLPROPERTIES")) {
                properties(in, parameters);
            } else if (in.take("COMMENT")) {
                table.put("Description", in.text());
            } else {
                throw in.refused();
            }
        }
        if (!storage.path("Location").asText().startsWith("s3://")) {
            throw new QueryFailedException("FAILED: SemanticException table is missing its LOCATION 's3://...'");
        }
        if (!serde.has("SerializationLibrary")) {
            throw new QueryFailedException("NOT_SUPPORTED: A table without ROW FORMAT SERDE (such as '" + JSON_SERDE
                    + "') or STORED AS PARQUET is not supported by the local Athena");
        }
        if (!storage.has("InputFormat")) {
            FileFormat.TEXTFILE.describe(storage);
        }
        return tolerating(ifNotExists, "AlreadyExistsException", () -> catalog.createTable(name.database(), table));
    }

    private static ArrayNode columnList(DdlTokens in) {
        ArrayNode columns = Json.array();
        in.expect("(");
        do {
            ObjectNode column = columns.addObject().put("Name", in.name()).put("Type", in.type());
            if (in.take("COMMENT")) {
                column.put("Comment", in.text());
            }
        } while (in.take(","));
        in.expect(")");
        return columns;
    }

    private static void properties(DdlTokens in, ObjectNode properties) {
        in.expect("(");
        do {
            String key = in.text();
            in.expect("=");
            properties.put(key, in.text());
        } while (in.take(","));
        in.expect(")");
    }

    private Listing repair(TableName name) {
        ObjectNode table = table(name);
        List<String> keys = PartitionPath.keys(table);
        S3Location root = S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
        List<ObjectNode> found = new ArrayList<>();
        findPartitions(root, keys, new ArrayList<>(), found, table);
        List<List<String>> present = catalog.addPartitions(name.database(), name.table(), found);
        List<String> lines = found.stream().filter(partition -> !present.contains(Catalog.values(partition)))
                .map(partition -> "Repair: Added partition to metastore " + name.table() + ":" + new PartitionPath(keys, Catalog.values(partition))).toList();
        return new Listing(List.of("result"), lines);
    }

    private void findPartitions(S3Location folder, List<String> keys, List<String> values, List<ObjectNode> found, ObjectNode table) {
        if (values.size() == keys.size()) {
            found.add(PartitionPath.describe(table, values, folder));
            return;
        }
        String key = keys.get(values.size()) + "=";
        s3.listObjectsV2Paginator(request -> request.bucket(folder.bucket()).prefix(folder.key()).delimiter("/")).commonPrefixes().forEach(sub -> {
            String name = sub.prefix().substring(folder.key().length(), sub.prefix().length() - 1);
            if (name.startsWith(key)) {
                List<String> longer = new ArrayList<>(values);
                longer.addAll(PartitionKeys.values(List.of(name)));
                findPartitions(new S3Location(folder.bucket(), sub.prefix()), keys, longer, found, table);
            }
        });
    }

    private Listing alterPartitions(DdlTokens in, TableName name) {
        ObjectNode table = table(name);
        List<String> keys = PartitionPath.keys(table);
        if (in.take("ADD")) {
            boolean ifNotExists = in.take("IF", "NOT", "EXISTS");
            List<ObjectNode> added = new ArrayList<>();
            while (in.take("PARTITION")) {
                List<String> values = partitionValues(in, keys);
                S3Location root = S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
                S3Location location = in.take("LOCATION") ? S3Location.parse(in.text()).folder()
                        : root.resolve(new PartitionPath(keys, values) + "/");
                added.add(PartitionPath.describe(table, values, location));
            }
            in.end();
            List<List<String>> present = catalog.addPartitions(name.database(), name.table(), added);
            if (!present.isEmpty() && !ifNotExists) {
                throw AwsException.alreadyExists("Partition already exists: " + present);
            }
            return Listing.NOTHING;
        }
        if (in.take("DROP")) {
            boolean ifExists = in.take("IF", "EXISTS");
            in.expect("PARTITION");
            List<String> values = partitionValues(in, keys);
            in.end();
            return tolerating(ifExists, "EntityNotFoundException", () -> catalog.deletePartition(name.database(), name.table(), values));
        }
        throw in.refused();
    }

    private static List<String> partitionValues(DdlTokens in, List<String> keys) {
        ObjectNode given = Json.object();
        in.expect("(");
        do {
            String key = in.name();
            in.expect("=");
            given.put(key, in.text());
        } while (in.take(","));
        in.expect(")");
        return keys.stream().map(key -> given.path(key).asText()).toList();
    }

    private Listing showPartitions(TableName name) {
        List<String> keys = PartitionPath.keys(table(name));
        if (keys.isEmpty()) {
            throw new QueryFailedException("FAILED: SemanticException Table " + name.table() + " is not a partitioned table");
        }
        return new Listing(List.of("partition"),
                catalog.partitions(name.database(), name.table()).stream().map(partition -> new PartitionPath(keys, Catalog.values(partition)).toString()).toList());
    }

    private static Listing describe(ObjectNode table) {
        List<String> lines = columns(table).map(Ddl::describe).collect(Collectors.toCollection(ArrayList::new));
        if (!table.path("PartitionKeys").isEmpty()) {
            lines.addAll(List.of("", "# Partition Information", "# col_name\tdata_type\tcomment", ""));
            table.path("PartitionKeys").forEach(key -> lines.add(describe(key)));
        }
        return new Listing(List.of("col_name"), lines);
    }

    private static String describe(JsonNode column) {
        return String.format(Locale.ROOT, "%-20s\t%-20s\t%-20s", column.path("Name").asText(), column.path("Type").asText(), column.path("Comment").asText(""));
    }
}

package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionPath;
import cloud.catalog.TableName;
import cloud.scan.ResultColumn;
import cloud.scan.RunningQuery;
import cloud.scan.TableScans;
import cloud.scan.Views;
import cloud.sql.AthenaException;
import cloud.sql.FileFormat;
import cloud.sql.Sql;
import cloud.sql.Types;
import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.CreateView;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.Insert;
import io.trino.sql.tree.Node;
import io.trino.sql.tree.QualifiedName;
import io.trino.sql.tree.Query;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.s3.S3Client;

/** The statements that write: what CREATE TABLE AS, INSERT INTO and UNLOAD ask of a query's columns, and what they leave in the catalog. */
public final class Writes {
    private final Catalog catalog;
    private final S3Client s3;
    private final TableWriter writer;

    public Writes(Catalog catalog, S3Client s3, TableWriter writer) {
        this.catalog = catalog;
        this.s3 = s3;
        this.writer = writer;
    }

    /** What to do with a query's rows: given its columns before it runs, then run. */
    interface Target {
        TableWriter.Written write(RunningQuery running, Statement duckDb, String sql, List<ResultColumn> columns) throws SQLException;
    }

    /** @param folder where the table's objects go if the statement does not say */
    Target createTable(CreateTableAsSelect create, String database, S3Location folder) {
        TableName name = name(create, create.getName(), database);
        WriteProperties properties = WriteProperties.of(create);
        S3Location location = properties.location().orElse(folder);
        requireNoTable(create, name);
        return (running, duckDb, sql, columns) -> {
            List<ResultColumn> named = named(create.getQuery(), create.getColumnAliases().orElse(List.of()), columns);
            requirePartitionColumnsLast(named, properties.partitionedBy());
            ObjectNode table = describe(name, named, properties, location);
            requireNoObjects(location, "table '" + name.database() + "." + name.table() + "'");
            TableWriter.Layout layout = layout(properties.format(), named, properties.partitionedBy(), location);
            TableWriter.Written written = writer.write(running, duckDb, ResultColumn.storable(sql, columns), layout);
            catalog.createTable(name.database(), table);
            addPartitions(name, table, written);
            return written;
        };
    }

    /** @param query the view's, as it stands in the statement */
    void createView(CreateView create, String database, String query, List<ResultColumn> columns) {
        TableName name = name(create, create.getName(), database);
        named(create.getQuery(), List.of(), columns);
        ObjectNode view = Views.describe(create, name, query, columns);
        Optional<ObjectNode> present = catalog.findTable(name.database(), name.table());
        if (present.isEmpty()) {
            catalog.createTable(name.database(), view);
        } else if (create.isReplace() && Views.isView(present.get())) {
            catalog.updateTable(name.database(), view);
        } else {
            throw AthenaException.at(create, "TABLE_ALREADY_EXISTS", "View already exists: 'awsdatacatalog." + name.database() + "." + name.table() + "'");
        }
    }

    boolean exists(CreateTableAsSelect create, String database) {
        TableName name = name(create, create.getName(), database);
        return catalog.findTable(name.database(), name.table()).isPresent();
    }

    private void requireNoTable(CreateTableAsSelect create, TableName name) {
        catalog.database(name.database());
        if (catalog.findTable(name.database(), name.table()).isPresent()) {
            throw AthenaException.at(create, "TABLE_ALREADY_EXISTS",
                    "Destination table 'awsdatacatalog." + name.database() + "." + name.table() + "' already exists");
        }
    }

    private static TableName name(Node at, QualifiedName name, String database) {
        return new TableName(TableScans.schema(at, name, database), name.getSuffix());
    }

    /** The columns under the names that the catalog will have. */
    private static List<ResultColumn> named(Query query, List<Identifier> aliases, List<ResultColumn> columns) {
        if (!aliases.isEmpty() && aliases.size() != columns.size()) {
            throw AthenaException.at(query, "MISMATCHED_COLUMN_ALIASES",
                    "Column alias list has " + aliases.size() + " entries but relation has " + columns.size() + " columns");
        }
        List<ResultColumn> named = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = aliases.isEmpty() ? columns.get(i).name() : aliases.get(i).getValue();
            if (aliases.isEmpty() && columns.get(i).isUnnamed()) {
                throw AthenaException.at(query, "MISSING_COLUMN_NAME", "Column name not specified at position " + (i + 1));
            }
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw AthenaException.at(query, "DUPLICATE_COLUMN_NAME", "Column name '" + name + "' specified more than once");
            }
            named.add(new ResultColumn(name.toLowerCase(Locale.ROOT), columns.get(i).type()));
        }
        return named;
    }

    private static void requirePartitionColumnsLast(List<ResultColumn> columns, List<String> keys) {
        List<String> names = columns.stream().map(ResultColumn::name).toList();
        if (!names.containsAll(keys)) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: Partition columns "
                    + keys.stream().filter(key -> !names.contains(key)).toList() + " not present in schema");
        }
        if (keys.size() == names.size()) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: Table contains only partition columns");
        }
        if (!names.subList(names.size() - keys.size(), names.size()).equals(keys)) {
            throw new AthenaException("HIVE_COLUMN_ORDER_MISMATCH: Partition keys must be the last columns in the table and in the same order"
                    + " as the table properties: " + keys);
        }
        columns.subList(names.size() - keys.size(), names.size()).forEach(Writes::requirePartitionType);
    }

    private static void requirePartitionType(ResultColumn column) {
        if (!Set.of("VARCHAR", "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DATE", "BOOLEAN").contains(column.type())) {
            throw new AthenaException("NOT_SUPPORTED: A partition column of the type " + Types.athena(column.type())
                    + " is not supported by the local Athena: " + column.name());
        }
    }

    private void requireNoObjects(S3Location location, String of) {
        boolean empty = s3.listObjectsV2(list -> list.bucket(location.bucket()).prefix(location.folder().key()).maxKeys(1)).contents().isEmpty();
        if (!empty) {
            throw new AthenaException("HIVE_PATH_ALREADY_EXISTS: Target directory for " + of + " already exists: " + location
                    + ". You may need to manually clean the data at location '" + location + "' before retrying. Athena will not delete data in your account.");
        }
    }

    private static ObjectNode describe(TableName name, List<ResultColumn> columns, WriteProperties properties, S3Location location) {
        ObjectNode table = AwsJson.object().put("Name", name.table()).put("TableType", "EXTERNAL_TABLE");
        ObjectNode storage = table.putObject("StorageDescriptor").put("Location", location.folder().toString());
        ArrayNode data = storage.putArray("Columns");
        ArrayNode keys = table.putArray("PartitionKeys");
        for (ResultColumn column : columns) {
            ArrayNode list = properties.partitionedBy().contains(column.name()) ? keys : data;
            list.addObject().put("Name", column.name()).put("Type", column.hiveType());
        }
        properties.format().describe(storage);
        table.putObject("Parameters").put("EXTERNAL", "TRUE").put("has_encrypted_data", "false")
                .put("classification", properties.format().file() == FileFormat.TEXTFILE ? "csv" : properties.format().file().name().toLowerCase(Locale.ROOT))
                .put("write.compression", properties.format().compression().toUpperCase(Locale.ROOT));
        return table;
    }

    private static TableWriter.Layout layout(ObjectFormat format, List<ResultColumn> columns, List<String> keys, S3Location location) {
        format.requireTypes(columns.stream().map(ResultColumn::type).toList());
        return new TableWriter.Layout(format, columns.stream().map(ResultColumn::name).toList(), keys,
                values -> folder(location, keys, values));
    }

    private static S3Location folder(S3Location location, List<String> keys, List<String> values) {
        return keys.isEmpty() ? location.folder() : location.folder().resolve(new PartitionPath(keys, values) + "/");
    }

    private void addPartitions(TableName name, ObjectNode table, TableWriter.Written written) {
        if (table.path("PartitionKeys").isEmpty()) {
            return;
        }
        List<ObjectNode> partitions = new ArrayList<>();
        written.partitions().forEach((values, folder) -> partitions.add(PartitionPath.describe(table, values, folder)));
        catalog.addPartitions(name.database(), name.table(), partitions);
    }

    Target insert(Insert insert, String database) {
        TableName name = name(insert, insert.getTarget(), database);
        ObjectNode table = catalog.findTable(name.database(), name.table()).orElseThrow(() -> AthenaException.at(insert, "TABLE_NOT_FOUND",
                "Table 'awsdatacatalog." + name.database() + "." + name.table() + "' does not exist"));
        if (Views.isView(table)) {
            throw AthenaException.at(insert, "NOT_SUPPORTED", "Inserting into views is not supported");
        }
        ObjectFormat format = ObjectFormat.of(table);
        List<String> keys = PartitionPath.keys(table);
        Map<String, String> columns = TableScans.columns(table);
        format.requireTypes(columns.values());
        S3Location location = S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
        return (running, duckDb, sql, given) -> {
            String coerced = coerce(insert, columns, sql, given);
            Map<List<String>, S3Location> known = folders(name, keys);
            TableWriter.Layout layout = new TableWriter.Layout(format, List.copyOf(columns.keySet()), keys,
                    values -> known.getOrDefault(values, folder(location, keys, values)));
            TableWriter.Written written = writer.write(running, duckDb, coerced, layout);
            addPartitions(name, table, written);
            return written;
        };
    }

    private Map<List<String>, S3Location> folders(TableName name, List<String> keys) {
        Map<List<String>, S3Location> folders = new LinkedHashMap<>();
        if (!keys.isEmpty()) {
            for (JsonNode partition : catalog.partitions(name.database(), name.table())) {
                folders.put(Catalog.values(partition), S3Location.parse(partition.path("StorageDescriptor").path("Location").asText()).folder());
            }
        }
        return folders;
    }

    /** The query with its columns in the table's order and types, and nulls for those that the statement does not name. */
    private static String coerce(Insert insert, Map<String, String> columns, String sql, List<ResultColumn> given) {
        List<String> names = insert.getColumns().<List<String>>map(list -> list.stream().map(name -> name.getValue().toLowerCase(Locale.ROOT)).toList())
                .orElse(List.copyOf(columns.keySet()));
        for (String name : names) {
            if (!columns.containsKey(name)) {
                throw AthenaException.at(insert, "COLUMN_NOT_FOUND", "Insert column name does not exist in target table: " + name);
            }
        }
        if (new HashSet<>(names).size() < names.size()) {
            throw AthenaException.at(insert, "DUPLICATE_COLUMN_NAME", "Insert column name is specified more than once: " + names);
        }
        requireTypes(insert, names.stream().map(columns::get).toList(), given);
        List<String> select = new ArrayList<>();
        columns.forEach((name, type) -> select.add(
                "CAST(" + (names.contains(name) ? "\"_given" + names.indexOf(name) + '"' : "NULL") + " AS " + type + ") AS " + Sql.name(name)));
        List<String> aliases = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            aliases.add("\"_given" + i + '"');
        }
        return "SELECT " + String.join(", ", select) + " FROM (" + sql + ") AS \"_query\"(" + String.join(", ", aliases) + ")";
    }

    private static void requireTypes(Insert insert, List<String> wanted, List<ResultColumn> given) {
        boolean fit = wanted.size() == given.size();
        for (int i = 0; fit && i < wanted.size(); i++) {
            fit = Types.coerces(given.get(i).type(), wanted.get(i));
        }
        if (!fit) {
            throw AthenaException.at(insert, "TYPE_MISMATCH", "Insert query has mismatched column types: Table: "
                    + wanted.stream().map(Types::athena).toList() + ", Query: " + given.stream().map(ResultColumn::type).map(Types::athena).toList());
        }
    }

    Target unload(Unload unload) {
        WriteProperties properties = unload.properties();
        S3Location location = properties.location().orElseThrow();
        return (running, duckDb, sql, columns) -> {
            requirePartitionColumnsLast(columns, properties.partitionedBy());
            columns.forEach(ResultColumn::hiveType);
            requireNoObjects(location, "UNLOAD");
            return writer.write(running, duckDb, ResultColumn.storable(sql, columns), layout(properties.format(), columns, properties.partitionedBy(), location));
        };
    }
}

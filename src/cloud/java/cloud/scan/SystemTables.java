package cloud.scan;

import cloud.catalog.Catalog;
import cloud.catalog.TableName;
import cloud.sql.AthenaException;
import cloud.sql.HiveType;
import cloud.sql.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.trino.sql.tree.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Tables that tell of the catalog: information_schema, and the partitions of a table under the name {@code "t$partitions"}. */
final class SystemTables {
    private static final String SCHEMA = "information_schema";
    private static final String CATALOG = Sql.text("awsdatacatalog");

    /** The columns of information_schema's tables. */
    private static final Map<String, List<String>> COLUMNS = new LinkedHashMap<>();

    static {
        COLUMNS.put("columns", List.of("table_catalog", "table_schema", "table_name", "column_name", "ordinal_position", "column_default",
                "is_nullable", "data_type", "comment", "extra_info"));
        COLUMNS.put("schemata", List.of("catalog_name", "schema_name"));
        COLUMNS.put("tables", List.of("table_catalog", "table_schema", "table_name", "table_type"));
        COLUMNS.put("views", List.of("table_catalog", "table_schema", "table_name", "view_definition"));
    }

    private final Catalog catalog;

    SystemTables(Catalog catalog) {
        this.catalog = catalog;
    }

    /** @param columns with their DuckDB types; @param rows of literals */
    record Content(Map<String, String> columns, List<List<String>> rows) {
        String relation() {
            String names = columns.keySet().stream().map(Sql::name).collect(Collectors.joining(", "));
            String types = columns.entrySet().stream().map(column -> "CAST(" + Sql.name(column.getKey()) + " AS " + column.getValue() + ") AS "
                    + Sql.name(column.getKey())).collect(Collectors.joining(", "));
            return rows.isEmpty() ? "(" + ScanTypes.nothing(columns) + ")"
                    : "(SELECT " + types + " FROM (VALUES " + rows.stream().map(row -> "(" + String.join(", ", row) + ")").collect(Collectors.joining(", "))
                            + ") AS \"#\"(" + names + "))";
        }
    }

    /** @throws QueryFailedException if there is no such table that tells of the catalog, where no other can be */
    Optional<Content> find(Node at, TableName name) {
        if (name.database().equals(SCHEMA)) {
            if (!COLUMNS.containsKey(name.table())) {
                throw notFound(at, name);
            }
            return Optional.of(new Content(types(name.table()), rows(name.table()).toList()));
        }
        int sign = name.table().lastIndexOf('$');
        return sign < 1 ? Optional.empty()
                : catalog.findTable(name.database(), name.table().substring(0, sign)).map(table -> of(at, name, table, name.table().substring(sign + 1)));
    }

    static AthenaException notFound(Node at, TableName name) {
        return AthenaException.at(at, "TABLE_NOT_FOUND", "Table 'awsdatacatalog." + name.database() + "." + name.table() + "' does not exist");
    }

    private Content of(Node at, TableName name, ObjectNode table, String what) {
        if (what.equals("properties")) {
            throw AthenaException.notSupported(at, "A table's $properties");
        }
        Map<String, String> keys = TableScans.columns(table.path("PartitionKeys"));
        if (!what.equals("partitions") || keys.isEmpty()) {
            throw notFound(at, name);
        }
        return new Content(keys, catalog.partitions(name.database(), table.path("Name").asText()).stream()
                .map(partition -> TableScans.typed(keys, Catalog.values(partition))).toList());
    }

    private static Map<String, String> types(String table) {
        Map<String, String> types = new LinkedHashMap<>();
        COLUMNS.get(table).forEach(column -> types.put(column, column.equals("ordinal_position") ? "BIGINT" : "VARCHAR"));
        return types;
    }

    private Stream<List<String>> rows(String table) {
        Stream<String> schemas = catalog.databases().stream().map(database -> database.path("Name").asText());
        return switch (table) {
            case "schemata" -> Stream.concat(schemas, Stream.of(SCHEMA)).map(schema -> List.of(CATALOG, Sql.text(schema)));
            case "tables" -> Stream.concat(tables().map(described -> row(described, Views.isView(described) ? "VIEW" : "BASE TABLE")),
                    COLUMNS.keySet().stream().map(own -> row(SCHEMA, own, "BASE TABLE")));
            case "views" -> tables().filter(Views::isView).map(view -> row(view, Views.definition(view).query()));
            default -> Stream.concat(tables().flatMap(SystemTables::columns), COLUMNS.keySet().stream().flatMap(SystemTables::ownColumns));
        };
    }

    private Stream<ObjectNode> tables() {
        return catalog.databases().stream().flatMap(database -> catalog.tables(database.path("Name").asText()).stream());
    }

    private static List<String> row(ObjectNode table, String last) {
        return row(table.path("DatabaseName").asText(), table.path("Name").asText(), last);
    }

    private static List<String> row(String schema, String table, String last) {
        return List.of(CATALOG, Sql.text(schema), Sql.text(table), Sql.text(last));
    }

    private static Stream<List<String>> columns(ObjectNode table) {
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode column : table.at("/StorageDescriptor/Columns")) {
            rows.add(column(table, column, rows.size() + 1, "NULL"));
        }
        for (JsonNode key : table.path("PartitionKeys")) {
            rows.add(column(table, key, rows.size() + 1, "'partition key'"));
        }
        return rows.stream();
    }

    private static List<String> column(ObjectNode table, JsonNode column, int position, String extra) {
        return column(table.path("DatabaseName").asText(), table.path("Name").asText(), column.path("Name").asText().toLowerCase(), position,
                HiveType.parse(column.path("Type").asText()).toTrino(), column.hasNonNull("Comment") ? Sql.text(column.path("Comment").asText()) : "NULL", extra);
    }

    private static Stream<List<String>> ownColumns(String table) {
        List<List<String>> rows = new ArrayList<>();
        types(table).forEach((column, type) -> rows.add(column(SCHEMA, table, column, rows.size() + 1, type.toLowerCase(), "NULL", "NULL")));
        return rows.stream();
    }

    private static List<String> column(String schema, String table, String column, int position, String type, String comment, String extra) {
        return List.of(CATALOG, Sql.text(schema), Sql.text(table), Sql.text(column), String.valueOf(position), "NULL", "'YES'", Sql.text(type), comment, extra);
    }
}

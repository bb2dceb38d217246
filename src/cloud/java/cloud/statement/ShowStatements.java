package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionPath;
import cloud.catalog.TableName;
import cloud.scan.Views;
import cloud.sql.AthenaException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** SHOW and DESCRIBE. */
final class ShowStatements {
    private final Catalog catalog;

    ShowStatements(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Reads one to its end. @return what runs it */
    Supplier<Listing> read(DdlTokens in, String database) {
        if (in.takeFirst("SHOW DATABASES", "SHOW SCHEMAS")) {
            Predicate<String> wanted = pattern(in);
            return () -> Listing.of("database_name", names(catalog.databases().stream(), wanted));
        }
        if (in.take("SHOW", "TABLES")) {
            String of = database(in, database);
            Predicate<String> wanted = pattern(in);
            return () -> Listing.of("tab_name", names(catalog.tables(of).stream(), wanted));
        }
        if (in.take("SHOW", "VIEWS")) {
            String of = database(in, database);
            Predicate<String> wanted = pattern(in);
            return () -> Listing.of("views", names(catalog.tables(of).stream().filter(Views::isView), wanted));
        }
        if (in.take("SHOW", "PARTITIONS")) {
            TableName name = last(in, database);
            return () -> partitions(name);
        }
        if (in.take("SHOW", "COLUMNS")) {
            in.takeFirst("IN", "FROM");
            TableName first = in.tableName(database);
            TableName name = in.takeFirst("IN", "FROM") ? new TableName(in.databaseName(), first.table()) : first;
            in.end();
            return () -> Listing.of("field", columns(table(name)).map(column -> column.path("Name").asText()).toList());
        }
        if (in.take("SHOW", "CREATE", "TABLE")) {
            TableName name = last(in, database);
            return () -> Listing.of("createtab_stmt", createTable(table(name)));
        }
        if (in.take("SHOW", "CREATE", "VIEW")) {
            TableName name = last(in, database);
            return () -> Listing.of("Create View", Views.createView(table(name)));
        }
        if (in.take("SHOW", "TBLPROPERTIES")) {
            return properties(in, database);
        }
        if (in.takeFirst("DESCRIBE", "DESC")) {
            if (in.takeFirst("FORMATTED", "EXTENDED")) {
                throw new AthenaException("NOT_SUPPORTED: DESCRIBE FORMATTED and EXTENDED are not supported by the local Athena");
            }
            TableName name = last(in, database);
            return () -> describe(table(name));
        }
        throw in.refused();
    }

    private static String database(DdlTokens in, String database) {
        return in.takeFirst("IN", "FROM") ? in.databaseName() : database;
    }

    private static TableName last(DdlTokens in, String database) {
        TableName name = in.tableName(database);
        in.end();
        return name;
    }

    private static List<String> names(Stream<ObjectNode> described, Predicate<String> wanted) {
        return described.map(one -> one.path("Name").asText()).filter(wanted).toList();
    }

    /** Hive's patterns: a star for any characters, a bar between alternatives. */
    private static Predicate<String> pattern(DdlTokens in) {
        in.take("LIKE");
        if (in.isAtEnd()) {
            return any -> true;
        }
        String pattern = Arrays.stream(in.text().split("\\|")).map(alternative -> Arrays.stream(alternative.split("\\*", -1))
                .map(Pattern::quote).collect(Collectors.joining(".*"))).collect(Collectors.joining("|"));
        in.end();
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE).asMatchPredicate();
    }

    private ObjectNode table(TableName name) {
        return catalog.table(name.database(), name.table());
    }

    private static Stream<JsonNode> columns(ObjectNode table) {
        List<JsonNode> columns = new ArrayList<>();
        table.path("StorageDescriptor").path("Columns").forEach(columns::add);
        table.path("PartitionKeys").forEach(columns::add);
        return columns.stream();
    }

    private Listing partitions(TableName name) {
        List<String> keys = PartitionPath.keys(table(name));
        if (keys.isEmpty()) {
            throw new AthenaException("FAILED: SemanticException Table " + name.table() + " is not a partitioned table");
        }
        return Listing.of("partition", catalog.partitions(name.database(), name.table()).stream()
                .map(partition -> new PartitionPath(keys, Catalog.values(partition)).toString()).toList());
    }

    private Supplier<Listing> properties(DdlTokens in, String database) {
        TableName name = in.tableName(database);
        if (in.take("(")) {
            String property = in.text();
            in.expect(")");
            in.end();
            return () -> Listing.of("prpt_name", List.of(property(table(name), property)));
        }
        in.end();
        return () -> new Listing(List.of("prpt_name", "prpt_value"), table(name).path("Parameters").properties().stream()
                .map(property -> property.getKey() + "\t" + property.getValue().asText()).sorted().toList());
    }

    private static String property(ObjectNode table, String name) {
        JsonNode value = table.path("Parameters").path(name);
        return value.isMissingNode() ? "Table " + table.path("Name").asText() + " does not have property: " + name : value.asText();
    }

    private static Listing describe(ObjectNode table) {
        List<String> lines = columns(table).map(ShowStatements::describe).collect(Collectors.toCollection(ArrayList::new));
        if (!table.path("PartitionKeys").isEmpty()) {
            lines.addAll(List.of("", "# Partition Information", "# col_name\tdata_type\tcomment", ""));
            table.path("PartitionKeys").forEach(key -> lines.add(describe(key)));
        }
        return new Listing(List.of("col_name", "data_type", "comment"), lines);
    }

    private static String describe(JsonNode column) {
        return String.format(Locale.ROOT, "%-20s\t%-20s\t%-20s", column.path("Name").asText(), column.path("Type").asText(), column.path("Comment").asText(""));
    }

    /** The statement that would recreate the table. */
    private static List<String> createTable(ObjectNode table) {
        if (Views.isView(table)) {
            throw new AthenaException("FAILED: SemanticException " + table.path("Name").asText() + " is a view: SHOW CREATE VIEW shows it");
        }
        JsonNode storage = table.path("StorageDescriptor");
        List<String> lines = new ArrayList<>(List.of("CREATE EXTERNAL TABLE `" + table.path("Name").asText() + "`("));
        columnLines(storage.path("Columns"), lines);
        if (!table.path("PartitionKeys").isEmpty()) {
            lines.add("PARTITIONED BY ( ");
            columnLines(table.path("PartitionKeys"), lines);
        }
        lines.addAll(List.of("ROW FORMAT SERDE ", "  " + quote(storage.path("SerdeInfo").path("SerializationLibrary").asText()) + " "));
        propertyLines("WITH SERDEPROPERTIES ( ", storage.path("SerdeInfo").path("Parameters"), lines);
        lines.addAll(List.of("STORED AS INPUTFORMAT ", "  " + quote(storage.path("InputFormat").asText()) + " ",
                "OUTPUTFORMAT ", "  " + quote(storage.path("OutputFormat").asText()),
                "LOCATION", "  " + quote(storage.path("Location").asText())));
        propertyLines("TBLPROPERTIES (", ((ObjectNode) table.path("Parameters").deepCopy()).without("EXTERNAL"), lines);
        return lines;
    }

    private static void columnLines(JsonNode columns, List<String> lines) {
        List<String> described = new ArrayList<>();
        columns.forEach(column -> described.add("  `" + column.path("Name").asText() + "` " + column.path("Type").asText()
                + (column.has("Comment") ? " COMMENT " + quote(column.path("Comment").asText()) : "")));
        for (int i = 0; i < described.size(); i++) {
            lines.add(described.get(i) + (i < described.size() - 1 ? ", " : ")"));
        }
    }

    private static void propertyLines(String start, JsonNode properties, List<String> lines) {
        List<String> described = properties.properties().stream().map(property -> "  " + quote(property.getKey()) + "=" + quote(property.getValue().asText()))
                .sorted().toList();
        if (!described.isEmpty()) {
            lines.add(start);
            for (int i = 0; i < described.size(); i++) {
                lines.add(described.get(i) + (i < described.size() - 1 ? ", " : ")"));
            }
        }
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (char c : text.toCharArray()) {
            quoted.append(c == '\'' || c == '\\' ? "\\" + c : c == '\n' ? "\\n" : c == '\t' ? "\\t" : c < ' ' ? String.format("\\u%04x", (int) c) : String.valueOf(c));
        }
        return quoted.append('\'').toString();
    }
}

package cloud.statement;

import cloud.catalog.Catalog;
import cloud.catalog.TableName;
import cloud.scan.TableScans;
import cloud.sql.AthenaException;
import cloud.sql.HiveType;
import cloud.sql.Sql;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Athena's statements on Iceberg tables, in the words of a Trino that has such tables in a catalog named iceberg. */
final class Iceberg {
    private final Catalog catalog;

    Iceberg(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Whether it is Athena's CREATE TABLE without EXTERNAL and without AS, which makes an Iceberg table. */
    static boolean isCreate(String sql) {
        DdlTokens in = DdlTokens.of(sql);
        return in.startsWithAny("CREATE TABLE") && in.holds("TBLPROPERTIES");
    }

    /** Whether it is one of those on Iceberg tables that Trino's grammar does not have. */
    static boolean isOwn(String sql) {
        return isCreate(sql) || DdlTokens.of(sql).startsWithAny("OPTIMIZE", "VACUUM");
    }

    /** The statement for Trino; empty if it is none on an Iceberg table. */
    Optional<String> translate(String sql, String database) {
        DdlTokens in = DdlTokens.of(sql);
        if (isCreate(sql)) {
            return Optional.of(create(in, database));
        }
        if (in.takeFirst("DROP TABLE IF EXISTS", "DROP TABLE")) {
            TableName name = in.tableName(database);
            return Optional.of("DROP TABLE iceberg." + sql(name)).filter(drop -> isIceberg(name));
        }
        if (in.take("INSERT", "INTO")) {
            return Optional.of(sql).filter(insert -> isIceberg(in.tableName(database)));
        }
        if (in.take("ALTER", "TABLE")) {
            if (isIceberg(in.tableName(database))) {
                throw new AthenaException("NOT_SUPPORTED: ALTER TABLE of an Iceberg table is not supported by the local Athena");
            }
            return Optional.empty();
        }
        if (in.take("OPTIMIZE")) {
            return Optional.of(optimize(in, database));
        }
        if (in.take("VACUUM")) {
            throw new AthenaException("NOT_SUPPORTED: VACUUM is not supported by the local Athena: Trino expires no snapshot of the last seven days");
        }
        return in.startsWithAny("MERGE INTO", "UPDATE", "DELETE FROM") ? Optional.of(sql) : Optional.empty();
    }

    private static String optimize(DdlTokens in, String database) {
        TableName name = in.tableName(database);
        List.of("REWRITE", "DATA", "USING", "BIN_PACK").forEach(in::expect);
        if (in.take("WHERE")) {
            throw new AthenaException("NOT_SUPPORTED: OPTIMIZE of a part of a table is not supported by the local Athena");
        }
        in.end();
        return "ALTER TABLE iceberg." + sql(name) + " EXECUTE optimize";
    }

    private boolean isIceberg(TableName name) {
        return catalog.findTable(name.database(), name.table()).map(TableScans::isIceberg).orElse(false);
    }

    private static String sql(TableName name) {
        return Sql.name(name.database()) + "." + Sql.name(name.table());
    }

    private static String create(DdlTokens in, String database) {
        in.take("CREATE", "TABLE");
        String ifNotExists = in.take("IF", "NOT", "EXISTS") ? "IF NOT EXISTS " : "";
        TableName name = in.tableName(database);
        List<String> columns = new ArrayList<>();
        for (JsonNode column : in.columns()) {
            String type = HiveType.parse(column.path("Type").asText()).toTrino();
            columns.add(Sql.name(column.path("Name").asText()) + " " + type.replace("timestamp(3)", "timestamp(6)"));
        }
        List<String> properties = new ArrayList<>();
        if (in.take("PARTITIONED", "BY")) {
            properties.add("partitioning = ARRAY[" + partitioning(in) + "]");
        }
        in.expect("LOCATION");
        properties.add("location = " + Sql.text(in.text()));
        in.expect("TBLPROPERTIES");
        properties.addAll(properties(in.properties()));
        in.end();
        return "CREATE TABLE " + ifNotExists + "iceberg." + sql(name) + " (" + String.join(", ", columns) + ") WITH (" + String.join(", ", properties) + ")";
    }

    /** Columns, and transforms such as bucket(16, id), which Trino writes bucket(id, 16). */
    private static String partitioning(DdlTokens in) {
        List<String> parts = new ArrayList<>();
        in.expect("(");
        do {
            String part = in.name();
            if (in.take("(")) {
                String argument = in.name();
                part += "(" + (in.take(",") ? in.name() + ", " + argument : argument) + ")";
                in.expect(")");
            }
            parts.add(Sql.text(part));
        } while (in.take(","));
        in.expect(")");
        return String.join(", ", parts);
    }

    private static List<String> properties(ObjectNode given) {
        if (!given.path("table_type").asText().equalsIgnoreCase("ICEBERG")) {
            throw new AthenaException("FAILED: SemanticException a table without EXTERNAL needs TBLPROPERTIES ('table_type' = 'ICEBERG')");
        }
        return given.properties().stream().filter(property -> !property.getKey().equals("table_type")).map(Iceberg::property).collect(Collectors.toList());
    }

    private static String property(Map.Entry<String, JsonNode> property) {
        String name = switch (property.getKey()) {
            case "format" -> "format";
            case "write_compression" -> "compression_codec";
            default -> throw new AthenaException("NOT_SUPPORTED: The property '" + property.getKey() + "' is not supported by the local Athena");
        };
        return name + " = " + Sql.text(property.getValue().asText().toUpperCase(Locale.ROOT));
    }
}

package cloud.scan;

import cloud.catalog.Catalog;
import cloud.catalog.PartitionPath;
import cloud.sql.AthenaException;
import cloud.sql.HiveType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A partition's columns in the catalog, which Athena compares with its table's before it reads an object. */
final class PartitionColumns {
    private static final List<String> INTEGERS = List.of("tinyint", "smallint", "int", "bigint");

    private PartitionColumns() {}

    /**
     * Only what every release of Trino widens is allowed: integers to larger ones and to strings, float to double. So a partition of bigint
     * under a table of double fails, as AWS's "Troubleshooting in Athena" has it.
     *
     * @throws QueryFailedException HIVE_PARTITION_SCHEMA_MISMATCH naming table, partition and column
     */
    static void requireCompatible(ObjectNode table, ObjectNode partition) {
        Map<String, String> declared = new HashMap<>();
        table.at("/StorageDescriptor/Columns").forEach(column -> declared.put(name(column), type(column)));
        for (JsonNode column : partition.at("/StorageDescriptor/Columns")) {
            String wanted = declared.getOrDefault(name(column), type(column));
            if (!wanted.equals(type(column)) && !widens(type(column), wanted)) {
                throw new AthenaException(("HIVE_PARTITION_SCHEMA_MISMATCH: There is a mismatch between the table and partition schemas. "
                        + "The types are incompatible and cannot be coerced. The column '%s' in table '%s.%s' is declared as type '%s', "
                        + "but partition '%s' declared column '%s' as type '%s'.").formatted(
                                name(column), table.path("DatabaseName").asText(), table.path("Name").asText(), wanted,
                                new PartitionPath(PartitionPath.keys(table), Catalog.values(partition)), name(column), type(column)));
            }
        }
    }

    private static boolean widens(String from, String to) {
        // Trino decides nested types, decimals and varchars of different lengths value by value
        boolean sameKind = HiveType.parse(from).name().replaceAll("\\(.*", "").equals(HiveType.parse(to).name().replaceAll("\\(.*", ""));
        return sameKind
                || INTEGERS.contains(from) && (to.equals("string") || INTEGERS.indexOf(to) > INTEGERS.indexOf(from))
                || from.startsWith("varchar") && to.equals("string")
                || from.equals("float") && to.equals("double");
    }

    private static String name(JsonNode column) {
        return column.path("Name").asText().toLowerCase(Locale.ROOT);
    }

    private static String type(JsonNode column) {
        return HiveType.parse(column.path("Type").asText()).toString();
    }
}

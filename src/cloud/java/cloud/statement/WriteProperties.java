package cloud.statement;

import cloud.sql.AthenaException;
import cloud.wire.S3Location;
import io.trino.sql.tree.Array;
import io.trino.sql.tree.CreateTableAsSelect;
import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Property;
import io.trino.sql.tree.StringLiteral;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The WITH of a statement that writes. @param location if it gives one */
record WriteProperties(ObjectFormat format, Optional<S3Location> location, List<String> partitionedBy) {
    private static final Set<String> OF_TABLES = Set.of("format", "external_location", "partitioned_by", "write_compression", "parquet_compression",
            "field_delimiter", "table_type", "is_external");
    private static final Set<String> OF_UNLOAD = Set.of("format", "compression", "partitioned_by", "field_delimiter");

    static WriteProperties of(CreateTableAsSelect create) {
        Map<String, List<String>> given = new HashMap<>();
        for (Property property : create.getProperties()) {
            given.put(property.getName().getValue().toLowerCase(Locale.ROOT), texts(property));
        }
        requireKnown(given.keySet(), OF_TABLES);
        if (!one(given, "table_type", "HIVE").equalsIgnoreCase("HIVE")) {
            throw new AthenaException("NOT_SUPPORTED: A table of the type " + one(given, "table_type", "") + " is not supported by the local Athena");
        }
        String compression = one(given, "write_compression", one(given, "parquet_compression", ""));
        ObjectFormat format = ObjectFormat.of(one(given, "format", "PARQUET"), compression, one(given, "field_delimiter", ""));
        return new WriteProperties(format, Optional.ofNullable(given.get("external_location")).map(text -> S3Location.parse(text.get(0)).folder()),
                lowerCase(given.getOrDefault("partitioned_by", List.of())));
    }

    static WriteProperties of(Map<String, List<String>> unload, S3Location target) {
        requireKnown(unload.keySet(), OF_UNLOAD);
        if (!unload.containsKey("format")) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: UNLOAD needs WITH (format = '...')");
        }
        ObjectFormat format = ObjectFormat.of(one(unload, "format", ""), one(unload, "compression", ""), one(unload, "field_delimiter", ""));
        return new WriteProperties(format, Optional.of(target.folder()), lowerCase(unload.getOrDefault("partitioned_by", List.of())));
    }

    private static void requireKnown(Set<String> given, Set<String> known) {
        given.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            throw new AthenaException("NOT_SUPPORTED: The property '" + name + "' is not supported by the local Athena");
        });
    }

    private static String one(Map<String, List<String>> given, String name, String otherwise) {
        return given.containsKey(name) && !given.get(name).isEmpty() ? given.get(name).get(0) : otherwise;
    }

    private static List<String> lowerCase(List<String> names) {
        return names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    }

    private static List<String> texts(Property property) {
        Expression value = property.getNonDefaultValue();
        List<Expression> values = value instanceof Array array ? array.getValues() : List.of(value);
        return values.stream().map(item -> item instanceof StringLiteral text ? text.getValue() : item.toString()).toList();
    }
}

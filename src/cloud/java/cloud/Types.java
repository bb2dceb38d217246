package cloud;

import static cloud.QueryFailedException.notSupported;

import io.trino.sql.tree.Cast;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import java.util.List;
import java.util.Locale;

/** Trino's types: casts to them, and the names that Athena gives to the types of a result. */
final class Types {
    private Types() {}

    /** @param safe whether a value that cannot be cast is null rather than an error */
    static String cast(Cast cast, String value, boolean safe) {
        String word = safe ? "TRY_CAST(" : "CAST(";
        String type = duckDb(cast.getType());
        return switch (type) {
            case "VARCHAR" -> cut(cast.getType(), "trino_to_varchar(" + value + ")");
            case "BIGINT" -> (safe ? "trino_try_to_bigint(" : "trino_to_bigint(") + value + ")";
            case "INTEGER", "SMALLINT", "TINYINT" ->
                word + (safe ? "trino_try_to_bigint(" : "trino_to_bigint(") + value + ") AS " + type + ")";
            default -> word + value + " AS " + type + ")";
        };
    }

    private static String cut(DataType type, String value) {
        String length = type instanceof GenericDataType generic && !generic.getArguments().isEmpty() ? generic.getArguments().get(0).toString() : "";
        return length.isEmpty() ? value : "left(" + value + ", " + length + ")";
    }

    private static String duckDb(DataType type) {
        if (type instanceof DateTimeDataType time && time.getType() == DateTimeDataType.Type.TIMESTAMP) {
            return time.isWithTimeZone() ? "TIMESTAMPTZ" : "TIMESTAMP";
        }
        if (type instanceof GenericDataType generic) {
            String name = generic.getName().getValue().toLowerCase(Locale.ROOT);
            switch (name) {
                case "varchar", "bigint", "smallint", "tinyint", "double", "boolean", "date", "real", "json" -> {
                    return name.toUpperCase(Locale.ROOT);
                }
                case "int", "integer" -> {
                    return "INTEGER";
                }
                case "decimal" -> {
                    String precision = generic.getArguments().isEmpty() ? "38" : generic.getArguments().get(0).toString();
                    String scale = generic.getArguments().size() < 2 ? "0" : generic.getArguments().get(1).toString();
                    return "DECIMAL(" + precision + ", " + scale + ")";
                }
                case "array" -> {
                    return duckDb(((io.trino.sql.tree.TypeParameter) generic.getArguments().get(0)).getValue()) + "[]";
                }
                default -> { }
            }
        }
        throw notSupported(type, "A cast to " + type);
    }

    /** Whether Trino refuses to compare the two, or to add them, where DuckDB would cast one; not if either is unknown. */
    static boolean differInKind(String a, String b) {
        String first = kind(a);
        String second = kind(b);
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    static boolean isInteger(String type) {
        return List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT").contains(type);
    }

    private static String kind(String type) {
        if (type.startsWith("DECIMAL")) {
            return "number";
        }
        return switch (type) {
            case "VARCHAR" -> "text";
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT" -> "number";
            case "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> "time";
            case "BOOLEAN" -> "boolean";
            default -> "";
        };
    }

    /** Athena's name for what DuckDB calls the type of a result's column. */
    static String athena(String duckDb) {
        if (duckDb.endsWith("[]")) {
            return "array";
        }
        if (duckDb.startsWith("STRUCT")) {
            return "row";
        }
        if (duckDb.startsWith("MAP")) {
            return "map";
        }
        if (duckDb.startsWith("DECIMAL")) {
            return "decimal";
        }
        return switch (duckDb) {
            case "HUGEINT" -> "bigint";
            case "TIMESTAMP WITH TIME ZONE" -> "timestamp with time zone";
            case "BLOB" -> "varbinary";
            case "FLOAT" -> "float";
            case "\"NULL\"" -> "unknown";
            default -> duckDb.toLowerCase(Locale.ROOT);
        };
    }
}

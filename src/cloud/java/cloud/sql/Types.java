package cloud.sql;

import static cloud.sql.AthenaException.notSupported;

import io.trino.sql.tree.Cast;
import io.trino.sql.tree.DataType;
import io.trino.sql.tree.DateTimeDataType;
import io.trino.sql.tree.GenericDataType;
import io.trino.sql.tree.RowDataType;
import io.trino.sql.tree.StringLiteral;
import io.trino.sql.tree.TypeParameter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Trino's types: casts to them, and Athena's names for the types of a result. */
public final class Types {
    private static final List<String> WIDER = List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "DECIMAL", "FLOAT", "DOUBLE");
    private static final Pattern DECIMAL = Pattern.compile("DECIMAL\\((\\d+), ?(\\d+)\\)");
    private static final Pattern FIELD = Pattern.compile("(\"[^\"]+\"|\\w+) (.+)");

    private Types() {}

    /**
     * @param from DuckDB's name of the value's type; empty if it is unknown
     * @param safe whether a value that cannot be cast is null rather than an error
     */
    static String cast(Cast cast, String from, String value, boolean safe) {
        String type = duckDb(cast.getType());
        requireCast(cast, from, type);
        if (from.equals("JSON") && !type.equals("JSON")) {
            String present = "trino_json_present(" + value + ")";
            return scalar(cast.getType(), type, from, type.contains("JSON") ? "trino_json_without_nulls(" + value + ")" : present, safe);
        }
        if (type.endsWith("[]") && from.endsWith("[]")) {
            return list(cast, from, type, value, safe);
        }
        return scalar(cast.getType(), type, from, value, safe);
    }

    private static String scalar(DataType to, String type, String from, String value, boolean safe) {
        String macro = safe ? "trino_try_to_" : "trino_to_";
        return switch (type) {
            case "VARCHAR" -> cut(to, from, "trino_to_varchar(" + value + ")", safe);
            case "DATE", "BOOLEAN", "BIGINT", "DOUBLE" -> macro + type.toLowerCase(Locale.ROOT) + "(" + value + ")";
            case "TIMESTAMP" -> macro + "timestamp(" + value + ", " + digits(to) + ")";
            case "INTEGER" -> whole(macro, value, type, Integer.MAX_VALUE);
            case "SMALLINT" -> whole(macro, value, type, Short.MAX_VALUE);
            case "TINYINT" -> whole(macro, value, type, Byte.MAX_VALUE);
            case "JSON" -> "trino_to_json(" + value + ")";
            case "BLOB" -> from.equals("VARCHAR") ? "encode(" + value + ")" : "CAST(" + value + " AS BLOB)";
            case "TIMESTAMPTZ" -> safe && !from.startsWith("TIMESTAMP") && !from.equals("DATE") ? "TRY(trino_to_zoned(" + value + "))" : "trino_to_zoned(" + value + ")";
            default -> (safe ? "TRY_CAST(" : "CAST(") + value + " AS " + type + ")";
        };
    }

    private static String whole(String macro, String value, String type, int most) {
        return "CAST(" + macro + "whole(" + value + ", " + most + ") AS " + type + ")";
    }

    /** Each item by the rules of its own cast, which DuckDB's cast of lists does not know. */
    private static String list(Cast cast, String from, String type, String value, boolean safe) {
        String item = type.substring(0, type.length() - 2);
        if (safe && !from.equals(type) || item.endsWith("[]")) {
            throw notSupported(cast, "A cast of arrays that may fail to null, or of nested arrays");
        }
        TypeParameter parameter = (TypeParameter) ((GenericDataType) cast.getType()).getArguments().get(0);
        return "list_transform(" + value + ", lambda item: "
                + scalar(parameter.getValue(), item, from.substring(0, from.length() - 2), "item", false) + ")";
    }

    private static void requireCast(Cast cast, String from, String to) {
        if (!isCastable(family(from), family(to))) {
            throw AthenaException.at(cast, "TYPE_MISMATCH", "Cannot cast " + athena(from) + " to " + cast.getType());
        }
        boolean time = to.equals("DATE") || to.startsWith("TIMESTAMP");
        boolean number = kind(to).equals("number");
        if (time && kind(from).matches("number|boolean") || number && kind(from).matches("time|interval")) {
            throw AthenaException.at(cast, "TYPE_MISMATCH", "Cannot cast " + athena(from) + " to " + cast.getType());
        }
        if (to.equals("BLOB") && !from.matches("BLOB|VARCHAR|\"NULL\"|")) {
            throw AthenaException.at(cast, "TYPE_MISMATCH", "Cannot cast " + athena(from) + " to varbinary");
        }
        if (to.startsWith("DECIMAL") && from.equals("VARCHAR") && cast.getExpression() instanceof StringLiteral text
                && !text.getValue().equals(text.getValue().strip())) {
            throw AthenaException.at(cast, "INVALID_CAST_ARGUMENT",
                    "Cannot cast VARCHAR '" + text.getValue() + "' to " + to + ". Value is not a number.");
        }
    }

    /** Whether Trino casts any value of the one to the other; so for types that are not known. */
    private static boolean isCastable(String from, String to) {
        return from.isEmpty() || to.isEmpty() || from.equals(to) || switch (from) {
            case "bytes" -> false;
            case "interval" -> to.equals("text");
            case "list", "map", "row" -> to.equals("json");
            case "json" -> !to.matches("time|bytes|interval");
            case "time" -> to.matches("text|json");
            default -> !to.matches("list|map|row|bytes|interval");
        };
    }

    /** The {@link #kind} of a type, or that of a nested one: list, map, row or json. */
    static String family(String type) {
        return type.endsWith("[]") ? "list" : type.startsWith("MAP(") ? "map" : type.startsWith("STRUCT(") ? "row" : type.equals("JSON") ? "json" : kind(type);
    }

    private static int digits(DataType type) {
        String digits = type instanceof DateTimeDataType time ? time.getPrecision().map(Object::toString).orElse("3") : "3";
        if (!digits.matches("[036]")) {
            throw notSupported(type, "A cast to " + type);
        }
        return Integer.parseInt(digits);
    }

    /** A text is cut to the length; anything else must fit. */
    private static String cut(DataType type, String from, String text, boolean safe) {
        String length = type instanceof GenericDataType generic && !generic.getArguments().isEmpty() ? generic.getArguments().get(0).toString() : "";
        if (length.isEmpty()) {
            return text;
        }
        if (safe && from.startsWith("TIMESTAMP")) {
            throw notSupported(type, "TRY_CAST of a time to a text of limited length");
        }
        return from.equals("VARCHAR") || from.isEmpty() ? "left(" + text + ", " + length + ")"
                : (safe ? "trino_try_fitting(" : "trino_fitting(") + text + ", " + length + ")";
    }

    /** Null with a type: of a constant DuckDB would forget it. */
    static String nothing(String duckDb) {
        return duckDb.equals("\"NULL\"") ? "NULL" : duckDb.equals("\"NULL\"[]") ? "[NULL]" : "CAST(trino_null() AS " + duckDb + ")";
    }

    /** @throws QueryFailedException if there is no such cast here */
    static String duckDb(DataType type) {
        if (type instanceof DateTimeDataType time && time.getType() == DateTimeDataType.Type.TIMESTAMP) {
            return time.isWithTimeZone() ? "TIMESTAMPTZ" : "TIMESTAMP";
        }
        if (type instanceof RowDataType row) {
            return row.getFields().stream()
                    .map(field -> Sql.name(field.getName().orElseThrow(() -> notSupported(type, "A cast to a row whose fields have no names")).getValue()
                            .toLowerCase(Locale.ROOT)) + " " + duckDb(field.getType()))
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
        }
        if (type instanceof GenericDataType generic) {
            String name = generic.getName().getValue().toLowerCase(Locale.ROOT);
            switch (name) {
                case "varchar", "bigint", "smallint", "tinyint", "double", "boolean", "date", "real", "json" -> {
                    return name.toUpperCase(Locale.ROOT);
                }
                case "varbinary" -> {
                    return "BLOB";
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
                    return argument(generic, 0) + "[]";
                }
                case "map" -> {
                    return "MAP(" + argument(generic, 0) + ", " + argument(generic, 1) + ")";
                }
                default -> { }
            }
        }
        throw notSupported(type, "A cast to " + type);
    }

    private static String argument(GenericDataType type, int index) {
        if (index < type.getArguments().size() && type.getArguments().get(index) instanceof TypeParameter parameter) {
            return duckDb(parameter.getValue());
        }
        throw notSupported(type, "A cast to " + type);
    }

    /** Whether Trino refuses to compare the two, or to add them, where DuckDB would cast one; not if either is unknown. */
    static boolean differInKind(String a, String b) {
        String first = family(a);
        String second = family(b);
        return !first.isEmpty() && !second.isEmpty() && !first.equals(second);
    }

    static boolean isInteger(String type) {
        return List.of("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT").contains(type);
    }

    /** number, text, time or boolean; empty for other types and unknown ones. */
    static String kind(String type) {
        if (type.startsWith("DECIMAL") && !type.endsWith("]")) {
            return "number";
        }
        return switch (type) {
            case "VARCHAR" -> "text";
            case "TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "DOUBLE", "FLOAT", "REAL" -> "number";
            case "DATE", "TIMESTAMP", "TIMESTAMP WITH TIME ZONE" -> "time";
            case "BOOLEAN" -> "boolean";
            case "INTERVAL" -> "interval";
            case "BLOB" -> "bytes";
            default -> "";
        };
    }

    /** Of whole numbers, smaller than an integer. */
    static boolean isSmall(String type) {
        return type.equals("TINYINT") || type.equals("SMALLINT");
    }

    static boolean isNested(String type) {
        return type.endsWith("[]") || type.startsWith("STRUCT") || type.startsWith("MAP");
    }

    static boolean isDouble(String type) {
        return type.equals("DOUBLE") || type.equals("FLOAT");
    }

    /** A finer kind, by which {@link Functions} are translated: integer, decimal, real, double, list, map, row, json, date, timestamp, zoned ... */
    static String variant(String type) {
        if (type.endsWith("[]")) {
            return "list";
        }
        String plain = type.replaceAll("\\(.*", "");
        return isInteger(type) ? "integer" : switch (plain) {
            case "MAP", "DECIMAL", "DOUBLE", "JSON", "DATE", "TIMESTAMP" -> plain.toLowerCase(Locale.ROOT);
            case "FLOAT" -> "real";
            case "STRUCT" -> "row";
            case "TIMESTAMP WITH TIME ZONE" -> "zoned";
            default -> kind(type);
        };
    }

    /** Whether Trino implicitly converts a value of the one type to a column of the other. */
    public static boolean coerces(String from, String to) {
        if (from.equals(to) || from.equals("\"NULL\"") || from.equals("DATE") && to.equals("TIMESTAMP")) {
            return true;
        }
        int a = WIDER.indexOf(from.replaceAll("\\(.*", ""));
        int b = WIDER.indexOf(to.replaceAll("\\(.*", ""));
        return to.startsWith("DECIMAL") ? decimalFits(asDecimal(from), to) : a >= 0 && b >= a;
    }

    /** The decimal that holds all values of the integer type; other types unchanged. */
    static String asDecimal(String type) {
        return switch (type) {
            case "TINYINT" -> "DECIMAL(3,0)";
            case "SMALLINT" -> "DECIMAL(5,0)";
            case "INTEGER" -> "DECIMAL(10,0)";
            case "BIGINT" -> "DECIMAL(19,0)";
            default -> type;
        };
    }

    private static boolean decimalFits(String from, String to) {
        Optional<int[]> a = digits(from);
        Optional<int[]> b = digits(to);
        return a.isPresent() && b.isPresent() && a.get()[0] - a.get()[1] <= b.get()[0] - b.get()[1] && a.get()[1] <= b.get()[1];
    }

    /** Precision and scale of a decimal. */
    public static Optional<int[]> digits(String type) {
        Matcher decimal = DECIMAL.matcher(type);
        return decimal.matches() ? Optional.of(new int[] {Integer.parseInt(decimal.group(1)), Integer.parseInt(decimal.group(2))}) : Optional.empty();
    }

    /** Hive's name for what DuckDB calls the type; empty if Hive has no such type. */
    public static Optional<String> hive(String duckDb) {
        if (duckDb.endsWith("[]")) {
            return hive(duckDb.substring(0, duckDb.length() - 2)).map(element -> "array<" + element + ">");
        }
        if (duckDb.startsWith("MAP(") || duckDb.startsWith("STRUCT(")) {
            return nested(duckDb);
        }
        Matcher decimal = DECIMAL.matcher(duckDb);
        if (decimal.matches()) {
            return Optional.of("decimal(" + decimal.group(1) + "," + decimal.group(2) + ")");
        }
        return Optional.ofNullable(switch (duckDb) {
            case "VARCHAR" -> "string";
            case "INTEGER" -> "int";
            case "FLOAT" -> "float";
            case "BLOB" -> "binary";
            case "HUGEINT" -> "bigint";
            case "TINYINT", "SMALLINT", "BIGINT", "DOUBLE", "BOOLEAN", "DATE", "TIMESTAMP" -> duckDb.toLowerCase(Locale.ROOT);
            default -> null;
        });
    }

    private static Optional<String> nested(String duckDb) {
        boolean map = duckDb.startsWith("MAP(");
        List<String> types = new ArrayList<>();
        for (String part : parts(duckDb.substring(duckDb.indexOf('(') + 1, duckDb.length() - 1))) {
            Matcher field = FIELD.matcher(part);
            boolean named = !map && field.matches();
            Optional<String> type = hive(named ? field.group(2) : part);
            if (type.isEmpty() || !map && !named) {
                return Optional.empty();
            }
            types.add(named ? field.group(1).replaceAll("^\"|\"$", "").toLowerCase(Locale.ROOT) + ":" + type.get() : type.get());
        }
        return Optional.of((map ? "map<" : "struct<") + String.join(",", types) + ">");
    }

    /** How to get each field of a row: by its name, or by its place if it has none. @param struct its type as DuckDB writes it */
    static List<String> fields(String struct) {
        List<String> parts = parts(struct.substring("STRUCT(".length(), struct.length() - 1));
        return IntStream.range(0, parts.size()).mapToObj(i -> {
            Matcher field = FIELD.matcher(parts.get(i));
            boolean named = field.matches() && !field.group(1).equals("TIMESTAMP");
            return named ? "." + field.group(1) : "[" + (i + 1) + "]";
        }).toList();
    }

    /** The types of an array's items, or of a map's keys and values; empty for another type. */
    static List<String> within(String type) {
        return type.endsWith("[]") ? List.of(type.substring(0, type.length() - 2))
                : type.startsWith("MAP(") ? parts(type.substring("MAP(".length(), type.length() - 1)) : List.of();
    }

    /** Splits at the commas outside brackets. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(list.substring(start, i).strip());
                start = i + 1;
            }
        }
        parts.add(list.substring(start).strip());
        return parts;
    }

    /** Athena's name for the DuckDB type of a result column. */
    public static String athena(String duckDb) {
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
            case "INTERVAL" -> "interval day to second";
            case "\"NULL\"" -> "unknown";
            default -> duckDb.toLowerCase(Locale.ROOT);
        };
    }
}

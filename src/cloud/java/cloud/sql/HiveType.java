package cloud.sql;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A column type as Hive writes it and the Glue catalog keeps it: {@code bigint}, {@code array<struct<a:double>>}. */
public record HiveType(String name, Map<String, HiveType> parts) {
    /** Seen only as JSON null: any other type wins over it. */
    public static final HiveType UNKNOWN = simple("null");

    public static final HiveType STRING = simple("string");

    public static HiveType simple(String name) {
        return new HiveType(name, Map.of());
    }

    /** The largest decimal. */
    private static final BigInteger LARGEST_DECIMAL = BigInteger.TEN.pow(38).subtract(BigInteger.ONE);

    private static HiveType array(HiveType element) {
        return new HiveType("array", Map.of("", element));
    }

    /** The type that a Glue crawler infers from this one value. */
    public static HiveType of(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> simple("boolean");
            case NUMBER -> ofNumber(value);
            case ARRAY -> {
                HiveType element = UNKNOWN;
                for (JsonNode item : value) {
                    element = element.merge(of(item));
                }
                yield array(element);
            }
            case OBJECT -> {
                Map<String, HiveType> fields = new LinkedHashMap<>();
                value.properties().forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), of(field.getValue())));
                yield new HiveType("struct", fields);
            }
            case NULL, MISSING -> UNKNOWN;
            default -> STRING;
        };
    }

    private static HiveType ofNumber(JsonNode value) {
        if (!value.isIntegralNumber()) {
            return simple("double");
        }
        if (value.canConvertToLong()) {
            return simple("bigint");
        }
        return value.bigIntegerValue().abs().compareTo(LARGEST_DECIMAL) <= 0 ? simple("decimal(38,0)") : simple("double");
    }

    /** The narrowest type that holds both; string if no other does. */
    public HiveType merge(HiveType other) {
        if (equals(other) || other.equals(UNKNOWN)) {
            return this;
        }
        if (equals(UNKNOWN)) {
            return other;
        }
        if (isNumber() && other.isNumber()) {
            return simple("double");
        }
        if (name.equals(other.name) && (name.equals("struct") || !parts.isEmpty() && !other.parts.isEmpty())) {
            Map<String, HiveType> merged = new LinkedHashMap<>(parts);
            other.parts.forEach((field, type) -> merged.merge(field, type, HiveType::merge));
            return new HiveType(name, merged);
        }
        return STRING;
    }

    private boolean isNumber() {
        return name.equals("bigint") || name.equals("double") || name.equals("decimal(38,0)");
    }

    /** This type, with string wherever only nulls or no fields were seen. */
    public HiveType settled() {
        if (equals(UNKNOWN) || name.equals("struct") && parts.isEmpty()) {
            return STRING;
        }
        Map<String, HiveType> settled = new LinkedHashMap<>();
        parts.forEach((field, type) -> settled.put(field, type.settled()));
        return new HiveType(name, settled);
    }

    /** @throws IllegalArgumentException naming the text if it is not a Hive type */
    public static HiveType parse(String text) {
        String type = text.strip();
        int open = type.indexOf('<');
        if (open < 0) {
            return simple(type.toLowerCase(Locale.ROOT));
        }
        if (!type.endsWith(">")) {
            throw new IllegalArgumentException("Not a Hive type: " + text);
        }
        String name = type.substring(0, open).strip().toLowerCase(Locale.ROOT);
        List<String> inner = splitOutsideBrackets(type.substring(open + 1, type.length() - 1));
        Map<String, HiveType> parts = new LinkedHashMap<>();
        for (String part : inner) {
            int colon = part.indexOf(':');
            switch (name) {
                case "array" -> parts.put("", parse(part));
                case "map" -> parts.put(parts.isEmpty() ? "key" : "value", parse(part));
                case "struct" -> parts.put(part.substring(0, Math.max(colon, 0)).strip(), parse(part.substring(colon + 1)));
                default -> throw new IllegalArgumentException("Not a Hive type: " + text);
            }
        }
        return new HiveType(name, parts);
    }

    private static List<String> splitOutsideBrackets(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<' || c == '(') {
                depth++;
            } else if (c == '>' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** The same type as DuckDB writes it. */
    public String toDuckDb() {
        if (name.startsWith("decimal(")) {
            return name.replace(" ", "").toUpperCase(Locale.ROOT);
        }
        if (name.startsWith("varchar") || name.startsWith("char")) {
            return "VARCHAR";
        }
        return switch (name) {
            case "array" -> parts.values().iterator().next().toDuckDb() + "[]";
            case "map" -> "MAP(" + parts.get("key").toDuckDb() + ", " + parts.get("value").toDuckDb() + ")";
            case "struct" ->
                    parts.entrySet().stream()
                            .map(field -> Sql.name(field.getKey()) + " " + field.getValue().toDuckDb())
                            .collect(Collectors.joining(", ", "STRUCT(", ")"));
            case "string" -> "VARCHAR";
            case "int", "integer" -> "INTEGER";
            case "bigint", "smallint", "tinyint", "double", "float", "boolean", "date", "timestamp" -> name.toUpperCase(Locale.ROOT);
            case "decimal" -> "DECIMAL(10,0)";
            case "binary" -> "BLOB";
            default -> throw new IllegalArgumentException("Unknown column type: " + this);
        };
    }

    private static String identifier(String field) {
        return field.matches("[a-z_][a-z0-9_]*") ? field : Sql.name(field);
    }

    /** The same type as Trino writes it. */
    public String toTrino() {
        return switch (name) {
            case "array" -> "array(" + parts.values().iterator().next().toTrino() + ")";
            case "map" -> "map(" + parts.get("key").toTrino() + ", " + parts.get("value").toTrino() + ")";
            case "struct" -> parts.entrySet().stream().map(field -> identifier(field.getKey()) + " " + field.getValue().toTrino())
                    .collect(Collectors.joining(", ", "row(", ")"));
            case "string" -> "varchar";
            case "int" -> "integer";
            case "float" -> "real";
            case "binary" -> "varbinary";
            case "timestamp" -> "timestamp(3)";
            case "decimal" -> "decimal(10,0)";
            default -> name.replace(" ", "");
        };
    }

    @Override
    public String toString() {
        return switch (name) {
            case "array", "map" ->
                    parts.values().stream().map(HiveType::toString).collect(Collectors.joining(",", name + "<", ">"));
            case "struct" ->
                    parts.entrySet().stream()
                            .map(field -> field.getKey() + ":" + field.getValue())
                            .collect(Collectors.joining(",", "struct<", ">"));
            default -> name;
        };
    }
}

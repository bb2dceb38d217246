package cloud.trino;

import cloud.sql.Sql;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A type as Trino's protocol tells it, and how its values read.
 *
 * @param parts the types in it
 * @param names of a row's fields
 * @param digits precision and scale of a decimal, or a length
 */
record TrinoType(String name, List<TrinoType> parts, List<String> names, List<Long> digits) {

    /** @param signature with rawType and arguments */
    static TrinoType of(JsonNode signature) {
        List<TrinoType> parts = new ArrayList<>();
        List<String> names = new ArrayList<>();
        List<Long> digits = new ArrayList<>();
        for (JsonNode argument : signature.path("arguments")) {
            JsonNode value = argument.path("value");
            switch (argument.path("kind").asText()) {
                case "TYPE" -> parts.add(of(value));
                case "NAMED_TYPE" -> {
                    names.add(value.path("fieldName").path("name").asText("field" + names.size()));
                    parts.add(of(value.path("typeSignature")));
                }
                default -> digits.add(value.asLong());
            }
        }
        return new TrinoType(signature.path("rawType").asText(), parts, names, digits);
    }

    /** DuckDB's name for it; for a type that it has not, Trino's in capital letters. */
    String duckDb() {
        return switch (name) {
            case "array" -> parts.get(0).duckDb() + "[]";
            case "map" -> "MAP(" + parts.get(0).duckDb() + ", " + parts.get(1).duckDb() + ")";
            case "row" -> IntStream.range(0, parts.size()).mapToObj(i -> Sql.name(names.get(i)) + " " + parts.get(i).duckDb())
                    .collect(Collectors.joining(", ", "STRUCT(", ")"));
            case "decimal" -> "DECIMAL(" + digits.get(0) + "," + digits.get(1) + ")";
            case "real" -> "FLOAT";
            case "varbinary" -> "BLOB";
            case "interval day to second" -> "INTERVAL";
            case "unknown" -> "\"NULL\"";
            default -> name.toUpperCase(Locale.ROOT);
        };
    }

    /** A value as Athena shows it; null for none. */
    String text(JsonNode value) {
        if (value.isNull()) {
            return null;
        }
        return switch (name) {
            case "array" -> IntStream.range(0, value.size()).mapToObj(i -> String.valueOf(parts.get(0).text(value.get(i))))
                    .collect(Collectors.joining(", ", "[", "]"));
            case "map" -> value.properties().stream().map(entry -> entry.getKey() + "=" + parts.get(1).text(entry.getValue()))
                    .collect(Collectors.joining(", ", "{", "}"));
            case "row" -> IntStream.range(0, parts.size()).mapToObj(i -> names.get(i) + "=" + parts.get(i).text(value.get(i)))
                    .collect(Collectors.joining(", ", "{", "}"));
            case "double" -> value.isNumber() ? Double.toString(value.doubleValue()) : value.asText();
            case "real" -> value.isNumber() ? Float.toString(value.floatValue()) : value.asText();
            case "varbinary" -> HexFormat.ofDelimiter(" ").formatHex(Base64.getDecoder().decode(value.asText()));
            default -> value.asText();
        };
    }

    /** A value as DuckDB reads it from JSON: rows with their names, bytes as it writes them. */
    JsonNode plain(JsonNode value) {
        if (value.isNull()) {
            return value;
        }
        switch (name) {
            case "array" -> {
                ArrayNode items = AwsJson.array();
                value.forEach(item -> items.add(parts.get(0).plain(item)));
                return items;
            }
            case "map" -> {
                ObjectNode entries = AwsJson.object();
                value.properties().forEach(entry -> entries.set(entry.getKey(), parts.get(1).plain(entry.getValue())));
                return entries;
            }
            case "row" -> {
                ObjectNode fields = AwsJson.object();
                IntStream.range(0, parts.size()).forEach(i -> fields.set(names.get(i), parts.get(i).plain(value.get(i))));
                return fields;
            }
            case "varbinary" -> {
                return TextNode.valueOf(HexFormat.of().withPrefix("\\x").formatHex(Base64.getDecoder().decode(value.asText())));
            }
            default -> {
                return value;
            }
        }
    }
}

package cloud.sql;

import static cloud.sql.EngineFunctions.invalid;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Trino's functions of text, by characters rather than what a reader sees as one. */
final class Texts {
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    /** Keeps numbers as they are written. */
    private static final ObjectMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[\"([^\"]*)\"]|\\[(\\d+)]");

    private Texts() {}

    static String upper(String text) {
        return each(text, Character::toUpperCase);
    }

    static String lower(String text) {
        return each(text, Character::toLowerCase);
    }

    private static String each(String text, IntUnaryOperator change) {
        return text.codePoints().map(change).collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static String reverse(String text) {
        // a builder keeps surrogates together
        return new StringBuilder(text).reverse().toString();
    }

    static String replace(String text, String search, String replacement) {
        if (!search.isEmpty()) {
            return text.replace(search, replacement);
        }
        StringBuilder replaced = new StringBuilder(replacement);
        text.codePoints().forEach(c -> replaced.appendCodePoint(c).append(replacement));
        return replaced.toString();
    }

    /** @return a JSON list of at most so many parts, the last with the rest */
    static String split(String text, String delimiter, long limit) {
        if (delimiter.isEmpty()) {
            throw invalid("The delimiter may not be the empty string");
        }
        if (limit <= 0) {
            throw invalid("Limit must be positive");
        }
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int at = text.indexOf(delimiter); at >= 0 && parts.size() + 1 < limit; at = text.indexOf(delimiter, start)) {
            parts.add(text.substring(start, at));
            start = at + delimiter.length();
        }
        parts.add(text.substring(start));
        return json(parts);
    }

    static String json(List<String> texts) {
        return write(texts);
    }

    private static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A number as Trino casts it to varchar. @param number as DuckDB does */
    static String ofDouble(String number) {
        double value = parse(number);
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            return String.valueOf(value);
        }
        if (value == 0) {
            return 1 / value < 0 ? "-0E0" : "0E0";
        }
        return new DecimalFormat("0.0###################E0", DecimalFormatSymbols.getInstance(Locale.ENGLISH)).format(value);
    }

    /** @param number as DuckDB writes it */
    private static double parse(String number) {
        return switch (number) {
            case "nan", "-nan" -> Double.NaN;
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(number);
        };
    }

    /** To so many digits after the point, or before it if negative; the scale stays. */
    static String round(String decimal, int digits) {
        BigDecimal exact = new BigDecimal(decimal);
        return digits >= exact.scale() ? decimal : exact.setScale(digits, RoundingMode.HALF_UP).setScale(exact.scale()).toPlainString();
    }

    static String toBase(long value, int radix) {
        if (radix < Character.MIN_RADIX || radix > Character.MAX_RADIX) {
            throw invalid("Radix must be between 2 and 36");
        }
        return Long.toString(value, radix);
    }

    static String base64ToHex(String base64) {
        try {
            return HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
        } catch (IllegalArgumentException e) {
            throw invalid(e.getMessage());
        }
    }

    static String fromUtf8(String hex) {
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.UTF_8);
    }

    static Long codePoint(String character) {
        if (character.codePointCount(0, character.length()) != 1) {
            throw invalid("Input string must be a single character string");
        }
        return (long) character.codePointAt(0);
    }

    static Long levenshtein(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        int[] costs = new int[b.length + 1];
        Arrays.setAll(costs, i -> i);
        for (int i = 1; i <= a.length; i++) {
            int diagonal = costs[0];
            costs[0] = i;
            for (int j = 1; j <= b.length; j++) {
                int above = costs[j];
                costs[j] = Math.min(Math.min(above, costs[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }
        return (long) costs[b.length];
    }

    /** The scalar at a path, as it is written; null for anything else, or if the text before it is no JSON. */
    static String jsonScalar(String text, String path) {
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            Matcher steps = STEP.matcher(path);
            while (steps.find()) {
                String field = steps.group(1) != null ? steps.group(1) : steps.group(2);
                if (field == null ? !goToItem(json, Integer.parseInt(steps.group(3))) : !goToField(json, field)) {
                    return null;
                }
            }
            JsonToken found = json.currentToken();
            return found == null || !found.isScalarValue() || found == JsonToken.VALUE_NULL ? null : json.getText();
        } catch (IOException e) {
            return null;
        }
    }

    private static boolean goToField(JsonParser json, String field) throws IOException {
        if (json.currentToken() != JsonToken.START_OBJECT) {
            return false;
        }
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            boolean found = json.currentName().equals(field);
            json.nextToken();
            if (found) {
                return true;
            }
            json.skipChildren();
        }
        return false;
    }

    private static boolean goToItem(JsonParser json, int index) throws IOException {
        if (json.currentToken() != JsonToken.START_ARRAY) {
            return false;
        }
        json.nextToken();
        for (int i = 0; i < index && json.currentToken() != JsonToken.END_ARRAY; i++) {
            json.skipChildren();
            json.nextToken();
        }
        return json.currentToken() != JsonToken.END_ARRAY;
    }

    /** Null if the text is no JSON array. */
    static Long jsonArrayLength(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_ARRAY) {
                return null;
            }
            long length = 0;
            while (json.nextToken() != JsonToken.END_ARRAY) {
                json.skipChildren();
                length++;
            }
            return length;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * JSON with all keys in small letters; of keys that are then the same, the last is kept.
     *
     * @param maps the names in small letters, with commas, of the members whose own keys stay as they are
     */
    static String smallKeys(String json, String maps) {
        try {
            JsonNode record = EXACT.readTree(json);
            if (!record.isObject()) {
                return json;
            }
            Set<String> kept = Set.of(maps.split(","));
            ObjectNode small = EXACT.createObjectNode();
            record.properties().forEach(member -> {
                String name = member.getKey().toLowerCase(Locale.ROOT);
                small.set(name, kept.contains(name) ? member.getValue() : smallKeys(member.getValue()));
            });
            return small.toString();
        } catch (IOException e) {
            return json;
        }
    }

    private static JsonNode smallKeys(JsonNode value) {
        if (value.isArray()) {
            ArrayNode items = EXACT.createArrayNode();
            value.forEach(item -> items.add(smallKeys(item)));
            return items;
        }
        if (!value.isObject()) {
            return value;
        }
        ObjectNode small = EXACT.createObjectNode();
        value.properties().forEach(member -> small.set(member.getKey().toLowerCase(Locale.ROOT), smallKeys(member.getValue())));
        return small;
    }

    /** JSON with the keys in the order that Trino gives them. */
    static String ordered(String json) {
        try {
            return write(MAPPER.readValue(json, Object.class));
        } catch (IOException e) {
            throw invalid("Cannot convert value to JSON: '" + json + "'");
        }
    }

    /** @param values the format, then the arguments, each after a letter for its type */
    static String format(String[] values) {
        if (values[0] == null) {
            return null;
        }
        Object[] arguments = Arrays.stream(values).skip(1).map(Texts::argument).toArray();
        try {
            return String.format(Locale.ENGLISH, values[0], arguments);
        } catch (IllegalFormatException e) {
            String kind = e.getClass().getSimpleName().replaceAll("Exception$", "");
            throw invalid("Invalid format string: " + values[0] + " (" + kind + ": " + e.getMessage() + ")");
        }
    }

    private static Object argument(String typed) {
        if (typed == null) {
            return null;
        }
        String value = typed.substring(1);
        return switch (typed.charAt(0)) {
            case 'l' -> Long.valueOf(value);
            case 'd' -> parse(value);
            case 'f' -> (float) parse(value);
            case 'n' -> new BigDecimal(value);
            case 'b' -> Boolean.valueOf(value);
            case 'D' -> LocalDate.parse(value);
            case 'T' -> LocalDateTime.parse(value);
            default -> value;
        };
    }
}

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
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.IllegalFormatException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntUnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** Trino's functions of text, by characters rather than what a reader sees as one. */
final class Texts {
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamReadFeature.AUTO_CLOSE_SOURCE).build();
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);
    /** Of {@link #smallKeys}: what it was told of types, read. */
    private static final Map<String, Map<String, HiveType>> NESTED = new ConcurrentHashMap<>();

    /** Keeps numbers as they are written. */
    private static final ObjectMapper EXACT = JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES).build();
    private static final Pattern STEP = Pattern.compile("\\.(\\w+)|\\[\"([^\"]*)\"]|\\[(\\d+)]");

    private Texts() {}

    /** Where the nth part begins, from the end if negative, counted from one; 0 if there is none. */
    static Long position(String text, String part, long occurrence) {
        if (occurrence == 0) {
            throw invalid("'instance' must not be a zero");
        }
        if (part.isEmpty()) {
            return 1L;
        }
        int at = occurrence > 0 ? -1 : text.length();
        for (long i = 0; i < Math.abs(occurrence); i++) {
            at = occurrence > 0 ? text.indexOf(part, at + 1) : at == 0 ? -1 : text.lastIndexOf(part, at - 1);
            if (at < 0) {
                return 0L;
            }
        }
        return text.codePointCount(0, at) + 1L;
    }

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

    static Long hamming(String left, String right) {
        int[] a = left.codePoints().toArray();
        int[] b = right.codePoints().toArray();
        if (a.length != b.length) {
            throw invalid("The input strings to hamming_distance function must have the same length");
        }
        return IntStream.range(0, a.length).filter(i -> a[i] != b[i]).count();
    }

    /** The first letter and three digits for the sounds after it. */
    static String soundex(String word) {
        StringBuilder code = new StringBuilder();
        char last = 0;
        for (char c : word.toUpperCase(Locale.ENGLISH).toCharArray()) {
            if (!Character.isLetter(c)) {
                continue;
            }
            if (c > 'Z') {
                throw invalid("The character is not mapped: " + c + " (index=" + (c - 'A') + ")");
            }
            char sound = "01230120022455012623010202".charAt(c - 'A');
            if (code.isEmpty()) {
                code.append(c);
            } else if (sound != '0' && sound != last) {
                code.append(sound);
            }
            if (code.length() == 4) {
                return code.toString();
            }
            // H and W do not part two consonants of one sound
            last = c == 'H' || c == 'W' ? last : sound;
        }
        return code.isEmpty() ? "" : (code + "000").substring(0, 4);
    }

    static String normalize(String text, String form) {
        return Normalizer.normalize(text, Normalizer.Form.valueOf(form));
    }

    static Boolean luhn(String digits) {
        if (!digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw invalid("Input contains non-digit character");
        }
        int length = digits.length();
        int sum = IntStream.range(0, length).map(i -> {
            int digit = digits.charAt(length - 1 - i) - '0';
            return i % 2 == 0 ? digit : digit * 2 / 10 + digit * 2 % 10;
        }).sum();
        return length > 0 && sum % 10 == 0;
    }

    /** @return a JSON object of texts, or of lists of them */
    static String splitToMap(String text, String entryDelimiter, String keyDelimiter, boolean lists) {
        requireDelimiters(entryDelimiter, keyDelimiter);
        Map<String, List<String>> map = new TreeMap<>();
        // an entry that is empty and last is none
        String rest = text.endsWith(entryDelimiter) ? text.substring(0, text.length() - entryDelimiter.length()) : text;
        for (String entry : text.isEmpty() ? new String[0] : rest.split(Pattern.quote(entryDelimiter), -1)) {
            String[] parts = entry.split(Pattern.quote(keyDelimiter), -1);
            if (parts.length != 2) {
                throw invalid("Key-value delimiter must appear exactly once in each entry. Bad input: " + entry);
            }
            map.computeIfAbsent(parts[0], key -> new ArrayList<>()).add(parts[1]);
            if (!lists && map.get(parts[0]).size() > 1) {
                throw invalid("Duplicate keys (" + parts[0] + ") are not allowed");
            }
        }
        Map<String, Object> values = new TreeMap<>();
        map.forEach((key, list) -> values.put(key, lists ? list : list.get(0)));
        return write(values);
    }

    private static void requireDelimiters(String entries, String keys) {
        if (entries.isEmpty() || keys.isEmpty()) {
            throw invalid((entries.isEmpty() ? "entryDelimiter" : "keyValueDelimiter") + " is empty");
        }
        if (entries.equals(keys)) {
            throw invalid("entryDelimiter and keyValueDelimiter must not be the same");
        }
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
            JsonToken found = goTo(json, path) ? json.currentToken() : null;
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

    /** How many items or members are at a path: none in a scalar; null if there is nothing, or if the text before it is no JSON. */
    static Long jsonSize(String text, String path) {
        try (JsonParser json = JSON.createParser(text)) {
            if (!goTo(json, path) || json.currentToken() == null) {
                return null;
            }
            if (json.currentToken().isScalarValue()) {
                return 0L;
            }
            boolean object = json.currentToken() == JsonToken.START_OBJECT;
            long size = 0;
            for (JsonToken token = json.nextToken(); !token.isStructEnd(); token = json.nextToken()) {
                if (object) {
                    json.nextToken();
                }
                json.skipChildren();
                size++;
            }
            return size;
        } catch (IOException e) {
            return null;
        }
    }

    static Boolean isJsonScalar(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            JsonToken token = json.nextToken();
            if (token == null) {
                throw invalid("Invalid JSON value: " + text);
            }
            boolean scalar = token.isScalarValue();
            json.skipChildren();
            if (json.nextToken() != null) {
                throw invalid("Invalid JSON value: " + text);
            }
            return scalar;
        } catch (IOException e) {
            throw invalid("Invalid JSON value: " + text);
        }
    }

    /** @return whether there is anything at the path */
    private static boolean goTo(JsonParser json, String path) throws IOException {
        json.nextToken();
        Matcher steps = STEP.matcher(path);
        while (steps.find()) {
            String field = steps.group(1) != null ? steps.group(1) : steps.group(2);
            if (field == null ? !goToItem(json, Integer.parseInt(steps.group(3))) : !goToField(json, field)) {
                return false;
            }
        }
        return true;
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
     * A line of JSON with its keys in small letters, and nested objects with exactly the fields of their types: DuckDB reads no others.
     *
     * @param types a JSON object of the nested members: their names in small letters, and their types as Hive writes them
     */
    static String smallKeys(String json, String types) {
        try {
            JsonNode record = EXACT.readTree(json);
            if (!record.isObject()) {
                return json;
            }
            Map<String, HiveType> nested = NESTED.computeIfAbsent(types, Texts::nested);
            ObjectNode small = EXACT.createObjectNode();
            record.properties().forEach(member -> {
                String name = member.getKey().toLowerCase(Locale.ROOT);
                small.set(name, shaped(member.getValue(), nested.getOrDefault(name, HiveType.STRING)));
            });
            return small.toString();
        } catch (IOException e) {
            return json;
        }
    }

    private static Map<String, HiveType> nested(String types) {
        try {
            Map<String, HiveType> nested = new HashMap<>();
            EXACT.readTree(types).properties().forEach(column -> nested.put(column.getKey(), HiveType.parse(column.getValue().asText())));
            return nested;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The keys of a map stay as they are. */
    private static JsonNode shaped(JsonNode value, HiveType type) {
        if (type.name().equals("array") && value.isArray()) {
            ArrayNode items = EXACT.createArrayNode();
            value.forEach(item -> items.add(shaped(item, type.parts().get(""))));
            return items;
        }
        if (!value.isObject() || type.parts().isEmpty()) {
            return value;
        }
        ObjectNode shaped = EXACT.createObjectNode();
        if (type.name().equals("map")) {
            value.properties().forEach(entry -> shaped.set(entry.getKey(), shaped(entry.getValue(), type.parts().get("value"))));
            return shaped;
        }
        Map<String, String> names = new HashMap<>();
        type.parts().keySet().forEach(name -> {
            names.put(name.toLowerCase(Locale.ROOT), name);
            shaped.putNull(name);
        });
        value.properties().forEach(field -> {
            String name = names.get(field.getKey().toLowerCase(Locale.ROOT));
            if (name != null) {
                shaped.set(name, shaped(field.getValue(), type.parts().get(name)));
            }
        });
        return shaped;
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
            case 'd' -> Numbers.parse(value);
            case 'f' -> (float) Numbers.parse(value);
            case 'n' -> new BigDecimal(value);
            case 'b' -> Boolean.valueOf(value);
            case 'D' -> LocalDate.parse(value);
            case 'T' -> LocalDateTime.parse(value);
            default -> value;
        };
    }
}

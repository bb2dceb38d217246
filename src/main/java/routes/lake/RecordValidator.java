package routes.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.JsonTokenId;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import routes.lang.Utf8;

/**
 * Tells which record values may become a line of the lake: those after which every query over it still answers. Athena's JSON reader fails
 * a whole query for one line that is not an object, or that has a key twice, at any depth, also when only the case differs; and for a
 * table whose columns it cannot read, see {@link KeyRules}.
 */
public final class RecordValidator {
    /** Keys that the pipeline adds to each line. */
    static final Set<String> LINEAGE = Set.of("kafka_partition", "kafka_offset", "kafka_timestamp");

    /** Without detection, so that an object in UTF-16 is not taken: it would go to the lake as it is. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    /** Deeper ones make types that neither Glue keeps nor an engine reads without trouble; no market data come near. */
    private static final int DEEPEST = 50;

    /** Characters that Glue takes for the type of a column, and what a field's type takes of them beside its name. */
    private static final int LONGEST_TYPE = 131_072;

    private static final int LONGEST_SIMPLE_TYPE = ":decimal(38,0),".length();

    /** Bits of {@link ColumnShape.Kind}, by the id of the token that begins a value; null has none. */
    private static final int[] KINDS = new int[JsonTokenId.ID_NULL + 1];

    static {
        KINDS[JsonTokenId.ID_START_OBJECT] = ColumnShape.Kind.NESTED.bit();
        KINDS[JsonTokenId.ID_START_ARRAY] = ColumnShape.Kind.NESTED.bit();
        KINDS[JsonTokenId.ID_STRING] = ColumnShape.Kind.STRING.bit();
        KINDS[JsonTokenId.ID_NUMBER_FLOAT] = ColumnShape.Kind.NUMBER.bit();
        KINDS[JsonTokenId.ID_TRUE] = ColumnShape.Kind.BOOLEAN.bit();
        KINDS[JsonTokenId.ID_FALSE] = ColumnShape.Kind.BOOLEAN.bit();
    }

    private KnownKeys known = KnownKeys.NONE;
    private final Set<ColumnShape> shapes = new LinkedHashSet<>();

    /** @return null when the value is fit for the lake, else why not */
    public Rejection rejection(byte[] value) {
        return value == null ? rejection(new byte[0], 0, -1) : rejection(value, 0, value.length);
    }

    /**
     * @param length of the value, which begins at {@code start} of the array; -1 when there is none
     * @return null when the value is fit for the lake, else why not
     */
    public Rejection rejection(byte[] array, int start, int length) {
        if (length < 0) {
            return Rejection.found("no value (tombstone)");
        }
        if (length == 0) {
            return Rejection.found("empty value");
        }
        if (known.take(array, start, length)) {
            return null;
        }
        if (!Utf8.is(array, start, length)) {
            return Rejection.found("not UTF-8 text");
        }
        if (Utf8.hasHalfEscaped(array, start, length)) {
            return Rejection.found("not UTF-8 text: half of a surrogate pair, as \\u escape");
        }
        try {
            String reason = reason(array, start, length);
            return reason == null ? null : Rejection.found(reason);
        } catch (JsonProcessingException broken) {
            return Rejection.thrown("not valid JSON: " + broken.getOriginalMessage().replaceAll("\\s+", " "), broken);
        } catch (IOException impossible) {
            return Rejection.thrown("not readable: " + impossible.getMessage(), impossible);
        }
    }

    /** What the values had that were fit; null alone makes no column. */
    public Set<ColumnShape> shapes() {
        known.forEach(this::addShapes);
        return Set.copyOf(shapes);
    }

    private void addShapes(String key, int bits) {
        for (ColumnShape.Kind kind : ColumnShape.Kind.values()) {
            if ((bits & kind.bit()) != 0) {
                shapes.add(ColumnShape.of(key, kind));
            }
        }
    }

    /** @param json after the token, which begins a value */
    private static int kindBit(JsonToken token, JsonParser json) throws IOException {
        return token == JsonToken.VALUE_NUMBER_INT ? KnownKeys.integer(json.getTextLength()) : KINDS[token.id()];
    }

    private String reason(byte[] array, int start, int length) throws IOException {
        try (JsonParser json = JSON.createParser(array, start, length)) {
            return json.nextToken() == JsonToken.START_OBJECT ? reason(json) : "not a JSON object";
        }
    }

    private String reason(JsonParser json) throws IOException {
        Map<String, Integer> columns = new LinkedHashMap<>();
        String column = "";
        Set<ColumnShape> within = new HashSet<>();
        boolean flat = true;
        Deque<Set<String>> objects = new ArrayDeque<>(List.of(new HashSet<>()));
        int arrays = 0;
        int fields = 0;
        String lastKey = "";
        JsonToken before = JsonToken.START_OBJECT;
        while (!objects.isEmpty()) {
            JsonToken token = json.nextToken();
            if (before == JsonToken.FIELD_NAME && objects.size() == 1) {
                columns.put(column, kindBit(token, json));
            }
            before = token;
            switch (token) {
                case START_OBJECT -> {
                    objects.push(new HashSet<>());
                    flat = false;
                }
                case START_ARRAY -> arrays++;
                case END_ARRAY -> arrays--;
                case END_OBJECT -> {
                    if (objects.pop().isEmpty() && !objects.isEmpty()) {
                        return "key '%s' has an empty object, for which a table has no type: leave it out".formatted(lastKey);
                    }
                }
                case FIELD_NAME -> {
                    lastKey = json.currentName();
                    String problem = keyProblem(lastKey, objects.peek(), objects.size() == 1);
                    if (problem != null) {
                        return problem;
                    }
                    if (objects.size() == 1) {
                        column = lastKey;
                        fields = 0;
                    } else {
                        fields += lastKey.length() + LONGEST_SIMPLE_TYPE;
                        within.add(ColumnShape.field(column, lastKey));
                    }
                    if (fields > LONGEST_TYPE) {
                        return "key '%s' and those before it have more fields than a column's type has room for".formatted(lastKey);
                    }
                }
                default -> {} // a value
            }
            if (objects.size() + arrays > DEEPEST) {
                return "key '%s' is nested more than %d levels deep".formatted(lastKey, DEEPEST);
            }
        }
        if (json.nextToken() != null) {
            return "more than one JSON value";
        }
        known.forEach(this::addShapes);
        shapes.addAll(within);
        columns.forEach(this::addShapes);
        known = flat ? KnownKeys.of(columns) : KnownKeys.NONE;
        return null;
    }

    private static String keyProblem(String key, Set<String> before, boolean isColumn) {
        String lower = key.toLowerCase(Locale.ROOT);
        if (!before.add(lower)) {
            return "key '%s' is given twice (Athena ignores case)".formatted(key);
        }
        if (isColumn && LINEAGE.contains(lower)) {
            return "key '%s' is the pipeline's own".formatted(lower);
        }
        String problem = isColumn ? KeyRules.columnProblem(key) : KeyRules.fieldProblem(key);
        return problem == null ? null : "key '%s' %s".formatted(key.replaceAll("\\p{Cntrl}", "?"), problem);
    }
}

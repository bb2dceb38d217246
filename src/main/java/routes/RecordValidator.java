package routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Tells which record values may become a line of the lake. Athena's JSON reader fails a whole query for one line that is not an
 * object, or that has a key twice, at any depth, also when only the case differs.
 */
final class RecordValidator {
    /** Keys that the pipeline adds to each line. */
    static final Set<String> LINEAGE = Set.of("kafka_partition", "kafka_offset", "kafka_timestamp");

    /** Without detection, so that an object in UTF-16 is not taken: it would go to the lake as it is. */
    private static final JsonFactory JSON =
            JsonFactory.builder().disable(JsonFactory.Feature.CHARSET_DETECTION).build();

    private RecordValidator() {}

    /** @return null when the value is fit for the lake, else why not */
    static Rejection rejection(byte[] value) {
        if (value == null) {
            return Rejection.found("no value (tombstone)");
        }
        if (value.length == 0) {
            return Rejection.found("empty value");
        }
        if (!isUtf8(value)) {
            return Rejection.found("not UTF-8 text");
        }
        try (JsonParser json = JSON.createParser(value)) {
            String reason = reason(json);
            return reason == null ? null : Rejection.found(reason);
        } catch (JsonProcessingException broken) {
            return Rejection.thrown("not valid JSON: " + broken.getOriginalMessage().replaceAll("\\s+", " "), broken);
        } catch (IOException impossible) {
            return Rejection.thrown("not readable: " + impossible.getMessage(), impossible);
        }
    }

    /** Strictly: the parser lets overlong sequences and halves of surrogate pairs pass. */
    private static boolean isUtf8(byte[] value) {
        for (byte b : value) {
            if (b < 0) {
                return isDecodable(value);
            }
        }
        return true;
    }

    private static boolean isDecodable(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException notUtf8) {
            return false;
        }
    }

    private static String reason(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return "not a JSON object";
        }
        Set<String> names = new HashSet<>();
        Deque<Set<String>> objects = new ArrayDeque<>(List.of(names));
        while (!objects.isEmpty()) {
            switch (json.nextToken()) {
                case START_OBJECT -> objects.push(new HashSet<>());
                case END_OBJECT -> objects.pop();
                case FIELD_NAME -> {
                    if (!objects.peek().add(json.currentName().toLowerCase(Locale.ROOT))) {
                        return "key '%s' is given twice (Athena ignores case)".formatted(json.currentName());
                    }
                }
                default -> {} // a value, or an array's end
            }
        }
        for (String lineage : LINEAGE) {
            if (names.contains(lineage)) {
                return "key '%s' is the pipeline's own".formatted(lineage);
            }
        }
        return json.nextToken() == null ? null : "more than one JSON value";
    }
}

package routes;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Tells which record values may become a line of the lake. Athena's JSON reader fails a whole query for one line that is not an
 * object, or that has a key twice, also when only the case differs.
 */
final class RecordValidator {
    /** Keys that the pipeline adds to each line. */
    static final Set<String> LINEAGE = Set.of("kafka_partition", "kafka_offset", "kafka_timestamp");

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private RecordValidator() {}

    /** @return null when the value is fit for the lake, else the reason why not */
    static String reason(byte[] value) {
        if (value == null) {
            return "no value (tombstone)";
        }
        if (value.length == 0) {
            return "empty value";
        }
        try (JsonParser json = JSON.createParser(value)) {
            return reason(json);
        } catch (JsonProcessingException broken) {
            return "not valid JSON: " + broken.getOriginalMessage().replaceAll("\\s+", " ");
        } catch (IOException impossible) {
            return "not readable: " + impossible.getMessage();
        }
    }

    private static String reason(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            return "not a JSON object";
        }
        Set<String> names = new HashSet<>();
        for (JsonToken token = json.nextToken(); token != JsonToken.END_OBJECT; token = json.nextToken()) {
            String name = json.currentName();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                return "key '%s' is given twice (Athena ignores case)".formatted(name);
            }
            json.nextToken();
            json.skipChildren();
        }
        for (String lineage : LINEAGE) {
            if (names.contains(lineage)) {
                return "key '%s' is the pipeline's own".formatted(lineage);
            }
        }
        return json.nextToken() == null ? null : "more than one JSON value";
    }
}

package routes.run;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import routes.lang.Json;

/**
 * How a run ended. Its object {@code end} says it to the other instances, and to this one after a restart:
 * {@code {"by": "machine, process 12", "failures": {"report gaps": "report gaps.sql failed: …"}}}.
 *
 * @param run its name
 * @param at null when no run is known
 * @param failures a sentence for each, by what failed
 */
public record RunEnd(String run, Instant at, Map<String, String> failures) {
    static final RunEnd NONE = new RunEnd("", null, Map.of());

    /** @param text that something else wrote tells of no failures */
    static RunEnd parse(String run, Instant at, byte[] text) {
        Map<String, String> failures = new LinkedHashMap<>();
        try {
            Json.object(text).path("failures").properties().forEach(failure -> failures.put(failure.getKey(), failure.getValue().asText()));
        } catch (IOException noJson) {
            // it ended all the same
        }
        return new RunEnd(run, at, failures);
    }

    String json(String instance) {
        ObjectNode end = Json.object().put("by", instance);
        ObjectNode sentences = end.putObject("failures");
        failures.forEach(sentences::put);
        return end.toString();
    }

    RunEnd withFailure(String name, String sentence) {
        Map<String, String> more = new LinkedHashMap<>(failures);
        more.put(name, sentence);
        return new RunEnd(run, at, more);
    }
}

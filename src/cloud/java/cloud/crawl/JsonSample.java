package cloud.crawl;

import cloud.sql.HiveType;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** All lines of an object of JSON lines, so that a column's type does not depend on where in the object a value stands. */
record JsonSample(Map<String, HiveType> columns, long records) {
    /** The lines that decide whether it is JSON: a bad one after them is for the queries to report. */
    private static final int DECIDING = 1000;

    /** @return empty if the object is of something else */
    static Optional<JsonSample> of(InputStream body) throws IOException {
        Map<String, HiveType> columns = new LinkedHashMap<>();
        BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8));
        long records = 0;
        long read = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine(), read++) {
            String json = read == 0 && line.startsWith("\uFEFF") ? line.substring(1) : line;
            if (json.isBlank()) {
                continue;
            }
            if (add(json, columns)) {
                records++;
            } else if (read < DECIDING) {
                return Optional.empty();
            }
        }
        return read == 0 ? Optional.empty() : Optional.of(new JsonSample(columns, records));
    }

    private static boolean add(String line, Map<String, HiveType> columns) {
        try {
            JsonNode record = AwsJson.MAPPER.readTree(line);
            record.properties().forEach(member ->
                    columns.merge(member.getKey().toLowerCase(Locale.ROOT), HiveType.of(member.getValue()), HiveType::merge));
            return record.isObject();
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}

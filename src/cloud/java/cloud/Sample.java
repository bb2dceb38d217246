package cloud;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the beginning of one object shows.
 *
 * @param records of the whole object, estimated from the part that was read
 * @param bytes as stored
 */
record Sample(Map<String, HiveType> columns, String compression, double records, long bytes) {

    static Sample from(ObjectNode kept) {
        Map<String, HiveType> columns = new LinkedHashMap<>();
        kept.path("columns").properties().forEach(column -> columns.put(column.getKey(), HiveType.parse(column.getValue().asText())));
        return new Sample(columns, kept.path("compression").asText(), kept.path("records").asDouble(), kept.path("bytes").asLong());
    }

    ObjectNode toJson() {
        ObjectNode kept = Json.object().put("compression", compression).put("records", records).put("bytes", bytes);
        ObjectNode types = kept.putObject("columns");
        columns.forEach((name, type) -> types.put(name, type.toString()));
        return kept;
    }
}

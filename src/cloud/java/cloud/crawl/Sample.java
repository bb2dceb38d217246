package cloud.crawl;

import cloud.sql.HiveType;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the beginning of one object shows.
 *
 * @param format json, csv or parquet, Glue's classification
 * @param traits what else a table of such objects must say, such as the delimiter, as the table's parameters
 * @param records of the whole object, estimated from the part that was read
 * @param bytes as stored
 */
record Sample(String format, String compression, Map<String, String> traits, Map<String, HiveType> columns, double records, long bytes) {

    /** Whether objects of both could be read as one table. */
    boolean isCompatible(Sample other) {
        return format.equals(other.format) && compression.equals(other.compression) && traits.equals(other.traits);
    }

    /** Whether at least 70 % of the columns of the smaller are among those of the other: the threshold by which Glue tells tables apart. */
    boolean isSimilar(Sample other) {
        Sample smaller = columns.size() <= other.columns.size() ? this : other;
        Sample larger = smaller == this ? other : this;
        long shared = smaller.columns.keySet().stream().filter(larger.columns::containsKey).count();
        return shared * 10 >= smaller.columns.size() * 7L;
    }

    static Sample from(ObjectNode kept) {
        Map<String, HiveType> columns = new LinkedHashMap<>();
        kept.path("columns").properties().forEach(column -> columns.put(column.getKey(), HiveType.parse(column.getValue().asText())));
        Map<String, String> traits = new LinkedHashMap<>();
        kept.path("traits").properties().forEach(trait -> traits.put(trait.getKey(), trait.getValue().asText()));
        return new Sample(kept.path("format").asText("json"), kept.path("compression").asText(), traits, columns,
                kept.path("records").asDouble(), kept.path("bytes").asLong());
    }

    ObjectNode toJson() {
        ObjectNode kept = AwsJson.object().put("format", format).put("compression", compression).put("records", records).put("bytes", bytes);
        ObjectNode types = kept.putObject("columns");
        columns.forEach((name, type) -> types.put(name, type.toString()));
        traits.forEach(kept.putObject("traits")::put);
        return kept;
    }
}

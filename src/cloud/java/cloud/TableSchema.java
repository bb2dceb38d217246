package cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the samples of one target have in common, and the table that Glue would make of it. */
final class TableSchema {
    private final Map<String, HiveType> columns = new LinkedHashMap<>();
    private final Set<String> compressions = new TreeSet<>();
    private long objects;
    private long bytes;
    private double records;

    void add(Sample sample) {
        sample.columns().forEach((name, type) -> columns.merge(name, type, HiveType::merge));
        compressions.add(sample.compression());
        objects++;
        bytes += sample.bytes();
        records += sample.records();
    }

    boolean isEmpty() {
        return objects == 0;
    }

    boolean remove(String column) {
        return columns.remove(column) != null;
    }

    Set<String> compressions() {
        return compressions;
    }

    /** A TableInput. */
    ObjectNode describe(String name, S3Location location, PartitionKeys keys) {
        ObjectNode table = Json.object().put("Name", name).put("Owner", "owner").put("Retention", 0).put("TableType", "EXTERNAL_TABLE");
        table.set("StorageDescriptor", storage(location));
        ArrayNode partitionKeys = table.putArray("PartitionKeys");
        keys.names().forEach(key -> partitionKeys.addObject().put("Name", key).put("Type", "string"));
        table.set("Parameters", parameters().put("EXTERNAL", "TRUE"));
        return table;
    }

    ObjectNode storage(S3Location location) {
        ObjectNode storage = Json.object();
        ArrayNode list = storage.putArray("Columns");
        columns.forEach((name, type) -> list.addObject().put("Name", name).put("Type", type.settled().toString()));
        storage.put("Location", location.toString());
        storage.put("InputFormat", "org.apache.hadoop.mapred.TextInputFormat");
        storage.put("OutputFormat", "org.apache.hadoop.hive.ql.io.HiveIgnoreKeyTextOutputFormat");
        storage.put("Compressed", isCompressed()).put("NumberOfBuckets", -1).put("StoredAsSubDirectories", false);
        storage.putObject("SerdeInfo").put("SerializationLibrary", "org.openx.data.jsonserde.JsonSerDe")
                .putObject("Parameters").put("paths", String.join(",", new TreeSet<>(columns.keySet())));
        storage.set("Parameters", parameters());
        return storage;
    }

    private ObjectNode parameters() {
        return Json.object().put("classification", "json").put("typeOfData", "file")
                .put("compressionType", compressions.size() == 1 ? compressions.iterator().next() : isCompressed() ? "mixed" : "none")
                .put("objectCount", String.valueOf(objects)).put("sizeKey", String.valueOf(bytes))
                .put("recordCount", String.valueOf(Math.round(records)))
                .put("averageRecordSize", String.valueOf(records == 0 ? 0 : Math.round(bytes / records)));
    }

    private boolean isCompressed() {
        return !compressions.equals(Set.of("none"));
    }

    /** The old columns where they were, widened where the new table says so, and the new ones after them. */
    static ArrayNode merge(ArrayNode old, ObjectNode table) {
        Map<String, HiveType> merged = new LinkedHashMap<>();
        old.forEach(column -> merged.put(column.path("Name").asText(), HiveType.parse(column.path("Type").asText())));
        for (JsonNode column : table.path("StorageDescriptor").path("Columns")) {
            merged.merge(column.path("Name").asText(), HiveType.parse(column.path("Type").asText()), HiveType::merge);
        }
        ArrayNode columns = Json.array();
        merged.forEach((name, type) -> columns.addObject().put("Name", name).put("Type", type.toString()));
        return columns;
    }
}

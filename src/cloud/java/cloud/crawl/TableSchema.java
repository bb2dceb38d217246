package cloud.crawl;

import cloud.catalog.PartitionKeys;
import cloud.sql.FileFormat;
import cloud.sql.HiveType;
import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What the samples of one table, or of one of its partitions, have in common, and how the Glue catalog describes it. */
final class TableSchema {
    /** Parameters that tell how much data there is; a change in them is not a schema change. */
    static final List<String> STATISTICS = List.of("objectCount", "sizeKey", "recordCount", "averageRecordSize");

    private final Map<String, HiveType> columns = new LinkedHashMap<>();
    private final Sample first;
    private long objects;
    private long bytes;
    private double records;

    /** @param samples at least one, all compatible */
    TableSchema(List<Sample> samples, PartitionKeys keys) {
        first = samples.get(0);
        for (Sample sample : samples) {
            sample.columns().forEach((name, type) -> columns.merge(name, type, HiveType::merge));
            objects++;
            bytes += sample.bytes();
            records += sample.records();
        }
        // Athena refuses a table with a duplicate name
        keys.names().forEach(columns::remove);
    }

    /** A TableInput. */
    ObjectNode describe(String name, S3Location location, PartitionKeys keys) {
        ObjectNode table = AwsJson.object().put("Name", name).put("Owner", "owner").put("Retention", 0).put("TableType", "EXTERNAL_TABLE");
        table.set("StorageDescriptor", storage(location));
        ArrayNode partitionKeys = table.putArray("PartitionKeys");
        keys.names().forEach(key -> partitionKeys.addObject().put("Name", key).put("Type", "string"));
        table.set("Parameters", parameters().put("EXTERNAL", "TRUE"));
        return table;
    }

    ObjectNode storage(S3Location location) {
        ObjectNode storage = AwsJson.object();
        ArrayNode list = storage.putArray("Columns");
        columns.forEach((name, type) -> list.addObject().put("Name", name).put("Type", type.settled().toString()));
        storage.put("Location", location.toString());
        storage.put("Compressed", !first.compression().equals("none")).put("NumberOfBuckets", -1).put("StoredAsSubDirectories", false);
        ObjectNode serDe = storage.putObject("SerdeInfo");
        switch (first.format()) {
            case "json" -> {
                serDe.put("SerializationLibrary", "org.openx.data.jsonserde.JsonSerDe");
                serDe.putObject("Parameters").put("paths", String.join(",", new TreeSet<>(columns.keySet())));
                FileFormat.JSON.describe(storage);
            }
            case "csv" -> {
                serDe.putObject("Parameters").put("field.delim", first.traits().get("delimiter"));
                FileFormat.TEXTFILE.describe(storage);
            }
            default -> {
                serDe.putObject("Parameters").put("serialization.format", "1");
                FileFormat.PARQUET.describe(storage);
            }
        }
        storage.set("Parameters", parameters());
        return storage;
    }

    private ObjectNode parameters() {
        ObjectNode parameters = AwsJson.object().put("classification", first.format()).put("typeOfData", "file")
                .put("compressionType", first.compression())
                .put("objectCount", String.valueOf(objects)).put("sizeKey", String.valueOf(bytes))
                .put("recordCount", String.valueOf(Math.round(records)))
                .put("averageRecordSize", String.valueOf(records == 0 ? 0 : Math.round(bytes / records)));
        first.traits().forEach(parameters::put);
        return parameters;
    }

    /** The new columns, those that were there before in their old order. */
    static ArrayNode ordered(JsonNode old, JsonNode found) {
        Map<String, JsonNode> left = new LinkedHashMap<>();
        found.forEach(column -> left.put(column.path("Name").asText(), column));
        ArrayNode columns = AwsJson.array();
        for (JsonNode column : old) {
            JsonNode again = left.remove(column.path("Name").asText());
            if (again != null) {
                columns.add(again);
            }
        }
        left.values().forEach(columns::add);
        return columns;
    }

    /** The old columns unchanged, followed by the new ones (MergeNewColumns). */
    static ArrayNode extended(JsonNode old, JsonNode found) {
        Map<String, JsonNode> columns = new LinkedHashMap<>();
        old.forEach(column -> columns.put(column.path("Name").asText(), column));
        found.forEach(column -> columns.putIfAbsent(column.path("Name").asText(), column));
        ArrayNode all = AwsJson.array();
        columns.values().forEach(all::add);
        return all;
    }
}

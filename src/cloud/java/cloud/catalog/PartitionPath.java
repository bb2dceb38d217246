package cloud.catalog;

import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The folders that stand for a partition: {@code year=2026/month=11/}, with the characters escaped that Hive escapes. */
public record PartitionPath(List<String> keys, List<String> values) {
    /** What stands for null, as a folder and as a value in the catalog. */
    public static final String NULL = "__HIVE_DEFAULT_PARTITION__";

    private static final String ESCAPED = "\"#%'*/:=?\\{[]^\u007f";

    /** The names of a table's partition columns, lower case. */
    public static List<String> keys(ObjectNode table) {
        List<String> keys = new ArrayList<>();
        table.path("PartitionKeys").forEach(key -> keys.add(key.path("Name").asText().toLowerCase(Locale.ROOT)));
        return keys;
    }

    /** A PartitionInput: the table's storage at another location. */
    public static ObjectNode describe(ObjectNode table, List<String> values, S3Location location) {
        ObjectNode partition = AwsJson.object();
        values.forEach(partition.putArray("Values")::add);
        ObjectNode storage = table.path("StorageDescriptor").deepCopy();
        partition.set("StorageDescriptor", storage.put("Location", location.toString()));
        return partition;
    }

    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char c : text.toCharArray()) {
            escaped.append(c < ' ' || ESCAPED.indexOf(c) >= 0 ? "%%%02X".formatted((int) c) : String.valueOf(c));
        }
        return escaped.toString();
    }

    /** Without a slash at the end. */
    @Override
    public String toString() {
        List<String> folders = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            folders.add(escape(keys.get(i)) + "=" + escape(values.get(i)));
        }
        return String.join("/", folders);
    }
}

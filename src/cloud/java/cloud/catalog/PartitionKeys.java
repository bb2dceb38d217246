package cloud.catalog;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The partition columns that folders stand for: {@code date=2026-11-22/} is Hive's way, a folder without a name gets one. */
public record PartitionKeys(List<String> names) {

    public static PartitionKeys of(List<String> folders) {
        List<String> names = new ArrayList<>();
        for (String folder : folders) {
            int equals = folder.indexOf('=');
            names.add(equals > 0 ? folder.substring(0, equals).toLowerCase() : "partition_" + names.size());
        }
        return new PartitionKeys(names);
    }

    public static List<String> values(List<String> folders) {
        return folders.stream().map(folder -> decode(folder.substring(folder.indexOf('=') + 1))).toList();
    }

    private static String decode(String value) {
        return value.contains("%") ? URLDecoder.decode(value.replace("+", "%2B"), StandardCharsets.UTF_8) : value;
    }

    @Override
    public String toString() {
        return names.toString();
    }
}

package cloud.scan;

import cloud.catalog.PartitionPath;
import cloud.sql.AthenaException;
import cloud.wire.S3Location;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Partitions that a table's properties describe, instead of the catalog listing them. */
final class PartitionProjection {
    private static final int MOST = 200_000;
    private static final Pattern NOW = Pattern.compile("NOW\\s*(?:([+-])\\s*(\\d+)\\s*(\\w+))?", Pattern.CASE_INSENSITIVE);

    private final JsonNode properties;
    private final List<String> keys;
    private final ObjectNode table;

    private PartitionProjection(ObjectNode table) {
        this.table = table;
        this.properties = table.path("Parameters");
        this.keys = PartitionPath.keys(table);
    }

    static boolean isEnabled(ObjectNode table) {
        return table.path("Parameters").path("projection.enabled").asText().equalsIgnoreCase("true");
    }

    /** In the shape that the catalog returns, one for every combination of values. */
    static List<ObjectNode> partitions(ObjectNode table) {
        return new PartitionProjection(table).partitions();
    }

    private List<ObjectNode> partitions() {
        List<List<String>> combinations = List.of(List.of());
        for (String key : keys) {
            List<String> values = values(key);
            if ((long) combinations.size() * values.size() > MOST) {
                throw new AthenaException("NOT_SUPPORTED: A projection of more than " + MOST + " partitions is not supported by the local Athena");
            }
            combinations = combinations.stream().flatMap(left -> values.stream().map(value -> Stream.concat(left.stream(), Stream.of(value)).toList())).toList();
        }
        return combinations.stream().map(values -> PartitionPath.describe(table, values, location(values))).toList();
    }

    private S3Location location(List<String> values) {
        String template = properties.path("storage.location.template").asText("");
        if (template.isEmpty()) {
            S3Location root = S3Location.parse(table.path("StorageDescriptor").path("Location").asText()).folder();
            return root.resolve(new PartitionPath(keys, values) + "/");
        }
        for (int i = 0; i < keys.size(); i++) {
            template = template.replace("${" + keys.get(i) + "}", values.get(i));
        }
        return S3Location.parse(template).folder();
    }

    private List<String> values(String key) {
        String type = property(key, "type").toLowerCase(Locale.ROOT);
        return switch (type) {
            case "enum" -> List.of(property(key, "values").split("\\s*,\\s*"));
            case "integer" -> integers(key);
            case "date" -> dates(key);
            default -> throw new AthenaException("NOT_SUPPORTED: A projection of the type '" + type + "' is not supported by the local Athena");
        };
    }

    private String property(String key, String name) {
        String value = properties.path("projection." + key + "." + name).asText("").strip();
        if (value.isEmpty()) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: projection." + key + "." + name + " is missing");
        }
        return value;
    }

    private String[] range(String key) {
        String[] range = property(key, "range").split("\\s*,\\s*");
        if (range.length != 2) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: projection." + key + ".range must have two values");
        }
        return range;
    }

    private int interval(String key) {
        return Math.max(1, properties.path("projection." + key + ".interval").asInt(1));
    }

    private List<String> integers(String key) {
        String[] range = range(key);
        int digits = properties.path("projection." + key + ".digits").asInt(0);
        List<String> values = new ArrayList<>();
        for (long value = Long.parseLong(range[0]); value <= Long.parseLong(range[1]) && values.size() <= MOST; value += interval(key)) {
            values.add(digits == 0 ? String.valueOf(value) : String.format(Locale.ROOT, "%0" + digits + "d", value));
        }
        return values;
    }

    private List<String> dates(String key) {
        DateTimeFormatter format = new DateTimeFormatterBuilder().appendPattern(property(key, "format"))
                .parseDefaulting(ChronoField.MONTH_OF_YEAR, 1).parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
                .parseDefaulting(ChronoField.HOUR_OF_DAY, 0).toFormatter(Locale.ROOT);
        String[] range = range(key);
        LocalDateTime last = date(range[1], format);
        ChronoUnit unit = unit(properties.path("projection." + key + ".interval.unit").asText(smallest(property(key, "format"))));
        List<String> values = new ArrayList<>();
        for (LocalDateTime at = date(range[0], format); !at.isAfter(last) && values.size() <= MOST; at = at.plus(interval(key), unit)) {
            values.add(format.format(at));
        }
        return values;
    }

    /** The unit of the smallest part of the format. */
    private static String smallest(String format) {
        return format.contains("s") ? "SECONDS" : format.contains("m") ? "MINUTES" : format.contains("H") ? "HOURS"
                : format.contains("d") ? "DAYS" : format.contains("M") ? "MONTHS" : "YEARS";
    }

    private static LocalDateTime date(String text, DateTimeFormatter format) {
        Matcher now = NOW.matcher(text);
        if (now.matches()) {
            LocalDateTime time = LocalDateTime.now(ZoneOffset.UTC);
            long amount = now.group(2) == null ? 0 : Long.parseLong(now.group(2)) * (now.group(1).equals("-") ? -1 : 1);
            // truncated to what the format can express, so that both ends of a range are on its grid
            return LocalDateTime.from(format.parse(format.format(now.group(3) == null ? time : time.plus(amount, unit(now.group(3))))));
        }
        try {
            return LocalDateTime.from(format.parse(text));
        } catch (DateTimeException e) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: Not a date of the projection's format: " + text);
        }
    }

    private static ChronoUnit unit(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        try {
            return ChronoUnit.valueOf(upper.endsWith("S") ? upper : upper + "S");
        } catch (IllegalArgumentException e) {
            throw new AthenaException("INVALID_TABLE_PROPERTY: Not a unit of time: " + name);
        }
    }
}

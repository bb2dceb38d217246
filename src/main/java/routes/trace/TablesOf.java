package routes.trace;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import routes.lake.LakeLocation;
import routes.lang.Json;
import routes.reference.ReferenceTables;
import routes.report.Report;
import routes.report.Reports;
import routes.transform.Transform;
import routes.transform.Transforms;

/** The tables that have a row of the lake, as the transforms and reports tell: nothing is asked, since a query costs. */
final class TablesOf {
    private static final Pattern DAY_AND_TIME = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)[ T].*");

    private final LakeLocation location;
    private final Transforms transforms;
    private final Reports reports;

    TablesOf(LakeLocation location, Transforms transforms, Reports reports) {
        this.location = location;
        this.transforms = transforms;
        this.reports = reports;
    }

    /** @param place of the row, null when it is in no object; then there are the names of the tables, and how to look for it */
    List<TraceResult.TableOf> tables(TraceResult.Place place, String record) {
        Map<String, String> row = values(place == null || place.line() == null ? record : place.line());
        String raw = rawTable();
        List<TraceResult.TableOf> tables = new ArrayList<>();
        tables.add(new TraceResult.TableOf(raw, "Raw rows", null, "SELECT *\nFROM %s\nWHERE %s".formatted(name(raw), rawCondition(place, row))));
        Map<String, String> made = new LinkedHashMap<>(Map.of(raw, raw));
        for (Transform transform : transforms.known()) {
            if (made.containsKey(transform.source())) {
                made.put(transform.name(), transform.source());
                tables.add(new TraceResult.TableOf(transform.name(), transform.title(), transform.source(), sql(transform.name(), transform.key(), row)));
            }
        }
        ReferenceTables.viewsOfTables().forEach((view, of) -> {
            if (made.containsKey(of)) {
                tables.add(new TraceResult.TableOf(view, "View of " + of, of, tables.stream()
                        .filter(table -> table.table().equals(of)).map(table -> table.sql().replace("FROM " + name(of), "FROM " + name(view))).findFirst().orElseThrow()));
            }
        });
        return tables;
    }

    List<TraceResult.ReportOf> reports(List<TraceResult.TableOf> tables) {
        return reports.files().stream()
                .map(report -> new TraceResult.ReportOf(report.name(), report.title(), tables.stream()
                        .map(TraceResult.TableOf::table).filter(table -> reads(report, table)).toList()))
                .filter(report -> !report.tables().isEmpty())
                .toList();
    }

    private static boolean reads(Report report, String table) {
        return Pattern.compile("\\b(?:FROM|JOIN)\\s+\"?%s\\b".formatted(Pattern.quote(table)), Pattern.CASE_INSENSITIVE).matcher(report.sql()).find();
    }

    /** As the crawler calls it, after the folder. */
    private String rawTable() {
        String folder = location.prefix().substring(location.prefix().lastIndexOf('/') + 1);
        return folder.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]", "_");
    }

    private static String rawCondition(TraceResult.Place place, Map<String, String> row) {
        if (place == null || place.line() == null) {
            return condition(List.copyOf(row.keySet()), row);
        }
        TraceResult.StoredIn object = place.object();
        String date = object.key().replaceFirst(".*/date=([^/]+)/.*", "$1");
        return "\"date\" = '%s' AND kafka_partition = %s AND kafka_offset = %s"
                .formatted(date, row.get("kafka_partition"), row.get("kafka_offset"));
    }

    private static String sql(String table, List<String> key, Map<String, String> row) {
        boolean known = !key.isEmpty() && row.keySet().containsAll(key);
        return "SELECT *\nFROM %s\n%s".formatted(name(table), known ? "WHERE " + condition(key, row) : "LIMIT 100");
    }

    /** A table may have another type than the JSON, and no time where it has a day. */
    private static String condition(List<String> columns, Map<String, String> row) {
        return columns.isEmpty() ? "false" : columns.stream()
                .map(column -> "CAST(%s AS varchar) IN (%s)".formatted(name(column), texts(row.get(column))))
                .collect(Collectors.joining(" AND "));
    }

    private static String texts(String value) {
        String text = "'" + value.replace("'", "''") + "'";
        return DAY_AND_TIME.matcher(value).matches() ? "%s, '%s'".formatted(text, value.substring(0, 10)) : text;
    }

    private static String name(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    /** The texts of a record, which tell rows apart; with where it came from. */
    private static Map<String, String> values(String json) {
        Map<String, String> values = new LinkedHashMap<>();
        try {
            ObjectNode object = json == null ? Json.object() : Json.object(json.getBytes(StandardCharsets.UTF_8));
            object.properties().forEach(field -> {
                if (field.getValue().isTextual() || field.getKey().startsWith("kafka_")) {
                    values.put(field.getKey(), field.getValue().asText());
                }
            });
        } catch (IOException noObject) {
            // it is rejected, and in no table
        }
        return values;
    }
}

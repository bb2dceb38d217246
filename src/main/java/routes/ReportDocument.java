package routes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.List;

/**
 * The last run of a report as data for a dashboard: what it is, how to draw it, its columns and rows or its error, and what it cost.
 * Numbers are numbers, except those that JSON does not have ({@code "NaN"}, {@code "Infinity"}).
 */
final class ReportDocument {
    private static final ObjectMapper JSON = JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

    private ReportDocument() {}

    /** @param result null when it failed */
    static String of(ReportRun run, String runName, ReportResult result) {
        Report report = run.report();
        ObjectNode document = JSON.createObjectNode()
                .put("report", report.name())
                .put("title", report.title())
                .put("description", report.description())
                .put("run", runName)
                .put("state", run.succeeded() ? "SUCCEEDED" : "FAILED")
                .put("error", run.reason())
                .put("queryId", run.query() == null ? null : run.query().id())
                .put("millis", run.query() == null ? 0 : run.query().millis())
                .put("bytesScanned", run.bytesScanned())
                .put("usd", run.usd());
        chart(document.putObject("chart"), report.chart());
        rows(document, result == null ? ReportResult.NONE : result);
        try {
            return JSON.writeValueAsString(document);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void chart(ObjectNode node, Chart chart) {
        node.put("kind", chart.kind()).put("x", chart.x()).put("series", chart.series());
        chart.y().forEach(node.putArray("y")::add);
    }

    private static void rows(ObjectNode document, ReportResult result) {
        ArrayNode columns = document.putArray("columns");
        result.columns().forEach(column -> columns.addObject().put("name", column.name()).put("type", column.type()));
        document.put("rowCount", result.total()).put("truncated", result.total() > result.rows().size());
        ArrayNode rows = document.putArray("rows");
        for (List<String> row : result.rows()) {
            ArrayNode values = rows.addArray();
            for (int i = 0; i < row.size(); i++) {
                add(values, result.columns().get(i).type(), row.get(i));
            }
        }
    }

    private static void add(ArrayNode values, String type, String value) {
        if (value == null) {
            values.addNull();
            return;
        }
        switch (type) {
            case "tinyint", "smallint", "integer", "bigint" -> values.add(Long.parseLong(value));
            case "float", "real", "double", "decimal" -> addNumber(values, value);
            case "boolean" -> values.add(Boolean.parseBoolean(value));
            default -> values.add(value);
        }
    }

    private static void addNumber(ArrayNode values, String value) {
        if (value.matches("[-+0-9.eE]+")) {
            values.add(new BigDecimal(value));
        } else {
            values.add(value);
        }
    }
}

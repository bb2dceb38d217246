package routes.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import routes.lang.Json;
import routes.query.ReportResult;
import routes.query.ResultJson;

/**
 * The last run of a report as data for a dashboard: what it is, how to draw it, its columns and rows or its error, and what it cost.
 */
final class ReportDocument {
    private ReportDocument() {}

    /** @param result null when there is none */
    static ObjectNode of(ReportRun run, String runName, ReportResult result) {
        String state = !run.isForTheData() ? "NOT_FOR_THE_DATA" : run.succeeded() ? "SUCCEEDED" : "FAILED";
        return of(run, runName, state, result == null ? ReportResult.NONE : result);
    }

    /** Of a report that has not run yet. */
    static ObjectNode never(Report report) {
        ObjectNode document = of(ReportRun.failed(report, null, report.problem()), null, "NEVER", ReportResult.NONE);
        document.putArray("history");
        return document;
    }

    private static ObjectNode of(ReportRun run, String runName, String state, ReportResult result) {
        Report report = run.report();
        ObjectNode document = Json.object()
                .put("report", report.name())
                .put("title", report.title())
                .put("description", report.description())
                .put("group", report.group())
                .put("run", runName)
                .put("state", state)
                .put("error", run.reason())
                .put("needs", run.lack())
                .put("empty", report.empty())
                .put("queryId", run.query() == null ? null : run.query().id())
                .put("millis", run.query() == null ? 0 : run.query().millis())
                .put("bytesScanned", run.bytesScanned())
                .put("usd", run.usd());
        chart(document.putObject("chart"), report.chart());
        document.put("rowCount", result.total()).put("truncated", result.total() > result.rows().size());
        ResultJson.put(document, result);
        return document;
    }

    private static void chart(ObjectNode node, Chart chart) {
        node.put("kind", chart.kind()).put("x", chart.x()).put("end", chart.end()).put("series", chart.series());
        node.put("below", chart.below()).put("mark", chart.mark());
        chart.y().forEach(node.putArray("y")::add);
        chart.levels().forEach(node.putArray("levels")::add);
    }
}

package routes.report;

import java.math.BigDecimal;
import routes.query.AthenaQuery;

/**
 * One execution of a report.
 *
 * @param query what Athena said of it, null when it did not get so far
 * @param reason why it failed, null when it did not
 */
public record ReportRun(Report report, AthenaQuery query, String reason) {
    static ReportRun failed(Report report, AthenaQuery query, String reason) {
        return new ReportRun(report, query, reason);
    }

    public boolean succeeded() {
        return reason == null;
    }

    public long bytesScanned() {
        return query == null ? 0 : query.bytesScanned();
    }

    BigDecimal usd() {
        return query == null ? BigDecimal.ZERO : query.usd();
    }
}

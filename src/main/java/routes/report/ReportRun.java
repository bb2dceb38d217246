package routes.report;

import java.math.BigDecimal;
import routes.query.AthenaQuery;

/**
 * One execution of a report.
 *
 * @param query what Athena said of it, null when it did not get so far
 * @param reason why it failed, null when it did not
 * @param lack what it needs and the data do not have, so that it was not run; null when it was
 */
public record ReportRun(Report report, AthenaQuery query, String reason, String lack) {
    static ReportRun failed(Report report, AthenaQuery query, String reason) {
        return new ReportRun(report, query, reason, null);
    }

    static ReportRun succeeded(Report report, AthenaQuery query) {
        return new ReportRun(report, query, null, null);
    }

    static ReportRun notForTheData(Report report, String lack) {
        return new ReportRun(report, null, null, lack);
    }

    /** Whether the data have what it needs. */
    public boolean isForTheData() {
        return lack == null;
    }

    public boolean succeeded() {
        return reason == null && isForTheData();
    }

    public long bytesScanned() {
        return query == null ? 0 : query.bytesScanned();
    }

    BigDecimal usd() {
        return query == null ? BigDecimal.ZERO : query.usd();
    }
}

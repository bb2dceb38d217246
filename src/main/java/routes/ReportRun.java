package routes;

/**
 * One execution of a report.
 *
 * @param queryId of Athena
 * @param resultBucket where Athena wrote the result
 * @param resultKey its key there
 * @param reason why it failed, null when it did not
 */
public record ReportRun(
        Report report, String queryId, String resultBucket, String resultKey, long bytesScanned, long millis, String reason) {
    static ReportRun failed(Report report, String reason) {
        return new ReportRun(report, null, null, null, 0, 0, reason);
    }

    public boolean succeeded() {
        return reason == null;
    }
}

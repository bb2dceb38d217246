package bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** Statements on the local Athena. */
final class Queries {
    private Queries() {}

    /** @return the rows of the answer, without the header */
    static List<List<String>> run(AthenaClient athena, String sql) throws InterruptedException {
        String id = athena.startQueryExecution(start -> start.queryString(sql)
                        .queryExecutionContext(context -> context.database("stock_market"))
                        .resultConfiguration(result -> result.outputLocation("s3://%s/benchmark-results/".formatted(BenchmarkCloud.BUCKET))))
                .queryExecutionId();
        QueryExecutionStatus status = status(athena, id);
        while (status.state() == QueryExecutionState.QUEUED || status.state() == QueryExecutionState.RUNNING) {
            TimeUnit.MILLISECONDS.sleep(5);
            status = status(athena, id);
        }
        if (status.state() != QueryExecutionState.SUCCEEDED) {
            throw new IllegalStateException("%s: %s".formatted(sql, status.stateChangeReason()));
        }
        return athena.getQueryResults(results -> results.queryExecutionId(id)).resultSet().rows().stream()
                .map(row -> row.data().stream().map(Datum::varCharValue).toList())
                .filter(row -> row.isEmpty() || !row.get(0).startsWith("kafka_"))
                .toList();
    }

    private static QueryExecutionStatus status(AthenaClient athena, String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution().status();
    }
}

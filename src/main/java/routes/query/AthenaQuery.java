package routes.query;

import java.math.BigDecimal;
import java.net.URI;
import routes.lang.ByteSize;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/**
 * A query that has ended.
 *
 * @param id of Athena
 * @param reason why it has no result, null when it has one
 * @param result where Athena wrote it, null when it keeps it itself
 */
public record AthenaQuery(String id, String reason, URI result, long bytesScanned, long millis, BigDecimal usd) {
    static AthenaQuery of(QueryExecution query, BigDecimal usdPerTerabyte) {
        return of(query, query.status().state() == QueryExecutionState.SUCCEEDED ? null : reason(query), usdPerTerabyte);
    }

    static AthenaQuery of(QueryExecution query, String reason, BigDecimal usdPerTerabyte) {
        Long scanned = query.statistics() == null ? null : query.statistics().dataScannedInBytes();
        Long millis = query.statistics() == null ? null : query.statistics().totalExecutionTimeInMillis();
        String output = query.resultConfiguration() == null ? null : query.resultConfiguration().outputLocation();
        return new AthenaQuery(
                query.queryExecutionId(),
                reason,
                output == null || output.isEmpty() ? null : URI.create(output),
                scanned == null ? 0 : scanned,
                millis == null ? 0 : millis,
                isFree(query, scanned) ? BigDecimal.ZERO : QueryCost.of(scanned == null ? 0 : scanned, usdPerTerabyte));
    }

    /** Athena charges nothing for a query that failed, and for one that was stopped what it had scanned. */
    private static boolean isFree(QueryExecution query, Long scanned) {
        QueryExecutionState state = query.status().state();
        return state == QueryExecutionState.FAILED || state == QueryExecutionState.CANCELLED && (scanned == null || scanned == 0);
    }

    private static String reason(QueryExecution query) {
        String reason = query.status().stateChangeReason();
        return "query %s is %s: %s"
                .formatted(query.queryExecutionId(), query.status().stateAsString(), reason == null ? "no reason given" : reason);
    }

    /** Whether the result is an object in S3. */
    public boolean isInS3() {
        return result != null;
    }

    public String resultBucket() {
        return result.getHost();
    }

    public String resultKey() {
        return result.getPath().substring(1);
    }

    /** {@code 3.2 MB scanned in 120 ms, 0.000048 USD}. */
    public String line() {
        return "%s scanned in %,d ms, %s".formatted(ByteSize.format(bytesScanned), millis, QueryCost.format(usd));
    }
}

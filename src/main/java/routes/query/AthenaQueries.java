package routes.query;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import routes.aws.AwsClients;
import routes.lang.AwsErrors;
import routes.lang.SteadyClock;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResultConfiguration;

/**
 * What Camel's component for Athena does not do: it leaves a query running that takes too long, and knows no work group that keeps its results
 * itself.
 */
public class AthenaQueries {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final AthenaClient athena;
    private String database;
    private String workGroup;
    private String outputLocation = "";
    private Duration timeout;
    private BigDecimal usdPerTerabyte;

    public AthenaQueries(AthenaClient athena) {
        this.athena = athena;
    }

    /** Starts a query whose results the work group keeps. @return its id */
    public String start(String sql) {
        return start(sql, "");
    }

    /** Starts a query whose result is kept where those of the reports are. @return its id */
    public String startWithOutput(String sql) {
        return start(sql, outputLocation);
    }

    private String start(String sql, String output) {
        return athena.startQueryExecution(start -> start.queryString(sql)
                        .queryExecutionContext(context -> context.database(database))
                        .resultConfiguration(output.isBlank() ? null : ResultConfiguration.builder().outputLocation(output).build())
                        .workGroup(workGroup))
                .queryExecutionId();
    }

    /** Waits until a query ends, and stops it when that takes too long. */
    public AthenaQuery end(String id) throws InterruptedException {
        return end(id, query -> null);
    }

    /** @param whyStop is told again and again how the query is, and says why it is to be stopped, or null */
    public AthenaQuery end(String id, Function<AthenaQuery, String> whyStop) throws InterruptedException {
        boolean known = false;
        try {
            AthenaQuery query = awaitEnd(id, whyStop);
            known = true;
            return query;
        } finally {
            if (!known) {
                // nobody would look after it any more
                stop(id);
            }
        }
    }

    private AthenaQuery awaitEnd(String id, Function<AthenaQuery, String> whyStop) throws InterruptedException {
        Instant giveUp = SteadyClock.now().plus(timeout);
        QueryExecution query = look(id);
        while (!isOver(query)) {
            String why = SteadyClock.now().isAfter(giveUp) ? late(query) : whyStop.apply(AthenaQuery.of(query, null, usdPerTerabyte));
            if (why != null) {
                return AthenaQuery.of(query, why + "; it " + stop(id), usdPerTerabyte);
            }
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
            query = look(id);
        }
        return AthenaQuery.of(query, usdPerTerabyte);
    }

    private QueryExecution look(String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
    }

    private static boolean isOver(QueryExecution query) {
        return switch (query.status().state()) {
            case SUCCEEDED, FAILED, CANCELLED -> true;
            case QUEUED, RUNNING, UNKNOWN_TO_SDK_VERSION -> false;
        };
    }

    private String late(QueryExecution query) {
        boolean queued = query.status().state() == QueryExecutionState.QUEUED;
        return "query %s %s after athena.query-timeout=%d (milliseconds): %s"
                .formatted(
                        query.queryExecutionId(),
                        queued ? "still waited in Athena's queue" : "still ran",
                        timeout.toMillis(),
                        queued ? "run fewer queries at a time, or wait longer" : "let it read less, or wait longer");
    }

    private String stop(String id) {
        try {
            athena.stopQueryExecution(stop -> stop.queryExecutionId(id));
            return "was stopped";
        } catch (SdkException refused) {
            return "could not be stopped, and goes on: " + AwsErrors.sentence("Athena", refused);
        }
    }

    /** @throws QueryFailedException with the reason, unless it succeeded */
    public void requireSuccess(AthenaQuery query) {
        if (query.reason() != null) {
            throw new QueryFailedException(query.reason());
        }
    }

    /** The result as a file, for that of a work group that keeps its results itself. */
    public byte[] csv(AthenaQuery query) {
        return ReportResult.csv(athena.getQueryResultsPaginator(get -> get.queryExecutionId(query.id())));
    }

    /** A page of the result, soon. @param token of the page before it, null for the first */
    public GetQueryResultsResponse page(String id, String token) {
        return athena.getQueryResults(get -> get.queryExecutionId(id).nextToken(token).overrideConfiguration(AwsClients::brief));
    }

    /** What that costs, as for a query. */
    public BigDecimal usd(long bytesScanned) {
        return QueryCost.of(bytesScanned, usdPerTerabyte);
    }

    public void setDatabase(String database) {
        this.database = database;
    }

    public void setWorkGroup(String workGroup) {
        this.workGroup = workGroup;
    }

    /** @param location in S3, blank for the work group's own place */
    public void setOutputLocation(String location) {
        this.outputLocation = location;
    }

    /** @param millis after which a query is stopped */
    public void setTimeoutMillis(long millis) {
        this.timeout = Duration.ofMillis(millis);
    }

    /** @param usd for a terabyte scanned, as Athena charges in the region */
    public void setUsdPerTerabyte(String usd) {
        this.usdPerTerabyte = new BigDecimal(usd.trim());
        if (usdPerTerabyte.signum() < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }
}

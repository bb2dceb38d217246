package routes.sql;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import routes.aws.AwsClients;
import routes.lang.ByteSize;
import routes.lang.Errors;
import routes.lang.Json;
import routes.query.AthenaQueries;
import routes.query.AthenaQuery;
import routes.query.ReportResult;
import routes.query.ResultJson;
import routes.watch.Metrics;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The queries that people ask this process: each is checked, estimated, started on Athena, watched, and kept in mind together with the last
 * ones. Athena keeps their results.
 */
public class SqlQueries {
    private static final int KEPT = 100;
    private static final int BEGINNING = 500;
    private static final int MOST_CHARACTERS = 262_144;
    private static final long STOPPING_SECONDS = 10;

    private final AthenaQueries athena;
    private final SqlTables tables;
    private final S3Client s3;
    private final Metrics metrics;
    private final Deque<SqlQuery> queries = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool(SqlQueries::thread);
    private String database = "";
    private boolean enabled;
    private boolean readOnly = true;
    private long budget = Long.MAX_VALUE;
    private int mostAtOnce = 1;
    private int lastId;

    public SqlQueries(AthenaQueries athena, SqlTables tables, S3Client s3, Metrics metrics) {
        this.athena = athena;
        this.tables = tables;
        this.s3 = s3;
        this.metrics = metrics;
    }

    /** What may be asked here, and what was asked, the newest first. */
    public ObjectNode all() {
        ObjectNode all = Json.object()
                .put("why", whyNot())
                .put("readOnly", readOnly)
                .put("budget", budget == Long.MAX_VALUE ? null : budget)
                .put("atOnce", mostAtOnce);
        ArrayNode array = all.putArray("queries");
        synchronized (queries) {
            queries.forEach(query -> array.add(json(query).put("sql", beginning(query.sql()))));
        }
        return all;
    }

    /** A list of a hundred is asked for often, and a query may be long. */
    private static String beginning(String sql) {
        return sql.length() <= BEGINNING ? sql : sql.substring(0, BEGINNING) + "…";
    }

    /** @return why nothing can be asked here; null when it can */
    public String whyNot() {
        if (database.isBlank()) {
            return "there are no tables here: glue.database is blank";
        }
        return enabled ? null : "queries are switched off here: sql.enabled is false";
    }

    /** What it would read at most; of what would not be run, as while it is being written, why. */
    public ObjectNode estimate(String sql) {
        SqlText text;
        try {
            text = checked(sql);
        } catch (IllegalArgumentException refused) {
            return json(Estimate.unknown(refused.getMessage()));
        }
        return json(tables.estimate(text));
    }

    /**
     * Begins a query, which then goes on by itself.
     *
     * @throws IllegalArgumentException when it is not run here
     * @return none when too many run already
     */
    public Optional<ObjectNode> start(String sql) {
        SqlText text = checked(sql);
        synchronized (queries) {
            if (queries.stream().filter(query -> !query.isOver()).count() >= mostAtOnce) {
                return Optional.empty();
            }
            SqlQuery query = new SqlQuery(++lastId, sql);
            queries.addFirst(query);
            if (queries.size() > KEPT) {
                forgetTheOldest();
            }
            threads.execute(() -> run(query, text));
            return Optional.of(json(query));
        }
    }

    /** One that runs is still counted, and can be cancelled. */
    private void forgetTheOldest() {
        Iterator<SqlQuery> oldest = queries.descendingIterator();
        while (oldest.hasNext()) {
            if (oldest.next().isOver()) {
                oldest.remove();
                return;
            }
        }
    }

    /** Why none is started when too many run. */
    public String tooMany() {
        return "no more queries run at a time than sql.queries=%d: wait until one ends, or cancel one".formatted(mostAtOnce);
    }

    /** @throws IllegalArgumentException when it is not run here */
    public void check(String sql) {
        checked(sql);
    }

    private SqlText checked(String sql) {
        if (sql.length() > MOST_CHARACTERS) {
            throw new IllegalArgumentException("Athena takes %,d characters at most".formatted(MOST_CHARACTERS));
        }
        SqlText text = SqlText.of(sql);
        if (readOnly) {
            ReadOnly.require(text);
        }
        return text;
    }

    private void run(SqlQuery query, SqlText text) {
        try {
            Estimate estimate = estimateAnew(text);
            query.estimated(estimate);
            if (estimate.bytes() > budget) {
                query.failed("it would scan %s %s, more than sql.budget=%s lets a query: name fewer partitions, or raise the budget"
                        .formatted(estimate.isKnown() ? "up to" : "at least", ByteSize.format(estimate.bytes()), ByteSize.format(budget)));
            } else if (query.isCancelled()) {
                query.failed("it was cancelled before it began");
            } else {
                runOnAthena(query);
            }
        } catch (InterruptedException stopping) {
            query.failed("the service stopped");
        } catch (RuntimeException failed) {
            query.failed(Errors.sentence(failed));
        } catch (Error broken) {
            // one that never ends would be counted among those that run
            query.failed(Errors.sentence(broken));
            throw broken;
        }
    }

    /** Whoever may query a table need not be allowed to list its objects. */
    private Estimate estimateAnew(SqlText text) {
        try {
            return tables.estimateAnew(text);
        } catch (SdkException refused) {
            return Estimate.unknown(Errors.sentence(refused));
        }
    }

    private void runOnAthena(SqlQuery query) throws InterruptedException {
        String id = athena.startWithOutput(query.sql());
        query.runs(id);
        AthenaQuery ended = athena.end(id, soFar -> whyStop(query, soFar));
        metrics.asked(ended);
        query.ended(ended);
    }

    private String whyStop(SqlQuery query, AthenaQuery soFar) {
        query.scanned(soFar);
        if (query.isCancelled()) {
            return "the query was cancelled";
        }
        return soFar.bytesScanned() <= budget ? null : "the query had scanned %s, more than sql.budget=%s lets it"
                .formatted(ByteSize.format(soFar.bytesScanned()), ByteSize.format(budget));
    }

    /** @return none when there is no such query, or no longer */
    public Optional<ObjectNode> one(String id) {
        return find(id).map(this::json);
    }

    /** Does nothing to one that is over. */
    public Optional<ObjectNode> cancel(String id) {
        Optional<SqlQuery> found = find(id);
        found.ifPresent(SqlQuery::cancel);
        return found.map(this::json);
    }

    /**
     * A page of rows.
     *
     * @param next as the page before it says, null for the first
     * @return none when there is no such query, or no longer, or it has no result
     */
    public Optional<ObjectNode> rows(String id, String next) {
        return find(id).map(SqlQuery::result).map(result -> {
            GetQueryResultsResponse page = athena.page(result.id(), next);
            ObjectNode rows = Json.object();
            ResultJson.put(rows, ReportResult.ofPage(page));
            return rows.put("next", page.nextToken());
        });
    }

    /** The whole result, byte for byte what Athena wrote; or the rows of a result that it keeps itself. */
    public Optional<InputStream> file(String id) {
        return find(id).map(SqlQuery::result).map(result -> result.isInS3()
                ? s3.getObject(get -> get.bucket(result.resultBucket()).key(result.resultKey()).overrideConfiguration(AwsClients::brief))
                : new ByteArrayInputStream(athena.csv(result)));
    }

    private Optional<SqlQuery> find(String id) {
        synchronized (queries) {
            return queries.stream().filter(query -> String.valueOf(query.id()).equals(id)).findFirst();
        }
    }

    private ObjectNode json(SqlQuery query) {
        SqlQuery.Snapshot now = query.snapshot();
        ObjectNode json = Json.object(now);
        json.set("estimate", now.estimate() == null ? null : json(now.estimate()));
        return json;
    }

    private ObjectNode json(Estimate estimate) {
        ObjectNode json = Json.object()
                .put("bytes", estimate.isKnown() ? estimate.bytes() : null)
                .put("usd", estimate.isKnown() ? usd(estimate) : null)
                .put("unknown", estimate.unknown())
                .put("overBudget", estimate.bytes() > budget);
        estimate.parts().forEach(json.putArray("parts")::addPOJO);
        return json;
    }

    private BigDecimal usd(Estimate estimate) {
        return athena.usd(estimate.bytes());
    }

    /** Cancels what runs, and waits until Athena knows. */
    public void close() throws InterruptedException {
        synchronized (queries) {
            queries.forEach(SqlQuery::cancel);
        }
        threads.shutdown();
        threads.awaitTermination(STOPPING_SECONDS, TimeUnit.SECONDS);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "sql");
        thread.setDaemon(true);
        return thread;
    }

    /** @param database of the tables; blank for a lake without any */
    public void setDatabase(String database) {
        this.database = database;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    /** @param readOnly whether only queries are run that change nothing */
    public void setReadOnly(boolean readOnly) {
        this.readOnly = readOnly;
    }

    /** @param size that a query may scan, such as 10GB; blank for any */
    public void setBudget(String size) {
        this.budget = size.isBlank() ? Long.MAX_VALUE : ByteSize.parse(size);
    }

    /** @param most queries that run at a time */
    public void setQueries(int most) {
        if (most < 1) {
            throw new IllegalArgumentException("at least one query at a time");
        }
        this.mostAtOnce = most;
    }
}

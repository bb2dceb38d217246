package cloud.athena;

import static cloud.wire.AwsException.invalidRequest;

import cloud.catalog.Catalog;
import cloud.scan.Engine;
import cloud.scan.RunningQuery;
import cloud.sql.AthenaException;
import cloud.statement.Ddl;
import cloud.statement.ResultFile;
import cloud.statement.Statements;
import cloud.statement.TableWriter;
import cloud.statement.Writes;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.DaemonThreads;
import cloud.wire.Page;
import cloud.workgroup.GroupSettings;
import cloud.workgroup.SavedQueries;
import cloud.workgroup.WorkGroups;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;

/** The query executions: each goes QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED, and is kept as a file. Results are in S3. */
public final class QueryExecutions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryExecutions.class);

    /** Athena's history goes back 45 days. */
    private static final double KEPT_SECONDS = Duration.ofDays(45).toSeconds();

    private static final int AT_ONCE = 2;

    /** The running and queued queries that an account may have at a time. */
    private static final int MOST_ACTIVE = 200;

    private final Path directory;
    private final Path scratch;
    private final WorkGroups groups;
    private final Engine engine;
    private final Statements statements;
    private final QueryResults results;
    private final Map<String, QueryExecution> executions = new ConcurrentHashMap<>();
    private final Map<String, RunningQuery> running = new ConcurrentHashMap<>();
    private final ExecutorService runs = Executors.newFixedThreadPool(AT_ONCE, DaemonThreads.named("query"));
    private final ScheduledExecutorService cancels = Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("query-cancel"));

    private QueryExecutions(Path directory, Catalog catalog, S3Client s3, Engine engine, WorkGroups groups, SavedQueries saved) throws IOException {
        this.directory = Files.createDirectories(directory.resolve("executions"));
        this.scratch = scratch(directory);
        this.groups = groups;
        this.engine = engine;
        this.results = new QueryResults(s3, Files.createDirectories(directory.resolve("results")));
        cancels.scheduleWithFixedDelay(() -> running.values().forEach(RunningQuery::cutShort), 100, 100, TimeUnit.MILLISECONDS);
        this.statements = new Statements(engine, catalog, new Ddl(catalog, s3), new Writes(catalog, s3, new TableWriter(s3, scratch)), saved);
    }

    /** Where a query's files are while it runs. */
    public static Path scratch(Path directory) {
        return directory.resolve("scratch");
    }

    /** @param engine to be closed with this; it reads the scratch directory */
    public static QueryExecutions open(Path directory, Catalog catalog, S3Client s3, Engine engine, WorkGroups groups, SavedQueries saved) throws IOException {
        QueryExecutions executions = new QueryExecutions(directory, catalog, s3, engine, groups, saved);
        try (Stream<Path> files = Files.list(executions.directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                executions.restore(new QueryExecution(AwsJson.read(file)));
            }
        }
        return executions;
    }

    private void restore(QueryExecution execution) {
        if (execution.submitted() < AwsJson.now() - KEPT_SECONDS) {
            delete(file(execution));
            return;
        }
        executions.put(execution.id(), execution);
        finish(execution, ended -> ended.fail("GENERIC_INTERNAL_ERROR: The local cloud was stopped during the query"));
    }

    /** @return the id; that of the earlier execution if the client's token was used before for the same query */
    synchronized String start(ObjectNode request) {
        String sql = AwsJson.required(request, "QueryString", "InvalidRequestException");
        Optional<QueryExecution> earlier = ofToken(request.path("ClientRequestToken").asText(""));
        if (earlier.isPresent()) {
            if (!earlier.get().sql().equals(sql)) {
                throw invalidRequest("IDEMPOTENT_PARAMETER_MISMATCH", "Idempotent parameters do not match");
            }
            return earlier.get().id();
        }
        String group = request.path("WorkGroup").asText(WorkGroups.PRIMARY);
        String location = request.path("ResultConfiguration").path("OutputLocation").asText("");
        GroupSettings.requireKnownOfQuery(request);
        WorkGroups.Terms terms = groups.terms(group, Optional.of(location).filter(wanted -> !wanted.isEmpty()));
        statements.requireGrammar(sql);
        if (executions.values().stream().filter(execution -> !execution.isOver()).count() >= MOST_ACTIVE) {
            throw new AwsException("TooManyRequestsException", "You have exceeded the limit for the number of queries you can run concurrently."
                    + " Please reduce the number of concurrent queries submitted by this account.");
        }
        QueryExecution execution = QueryExecution.of(UUID.randomUUID().toString(), request, group, terms, statements.kind(sql, group));
        save(execution);
        executions.put(execution.id(), execution);
        runs.execute(() -> run(execution));
        return execution.id();
    }

    private Optional<QueryExecution> ofToken(String token) {
        return executions.values().stream().filter(execution -> !token.isEmpty() && execution.token().equals(token)).findFirst();
    }

    private void run(QueryExecution execution) {
        RunningQuery query = new RunningQuery(execution.mostBytes());
        if (!begin(execution, query)) {
            return;
        }
        Path result = scratch.resolve(execution.id());
        try {
            execution.requireKnownCatalog();
            Statements.Outcome outcome = statements.run(request(execution, result), query);
            query.proceed();
            results.put(execution, result);
            finish(execution, ended -> ended.succeed(outcome));
        } catch (RunningQuery.ScanLimitException e) {
            finish(execution, ended -> ended.cancel(e.getMessage(), e.bytes()));
        } catch (AthenaException e) {
            finish(execution, ended -> ended.fail(e.getMessage()));
        } catch (AwsException e) {
            finish(execution, ended -> ended.fail("FAILED: SemanticException " + e.getMessage()));
        } catch (SdkException e) {
            finish(execution, ended -> ended.fail("Unable to write the result to " + execution.output().orElseThrow() + ": " + e.getMessage()));
        } catch (IOException | RuntimeException e) {
            LOG.error("Query {} failed", execution.id(), e);
            finish(execution, ended -> ended.fail("GENERIC_INTERNAL_ERROR: " + e));
        } finally {
            running.remove(execution.id());
            delete(result);
            delete(ResultFile.metadata(result));
        }
    }

    private synchronized boolean begin(QueryExecution execution, RunningQuery query) {
        if (execution.isOver()) {
            return false;
        }
        execution.begin();
        running.put(execution.id(), query);
        return true;
    }

    private Statements.Request request(QueryExecution execution, Path result) {
        return new Statements.Request(execution.sql(), statements.parameters(execution.parameters()), execution.database(), execution.group(),
                execution.output(), result);
    }

    private synchronized void finish(QueryExecution execution, Consumer<QueryExecution> end) {
        if (!execution.isOver()) {
            end.accept(execution);
            save(execution);
        }
    }

    synchronized void stop(String id) {
        QueryExecution execution = stored(id);
        RunningQuery query = running.get(id);
        finish(execution, ended -> ended.cancel("Query cancelled by user", query == null ? 0 : query.bytes()));
        if (query != null) {
            query.cancel();
        }
    }

    synchronized ObjectNode get(String id) {
        ObjectNode description = stored(id).description();
        RunningQuery query = running.get(id);
        if (query != null && !stored(id).isOver()) {
            description.withObjectProperty("Statistics").put("DataScannedInBytes", query.bytes());
        }
        return description;
    }

    /** What a finished query took. */
    synchronized ObjectNode statistics(String id) {
        QueryExecution execution = stored(id);
        if (!execution.isOver()) {
            throw invalidRequest("INVALID_QUERY_EXECUTION_STATE", "Query has not yet finished. Current state: " + execution.state());
        }
        return execution.runtime();
    }

    synchronized boolean has(String id) {
        return executions.containsKey(id);
    }

    /** Those of a work group, the newest first. */
    synchronized List<String> ids(String group) {
        groups.get(group);
        return executions.values().stream().filter(execution -> execution.group().equals(group))
                .sorted(Comparator.comparingDouble(QueryExecution::submitted).reversed()).map(QueryExecution::id).toList();
    }

    /** A page of the rows of a finished query: for a SELECT the first row holds the column names. */
    ObjectNode results(String id, Page page) {
        QueryExecution execution;
        synchronized (this) {
            execution = stored(id);
            if (!execution.state().equals("SUCCEEDED")) {
                throw invalidRequest("INVALID_QUERY_EXECUTION_STATE", execution.isOver() ? "Query did not finish successfully. Final query state: " + execution.state()
                        : "Query has not yet finished. Current state: " + execution.state());
            }
        }
        return results.page(execution, page).put("UpdateCount", execution.updateCount());
    }

    private QueryExecution stored(String id) {
        return Optional.ofNullable(executions.get(id)).orElseThrow(() -> invalidRequest("QUERY_EXECUTION_NOT_FOUND", "QueryExecution " + id + " was not found"));
    }

    private Path file(QueryExecution execution) {
        return directory.resolve(execution.id() + ".json");
    }

    private void save(QueryExecution execution) {
        try {
            AwsJson.replace(file(execution), execution.content());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep query execution " + execution.id(), e);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.debug("Left behind: {}", file, e);
        }
    }

    @Override
    public void close() {
        runs.shutdown();
        running.keySet().forEach(this::stop);
        DaemonThreads.stop(runs);
        cancels.shutdownNow();
        engine.close();
    }
}

package cloud;

import static cloud.AwsException.invalidRequest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** The query executions: each goes QUEUED, RUNNING, SUCCEEDED, FAILED or CANCELLED, and is kept as a file. Results are in S3. */
final class QueryExecutions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryExecutions.class);

    /** Athena's history goes back 45 days. */
    private static final double KEPT_SECONDS = Duration.ofDays(45).toSeconds();

    private final Path directory;
    private final Path scratch;
    private final S3Client s3;
    private final QueryEngine engine;
    private final Statements statements;
    private final Map<String, ObjectNode> executions = new ConcurrentHashMap<>();
    private final Map<String, RunningQuery> running = new ConcurrentHashMap<>();
    private final ExecutorService runs = Executors.newFixedThreadPool(2, DaemonThreads.named("query"));

    private QueryExecutions(Path directory, Catalog catalog, S3Client s3, Path buckets) throws IOException {
        this.directory = Files.createDirectories(directory.resolve("executions"));
        this.scratch = directory.resolve("scratch");
        this.s3 = s3;
        this.engine = QueryEngine.open(scratch, catalog, buckets);
        this.statements = new Statements(engine, new Ddl(catalog, s3), new Writes(catalog, s3, new TableWriter(s3, scratch)));
    }

    static QueryExecutions open(Path directory, Catalog catalog, S3Client s3, Path buckets) throws IOException {
        QueryExecutions executions = new QueryExecutions(directory, catalog, s3, buckets);
        try (Stream<Path> files = Files.list(executions.directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".json")).toList()) {
                executions.restore(Json.read(file));
            }
        }
        return executions;
    }

    private void restore(ObjectNode execution) {
        if (execution.path("Status").path("SubmissionDateTime").asDouble() < Json.now() - KEPT_SECONDS) {
            delete(directory.resolve(id(execution) + ".json"));
            return;
        }
        executions.put(id(execution), execution);
        if (!isOver(execution)) {
            finish(execution, "FAILED", "GENERIC_INTERNAL_ERROR: The local cloud was stopped during the query", 0);
        }
    }

    /** @return the id; that of the earlier execution if the client's token was used before for the same query */
    synchronized String start(ObjectNode request) {
        String sql = Json.required(request, "QueryString", "InvalidRequestException");
        String token = request.path("ClientRequestToken").asText("");
        Optional<ObjectNode> earlier = executions.values().stream()
                .filter(execution -> !token.isEmpty() && execution.path("token").asText().equals(token)).findFirst();
        if (earlier.isPresent()) {
            if (!earlier.get().path("Query").asText().equals(sql)) {
                throw invalidRequest("Idempotent parameters do not match");
            }
            return id(earlier.get());
        }
        ObjectNode execution = describe(UUID.randomUUID().toString(), sql, token, request);
        save(execution);
        executions.put(id(execution), execution);
        runs.execute(() -> run(execution));
        return id(execution);
    }

    private static ObjectNode describe(String id, String sql, String token, ObjectNode request) {
        String location = request.path("ResultConfiguration").path("OutputLocation").asText("");
        if (location.isEmpty()) {
            throw invalidRequest("No output location provided. An output location is required either through the Workgroup result"
                    + " configuration setting or as an API input.");
        }
        if (!location.startsWith("s3://")) {
            throw invalidRequest("outputLocation is not a valid S3 path.");
        }
        String workGroup = request.path("WorkGroup").asText("primary");
        if (!workGroup.equals("primary")) {
            throw invalidRequest("WorkGroup " + workGroup + " is not found.");
        }
        StatementKind kind = StatementKind.of(sql);
        ObjectNode execution = Json.object().put("QueryExecutionId", id).put("Query", sql).put("token", token);
        execution.put("StatementType", kind.type()).put("WorkGroup", workGroup);
        if (!kind.subtype().isEmpty()) {
            execution.put("SubstatementType", kind.subtype());
        }
        execution.putObject("ResultConfiguration")
                .put("OutputLocation", kind.output(S3Location.parse(location).folder(), id).toString());
        ObjectNode context = execution.putObject("QueryExecutionContext");
        context.put("Catalog", request.path("QueryExecutionContext").path("Catalog").asText("awsdatacatalog"));
        if (request.path("QueryExecutionContext").has("Database")) {
            context.put("Database", request.path("QueryExecutionContext").path("Database").asText().toLowerCase());
        }
        if (request.has("ExecutionParameters")) {
            execution.set("ExecutionParameters", request.get("ExecutionParameters"));
        }
        execution.putObject("EngineVersion").put("SelectedEngineVersion", "AUTO").put("EffectiveEngineVersion", "Athena engine version 3");
        execution.putObject("Status").put("State", "QUEUED").put("SubmissionDateTime", Json.now());
        execution.putObject("Statistics").put("DataScannedInBytes", 0L);
        return execution;
    }

    private void run(ObjectNode execution) {
        RunningQuery query = new RunningQuery(Long.MAX_VALUE);
        if (!begin(execution)) {
            return;
        }
        running.put(id(execution), query);
        Path result = scratch.resolve(id(execution));
        try {
            Statements.Outcome outcome = statements.run(request(execution, result), query);
            query.proceed();
            store(execution, result, outcome);
            finish(execution, "SUCCEEDED", null, outcome.bytes());
        } catch (RunningQuery.ScanLimitException e) {
            finish(execution, "CANCELLED", e.getMessage(), e.bytes());
        } catch (QueryFailedException e) {
            finish(execution, "FAILED", e.getMessage(), 0);
        } catch (AwsException e) {
            finish(execution, "FAILED", "FAILED: SemanticException " + e.getMessage(), 0);
        } catch (SdkException e) {
            finish(execution, "FAILED", "Unable to write the result to " + location(execution) + ": " + e.getMessage(), 0);
        } catch (IOException | RuntimeException e) {
            LOG.error("Query {} failed", id(execution), e);
            finish(execution, "FAILED", "GENERIC_INTERNAL_ERROR: " + e, 0);
        } finally {
            running.remove(id(execution));
            delete(result);
            delete(ResultFile.metadata(result));
        }
    }

    private static Statements.Request request(ObjectNode execution, Path result) {
        List<String> parameters = new ArrayList<>();
        execution.path("ExecutionParameters").forEach(parameter -> parameters.add(parameter.asText()));
        return new Statements.Request(execution.path("Query").asText(), parameters,
                execution.path("QueryExecutionContext").path("Database").asText(""), location(execution), result);
    }

    private synchronized boolean begin(ObjectNode execution) {
        if (isOver(execution)) {
            return false;
        }
        status(execution).put("State", "RUNNING").put("startedAt", Json.now());
        return true;
    }

    private void store(ObjectNode execution, Path result, Statements.Outcome outcome) {
        S3Location location = location(execution);
        put(location.resolve(".metadata"), ResultFile.metadata(result));
        if (kind(execution).hasRows()) {
            put(location, result);
        } else {
            S3Location manifest = location.resolve("-manifest.csv");
            put(manifest, result);
            synchronized (this) {
                execution.put("updateCount", outcome.rows());
                ((ObjectNode) execution.get("Statistics")).put("DataManifestLocation", manifest.toString());
            }
        }
    }

    private static StatementKind kind(ObjectNode execution) {
        return StatementKind.of(execution.path("Query").asText());
    }

    private void put(S3Location location, Path file) {
        s3.putObject(request -> request.bucket(location.bucket()).key(location.key()), RequestBody.fromFile(file));
    }

    private synchronized void finish(ObjectNode execution, String state, String reason, long bytes) {
        if (isOver(execution)) {
            return;
        }
        ObjectNode status = status(execution);
        double now = Json.now();
        double submitted = status.path("SubmissionDateTime").asDouble();
        double started = status.path("startedAt").asDouble(now);
        status.put("State", state).put("CompletionDateTime", now);
        if (reason != null) {
            status.put("StateChangeReason", reason);
        }
        if (state.equals("FAILED")) {
            status.putObject("AthenaError").put("ErrorMessage", reason).put("Retryable", false)
                    .put("ErrorCategory", reason.startsWith("GENERIC_INTERNAL_ERROR") ? 1 : 2);
        }
        ((ObjectNode) execution.get("Statistics")).put("DataScannedInBytes", bytes)
                .put("EngineExecutionTimeInMillis", millis(now - started)).put("QueryQueueTimeInMillis", millis(started - submitted))
                .put("TotalExecutionTimeInMillis", millis(now - submitted)).put("ServiceProcessingTimeInMillis", 0L);
        save(execution);
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    synchronized void stop(String id) {
        ObjectNode execution = stored(id);
        if (isOver(execution)) {
            return;
        }
        finish(execution, "CANCELLED", "Query cancelled by user", 0);
        RunningQuery query = running.get(id);
        if (query != null) {
            query.cancel();
        }
    }

    synchronized ObjectNode get(String id) {
        return stored(id).deepCopy();
    }

    synchronized boolean has(String id) {
        return executions.containsKey(id);
    }

    /** The newest first. */
    synchronized List<String> ids() {
        Comparator<ObjectNode> bySubmission = Comparator.comparingDouble(execution -> execution.path("Status").path("SubmissionDateTime").asDouble());
        return executions.values().stream().sorted(bySubmission.reversed()).map(QueryExecutions::id).toList();
    }

    /** A page of the rows of a finished query: for a SELECT the first row holds the column names. */
    ObjectNode results(String id, Page page) {
        ObjectNode execution = get(id);
        String state = execution.path("Status").path("State").asText();
        if (!state.equals("SUCCEEDED")) {
            throw invalidRequest(isOver(execution) ? "Query did not finish successfully. Final query state: " + state
                    : "Query has not yet finished. Current state: " + state);
        }
        S3Location location = location(execution);
        ObjectNode response = Json.object().put("UpdateCount", execution.path("updateCount").asLong(0));
        ObjectNode set = response.putObject("ResultSet");
        ArrayNode rows = set.putArray("Rows");
        try {
            set.set("ResultSetMetadata", Json.MAPPER.readTree(read(location.resolve(".metadata"))));
            if (kind(execution).hasRows() && copy(rows(location), page, rows)) {
                response.put("NextToken", String.valueOf(page.from() + page.size()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SdkException e) {
            throw invalidRequest("Could not find results of query " + id + " at " + location + ": " + e.getMessage());
        }
        return response;
    }

    private ResultFile.Rows rows(S3Location location) {
        InputStreamReader in = new InputStreamReader(read(location), StandardCharsets.UTF_8);
        return location.key().endsWith(".txt") ? ResultFile.Rows.lines(in) : ResultFile.Rows.csv(in);
    }

    private InputStream read(S3Location location) {
        return s3.getObject(request -> request.bucket(location.bucket()).key(location.key()));
    }

    private static boolean copy(ResultFile.Rows rows, Page page, ArrayNode copy) throws IOException {
        List<String> row = rows.next();
        for (int i = 0; row != null && i < page.from(); i++) {
            row = rows.next();
        }
        for (; row != null && copy.size() < page.size(); row = rows.next()) {
            ArrayNode data = copy.addObject().putArray("Data");
            for (String value : row) {
                ObjectNode cell = data.addObject();
                if (value != null) {
                    cell.put("VarCharValue", value);
                }
            }
        }
        return row != null;
    }

    private ObjectNode stored(String id) {
        ObjectNode execution = executions.get(id);
        if (execution == null) {
            throw invalidRequest("QueryExecution " + id + " was not found");
        }
        return execution;
    }

    private static ObjectNode status(ObjectNode execution) {
        return (ObjectNode) execution.get("Status");
    }

    private static boolean isOver(ObjectNode execution) {
        return execution.path("Status").has("CompletionDateTime");
    }

    private static String id(ObjectNode execution) {
        return execution.path("QueryExecutionId").asText();
    }

    private static S3Location location(ObjectNode execution) {
        return S3Location.parse(execution.path("ResultConfiguration").path("OutputLocation").asText());
    }

    private void save(ObjectNode execution) {
        try {
            Json.replace(directory.resolve(id(execution) + ".json"), execution);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot keep query execution " + id(execution), e);
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
        engine.close();
    }
}

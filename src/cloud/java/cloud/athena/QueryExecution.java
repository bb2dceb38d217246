package cloud.athena;

import cloud.sql.AthenaException;
import cloud.statement.StatementKind;
import cloud.statement.Statements;
import cloud.wire.AwsJson;
import cloud.wire.S3Location;
import cloud.workgroup.WorkGroups;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One query execution in AWS's shape, with what only this place needs to know of it under a member of its own. Not safe for threads. */
final class QueryExecution {
    private static final String OWN = "local";

    private final ObjectNode content;

    /** @param content as {@link #content()} gave it */
    QueryExecution(ObjectNode content) {
        this.content = content;
    }

    /** One that has just been submitted. */
    static QueryExecution of(String id, ObjectNode request, String group, WorkGroups.Terms terms, StatementKind kind) {
        ObjectNode content = AwsJson.object().put("QueryExecutionId", id).put("Query", request.path("QueryString").asText());
        content.put("StatementType", kind.type()).put("WorkGroup", group);
        if (!kind.subtype().isEmpty()) {
            content.put("SubstatementType", kind.subtype());
        }
        terms.output().ifPresentOrElse(
                folder -> content.putObject("ResultConfiguration").put("OutputLocation", kind.output(folder, id).toString()),
                () -> content.putObject("ManagedQueryResultsConfiguration").put("Enabled", true));
        ObjectNode context = content.putObject("QueryExecutionContext");
        context.put("Catalog", request.path("QueryExecutionContext").path("Catalog").asText("awsdatacatalog"));
        if (request.path("QueryExecutionContext").has("Database")) {
            context.put("Database", request.path("QueryExecutionContext").path("Database").asText().toLowerCase());
        }
        for (String kept : List.of("ExecutionParameters", "ResultReuseConfiguration")) {
            if (request.has(kept)) {
                content.set(kept, request.get(kept));
            }
        }
        content.putObject("EngineVersion").put("SelectedEngineVersion", "AUTO").put("EffectiveEngineVersion", "Athena engine version 3");
        content.putObject("Status").put("State", "QUEUED").put("SubmissionDateTime", AwsJson.now());
        content.putObject("Statistics").put("DataScannedInBytes", 0L).putObject("ResultReuseInformation").put("ReusedPreviousResult", false);
        content.putObject(OWN).put("token", request.path("ClientRequestToken").asText("")).put("kind", kind.name()).put("mostBytes", terms.mostBytes());
        return new QueryExecution(content);
    }

    ObjectNode content() {
        return content;
    }

    /** What the caller of an AWS operation sees. */
    ObjectNode description() {
        ObjectNode description = content.deepCopy();
        description.remove(OWN);
        return description;
    }

    String id() {
        return content.path("QueryExecutionId").asText();
    }

    String sql() {
        return content.path("Query").asText();
    }

    String group() {
        return content.path("WorkGroup").asText();
    }

    String database() {
        return content.path("QueryExecutionContext").path("Database").asText("");
    }

    /** @throws QueryFailedException if the session's catalog is another than the one that there is */
    void requireKnownCatalog() {
        String catalog = content.path("QueryExecutionContext").path("Catalog").asText();
        if (!catalog.equalsIgnoreCase("AwsDataCatalog")) {
            throw new AthenaException("CATALOG_NOT_FOUND: Catalog '" + catalog + "' does not exist");
        }
    }

    List<String> parameters() {
        List<String> parameters = new ArrayList<>();
        content.path("ExecutionParameters").forEach(parameter -> parameters.add(parameter.asText()));
        return parameters;
    }

    /** Empty when Athena keeps the result itself. */
    Optional<S3Location> output() {
        return Optional.of(content.path("ResultConfiguration").path("OutputLocation").asText("")).filter(location -> !location.isEmpty()).map(S3Location::parse);
    }

    String token() {
        return own().path("token").asText("");
    }

    StatementKind kind() {
        return own().has("kind") ? StatementKind.valueOf(own().path("kind").asText()) : StatementKind.of(sql());
    }

    long mostBytes() {
        return own().path("mostBytes").asLong(Long.MAX_VALUE);
    }

    /** Rows written. */
    long updateCount() {
        return own().path("updateCount").asLong(0);
    }

    String state() {
        return content.path("Status").path("State").asText();
    }

    double submitted() {
        return content.path("Status").path("SubmissionDateTime").asDouble();
    }

    boolean isOver() {
        return content.path("Status").has("CompletionDateTime");
    }

    void begin() {
        status().put("State", "RUNNING");
        own().put("startedAt", AwsJson.now());
    }

    void succeed(Statements.Outcome outcome) {
        own().put("updateCount", outcome.rows());
        if (!kind().hasRows()) {
            output().ifPresent(location -> statistics().put("DataManifestLocation", QueryResults.manifest(location).toString()));
        }
        end("SUCCEEDED", Optional.empty(), outcome.bytes());
    }

    void fail(String reason) {
        boolean internal = reason.startsWith("GENERIC_INTERNAL_ERROR");
        status().putObject("AthenaError").put("ErrorMessage", reason).put("Retryable", false).put("ErrorCategory", internal ? 1 : 2);
        end("FAILED", Optional.of(reason), 0);
    }

    void cancel(String reason, long bytes) {
        end("CANCELLED", Optional.of(reason), bytes);
    }

    private void end(String state, Optional<String> reason, long bytes) {
        double now = AwsJson.now();
        double started = own().path("startedAt").asDouble(now);
        status().put("State", state).put("CompletionDateTime", now);
        reason.ifPresent(text -> status().put("StateChangeReason", text));
        statistics().put("DataScannedInBytes", bytes)
                .put("EngineExecutionTimeInMillis", millis(now - started)).put("QueryQueueTimeInMillis", millis(started - submitted()))
                .put("TotalExecutionTimeInMillis", millis(now - submitted())).put("QueryPlanningTimeInMillis", 0L).put("ServiceProcessingTimeInMillis", 0L);
    }

    /** As QueryRuntimeStatistics: where the time went, and what was read. */
    ObjectNode runtime() {
        ObjectNode runtime = AwsJson.object();
        ObjectNode timeline = runtime.putObject("Timeline");
        for (String time : List.of("QueryQueueTimeInMillis", "QueryPlanningTimeInMillis", "EngineExecutionTimeInMillis", "ServiceProcessingTimeInMillis",
                "TotalExecutionTimeInMillis")) {
            timeline.put(time, statistics().path(time).asLong());
        }
        runtime.putObject("Rows").put("InputBytes", statistics().path("DataScannedInBytes").asLong());
        return runtime;
    }

    private static long millis(double seconds) {
        return Math.round(seconds * 1000);
    }

    private ObjectNode own() {
        return content.withObjectProperty(OWN);
    }

    private ObjectNode status() {
        return content.withObjectProperty("Status");
    }

    private ObjectNode statistics() {
        return content.withObjectProperty("Statistics");
    }
}

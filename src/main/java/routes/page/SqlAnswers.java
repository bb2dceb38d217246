package routes.page;

import static routes.page.Endpoints.ask;
import static routes.page.Endpoints.field;
import static routes.page.Endpoints.known;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.camel.FluentProducerTemplate;
import routes.lang.AwayException;
import routes.lang.AwsErrors;
import routes.lang.Inquiries;
import routes.lang.Json;
import routes.query.SqlFiles;
import routes.report.NewReport;
import routes.report.Report;
import routes.report.Reports;
import routes.sql.SqlQueries;
import routes.sql.SqlTables;
import software.amazon.awssdk.core.exception.SdkException;

/** Queries over the lake: what can be asked, asking it, and keeping what was asked as a report. */
public class SqlAnswers implements Answers {
    private static final String EXAMPLES = "classpath:examples";
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration SCHEMA_FRESH = Duration.ofSeconds(10);
    private static final int BLOCK = 64 * 1024;
    /** With somebody who does not read on. */
    private static final int PATIENCE_SECONDS = 60;

    private final Inquiries athena = new Inquiries("Athena", FRESH);
    private final Inquiries glue = new Inquiries("Glue", SCHEMA_FRESH);

    private final SqlQueries queries;
    private final SqlTables tables;
    private final Reports reports;

    public SqlAnswers(SqlQueries queries, SqlTables tables, Reports reports) {
        this.queries = queries;
        this.tables = tables;
        this.reports = reports;
    }

    @Override
    public void open(Endpoints endpoints, FluentProducerTemplate routes) {
        endpoints.get("/api/sql", known(call -> queries.all()));
        endpoints.get("/api/sql/examples", known(call -> examples()));
        endpoints.get("/api/sql/schema", call -> askIfPossible(call, glue, "schema", tables::schema));
        endpoints.get("/api/sql/estimate", call -> estimate(call, call.request().getParam("sql", "")));
        endpoints.post("/api/sql/queries", Endpoints.LARGEST_QUERY, known(call -> start(field(call, "sql"))));
        endpoints.get("/api/sql/queries/:id", known(call -> found(queries.one(call.pathParam("id")))));
        endpoints.post("/api/sql/queries/:id/cancel", known(call -> found(queries.cancel(call.pathParam("id")))));
        endpoints.get("/api/sql/queries/:id/rows", call -> rows(call, call.pathParam("id"), call.request().getParam("next")));
        endpoints.stream("/api/sql/queries/:id/result.csv", call -> send(call, call.pathParam("id")));
        endpoints.post("/api/sql/reports", Endpoints.LARGEST_QUERY, known(this::save));
    }

    private static ObjectNode examples() {
        ObjectNode examples = Json.object();
        ArrayNode array = examples.putArray("examples");
        SqlFiles.of("examples", EXAMPLES).stream().map(file -> Report.parse(file.name(), file.text())).forEach(example -> array.addObject()
                .put("name", example.name())
                .put("title", example.title())
                .put("description", example.description())
                .put("sql", withoutComments(example.sql())));
        return examples;
    }

    /** The page shows them in another place. */
    private static String withoutComments(String sql) {
        return String.join("\n", sql.lines().dropWhile(line -> line.startsWith("--")).toList());
    }

    private Future<?> askIfPossible(RoutingContext call, Inquiries whom, Object what, Supplier<?> question) {
        requirePossible();
        return ask(whom, what, call, question);
    }

    private void requirePossible() {
        if (queries.whyNot() != null) {
            throw new RequestRefusedException(409, queries.whyNot());
        }
    }

    private Future<?> estimate(RoutingContext call, String sql) {
        return askIfPossible(call, glue, List.of("estimate", sql), () -> queries.estimate(sql));
    }

    private Object start(String sql) {
        requirePossible();
        return queries.start(sql).orElseThrow(() -> new RequestRefusedException(409, queries.tooMany()));
    }

    private static ObjectNode found(Optional<ObjectNode> answer) {
        return answer.orElseThrow(() -> new RequestRefusedException(404, "there is no such query with a result, or it is too long ago: only the last ones are kept in mind"));
    }

    private Future<?> rows(RoutingContext call, String id, String next) {
        return ask(athena, Arrays.asList(id, next), call, () -> found(queries.rows(id, next)));
    }

    private Object send(RoutingContext call, String id) throws IOException {
        try (InputStream file = queries.file(id).orElseThrow(() -> new RequestRefusedException(404, "there is no such query with a result"))) {
            HttpServerResponse response = call.response()
                    .setChunked(true)
                    .putHeader("Content-Type", "text/csv; charset=utf-8")
                    .putHeader("Content-Disposition", "attachment; filename=\"query-%s.csv\"".formatted(id))
                    .putHeader("Cache-Control", "no-store")
                    .putHeader("X-Content-Type-Options", "nosniff");
            copy(file, response);
            return response.end();
        } catch (SdkException failed) {
            throw new AwayException(AwsErrors.sentence("S3", failed));
        }
    }

    /** As fast as it is read; one that breaks off in the middle is seen to be broken. */
    private static void copy(InputStream file, HttpServerResponse response) throws IOException {
        try {
            for (byte[] block = file.readNBytes(BLOCK); block.length > 0; block = file.readNBytes(BLOCK)) {
                response.write(Buffer.buffer(block)).toCompletionStage().toCompletableFuture().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (IOException | SdkException | ExecutionException | TimeoutException broken) {
            response.reset();
            throw new IOException(broken);
        } catch (InterruptedException stopping) {
            response.reset();
            Thread.currentThread().interrupt();
        }
    }

    private Object save(RoutingContext call) {
        requirePossible();
        NewReport report = new NewReport(field(call, "name"), field(call, "title"), field(call, "description"), field(call, "chart"), field(call, "sql"));
        queries.check(report.sql());
        try {
            return Json.object().put("report", report.name()).put("file", reports.add(report).toString());
        } catch (IOException notKept) {
            throw new RequestRefusedException(409, notKept.getMessage());
        }
    }
}

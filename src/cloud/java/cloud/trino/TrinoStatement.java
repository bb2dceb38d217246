package cloud.trino;

import cloud.scan.RunningQuery;
import cloud.sql.AthenaException;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import io.trino.sql.ExpressionFormatter;
import io.trino.sql.tree.Expression;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;

/** One statement that Trino runs, over its HTTP protocol: its result comes page by page. Trino goes on with it until the last page or the close. */
final class TrinoStatement implements AutoCloseable {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private volatile URI next;
    private JsonNode page;
    private List<Column> columns = List.of();
    private Iterator<JsonNode> rows = List.<JsonNode>of().iterator();

    /** A column of the result. */
    record Column(String name, TrinoType type) {}

    private TrinoStatement(HttpRequest request) throws IOException {
        take(send(request));
    }

    /** Submits it and waits until its columns are known, or it has ended. @throws QueryFailedException with Trino's reason */
    static TrinoStatement start(URI server, String sql, List<Expression> parameters, String database, RunningQuery running) throws IOException {
        HttpRequest.Builder request = request(server, database);
        if (parameters.isEmpty()) {
            return start(request, sql, running);
        }
        return start(prepared(request, sql), "EXECUTE asked USING "
                + parameters.stream().map(ExpressionFormatter::formatExpression).collect(Collectors.joining(", ")), running);
    }

    /** The columns of a query that is not run: name, catalog, schema, table, type ... */
    static TrinoStatement describe(URI server, String sql, String database, RunningQuery running) throws IOException {
        return start(prepared(request(server, database), sql), "DESCRIBE OUTPUT asked", running);
    }

    private static HttpRequest.Builder request(URI server, String database) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/v1/statement"))
                .header("X-Trino-User", "athena").header("X-Trino-Catalog", "awsdatacatalog").header("X-Trino-Time-Zone", "UTC");
        if (!database.isEmpty()) {
            request.header("X-Trino-Schema", database);
        }
        return request;
    }

    private static HttpRequest.Builder prepared(HttpRequest.Builder request, String sql) {
        return request.header("X-Trino-Prepared-Statement", "asked=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    }

    private static TrinoStatement start(HttpRequest.Builder request, String sql, RunningQuery running) throws IOException {
        TrinoStatement started = new TrinoStatement(request.POST(HttpRequest.BodyPublishers.ofString(sql)).build());
        try {
            running.runs(started::close);
            while (started.columns.isEmpty() && started.next != null) {
                started.turn();
            }
            return started;
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
    }

    List<Column> columns() {
        return columns;
    }

    /** The next row, null at the end. */
    JsonNode next() throws IOException {
        while (!rows.hasNext() && next != null) {
            turn();
        }
        return rows.hasNext() ? rows.next() : null;
    }

    /** What it read, in bytes, when it has ended. */
    long bytes() {
        return page.path("stats").path("physicalInputBytes").asLong();
    }

    /** Rows written. */
    long updateCount() {
        return page.path("updateCount").asLong();
    }

    /** Ends it, if it runs; Trino takes a moment. */
    @Override
    public void close() {
        URI at = next;
        if (at != null) {
            HTTP.sendAsync(HttpRequest.newBuilder(at).DELETE().build(), HttpResponse.BodyHandlers.discarding());
        }
    }

    private void turn() throws IOException {
        take(send(HttpRequest.newBuilder(next).build()));
    }

    private void take(JsonNode answer) {
        page = answer;
        next = answer.has("nextUri") ? URI.create(answer.path("nextUri").asText()) : null;
        if (answer.has("error")) {
            throw failure(answer.path("error"));
        }
        if (columns.isEmpty()) {
            List<Column> all = new ArrayList<>();
            answer.path("columns").forEach(column -> all.add(new Column(column.path("name").asText(), TrinoType.of(column.path("typeSignature")))));
            columns = all;
        }
        rows = answer.path("data").iterator();
    }

    private static AthenaException failure(JsonNode error) {
        String name = error.path("errorName").asText();
        return new AthenaException(name.equals("USER_CANCELED") ? "QUERY_CANCELLED" : name + ": " + error.path("message").asText());
    }

    private static JsonNode send(HttpRequest request) throws IOException {
        try {
            HttpResponse<byte[]> response = HTTP.send(request, HttpResponse.BodyHandlers.ofByteArray());
            if (response.statusCode() == 410) {
                throw new AthenaException("QUERY_CANCELLED");
            }
            if (response.statusCode() != 200) {
                throw new IOException("Trino answers %d: %s".formatted(response.statusCode(), new String(response.body(), StandardCharsets.UTF_8)));
            }
            return AwsJson.MAPPER.readTree(response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AthenaException("QUERY_CANCELLED");
        }
    }
}

package routes.sql;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;

/** Queries over a lake of two days, through the HTTP API. */
@Tag("servers")
class SqlApiTest {
    /** More than a machine counts while the test waits. */
    private static final String ENDLESS = "SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a(x) CROSS JOIN UNNEST(sequence(1, 9999)) AS b(y)"
            + " CROSS JOIN UNNEST(sequence(1, 9999)) AS c(z) WHERE sqrt(x * y) > z";

    @TempDir
    static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        Path file = directory.resolve("quotes.csv");
        StringBuilder rows = new StringBuilder("Index,Date,Open,High,Low,Close,Volume\n");
        for (int year = 2019; year <= 2020; year++) {
            for (int day = 1; day <= 28; day++) {
                rows.append("N225,%d-01-%02d,10,12,9,%d.5,100\n".formatted(year, day, 10 + day % 2));
            }
        }
        Files.writeString(file, rows);
        lab = Lab.with("csv.file", file.toString(), "csv.repeat", "1", "csv.rate", "0", "csv.order", "time", "sql.queries", "1", "sql.budget", "20MB",
                "report.directory", Files.createDirectory(directory.resolve("reports")).toString(),
                "csv.columns", "index:string,trade_date:date,open:double,high:double,low:double,close:double,volume:bigint");
        Path transforms = Files.createDirectory(directory.resolve("transforms"));
        String daily = Files.readString(Path.of("src/main/resources/transforms/quotes_daily.sql"));
        Files.writeString(transforms.resolve("quotes_daily.sql"), ofLab(daily));
        lab.set("transform.directory", transforms.toString()).set("transform.prefix", "curated/" + lab.topic);
        lab.start();
        Lab.until(() -> lab.records().size() == 56);
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void aQueryEndsWithRowsThatCanBeKeptAsAFile() throws Exception {
        JsonNode ended = ended(run("SELECT trade_date, close FROM quotes_daily ORDER BY trade_date;"));
        assertThat(ended.get("state").asText()).as(ended.toString()).isEqualTo("SUCCEEDED");
        assertThat(ended.get("bytesScanned").asLong()).isPositive().isLessThanOrEqualTo(ended.at("/estimate/bytes").asLong());
        String path = "/api/sql/queries/" + ended.get("id").asText();
        JsonNode rows = json(get(path + "/rows"));
        assertThat(rows.get("rows")).hasSize(56);
        assertThat(rows.at("/rows/0")).hasToString("[\"2019-01-01\",11.5]");
        assertThat(rows.get("next").isNull()).isTrue();
        assertThat(get(path + "/result.csv").body()).startsWith("\"trade_date\",\"close\"\n\"2019-01-01\",\"11.5\"\n").hasLineCount(57);
    }

    @Test
    void pagesGoOnWhereTheLastOneEnded() throws Exception {
        JsonNode ended = ended(run("SELECT x FROM UNNEST(sequence(1, 2500)) AS s(x) ORDER BY x"));
        String path = "/api/sql/queries/%s/rows".formatted(ended.get("id").asText());
        JsonNode first = json(get(path));
        JsonNode second = json(get(path + "?next=" + URLEncoder.encode(first.get("next").asText(), StandardCharsets.UTF_8)));
        assertThat(first.at("/rows/0/0").asInt()).isEqualTo(1);
        assertThat(second.at("/rows/0/0").asInt()).isEqualTo(first.get("rows").size() + 1);
    }

    @Test
    void aShowHasItsFirstRow() throws Exception {
        JsonNode ended = ended(run("SHOW PARTITIONS quotes_daily"));
        assertThat(ended.at("/estimate/bytes").asLong()).isZero();
        assertThat(json(get("/api/sql/queries/%s/rows".formatted(ended.get("id").asText()))).get("rows")).hasSize(2);
    }

    @Test
    void estimatesWhatThePartitionsHaveThatAQueryNames() throws Exception {
        long all = estimate("SELECT close FROM quotes_daily").get("bytes").asLong();
        JsonNode one = estimate("SELECT close FROM quotes_daily WHERE year = '2020'");
        assertThat(one.get("bytes").asLong()).isPositive().isLessThan(all);
        assertThat(one.at("/parts/0/partitions").asInt()).isEqualTo(1);
        assertThat(one.at("/parts/0/ofPartitions").asInt()).isEqualTo(2);
        assertThat(estimate("SELECT 1 FROM quotes_daily a JOIN quotes_daily b ON true").get("bytes").asLong()).isEqualTo(2 * all);
        assertThat(estimate("SELECT close FROM quotes_adjusted").get("bytes").asLong()).as("a view is what it reads").isGreaterThanOrEqualTo(all);
        assertThat(estimate("SELECT 1 FROM other.b.quotes").get("unknown").asText()).contains("other.b.quotes");
        assertThat(estimate("SELECT 1 FROM nothing").get("bytes").asLong()).isZero();
    }

    @Test
    void everyExampleRuns() throws Exception {
        for (JsonNode example : json(get("/api/sql/examples")).get("examples")) {
            JsonNode ended = ended(run(ofLab(example.get("sql").asText())));
            assertThat(ended.get("state").asText()).as(example.get("name").asText() + ended).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void anErrorOfAthenaNamesItsPosition() throws Exception {
        assertThat(ended(run("SELECT nothing FROM quotes_daily")).get("error").asText()).contains("line 1:8");
    }

    @Test
    void whatRunsCanBeCancelledAndNothingElseRunsMeanwhile() throws Exception {
        JsonNode running = json(run(ENDLESS));
        assertThat(run("SELECT 1").statusCode()).isEqualTo(409);
        String path = "/api/sql/queries/" + running.get("id").asText();
        Lab.until(() -> json(get(path)).get("state").asText().equals("RUNNING"));
        assertThat(post(path + "/cancel", Map.of()).statusCode()).isEqualTo(200);
        Lab.until(() -> json(get(path)).get("state").asText().equals("CANCELLED"));
        assertThat(json(get(path)).get("error").asText()).contains("was stopped");
    }

    @Test
    void aQueryThatCouldScanMoreThanTheBudgetDoesNotBegin() throws Exception {
        assertThat(estimate("SELECT 1 FROM quotes_daily").get("overBudget").asBoolean()).isFalse();
        SqlQueries queries = lab.pipeline().bean("sqlQueries", SqlQueries.class);
        queries.setBudget("10B");
        try {
            JsonNode ended = ended(run("SELECT close FROM quotes_daily"));
            assertThat(ended.get("state").asText()).isEqualTo("FAILED");
            assertThat(ended.get("error").asText()).contains("sql.budget=10 B");
            assertThat(ended.get("queryId").isNull()).isTrue();
        } finally {
            queries.setBudget("20MB");
        }
    }

    @Test
    void aQueryThatScansMoreThanTheBudgetIsStopped() throws Exception {
        SqlQueries queries = lab.pipeline().bean("sqlQueries", SqlQueries.class);
        JsonNode running = json(run(ENDLESS.replace("count(*) FROM", "sum(close) FROM quotes_daily CROSS JOIN")));
        String path = "/api/sql/queries/" + running.get("id").asText();
        Lab.until(() -> json(get(path)).get("bytesScanned").asLong() > 10);
        assertThat(json(get(path)).get("state").asText()).isEqualTo("RUNNING");
        queries.setBudget("10B");
        try {
            Lab.until(() -> json(get(path)).get("state").asText().equals("FAILED"));
            JsonNode ended = json(get(path));
            assertThat(ended.get("error").asText()).contains("more than sql.budget=10 B");
            assertThat(ended.get("bytesScanned").asLong()).as("what was scanned costs").isGreaterThan(10);
        } finally {
            queries.setBudget("20MB");
        }
    }

    @Test
    void whatChangesSomethingIsRefused() throws Exception {
        HttpResponse<String> answer = run("DROP TABLE quotes_daily");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(json(answer).get("error").asText()).startsWith("line 1:1: only SELECT");
    }

    @Test
    void aReportIsKeptOnce() throws Exception {
        Map<String, String> report = Map.of("name", "my-closes", "title", "My\ncloses", "description", "", "chart", "line x=trade_date y=close",
                "sql", "-- mine: all\nSELECT trade_date, close FROM quotes_daily");
        assertThat(post("/api/sql/reports", report).statusCode()).isEqualTo(200);
        assertThat(json(get("/api/reports/my-closes")).get("title").asText()).isEqualTo("My closes");
        assertThat(json(post("/api/sql/reports", report)).get("error").asText()).contains("already");
        assertThat(post("/api/sql/reports", Map.of("name", "../x", "title", "", "description", "", "chart", "", "sql", "SELECT 1")).statusCode()).isEqualTo(400);
        assertThat(post("/api/sql/reports", Map.of("name", "x", "title", "", "description", "", "chart", "pie", "sql", "SELECT 1")).statusCode()).isEqualTo(400);
        assertThat(post("/api/sql/reports", Map.of("name", "x", "title", "", "description", "", "chart", "", "sql", "DROP TABLE x")).statusCode()).isEqualTo(400);
    }

    /** Its raw table has a name of its own. */
    private static String ofLab(String sql) {
        return sql.replaceAll("\\bquotes\\b", lab.database);
    }

    private static JsonNode estimate(String sql) {
        return json(get("/api/sql/estimate?sql=" + URLEncoder.encode(sql, StandardCharsets.UTF_8)));
    }

    private static HttpResponse<String> run(String sql) {
        return post("/api/sql/queries", Map.of("sql", sql));
    }

    private static JsonNode ended(HttpResponse<String> started) {
        assertThat(started.statusCode()).as(started.body()).isEqualTo(200);
        String path = "/api/sql/queries/" + json(started).get("id").asText();
        Lab.until(() -> json(get(path)).get("state").asText().matches("SUCCEEDED|FAILED|CANCELLED"));
        return json(get(path));
    }

    private static JsonNode json(HttpResponse<String> answer) {
        return Lab.json(answer.body().getBytes(StandardCharsets.UTF_8));
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private static HttpResponse<String> post(String path, Map<String, String> body) {
        try {
            return send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(new ObjectMapper().writeValueAsString(body))));
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(lab.pipeline().setting("camel.server.port"), path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HttpClient.newHttpClient().send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

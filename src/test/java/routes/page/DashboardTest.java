package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.Lab;
import routes.lang.Json;

/** The page's files and the HTTP API, asked by a client of HTTP. */
@Tag("servers")
class DashboardTest {
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    static Path directory;

    private static Lab lab;

    @BeforeAll
    static void start() throws IOException {
        Path file = directory.resolve("quotes.csv");
        StringBuilder rows = new StringBuilder("Index,Date,Open,High,Low,Close,Volume\n");
        for (int day = 1; day <= 28; day++) {
            rows.append("A,2020-01-%02d,10,12,9,%d,100\n".formatted(day, 10 + day % 2)).append("B,2020-01-%02d,5,6,4,5.5,7\n".formatted(day));
        }
        Files.writeString(file, rows.append("A,2020-01-29,10,12,9,dear,100\n"));
        lab = Lab.with("csv.file", file.toString(), "csv.repeat", "1", "csv.rate", "0", "csv.order", "time",
                "csv.columns", "index:string,trade_date:date,open:double,high:double,low:double,close:double,volume:bigint");
        Lab.forgetReports();
        lab.start();
        Lab.until(() -> lab.letters().size() == 1);
        lab.drained();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void servesThePageAndNothingOfTheClassPathBeside() throws Exception {
        HttpResponse<String> page = get("/");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).startsWith("<!DOCTYPE html>");
        assertThat(page.headers().firstValue("Content-Security-Policy")).get().asString().contains("default-src 'self'");
        assertThat(get("/page.js").headers().firstValue("Content-Type")).hasValue("text/javascript; charset=utf-8");
        assertThat(get("/echarts.min.js").body()).hasSizeGreaterThan(500_000);
        assertThat(get("/api/openapi.yaml").body()).startsWith("openapi: 3");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        assertThat(send(request("/").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
        for (String path : new String[] {"/application.properties", "/../application.properties", "/%2e%2e/routes.yaml", "/routes/Api.class", "/nothing.js"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
    }

    @Test
    void sendsWhatIsLargeCompressedToThoseWhoTakeIt() throws Exception {
        HttpResponse<byte[]> plain = bytes(request("/echarts.min.js"));
        HttpResponse<byte[]> gzip = bytes(request("/echarts.min.js").header("Accept-Encoding", "gzip, deflate, br"));
        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(gzip.headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(gzip.headers().firstValue("Vary")).hasValue("Accept-Encoding");
        assertThat(gzip.body()).hasSizeLessThan(plain.body().length / 2);
        assertThat(new GZIPInputStream(new ByteArrayInputStream(gzip.body())).readAllBytes()).isEqualTo(plain.body());
        String tag = gzip.headers().firstValue("ETag").orElseThrow();
        assertThat(plain.headers().firstValue("ETag")).isPresent().isNotEqualTo(gzip.headers().firstValue("ETag"));
        assertThat(send(request("/echarts.min.js").header("Accept-Encoding", "gzip").header("If-None-Match", tag)).statusCode()).isEqualTo(304);
        assertThat(send(request("/echarts.min.js").header("If-None-Match", tag)).statusCode()).as("the other form").isEqualTo(200);
        assertThat(bytes(request("/echarts.min.js").header("Accept-Encoding", "gzip;q=0, br")).headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(bytes(request("/api/reports").header("Accept-Encoding", "gzip")).headers().firstValue("Content-Encoding")).hasValue("gzip");
        assertThat(bytes(request("/api/market").header("Accept-Encoding", "gzip")).headers().firstValue("Content-Encoding")).as("small").isEmpty();
    }

    @Test
    void answersForTheHeadAlone() throws Exception {
        for (String path : new String[] {"/", "/page.js", "/api/status", "/api/openapi.yaml", "/api/history"}) {
            HttpResponse<byte[]> head = bytes(request(path).method("HEAD", HttpRequest.BodyPublishers.noBody()));
            assertThat(head.statusCode()).as(path).isEqualTo(200);
            assertThat(head.body()).as(path).isEmpty();
            assertThat(head.headers().firstValue("Content-Type")).as(path).isEqualTo(get(path).headers().firstValue("Content-Type"));
            assertThat(head.headers().firstValueAsLong("Content-Length").orElse(0)).as(path).isPositive();
        }
        HttpResponse<byte[]> events = bytes(request("/api/events").method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(events.headers().firstValue("Content-Type")).hasValue("text/event-stream");
        assertThat(bytes(request("/api/nothing").method("HEAD", HttpRequest.BodyPublishers.noBody())).statusCode()).isEqualTo(404);
    }

    @Test
    void showsTheDescriptionOfTheApiToPeopleAsText() throws Exception {
        assertThat(send(request("/api/openapi.yaml").header("Accept", "text/html,*/*;q=0.8")).headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
        assertThat(get("/api/openapi.yaml").headers().firstValue("Content-Type")).hasValue("application/yaml; charset=utf-8");
    }

    @Test
    void remembersWhatWasBeforeThePageWasOpened() throws Exception {
        Lab.until(() -> json(get("/api/history")).get("samples").size() > 2);
        JsonNode history = json(get("/api/history"));
        assertThat(history.at("/samples/0")).hasSize(4);
        assertThat(history.at("/marks/0/kind").asText()).isEqualTo("start");
        assertThat(history.at("/marks/0/text").asText()).startsWith("Version ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "fast", "-1", "0x10p3", "1e3", "1e999", "NaN", "Infinity", "1_000", "10d", "10f", "1,000", "1.000,5", "2,5", "1 000", "+5", ".5", "5.", "9999999999", "١٠"})
    void takesNoRateThatIsOnlyAlmostANumber(String rate) throws Exception {
        HttpResponse<String> refused = post("/api/replay/rate", body("rate", rate));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText()).startsWith("rate '" + rate + "' is not a number of rows per second").contains("write 1000 or 2.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"250", "2.5", "0", "1000000000", "2.5E2"})
    void takesARateAsJsonWritesNumbers(String rate) throws Exception {
        assertThat(json(post("/api/replay/rate", "{\"rate\":%s}".formatted(rate))).get("rate").asDouble()).isEqualTo(Double.parseDouble(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2020", "2020-13-01", "01.02.2020", "2020-01-01T99:00", "yesterday", "+999999999-01-01T00:00:00"})
    void saysInItsOwnWordsThatSomethingIsNoDate(String date) throws Exception {
        HttpResponse<String> refused = post("/api/replay/seek", body("date", date));
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText()).isEqualTo("'%s' is not a date: write 2020-03-01 or 2020-03-01 14:30 (UTC)".formatted(date));
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "/api/rejected?limit=", "/api/rejected?limit=1e2", "/api/rejected?limit=0x5", "/api/rejected?limit=-1", "/api/rejected?before=", "/api/rejected?before=0:", "/api/rejected?before=0:-1",
        "/api/rejected?before=999999999999:1"})
    void saysInItsOwnWordsThatAParameterIsWrong(String path) throws Exception {
        HttpResponse<String> refused = get(path);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(json(refused).get("error").asText()).matches("(limit|before) '.*' (is not a number from 1 to 200|does not come from an earlier answer)");
    }

    @Test
    void saysHowThePipelineIs() throws Exception {
        JsonNode status = json(get("/api/status"));
        assertThat(status.at("/rows/sent").asLong()).isEqualTo(57);
        assertThat(status.at("/objects/records").asLong()).isEqualTo(56);
        assertThat(status.at("/rejected/byReason/type").asLong()).isEqualTo(1);
        assertThat(status.at("/replay/state").asText()).isEqualTo("finished");
        assertThat(status.at("/stages").findValuesAsText("id")).containsExactly("replay", "topic", "lake", "catalog", "reports");
        assertThat(status.at("/stages/2/state").asText()).isEqualTo("up");
    }

    @Test
    void whatIsDownSaysSinceWhen() throws Exception {
        Lab.cloud().glue().deleteDatabase(delete -> delete.name(lab.database));
        Lab.until(() -> json(get("/api/status")).at("/stages/3/state").asText().equals("down"));
        JsonNode stage = json(get("/api/status")).at("/stages/3");
        assertThat(Instant.parse(stage.get("since").asText())).isBeforeOrEqualTo(Instant.now());
        assertThat(json(get("/api/status")).at("/stages/3/since")).as("it does not begin anew").isEqualTo(stage.get("since"));

        Lab.cloud().glue().createDatabase(create -> create.databaseInput(database -> database.name(lab.database)));
        Lab.until(() -> json(get("/api/status")).at("/stages/3/state").asText().equals("up"));
        assertThat(json(get("/api/status")).at("/stages/3/since").isNull()).isTrue();
    }

    @Test
    void showsTheMarketOfTheLastRecords() throws Exception {
        Lab.until(() -> json(get("/api/market")).at("/indices").size() == 2);
        Lab.until(() -> json(get("/api/market")).at("/indices/0/time").asText().equals("2020-01-28"));
        JsonNode a = json(get("/api/market")).at("/indices/0");
        assertThat(a.get("index").asText()).isEqualTo("A");
        assertThat(a.get("change").asDouble()).isEqualTo(-1);
        assertThat(a.get("spark")).hasSize(28);
        JsonNode candles = json(get("/api/market/A")).get("candles");
        assertThat(candles).hasSize(28);
        assertThat(candles.get(27)).hasToString("[\"2020-01-28\",10.0,12.0,9.0,10.0,100.0]");
        assertThat(get("/api/market/C").statusCode()).isEqualTo(404);
    }

    @Test
    void tellsWhyARowWasRejected() throws Exception {
        JsonNode letter = json(get("/api/rejected?limit=1")).at("/letters/0");
        assertThat(letter.get("origin").asText()).endsWith("quotes.csv:58");
        assertThat(letter.get("reason").asText()).contains("close").contains("dear");
        assertThat(letter.get("value").asText()).contains("2020-01-29");
        assertThat(get("/api/rejected?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/api/rejected?before=x").statusCode()).isEqualTo(400);
    }

    @Test
    void tellsTheCommonestReasonsWithTheFirstRowAndWhatToSet() throws Exception {
        JsonNode reasons = json(get("/api/status")).at("/rejected/commonest");
        assertThat(reasons).hasSize(1);
        assertThat(reasons.at("/0/count").asLong()).isEqualTo(1);
        assertThat(reasons.at("/0/reason").asText()).isEqualTo("column close: 'dear' is no double");
        assertThat(reasons.at("/0/place").asText()).startsWith("in ").endsWith("quotes.csv:58");
        assertThat(reasons.at("/0/cure").asText()).startsWith("csv.columns gives close another type");
    }

    @Test
    void listsReportsThatHaveNotRunAsSuch() throws Exception {
        JsonNode reports = json(get("/api/reports")).get("reports");
        assertThat(reports.findValuesAsText("state")).hasSizeGreaterThan(10).containsOnly("NEVER");
        assertThat(json(get("/api/reports/top-movers")).get("rows")).isEmpty();
        assertThat(get("/api/reports/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesWhatCannotBeWithASentence() throws Exception {
        assertThat(post("/api/replay/rate", "{\"rate\":\"-1\"}").statusCode()).isEqualTo(400);
        assertThat(json(post("/api/replay/rate", "{")).get("error").asText()).contains("send a JSON object");
        assertThat(json(post("/api/replay/seek", "{\"date\":\"1999-01-01\"}")).get("error").asText()).contains("is outside of");
        assertThat(post("/api/replay/seek", "x".repeat(20_000)).statusCode()).isEqualTo(413);
        assertThat(send(request("/api/replay/rate").POST(HttpRequest.BodyPublishers.ofString("{}"))).statusCode()).isEqualTo(415);
        assertThat(get("/api/replay/pause").statusCode()).isEqualTo(405);
        assertThat(post("/api/status", "").statusCode()).isEqualTo(405);
        assertThat(get("/api/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void changesNothingForAPageOfAnotherSite() throws Exception {
        HttpRequest.Builder pause = request("/api/replay/pause").POST(HttpRequest.BodyPublishers.noBody());
        assertThat(send(pause.copy().header("Origin", "http://evil.example")).statusCode()).isEqualTo(403);
        assertThat(send(pause.copy().header("Sec-Fetch-Site", "cross-site")).statusCode()).isEqualTo(403);
        assertThat(send(pause.copy().header("Sec-Fetch-Site", "same-origin").header("Origin", url(""))).statusCode()).isEqualTo(200);
        assertThat(post("/api/replay/resume", "").statusCode()).isEqualTo(200);
        assertThat(json(get("/api/status")).at("/replay/state").asText()).isEqualTo("finished");
    }

    @Test
    void wantsTheTokenWhereOtherMachinesCanAsk() throws Exception {
        try (Lab open = Lab.with("http.host", "0.0.0.0", "http.token", "sesame")) {
            open.start();
            String base = "http://127.0.0.1:" + open.pipeline().setting("camel.server.port");
            HttpRequest.Builder run = HttpRequest.newBuilder(URI.create(base + "/api/reports/run")).POST(HttpRequest.BodyPublishers.noBody());
            Lab.until(() -> send(HttpRequest.newBuilder(URI.create(base + "/api/status"))).statusCode() == 200);
            assertThat(send(run.copy()).statusCode()).isEqualTo(401);
            assertThat(send(run.copy().header("Authorization", "Bearer wrong")).statusCode()).isEqualTo(401);
            for (String path : List.of("sql/queries", "sql/queries/1/cancel", "sql/reports", "rejected/redrive", "replay/pause")) {
                HttpRequest.Builder change = HttpRequest.newBuilder(URI.create(base + "/api/" + path))
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"sql\":\"SELECT 1\",\"dryRun\":true}"));
                assertThat(send(change.copy()).statusCode()).as(path).isEqualTo(401);
                assertThat(send(change.copy().header("Authorization", "Bearer wrong")).statusCode()).as(path).isEqualTo(401);
            }
            HttpResponse<String> nothing = send(run.copy().header("Authorization", "Bearer sesame"));
            assertThat(nothing.statusCode()).isEqualTo(409);
            assertThat(nothing.body()).contains("the lake has no object");
        }
    }

    @Test
    void streamsTheStatusAndTheMarket() throws Exception {
        HttpResponse<InputStream> events = HTTP.send(request("/api/events").build(), BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(events.body(), StandardCharsets.UTF_8))) {
            boolean status = false;
            boolean market = false;
            for (String line = lines.readLine(); line != null && !(status && market); line = lines.readLine()) {
                status |= line.startsWith("data: {\"name\":\"stock-market-pipeline\"");
                market |= line.startsWith("data: {\"indices\":[{");
            }
            assertThat(status && market).isTrue();
        }
    }

    private static String url(String path) {
        return "http://127.0.0.1:" + lab.pipeline().setting("camel.server.port") + path;
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static HttpResponse<byte[]> bytes(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofByteArray());
    }

    private static String body(String field, String value) {
        return Json.object().put(field, value).toString();
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path));
    }

    private static HttpResponse<String> post(String path, String body) {
        return send(request(path).header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Lab.json(response.body().getBytes(StandardCharsets.UTF_8));
    }
}

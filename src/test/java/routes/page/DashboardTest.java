package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;

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

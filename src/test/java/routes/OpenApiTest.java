package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import io.vertx.core.http.HttpMethod;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What openapi.yaml says of the HTTP API is what a server answers, field by field. */
@Tag("servers")
class OpenApiTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final List<String> METHODS = List.of("get", "post");

    @TempDir
    static Path directory;

    private static Lab lab;
    private static JsonNode document;

    /** Calls that change something come last, and are written so that they can be made in this order. */
    private record Operation(String path, String method, JsonNode description) {
        @Override
        public String toString() {
            return method + " " + path;
        }
    }

    @BeforeAll
    static void start() throws IOException {
        Path file = directory.resolve("quotes.csv");
        StringBuilder rows = new StringBuilder("Index,Date,Open,High,Low,Close,Volume\n");
        for (int day = 1; day <= 28; day++) {
            rows.append("N225,2020-01-%02d,10,12,9,%d.5,100\n".formatted(day, 10 + day % 2)).append("NYA,2020-01-%02d,5,6,4,5.5,null\n".formatted(day));
        }
        Files.writeString(file, rows.append("NYA,2020-01-29,5,6,4,dear,7\n"));
        Path reports = Files.createDirectory(directory.resolve("reports"));
        Files.copy(Path.of("src/main/resources/reports/top-movers.sql"), reports.resolve("top-movers.sql"));
        lab = Lab.with("csv.file", file.toString(), "csv.repeat", "1", "csv.rate", "0", "csv.order", "time",
                "report.directory", reports.toString(),
                "csv.columns", "index:string,trade_date:date,open:double,high:double,low:double,close:double,volume:bigint");
        lab.start();
        Lab.until(() -> lab.letters().size() == 1);
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
        Lab.until(() -> get("/api/market/N225").statusCode() == 200);
        document = document();
        answered(send(request("/api/sql/queries", "post", JSON.createObjectNode().put("sql", "SELECT 1 AS one"))));
        Lab.until(() -> get("/api/sql/queries/1").body().contains("\"SUCCEEDED\""));
    }

    private static void answered(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static JsonNode document() throws IOException {
        String yaml = Files.readString(Path.of("src/main/resources/web/openapi.yaml"));
        return JSON.valueToTree(new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(yaml));
    }

    static Stream<Operation> operations() throws IOException {
        List<Operation> operations = new ArrayList<>();
        for (String method : METHODS) {
            document().get("paths").properties().forEach(path -> {
                if (path.getValue().has(method)) {
                    operations.add(new Operation(path.getKey(), method, path.getValue()));
                }
            });
        }
        return operations.stream();
    }

    @ParameterizedTest
    @MethodSource("operations")
    void answersAsItIsDescribed(Operation operation) throws Exception {
        String path = operation.path();
        for (JsonNode parameter : operation.description().path("parameters")) {
            String name = parameter.get("name").asText();
            path = path.replace("{" + name + "}", parameter.path("example").asText());
            if (parameter.path("required").asBoolean() && parameter.get("in").asText().equals("query")) {
                path += "?" + name + "=" + parameter.path("example").asText().replace("KEY", lab.keys().get(0));
            }
        }
        JsonNode described = operation.description().get(operation.method());
        for (JsonNode parameter : described.path("parameters")) {
            path += parameter.path("required").asBoolean() ? "?%s=%s".formatted(parameter.get("name").asText(), URLEncoder.encode(parameter.get("example").asText(), StandardCharsets.UTF_8)) : "";
        }
        JsonNode content = described.at("/responses/200/content");
        String type = content.fieldNames().next();
        // an event stream does not end, and what a report found is looked at where reports run
        if (type.equals("text/event-stream") || type.equals("text/csv")) {
            return;
        }
        HttpResponse<String> answer = send(request(path, operation.method(), described.at("/requestBody/content/application~1json/example")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).get().asString().startsWith(type);
        if (type.equals("application/json")) {
            assertThat(problems(content.at("/application~1json/schema"), answer.body())).as(answer.body()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/reports/nothing", "/api/market/NOTHING", "/api/rejected?limit=0", "/api/sql/queries/99", "/api/sql/queries/99/result.csv", "/api/sql/queries/99/rows", "/api/nothing", "/api/trace", "/api/trace?of=nothing",
        "/api/records?topic=__consumer_offsets", "/api/records?limit=1000", "/api/records?before=x", "/api/lake/objects?date=today",
        "/api/lake/object?key=../../reports/gaps/latest.json", "/api/lake/object?key=date=2020-01-01/quotes-0-00000000000000000000.json"})
    void whatIsWrongIsASentence(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isBetween(400, 404);
        assertThat(problems(reference("Error"), answer.body())).isEmpty();
    }

    @Test
    void eventsAreThoseThatAreDescribed() throws Exception {
        Map<String, String> events = new HashMap<>();
        try (BufferedReader in = new BufferedReader(new InputStreamReader(
                HTTP.send(request("/api/events", "get", null).build(), BodyHandlers.ofInputStream()).body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = in.readLine(); line != null && !events.keySet().containsAll(Set.of("status", "market")); line = in.readLine()) {
                name = line.startsWith("event: ") ? line.substring(7) : name;
                if (line.startsWith("data: ")) {
                    events.put(name, line.substring(6));
                }
            }
        }
        assertThat(problems(reference("Status"), events.get("status"))).isEmpty();
        assertThat(problems(reference("Market"), events.get("market"))).isEmpty();
        assertThat(events.get("market")).contains("\"candles\"");
    }

    @Test
    void everyPathIsDescribedAndNoOther() throws Exception {
        VertxPlatformHttpRouter router = lab.pipeline().context().getRegistry()
                .lookupByNameAndType("platform-http-router-" + lab.pipeline().setting("camel.server.port"), VertxPlatformHttpRouter.class);
        TreeSet<String> served = router.getRoutes().stream()
                .filter(route -> route.methods() != null && route.getPath() != null && route.getPath().startsWith("/api/"))
                // a head is there wherever something can be got
                .flatMap(route -> route.methods().stream().filter(method -> !method.equals(HttpMethod.HEAD)).map(method -> method.name().toLowerCase(Locale.ROOT) + " " + route.getPath()))
                .map(call -> call.replaceAll(":(\\w+)", "{$1}"))
                .collect(Collectors.toCollection(TreeSet::new));
        TreeSet<String> described = operations().map(Operation::toString).collect(Collectors.toCollection(TreeSet::new));

        assertThat(described).isEqualTo(served);
    }

    private static JsonNode reference(String schema) {
        return JSON.createObjectNode().put("$ref", "#/components/schemas/" + schema);
    }

    private static List<String> problems(JsonNode schema, String answer) throws IOException {
        ObjectNode whole = schema.deepCopy();
        whole.set("components", document.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(whole).validate(JSON.readTree(answer)).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    private static HttpRequest.Builder request(String path, String method, JsonNode body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:%s%s".formatted(lab.pipeline().setting("camel.server.port"), path)));
        if (method.equals("get")) {
            return request;
        }
        return body == null || body.isMissingNode()
                ? request.POST(BodyPublishers.noBody())
                : request.POST(BodyPublishers.ofString(body.toString())).header("Content-Type", "application/json");
    }

    private static HttpResponse<String> get(String path) {
        return send(request(path, "get", null));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}

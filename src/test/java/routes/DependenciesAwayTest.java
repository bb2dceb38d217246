package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.server.LocalKafka;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.ProducerTemplate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.kafka.RecordList;
import routes.watch.Progress;

/** Kafka, S3 and Glue go away while the pipeline runs: they refuse connections, or accept them and never answer. */
@Tag("servers")
class DependenciesAwayTest {
    private static final Duration PROMISE = Duration.ofSeconds(5);
    private static final int AT_ONCE = 50;

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    private LocalKafka kafka;
    private ServerSocket silentKafka;
    private Gate s3;
    private Gate glue;
    private Lab lab;

    @BeforeEach
    void start() throws IOException {
        kafka = LocalKafka.start(directory.resolve("kafka"), 0);
        Path file = directory.resolve("quotes.csv");
        String rows = IntStream.range(0, 20_000).mapToObj("HSI,2020-01-01,%d\n"::formatted).collect(Collectors.joining());
        Files.writeString(file, "Index,Date,Close\n" + rows);
        lab = Lab.with("camel.component.kafka.brokers", kafka.brokers(), "csv.file", file.toString(), "csv.rate", "200", "csv.repeat", "1");
        s3 = Gate.before(Lab.cloud().s3Endpoint());
        glue = Gate.before(Lab.cloud().awsEndpoint());
        System.setProperty("aws.endpointUrlS3", s3.uri());
        System.setProperty("aws.endpointUrlGlue", glue.uri());
        lab.start();
        Lab.until(() -> get("/api/rejected").join().statusCode() == 200 && rows() > 50);
    }

    @AfterEach
    void stop() throws IOException {
        Lab.cloud().exportToThisJvm();
        s3.close();
        glue.close();
        if (silentKafka != null) {
            silentKafka.close();
        }
        lab.close();
        kafka.close();
    }

    @Test
    void whileKafkaIsAwayEveryAnswerComesSoon() throws IOException {
        kafka.close();
        assertAwayIsTold("/api/rejected?limit=6", "Kafka ");

        silentKafka = Gate.silent(port(kafka.brokers()));
        assertAwayIsTold("/api/rejected?limit=7", "Kafka ");
        assertAwayIsTold("/api/rejected?before=0:5", "Kafka ");
    }

    @Test
    void whileS3IsAwayEveryAnswerComesSoon() {
        s3.fallSilent();
        assertAwayIsTold("/api/reports", "S3 ");
        assertAwayIsTold("/api/reports/latest-close", "S3 ");
        HttpResponse<String> run = send(request("/api/reports/run").POST(HttpRequest.BodyPublishers.noBody())).join();
        assertThat(run.statusCode()).isEqualTo(503);
        assertThat(run.body()).contains("S3 ");

        s3.open();
        Lab.until(() -> get("/api/reports").join().statusCode() == 200);
    }

    @Test
    void healthWaitsOnceForAllThatHang() throws IOException {
        kafka.close();
        silentKafka = Gate.silent(port(kafka.brokers()));
        s3.fallSilent();
        glue.fallSilent();

        for (String path : List.of("/observe/health/ready", "/observe/health")) {
            // what was answered before is told until they are late
            Lab.until(() -> downs(path).size() >= 3);
            List<HttpResponse<String>> answers = allAtOnce(Collections.nCopies(AT_ONCE, management(path)));
            assertThat(answers).allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(503));
        }
        assertThat(downs("/observe/health/ready")).contains("kafka", "s3", "catalog");
        JsonNode stages = json(get("/api/status").join()).get("stages");
        Map<String, String> states = new HashMap<>();
        stages.forEach(stage -> states.put(stage.get("id").asText(), stage.get("state").asText()));
        assertThat(states).containsEntry("topic", "down").containsEntry("catalog", "down");
        assertThat(states.get("lake")).isIn("down", "waiting");
        assertThat(json(get("/observe/health/live", managementPort()).join()).get("status").asText()).isEqualTo("UP");
    }

    @Test
    void aRowCountsWhenKafkaHasIt() throws IOException {
        kafka.close();
        long before = rows();
        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(20)).until(() -> rows() == before && sent() == before);

        kafka = LocalKafka.start(directory.resolve("kafka"), port(kafka.brokers()));
        Lab.until(() -> rows() > before + 300);
        assertThat(lab.pipeline().bean("progress", Progress.class).line()).contains(" rows (");
    }

    @Test
    void aListIsDeliveredWhenKafkaHasAllOfIt() throws IOException {
        ProducerTemplate template = lab.pipeline().context().createProducerTemplate();
        // knows the topic from now on
        template.sendBody("kafka-batch:" + lab.topic, records(2));
        template.sendBody("kafka-batch:" + lab.topic, null);
        kafka.close();
        List<String> delivered = Collections.synchronizedList(new ArrayList<>());
        for (String name : List.of("first", "second", "none")) {
            RecordList records = records(name.equals("none") ? 0 : 3);
            records.whenDelivered(() -> delivered.add(name));
            template.sendBody("kafka-batch:" + lab.topic, records);
        }
        // the first two are with Kafka's client when the third was taken
        assertThat(delivered).isSubsetOf("none");

        kafka = LocalKafka.start(directory.resolve("kafka"), port(kafka.brokers()));
        template.sendBody("kafka-batch:" + lab.topic, null);
        assertThat(delivered).containsExactlyInAnyOrder("none", "first", "second");
    }

    private RecordList records(int count) {
        RecordList records = new RecordList(count);
        IntStream.range(0, count).forEach(n -> records.add(new ProducerRecord<>(lab.topic, n % 2, new byte[0], "{}".getBytes(StandardCharsets.UTF_8))));
        return records;
    }

    /** Many ask at once what only one can say who is away; beside them, what others are asked is answered as always. */
    private void assertAwayIsTold(String path, String who) {
        List<HttpRequest.Builder> asked = new ArrayList<>(Collections.nCopies(AT_ONCE, request(path)));
        asked.add(request("/api/status"));
        asked.add(request("/api/replay/pause").POST(HttpRequest.BodyPublishers.noBody()));
        asked.add(request("/api/replay/resume").POST(HttpRequest.BodyPublishers.noBody()));
        asked.add(request("/"));
        asked.add(management("/observe/health/live"));
        List<HttpResponse<String>> answers = allAtOnce(asked);
        assertThat(answers.subList(0, AT_ONCE)).allSatisfy(answer -> {
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
            assertThat(json(answer).get("error").asText()).startsWith(who).doesNotContain("\n");
        });
        assertThat(answers.subList(AT_ONCE, asked.size())).allSatisfy(answer -> assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200));
    }

    /** @throws java.util.concurrent.CompletionException when one of them is not answered in the promised time */
    private List<HttpResponse<String>> allAtOnce(List<HttpRequest.Builder> asked) {
        return asked.stream().map(one -> send(one.timeout(PROMISE))).toList().stream().map(CompletableFuture::join).toList();
    }

    private List<String> downs(String path) {
        List<String> downs = new ArrayList<>();
        json(send(management(path)).join()).get("checks").forEach(check -> {
            if (check.get("status").asText().equals("DOWN")) {
                downs.add(check.get("name").asText());
            }
        });
        return downs;
    }

    private long rows() {
        return json(get("/api/status").join()).at("/rows/sent").asLong();
    }

    private long sent() {
        return json(get("/api/status").join()).at("/replay/rowsSent").asLong();
    }

    private CompletableFuture<HttpResponse<String>> get(String path) {
        return send(request(path));
    }

    private CompletableFuture<HttpResponse<String>> get(String path, String port) {
        return send(request(path, port));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return http.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return request(path, lab.pipeline().setting("camel.server.port"));
    }

    private HttpRequest.Builder management(String path) {
        return request(path, managementPort());
    }

    private String managementPort() {
        return lab.pipeline().setting("camel.management.port");
    }

    private static HttpRequest.Builder request(String path, String port) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private static int port(String address) {
        return Integer.parseInt(address.substring(address.lastIndexOf(':') + 1));
    }

    private static JsonNode json(HttpResponse<String> response) {
        return Lab.json(response.body().getBytes(StandardCharsets.UTF_8));
    }
}

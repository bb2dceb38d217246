package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import exchange.FakeExchange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;

/** News for a webhook, by a real pipeline and a real HTTP server. */
@Tag("servers")
class AlertsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    @TempDir
    Path directory;

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int status = 200;
    private volatile boolean hanging;
    private HttpServer webhook;

    @BeforeEach
    void listen() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook-secret", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean json = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/json");
            Lab.until(() -> !hanging);
            if (status != 200) {
                refused.incrementAndGet();
            } else {
                posted.add(json ? new ObjectMapper().readTree(body).path("text").asText() : "no JSON by POST: " + body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webhook.setExecutor(Executors.newCachedThreadPool());
        webhook.start();
    }

    @AfterEach
    void stopListening() {
        hanging = false;
        webhook.stop(0);
    }

    private Lab lab() {
        return Lab.with(
                "alert.webhook", "http://127.0.0.1:%d/hook-secret?of=o'brien".formatted(webhook.getAddress().getPort()), "alert.period", "200ms");
    }

    @Test
    void tellsTheWebhookWhatBeginsAndWhatIsOverOnceEach() {
        try (Lab lab = lab()) {
            lab.start();
            lab.send(0, "not JSON");
            Lab.until(() -> !posted.isEmpty());
            assertThat(posted.get(0)).startsWith("stock-market-pipeline at ").endsWith(": 1 rejected; redrive --dry-run shows them");

            Lab.cloud().glue().deleteDatabase(delete -> delete.name(lab.database));
            Lab.until(() -> posted.size() == 2);
            assertThat(posted.get(1)).contains("Glue has no database " + lab.database);

            Lab.cloud().glue().createDatabase(create -> create.databaseInput(database -> database.name(lab.database)));
            Lab.until(() -> posted.size() == 3);
            assertThat(posted.get(2)).contains("over: Glue has no database " + lab.database);
        }
    }

    @Test
    void whatTheWebhookRefusesIsToldLater() {
        try (Lab lab = lab().set("alert.repeat", "100ms")) {
            status = 500;
            lab.start();
            lab.send(0, "not JSON", "{\"n\":1}");
            Lab.until(() -> refused.get() > 1);
            status = 200;
            Lab.until(() -> !posted.isEmpty());
            lab.send(0, "not JSON either");
            lab.drained();
            Lab.until(() -> posted.stream().filter(text -> text.contains("1 rejected; redrive --dry-run shows them")).count() == 2);

            assertThat(lab.verify().clean()).as("the pipeline does not care").isTrue();
        }
    }

    @Test
    void aWebhookThatHangsHoldsUpNothing() {
        Duration stop;
        try (Lab lab = lab()) {
            hanging = true;
            lab.start();
            lab.send(0, "not JSON", "{\"n\":1}");
            lab.drained();
            assertThat(lab.verify().clean()).isTrue();
            assertThat(posted).isEmpty();
            long start = System.nanoTime();
            lab.pipeline().close();
            stop = Duration.ofNanos(System.nanoTime() - start);
        }
        assertThat(stop).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void aFailedReportIsToldOnceThoughItFailsInEachRun() throws IOException {
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(reports.resolve("broken.sql"), "SELECT nothing FROM nowhere");
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        try (Lab lab = lab().set("report.directory", reports.toString()).set("transform.directory", transforms.toString())) {
            lab.start();
            lab.send(0, "{\"n\":1}");
            lab.drained();
            run(lab);
            Lab.until(() -> posted.size() == 1);
            assertThat(posted.get(0)).contains("report broken.sql failed: ");

            run(lab);
            run(lab);
            Files.delete(reports.resolve("broken.sql"));
            run(lab);
            Lab.until(() -> posted.size() == 2);
            assertThat(posted.get(1)).contains(": over: report broken.sql failed: ");
        }
    }

    @Test
    void aFeedThatStaysAwayIsTold() {
        FakeExchange exchange = FakeExchange.start("coinbase", 1, Duration.ofMillis(5));
        try (Lab lab = lab().set("source", "websocket").set("live.feed", "coinbase").set("live.symbols", "AAA").set("live.url", exchange.url())
                .set("live.reconnect-delay", "10ms").set("live.longest-reconnect-delay", "50ms").set("alert.stale-after", "1s").set("alert.repeat", "1s")) {
            lab.set("live.gaps-topic", lab.topic + ".gaps").start();
            Lab.until(() -> lab.pipeline().bean("progress", Progress.class).rows() > 0);
            exchange.close();
            Lab.until(() -> posted.stream().anyMatch(text -> text.contains("no trade comes in for 0 minutes: ") && !text.contains("connecting to coinbase")));
        }
    }

    private static void run(Lab lab) {
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    @Test
    void aBacklogThatShrinksIsNoGrowingLag() {
        LagGrowth lag = new LagGrowth(1000, Duration.ofMinutes(30));

        assertThat(lag.since(5000, NOON)).as("nobody looked before").isZero();
        assertThat(lag.since(9000, NOON.plus(Duration.ofMinutes(29)))).isZero();
        assertThat(lag.since(8000, NOON.plus(Duration.ofMinutes(31)))).as("against noon").isEqualTo(3000);
        assertThat(lag.since(7000, NOON.plus(Duration.ofMinutes(60)))).as("against 12:29").isZero();
        assertThat(lag.since(900, NOON.plus(Duration.ofMinutes(100)))).isZero();
        assertThat(lag.since(999, NOON.plus(Duration.ofMinutes(140)))).as("more, but few").isZero();
    }

    @Test
    void whatLastsIsToldAgainAfterAWhile() throws Exception {
        Alerts alerts = new Alerts(null, null, null);
        alerts.setCamelContext(new DefaultCamelContext());
        alerts.setRepeat("1h");
        Map<String, String> trouble = Map.of("s3", "bucket lake cannot be used");

        assertThat(alerts.compare(trouble, 0, NOON)).contains(": bucket lake cannot be used");
        assertThat(alerts.compare(trouble, 0, NOON.plusSeconds(1))).as("nobody took it").contains(": bucket lake cannot be used");
        alerts.told();
        assertThat(alerts.compare(Map.of("s3", "bucket lake does not answer"), 0, NOON.plus(Duration.ofMinutes(59)))).as("in other words").isNull();
        assertThat(alerts.compare(trouble, 0, NOON.plus(Duration.ofMinutes(61)))).contains("still: bucket lake cannot be used");
        alerts.told();
        assertThat(alerts.compare(Map.of(), 3, NOON.plus(Duration.ofMinutes(62)))).contains("over: bucket lake cannot be used; 3 rejected");
        alerts.told();
        assertThat(alerts.compare(Map.of(), 3, NOON.plus(Duration.ofMinutes(63)))).isNull();
        assertThat(alerts.compare(Map.of(), 9, NOON.plus(Duration.ofMinutes(64)))).as("more of them wait for the next time").isNull();
        assertThat(alerts.compare(Map.of(), 9, NOON.plus(Duration.ofMinutes(123)))).contains(": 6 rejected");
    }
}

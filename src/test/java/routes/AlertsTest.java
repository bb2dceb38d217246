package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** News for a webhook, by a real pipeline and a real HTTP server. */
class AlertsTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final AtomicInteger refused = new AtomicInteger();
    private volatile int status = 200;
    private HttpServer webhook;

    @BeforeEach
    void listen() throws IOException {
        webhook = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        webhook.createContext("/hook-secret", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            boolean json = exchange.getRequestMethod().equals("POST")
                    && exchange.getRequestHeaders().getFirst("Content-Type").startsWith("application/json");
            if (status != 200) {
                refused.incrementAndGet();
            } else {
                posted.add(json ? new ObjectMapper().readTree(body).path("text").asText() : "no JSON by POST: " + body);
            }
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        webhook.start();
    }

    @AfterEach
    void stopListening() {
        webhook.stop(0);
    }

    private Lab lab() {
        return Lab.with(
                "alert.webhook", "http://127.0.0.1:%d/hook-secret".formatted(webhook.getAddress().getPort()), "alert.period", "200ms");
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
        try (Lab lab = lab()) {
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
    void whatLastsIsToldAgainAfterAWhile() throws Exception {
        Alerts alerts = new Alerts();
        alerts.setCamelContext(new DefaultCamelContext());
        alerts.setRepeat("1h");
        Map<String, String> trouble = Map.of("s3", "bucket lake cannot be used");

        assertThat(alerts.compare(trouble, 0, NOON)).contains(": bucket lake cannot be used");
        assertThat(alerts.compare(trouble, 0, NOON.plusSeconds(1))).as("nobody took it").contains(": bucket lake cannot be used");
        alerts.told();
        assertThat(alerts.compare(trouble, 0, NOON.plus(Duration.ofMinutes(59)))).isNull();
        assertThat(alerts.compare(trouble, 0, NOON.plus(Duration.ofMinutes(61)))).contains("still: bucket lake cannot be used");
        alerts.told();
        assertThat(alerts.compare(Map.of(), 3, NOON.plus(Duration.ofMinutes(62)))).contains("over: bucket lake cannot be used; 3 rejected");
        alerts.told();
        assertThat(alerts.compare(Map.of(), 3, NOON.plus(Duration.ofMinutes(63)))).isNull();
    }
}

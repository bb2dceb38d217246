package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.Tool;
import cloud.server.Ports;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.watch.Metrics;
import routes.watch.Progress;

/** A real Prometheus asks a real pipeline, where one is installed, and is asked what Grafana would ask it. */
@Tag("servers")
class PrometheusTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path directory;

    private record Panel(String title, String query) {}

    @Test
    void answersWhatEachPanelAsks() throws Exception {
        assumeTrue(Tool.path("prometheus").isPresent(), "prometheus is not installed");
        try (Lab lab = lab()) {
            lab.start();
            happen(lab);
            int port = Ports.any();
            Process prometheus = prometheus(lab, port);
            try {
                Lab.until(() -> !answer(port, "pipeline_runs_total").isEmpty());
                // so that what only counts has something to count between two scrapes
                happen(lab);
                List<Panel> unanswered = panels();
                try {
                    Lab.until(() -> {
                        unanswered.removeIf(panel -> !answer(port, panel.query()).isEmpty());
                        return unanswered.isEmpty();
                    });
                } catch (ConditionTimeoutException never) {
                    assertThat(unanswered).isEmpty();
                }
                assertThat(answer(port, "ALERTS{alertname='RecordsRejected'}")).as("the rules are those of docker/").isNotEmpty();
            } finally {
                prometheus.destroy();
                prometheus.waitFor();
            }
        }
    }

    private Lab lab() throws IOException {
        Path file = directory.resolve("quotes.csv");
        Files.writeString(file, "Index,Date,Close\nN225,2024-12-27,100.5\nN225,2024-12-30,many\nN225,2024-12-31,101\n");
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        Lab lab = Lab.with("csv.file", file.toString(), "csv.columns", "index:string,trade_date:date,close:double", "csv.rate", "0", "csv.repeat", "1");
        Files.writeString(reports.resolve("rows.sql"), "SELECT count(*) AS rows FROM \"%s\"".formatted(lab.database));
        Files.writeString(reports.resolve("broken.sql"), "SELECT nothing FROM nowhere");
        return lab.set("report.directory", reports.toString()).set("transform.directory", transforms.toString());
    }

    /** Records, good and bad, S3 that is away for a while and then loses an answer, and a run. */
    private static void happen(Lab lab) {
        int letters = lab.letters().size();
        Metrics metrics = lab.pipeline().bean("metrics", Metrics.class);
        AtomicInteger puts = new AtomicInteger();
        Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix));
        Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() == 1);
        lab.send(0, "{\"index\":\"N225\"}", "not JSON");
        Lab.until(() -> metrics.consumers().waitsFor() != null);
        Lab.FAULTS.failBefore(key -> false);
        Lab.until(() -> lab.letters().size() > letters && puts.get() > 0 && metrics.consumers().waitsFor() == null);
        // a pause that there is something to say of
        System.gc();
        long objects = lab.pipeline().bean("progress", Progress.class).objects();
        lab.send(0, "{\"index\":\"NYA\"}");
        Lab.until(() -> lab.pipeline().bean("progress", Progress.class).objects() > objects);
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private Process prometheus(Lab lab, int port) throws IOException {
        Path configuration = directory.resolve("prometheus.yml");
        Files.writeString(configuration, """
                global: {scrape_interval: 500ms, evaluation_interval: 500ms}
                rule_files: ['%s']
                scrape_configs:
                  - job_name: stock-market-pipeline
                    metrics_path: /observe/metrics
                    static_configs: [{targets: ['127.0.0.1:%s']}]
                """.formatted(Path.of("docker/prometheus/alerts.yml").toAbsolutePath(), lab.pipeline().setting("camel.management.port")));
        return new ProcessBuilder(
                        "prometheus", "--config.file=" + configuration, "--storage.tsdb.path=" + directory.resolve("prometheus"), "--web.listen-address=127.0.0.1:" + port)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("prometheus.log").toFile())
                .start();
    }

    private static List<Panel> panels() throws IOException {
        List<Panel> panels = new ArrayList<>();
        for (JsonNode panel : JSON.readTree(Path.of("docker/grafana/dashboards/pipeline.json").toFile()).get("panels")) {
            for (JsonNode target : panel.path("targets")) {
                panels.add(new Panel(panel.get("title").asText(), target.get("expr").asText().replace("$__rate_interval", "1m")));
            }
        }
        assertThat(panels).hasSizeGreaterThan(20);
        return panels;
    }

    /** @return the samples; none while it does not answer yet */
    private static JsonNode answer(int port, String query) {
        URI uri = URI.create("http://127.0.0.1:%d/api/v1/query?query=%s".formatted(port, URLEncoder.encode(query, StandardCharsets.UTF_8)));
        try {
            JsonNode answer = JSON.readTree(HTTP.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body());
            assertThat(answer.path("error").asText()).as(query).isEmpty();
            return answer.at("/data/result");
        } catch (IOException notYet) {
            return JSON.createArrayNode();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}

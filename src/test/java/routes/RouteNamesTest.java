package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.errorhandler.NoErrorHandlerDefinition;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.page.StatusBoard;
import routes.report.Reports;
import routes.verify.Verify;
import routes.watch.Metrics;

/** Nothing hangs on what a route is called, or on there being one of its kind. */
@Tag("servers")
class RouteNamesTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String OURS = "(?m)^(- route:\\R    id: )(\\S+)$";

    @TempDir
    Path directory;

    @Test
    void allRoutesWorkUnderOtherNames() throws Exception {
        rename("routes.yaml");
        for (String file : List.of("transform", "report", "query", "watch", "page")) {
            rename("routes/" + file + ".yaml");
        }
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Path rows = Files.writeString(directory.resolve("rows.csv"), "Index,Close\na,1\nb,x\na,3\n");
        try (Lab lab = lab("csv.file", rows.toString(), "csv.columns", "index:string,close:double", "csv.repeat", "1", "csv.rate", "0", "report.schedule", "0 0 0 1 1 ? 2099")) {
            Files.writeString(reports.resolve("rows.sql"), "SELECT count(*) AS n FROM " + lab.database);
            lab.createTopics();
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() == 1);
            lab.start();
            Lab.until(() -> lab.records().size() == 2 && lab.letters().size() == 1);
            lab.drained();

            assertThat(lab.pipeline().context().getRoutes()).extracting(Route::getId).isNotEmpty().allMatch(id -> id.startsWith("my-"));
            assertThat(lab.verify().problems()).isEmpty();
            assertThat(metrics(lab)).contains(
                    "pipeline_put_resolved_total{route=\"my-kafka-to-s3\"} 1.0",
                    "pipeline_records_read_total{route=\"my-kafka-to-s3\"} 2.0",
                    "pipeline_lag_records{partition=\"0\",route=\"my-kafka-to-s3\"} 0.0");
            assertThat(lab.pipeline().bean("statusBoard", StatusBoard.class).run().nextAt()).isNotNull();
            lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
            assertThat(lab.pipeline().bean("reports", Reports.class).lastRuns()).singleElement().satisfies(run -> assertThat(run.succeeded()).isTrue());
        }
    }

    @Test
    void twoTopicsGoIntoTwoLakesWithNumbersAndHealthOfTheirOwn() throws Exception {
        Files.copy(Path.of("jbang/gallery/second-topic.yaml"), directory.resolve("second-topic.yaml"));
        try (Lab lab = lab("batch.max-records", "10")) {
            String second = lab.topic + "-fx";
            lab.set("second.topic", second).set("second.prefix", "raw/" + second);
            lab.start();
            lab.send(0, Lab.numbers(25));
            List<ProducerRecord<byte[], byte[]>> others = new ArrayList<>();
            for (String value : List.of("{\"fx\":1}", "not JSON", "{\"fx\":3}")) {
                others.add(new ProducerRecord<>(second, 1, null, value.getBytes(StandardCharsets.UTF_8)));
            }
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failAfter(key -> key.startsWith("raw/" + second) && puts.incrementAndGet() == 1);
            lab.send(others);
            Metrics metrics = lab.pipeline().bean("metrics", Metrics.class);
            Lab.until(() -> metrics.consumers().recordsRead() == 28 && metrics.consumers().lag() == 0);
            lab.drained();

            assertThat(lab.lines()).hasSize(25);
            assertThat(lab.verify().summary()).isEqualTo("25 records and 0 rejected in 3 objects, verified");
            Lab.until(() -> metrics(lab).contains("pipeline_lag_records{partition=\"1\",route=\"second-to-s3\"} 0.0"));
            assertThat(metrics(lab)).contains(
                    "pipeline_records_read_total{route=\"kafka-to-s3\"} 25.0",
                    "pipeline_records_read_total{route=\"second-to-s3\"} 3.0",
                    "pipeline_rejected_total{reason=\"json\",route=\"kafka-to-s3\",where=\"record\"} 0.0",
                    "pipeline_rejected_total{reason=\"json\",route=\"second-to-s3\",where=\"record\"} 1.0",
                    "pipeline_freshness_seconds{route=\"second-to-s3\",stage=\"queryable\"} NaN",
                    "pipeline_put_resolved_total{route=\"kafka-to-s3\"} 0.0",
                    "pipeline_put_resolved_total{route=\"second-to-s3\"} 1.0",
                    "pipeline_object_records_sum{cut=\"records\",route=\"kafka-to-s3\"} 20.0");
            assertThat(get(lab, "/observe/health/ready")).contains("lake:kafka-to-s3", "lake:second-to-s3");

            Lab.FAULTS.failBefore(key -> key.startsWith("raw/" + second));
            lab.send(others);
            Lab.until(() -> metrics(lab).contains("pipeline_waiting{route=\"second-to-s3\"} 1.0"));
            assertThat(metrics(lab)).contains("pipeline_waiting{route=\"kafka-to-s3\"} 0.0");
            lab.send(0, Lab.numbers(1));
            lab.drained();
            assertThat(lab.lines()).as("the first goes on").hasSize(26);
            Lab.FAULTS.failBefore(key -> false);
            lab.stop();

            lab.set("kafka.topic", second).set("kafka.group", "second-to-s3").set("s3.prefix", "raw/" + second);
            Files.delete(directory.resolve("second-topic.yaml"));
            try (Pipeline beans = Pipeline.withoutRoutes(lab.settings())) {
                assertThat(beans.bean("verify", Verify.class).run(false).problems()).filteredOn(problem -> !problem.contains("not in the lake yet")).isEmpty();
            }
        }
    }

    @Test
    void theUsersOwnRoutesAreGovernedByNoConfigurationOfOurs() throws IOException {
        Files.writeString(directory.resolve("mine.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: direct:mine
                      steps:
                        - log: hello
                """);
        try (Lab lab = lab()) {
            lab.start();

            Model model = lab.pipeline().context().getCamelContextExtension().getContextPlugin(Model.class);
            assertThat(model.getRouteConfigurationDefinitions()).isNotEmpty().noneMatch(one -> one.getId() == null || one.getId().equals("*"));
            assertThat(model.getRouteDefinition("mine").getAppliedRouteConfigurationIds()).isNullOrEmpty();
            assertThat(model.getRouteDefinition("mine").getErrorHandlerFactory()).isNotInstanceOf(NoErrorHandlerDefinition.class);
        }
    }

    @Test
    void noClassAsksForARouteByName() throws IOException {
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java/routes"))) {
            assertThat(sources.filter(file -> file.toString().endsWith(".java"))).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("getRoute(\""));
        }
        try (Stream<Path> sources = Files.list(Path.of("src/main/java/routes/delivery"))) {
            assertThat(sources).isNotEmpty().allSatisfy(file -> assertThat(Files.readString(file)).doesNotContain("\"kafka-to-s3"));
        }
    }

    private static List<String> found(String pattern, String text, int group) {
        return java.util.regex.Pattern.compile(pattern).matcher(text).results().map(one -> one.group(group)).toList();
    }

    private void rename(String file) throws IOException {
        String yaml = Files.readString(RESOURCES.resolve(file));
        Path mine = directory.resolve(file);
        Files.createDirectories(mine.getParent());
        assertThat(found(OURS, yaml, 2)).isNotEmpty();
        Files.writeString(mine, yaml.replaceAll(OURS, "$1my-$2"));
    }

    private static String metrics(Lab lab) {
        return get(lab, "/observe/metrics");
    }

    private static String get(Lab lab, String path) {
        URI uri = URI.create("http://127.0.0.1:%s%s".formatted(lab.pipeline().setting("camel.management.port"), path));
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Lab lab(String... settings) {
        return Lab.with(settings).set("pipeline.directory", directory.toString()).set("pipeline.progress-period", "200ms");
    }
}

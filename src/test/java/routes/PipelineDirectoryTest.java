package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.delivery.KafkaBatchConsumers;
import routes.lang.StartException;
import routes.watch.Metrics;

/** How the service is configured from outside, and what it says when that is wrong. */
@Tag("servers")
class PipelineDirectoryTest {
    private static final Path RESOURCES = Path.of("src/main/resources");

    @TempDir
    Path directory;

    @Test
    void aDirectoryGivesSettingsRoutesAndReports() throws Exception {
        write("application.properties", "kafka.partitions = 3\nbatch.max-records = 7\n");
        write(
                "tee.yaml",
                """
                - route:
                    id: tee
                    from:
                      uri: timer:tee?repeatCount=1
                      steps:
                        - log: "{{batch.max-records}}"
                - route:
                    id: hello
                    from:
                      uri: platform-http:/hello
                      steps:
                        - setBody:
                            simple: hello from ${camelId}
                """);
        write("reports/mine.sql", "SELECT 1 AS one");

        try (Lab lab = lab()) {
            lab.start();

            assertThat(lab.pipeline().setting("batch.max-records")).as("wins over the built-in").isEqualTo("7");
            assertThat(lab.pipeline().setting("kafka.partitions")).as("what the caller says wins").isEqualTo("2");
            assertThat(lab.pipeline().context().getRoute("tee")).isNotNull();
            assertThat(lab.pipeline().context().getRoute("kafka-to-s3")).isNotNull();
            assertThat(get(lab, "camel.server.port", "/hello").body()).isEqualTo("hello from stock-market-pipeline");
            assertThat(lab.pipeline().setting("report.directory")).isEqualTo(directory.resolve("reports").toString());
            assertThat(lab.pipeline().setting("transform.directory")).isEqualTo("classpath:transforms");
        }
    }

    @Test
    void aFileOfRoutesThereReplacesTheBuiltInOneOfThatNameAlone() throws Exception {
        replace("routes/watch.yaml", "id: progress\n    description: Logs", "id: other\n    description: Logs");
        write("routes/further.yaml", """
                - route:
                    id: further
                    from:
                      uri: direct:further
                      steps:
                        - log: hello
                """);

        try (Lab lab = lab()) {
            lab.start();

            assertThat(lab.pipeline().context().getRoute("other")).isNotNull();
            assertThat(lab.pipeline().context().getRoute("progress")).isNull();
            assertThat(lab.pipeline().context().getRoute("kafka-to-s3")).isNotNull();
            assertThat(lab.pipeline().context().getRoute("further")).isNotNull();
        }
    }

    @Test
    void aRouteToTheLakeIsMeasuredByWhateverNameItHas() throws Exception {
        replace("routes.yaml", "id: kafka-to-s3\n    description", "id: quotes-to-lake\n    description");

        try (Lab lab = lab()) {
            lab.createTopics().send(0, Lab.numbers(5));
            lab.start();
            lab.drained();

            assertThat(lab.pipeline().bean("metrics", Metrics.class).consumers())
                    .returns(5L, KafkaBatchConsumers::recordsRead)
                    .returns(0L, KafkaBatchConsumers::lag)
                    .satisfies(consumers -> assertThat(consumers.lags()).containsOnlyKeys(0, 1));
        }
    }

    @Test
    void aRouteWhoseErrorHandlerIsNotThereDoesNotStart() throws Exception {
        replace("routes.yaml", "routeConfigurationId: kafka-to-s3", "routeConfigurationId: kafka-to-s4");

        assertThatThrownBy(() -> lab().start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("route kafka-to-s3 names the routeConfiguration 'kafka-to-s4', which does not exist");
    }

    private String replace(String name, String right, String broken) throws IOException {
        String yaml = Files.readString(RESOURCES.resolve(name));
        assertThat(yaml).contains(right);
        write(name, yaml.replaceFirst(java.util.regex.Pattern.quote(right), java.util.regex.Matcher.quoteReplacement(broken)));
        return yaml;
    }

    @Test
    void aDirectoryThatDoesNotExistIsAnError() {
        Path nowhere = directory.resolve("nowhere");

        assertThatThrownBy(() -> Lab.with("pipeline.directory", nowhere.toString()).start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining("pipeline.directory " + nowhere);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            descripton: Sends                | description: Sends the rows        | Unsupported field: descripton
            - setVariabel:                   | - setVariable:                     | Unknown node id: setVariabel
            ref: objektWriter                | ref: objectWriter                  | no bean is called objektWriter
            type: routes.watch.Progres       | type: routes.watch.Progress        | there is no class routes.watch.Progres
            uri: "kafka-bach:{{kafka.topic}} | uri: "kafka-batch:{{kafka.topic}}  | there is no component kafka-bach
            staleAftr: "{{                   | staleAfter: "{{                    | bean routes.watch.Alerts has no property staleAftr
            0: "#bean:lakeLocaton", 1:       | 0: "#bean:lakeLocation", 1:        | no bean is called lakeLocaton
            , 2: "#bean:metrics" }           | , 2: "#bean:metrics", 3: "#bean:runs" } | routes.page.StatusBoard takes other arguments than it is given
            1: "#bean:glue", 2: "#bean:s3" } | 1: "#bean:s3", 2: "#bean:glue" }   | routes.transform.Transforms takes other arguments than it is given
            properties: { replay: "#bean:replay" } | constructors: { 0: "#bean:replay" }   | routes.replay.Steering takes other arguments than it is given
            kafka.fetchWaitMaxM: 50          | kafka.fetchWaitMaxMs: 50           | did you mean fetchWaitMaxMs?
            writres: "{{                     | writers: "{{                       | did you mean writers?
            "{{batch.max-ag}}"               | "{{batch.max-age}}"                | no setting is called batch.max-ag
            """)
    void aBrokenRouteFileRefusesToStartAndNamesTheLine(String broken, String right, String sentence) throws Exception {
        String file = Files.readString(RESOURCES.resolve("routes.yaml")).contains(right) ? "routes.yaml" : "routes/beans.yaml";
        String yaml = replace(file, right, broken);
        int line = (int) yaml.substring(0, yaml.indexOf(right)).lines().count();

        assertThatThrownBy(() -> lab().start())
                .isInstanceOf(StartException.class)
                .hasMessageContaining(sentence)
                .hasMessageContaining(directory.resolve(file).toString())
                .satisfies(failed -> assertThat(namedLine(failed)).as(failed.getMessage()).isBetween(line - 2, line + 2));
    }

    private static int namedLine(Throwable failed) {
        return Integer.parseInt(failed.getMessage().replaceAll("(?s).*?line (\\d+).*", "$1"));
    }

    @Test
    void aTakenPortIsAnErrorAndNotAServiceWithoutHttp() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = String.valueOf(taken.getLocalPort());

            assertThatThrownBy(() -> Lab.with("http.port", port).start())
                    .isInstanceOf(StartException.class)
                    .hasMessageContaining("port " + port + " on 127.0.0.1 cannot be opened")
                    .hasMessageContaining("http.port");
            assertThatThrownBy(() -> Lab.with("http.management-port", port).start()).hasMessageContaining("http.management-port");
        }
        assertThatThrownBy(() -> Lab.with("http.port", "80000").start()).hasMessageContaining("http.port '80000' is not a port");
        assertThatThrownBy(() -> Lab.with("http.host", "no.such.host.invalid").start()).hasMessageContaining("http.host");
    }

    @Test
    void theServiceIsReadyWhenKafkaS3AndTheCatalogAnswer() throws Exception {
        try (Lab lab = Lab.with()) {
            lab.start();
            Lab.until(() -> get(lab, "/observe/health/ready").statusCode() == 200);

            assertThat(get(lab, "/observe/health/ready").body()).contains("kafka", "s3", "catalog", "lake");
            assertThat(get(lab, "/observe/metrics").body()).contains("camel_exchanges_total");

            Lab.cloud().glue().deleteDatabase(delete -> delete.name(lab.database));
            Lab.until(() -> get(lab, "/observe/health/ready").statusCode() == 503);

            assertThat(get(lab, "/observe/health/ready").body()).contains("Glue has no database " + lab.database);
            assertThat(get(lab, "/observe/health/live").statusCode()).as("alive all the same").isEqualTo(200);
        }
    }

    private static HttpResponse<String> get(Lab lab, String path) {
        return get(lab, "camel.management.port", path);
    }

    private static HttpResponse<String> get(Lab lab, String port, String path) {
        URI uri = URI.create("http://127.0.0.1:%s%s".formatted(lab.pipeline().setting(port), path));
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Lab lab() {
        return Lab.with("pipeline.directory", directory.toString());
    }

    private void write(String name, String content) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}

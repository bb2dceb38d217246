package pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.LocalCloud;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The edits that jbang/README.md lists, made one after another while data flows, and made in the directory of the service. */
@Tag("servers")
class EditsIT {
    private static final String BUCKET = "stock-market-lake";
    private static final String LAKE = "raw/quotes/";
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final String NEVER = "0 0 0 1 1 ? 2099";

    private static final String DROP = """

            - route:
                id: each-record
                from:
                  uri: direct:each-record
                  steps:
                    - filter:
                        simple: "${header[kafka.KEY]} == 'HSI'"
                        steps:
                          - setProperty: {name: drop, constant: no HSI}
            """;
    private static final String ENRICH = DROP + """
                    - setBody: {jq: '. + {edited: true}'}
            """;
    private static final String TELL = """

            - route:
                id: after-stored
                from:
                  uri: direct:after-stored
                  steps:
                    - marshal: {json: {}}
                    - to: "file:%s?fileName=told.jsonl&fileExist=Append&appendChars=\\\\n"
            """;

    @TempDir
    Path directory;

    private LocalCloud cloud;
    private Path play;

    @BeforeEach
    void start() throws IOException {
        cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        cloud.prepare(BUCKET, "raw/quotes", "stock_market", "stock-market-crawler");
        play = Files.createDirectories(directory.resolve("play"));
        Files.writeString(Files.createDirectories(directory.resolve("mine")).resolve("how-many.sql"), "SELECT count(*) AS n FROM quotes");
    }

    @AfterEach
    void stop() {
        cloud.close();
    }

    @Test
    void eachEditTakesEffectWhileDataFlowsAndTheLakeStaysWhole() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
                "skipped: there is no mvn on the PATH, which runs the Camel CLI");
        Path routes = Files.copy(RESOURCES.resolve("routes.yaml"), play.resolve("routes.yaml"));
        Path settings = Files.copy(RESOURCES.resolve("application.properties"), play.resolve("application.properties"));
        Path folder = Files.createDirectories(play.resolve("routes"));
        try (Stream<Path> files = Files.list(RESOURCES.resolve("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        edit(settings, "report.schedule = 0 5 * * * ?", "report.schedule = " + NEVER);
        try (Program camel = camel("run --dev %s %s".formatted(routes, settings))) {
            until(camel, () -> !keys().isEmpty());

            edit(settings, "batch.max-records = 50000", "batch.max-records = 40");
            until(camel, () -> newest(10).stream().anyMatch(key -> metadata(key).get("records").equals("40")));

            edit(settings, "s3.compression = zstd", "s3.compression = gzip");
            until(camel, () -> newest(10).stream().anyMatch(key -> key.endsWith(".gz")));

            edit(settings, "report.directory = {{pipeline.directory.reports:classpath:reports}}", "report.directory = " + directory.resolve("mine"));
            edit(settings, "report.schedule = " + NEVER, "report.schedule = 0/3 * * * * ?");
            until(camel, () -> keys("reports/").stream().anyMatch(key -> key.contains("how-many")));
            edit(settings, "report.schedule = 0/3 * * * * ?", "report.schedule = " + NEVER);

            append(routes, TELL.formatted(directory));
            until(camel, () -> Files.exists(directory.resolve("told.jsonl")));

            String pipeline = Files.readString(routes);
            Files.writeString(routes, pipeline + DROP);
            until(camel, () -> newest(10).stream().anyMatch(key -> metadata(key).containsKey("filtered")));

            Files.writeString(routes, pipeline + ENRICH);
            until(camel, () -> newest(3).stream().anyMatch(key -> content(key).contains("\"edited\":true")));

            String good = Files.readString(routes);
            edit(routes, "              - to:\n                  id: put-object\n", "              - marshal: {id: as-csv, csv: {}}\n              - to:\n                  id: put-object\n");
            camel.untilItPrints("the step as-csv (marshal) changes what its writer made and sealed");
            Files.writeString(routes, good);
            untilItGoesOn(camel);

            edit(routes, "${variable.object.key}\"\n              - setHeader:\n                  id: object-metadata", "${variable.object.key}.mine\"\n              - setHeader:\n                  id: object-metadata");
            camel.untilItPrints("gives objects another key than their writer");
            Files.writeString(routes, good);
            untilItGoesOn(camel);

            append(routes, "        - setHeader: {id: chance, name: at, simple: '${date:now:HHmmss}'}\n");
            camel.untilItPrints("each-record: the step chance (setHeader) depends on time or chance");
            untilItGoesOn(camel);
            camel.terminate();
        }
        assertThatTheLakeIsWhole();
    }

    @Test
    void theSameEditsInTheDirectoryOfTheService() throws IOException {
        Files.writeString(play.resolve("application.properties"), """
                batch.max-records = 40
                s3.compression = gzip
                report.schedule = 0/3 * * * * ?
                report.directory = %s
                """.formatted(directory.resolve("mine")));
        Files.writeString(play.resolve("mine.yaml"), ENRICH + TELL.formatted(directory));
        try (Program service = service(List.of())) {
            until(service, () -> newest(10).stream().anyMatch(key -> metadata(key).containsKey("filtered") && key.endsWith(".gz") && content(key).contains("\"edited\":true")));
            until(service, () -> Files.exists(directory.resolve("told.jsonl")) && keys("reports/").stream().anyMatch(key -> key.contains("how-many")));
            assertThat(newest(1000)).allMatch(key -> Integer.parseInt(metadata(key).get("records")) <= 40);
            service.terminate();
        }
        assertThatTheLakeIsWhole();

        assertThatItDoesNotStart(List.of("-Ds3.prefix=raw/{index}"), "it can be no template, but one folder for all objects");
        String yaml = Files.readString(RESOURCES.resolve("routes.yaml"));
        Files.writeString(play.resolve("routes.yaml"), yaml.replace(
                "              - to:\n                  id: put-object\n", "              - marshal: {id: as-csv, csv: {}}\n              - to:\n                  id: put-object\n"));
        assertThatItDoesNotStart(List.of(), "the step as-csv (marshal) changes what its writer made and sealed");
        Files.writeString(play.resolve("routes.yaml"), yaml.replace(
                "              - to:\n                  id: put-object\n", "              - to: {id: sink, uri: 'file:%s?fileName=sink'}\n              - to:\n                  id: put-object\n".formatted(directory)));
        try (Program service = service(List.of())) {
            service.untilItPrints("kafka-to-s3: the step sink (file:%s) comes before the put: it gets batches twice whose put failed".formatted(directory));
        }
    }

    private void assertThatItDoesNotStart(List<String> options, String sentence) {
        try (Program service = service(options)) {
            assertThat(service.exit()).isEqualTo(1);
            assertThat(service.output()).contains(sentence);
        }
    }

    private void assertThatTheLakeIsWhole() {
        try (Program verify = Program.service(directory, cloud.environment(), List.of(), "verify")) {
            assertThat(verify.exit()).as(verify.output()).isZero();
            assertThat(verify.lastLine()).endsWith("objects, verified");
        }
        assertThat(told()).hasSizeGreaterThan(1).isSubsetOf(keys());
    }

    private List<String> told() {
        try {
            return Files.readAllLines(directory.resolve("told.jsonl")).stream().map(line -> line.replaceAll(".*\"key\":\"([^\"]+)\".*", "$1")).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void edit(Path file, String before, String after) throws IOException {
        String text = Files.readString(file);
        assertThat(text).contains(before);
        Files.writeString(file, text.replace(before, after));
    }

    private static void append(Path file, String text) throws IOException {
        Files.writeString(file, Files.readString(file) + text);
    }

    private Program camel(String arguments) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.putAll(pace());
        return Program.camel(directory, environment, arguments);
    }

    private Program service(List<String> options) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.putAll(pace());
        environment.put("PIPELINE_DIRECTORY", play.toString());
        return Program.service(directory, environment, options);
    }

    private static Map<String, String> pace() {
        return Map.of("CSV_RATE", "100", "BATCH_MAX_AGE", "1s", "KAFKA_SESSION_TIMEOUT", "6000", "GLUE_CRAWL_EVERY", "0");
    }

    private void untilItGoesOn(Program program) {
        List<String> before = keys();
        until(program, () -> keys().size() > before.size());
    }

    private static void until(Program program, Callable<Boolean> condition) {
        try {
            // the list may have the name of an object that is about to be there
            await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(200)).ignoreException(NoSuchKeyException.class).until(() -> {
                assertThat(program.isAlive()).as(program.output()).isTrue();
                return condition.call();
            });
        } catch (ConditionTimeoutException late) {
            throw new AssertionError(program.output(), late);
        }
    }

    private Map<String, String> metadata(String key) {
        return cloud.s3().headObject(head -> head.bucket(BUCKET).key(key)).metadata();
    }

    private String content(String key) {
        byte[] bytes = cloud.s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(key)).asByteArray();
        try (InputStream lines = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(lines.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private List<String> newest(int most) {
        List<String> keys = keys();
        return keys.subList(Math.max(0, keys.size() - most), keys.size());
    }

    private List<String> keys() {
        return keys(LAKE);
    }

    private List<String> keys(String prefix) {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(prefix)).contents().stream()
                .sorted(Comparator.comparing(S3Object::lastModified))
                .map(S3Object::key)
                .toList();
    }
}

package pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.LocalCloud;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.S3Object;

/** The same routes and settings on the Camel CLI, edited while data flows. */
@Tag("servers")
class CamelCliIT {
    private static final String BUCKET = "stock-market-lake";
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final List<String> GALLERY = List.of("filter-index.yaml", "alert-on-move.yaml", "tee-to-file.yaml");

    @TempDir
    Path directory;

    private LocalCloud cloud;
    private Path routes;
    private Path settings;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(File.pathSeparator)).anyMatch(path -> Files.isExecutable(Path.of(path, "mvn"))),
                "skipped: there is no mvn on the PATH, which runs the Camel CLI");
        cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        cloud.prepare(BUCKET, "raw/quotes", "stock_market", "stock-market-crawler");
        routes = copy(RESOURCES.resolve("routes.yaml"));
        Path folder = Files.createDirectories(routes.resolveSibling("routes"));
        try (Stream<Path> files = Files.list(RESOURCES.resolve("routes"))) {
            for (Path file : files.toList()) {
                Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        settings = copy(RESOURCES.resolve("application.properties"));
    }

    @AfterEach
    void stop() {
        if (cloud != null) {
            cloud.close();
        }
    }

    @Test
    void takesUpEditedRoutesWithinSecondsAndLosesNothing() throws IOException {
        String pipeline = Files.readString(routes);
        List<String> files = new ArrayList<>(List.of(routes.toString(), settings.toString()));
        for (String file : GALLERY) {
            files.add(copy(Path.of("jbang/gallery", file)).toString());
        }
        try (Program camel = camel("run --dev --prop=alert.percent=1 --prop=tee.directory=%s %s"
                .formatted(directory.resolve("tee"), String.join(" ", files)))) {
            until(camel, () -> !keys().isEmpty());

            Files.writeString(routes, pipeline.replace("\"{{batch.max-records}}\"", "50"));
            until(camel, () -> objects().stream().anyMatch(object -> object.metadata().get("records").equals("50")));

            Files.writeString(settings, Files.readString(settings).replace("batch.max-bytes = 64MB", "batch.max-bytes = 4000"));
            until(camel, () -> objects().stream().anyMatch(object -> object.metadata().get("cut").equals("bytes")));

            Files.writeString(routes, pipeline.replace("    id: kafka-to-s3", "   id: kafka-to-s3"));
            camel.untilItPrints("mapping values are not allowed here");

            Files.writeString(routes, pipeline + HELLO);
            camel.untilItPrints("hello from a new route");
            int before = keys().size();
            until(camel, () -> keys().size() > before);

            assertThat(camel.output()).doesNotContain("duplicate route id", "Queue full", "Error downloading");
            camel.terminate();
        }
        try (Program verify = Program.service(directory, cloud.environment(), List.of(), "verify")) {
            assertThat(verify.exit()).as(verify.output()).isZero();
            assertThat(verify.lastLine()).endsWith("objects, verified");
        }
        assertThatEveryRowIsInKafkaOnce();
        assertThat(records("quotes.HSI")).isNotEmpty().allSatisfy(record -> assertThat(record.value()).contains("\"index\":\"HSI\""));
        assertThat(records("quotes.alerts")).isNotEmpty().allSatisfy(record -> assertThat(
                        Math.abs(new ObjectMapper().readTree(record.value()).get("change_pct").asDouble()))
                .isGreaterThanOrEqualTo(1));
        try (Stream<Path> tee = Files.list(directory.resolve("tee"))) {
            assertThat(tee).isNotEmpty().allSatisfy(file -> assertThat(Files.readAllLines(file)).isNotEmpty().allSatisfy(
                    line -> assertThat(line).startsWith("{\"index\":\"").endsWith("}")));
        }
    }

    private static final String HELLO =
            """

            - route:
                id: hello
                from:
                  uri: timer
                  parameters:
                    timerName: hello
                  steps:
                    - log:
                        message: hello from a new route
            """;

    @Test
    void saysInOneSentenceWhatIsMissing() {
        try (Program camel = camel("run --prop=s3.bucket=nowhere %s %s".formatted(routes, settings))) {
            camel.untilItPrints("bucket nowhere does not exist: create it, or set s3.bucket");
            assertThat(camel.exit()).isNotZero();
        }
    }

    @Test
    void theIdeaRunsWithoutAClassOfThisProject() throws Exception {
        Path stock = Path.of("jbang/gallery/stock.yaml");
        Path data = Files.createDirectories(directory.resolve("data"));
        List<String> rows = Files.readAllLines(Path.of("data/quotes.csv")).subList(0, 1201);
        Files.write(data.resolve("quotes.csv"), rows);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cloud.brokers()))) {
            admin.createTopics(List.of(new NewTopic("quotes", 2, (short) 1))).all().get();
        }

        try (Program camel = camel("run --prop=stock.directory=%s %s".formatted(data, stock))) {
            until(camel, () -> stockLines().size() == 1200);
            camel.terminate();
        }

        assertThat(Files.readString(stock)).doesNotContain("routes.");
        assertThat(stockLines()).allSatisfy(line -> assertThat(new ObjectMapper().readTree(line).get("close").isNumber()).isTrue());
    }

    private List<String> stockLines() {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix("stock/quotes/")).contents().stream()
                .flatMap(object -> cloud.s3().getObjectAsBytes(get -> get.bucket(BUCKET).key(object.key())).asUtf8String().lines())
                .toList();
    }

    private Program camel(String arguments) {
        Map<String, String> environment = new HashMap<>(cloud.environment());
        environment.put("CSV_RATE", "100");
        environment.put("BATCH_MAX_AGE", "1s");
        environment.put("KAFKA_SESSION_TIMEOUT", "6000");
        environment.put("REPORT_SCHEDULE", "0 0 0 1 1 ? 2099");
        return Program.camel(directory, environment, arguments);
    }

    private static void until(Program camel, Callable<Boolean> condition) {
        // the list may have the name of an object that is about to be there
        await().atMost(Duration.ofMinutes(4)).pollInterval(Duration.ofMillis(200)).ignoreException(NoSuchKeyException.class).until(() -> {
            assertThat(camel.isAlive()).as(camel.output()).isTrue();
            return condition.call();
        });
    }

    private Path copy(Path file) throws IOException {
        Path folder = Files.createDirectories(directory.resolve("play"));
        return Files.copy(file, folder.resolve(file.getFileName()));
    }

    /** The newest. */
    private List<HeadObjectResponse> objects() {
        List<String> keys = keys();
        return keys.subList(Math.max(0, keys.size() - 10), keys.size()).stream().map(key -> cloud.s3().headObject(head -> head.bucket(BUCKET).key(key))).toList();
    }

    private List<String> keys() {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix("raw/quotes/")).contents().stream()
                .sorted(Comparator.comparing(S3Object::lastModified))
                .map(S3Object::key)
                .toList();
    }

    private void assertThatEveryRowIsInKafkaOnce() {
        List<Integer> rows = records("quotes").stream()
                .map(record -> new String(record.headers().lastHeader("row").value(), StandardCharsets.UTF_8))
                .map(Integer::valueOf)
                .sorted()
                .toList();

        assertThat(rows).isEqualTo(IntStream.rangeClosed(1, rows.size()).boxed().toList());
    }

    private List<ConsumerRecord<String, String>> records(String topic) {
        List<ConsumerRecord<String, String>> records = new ArrayList<>();
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", cloud.brokers()), new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
            }
        }
        return records;
    }
}

package bench;

import cloud.crash.JavaProcess;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;

/** The environment of the measurements: a local cloud in a separate process, with new topics and lakes for each run. */
final class BenchmarkCloud implements AutoCloseable {
    static final String BUCKET = "stock-market-lake";
    private static final Duration TIME_TO_VERIFY = Duration.ofMinutes(2);
    private static final Duration TIME_TO_STOP = Duration.ofSeconds(20);

    private final Path directory;
    private final JavaProcess cloud;
    private final Map<String, String> environment;
    private final TopicWatch topics;
    private int lakes;

    private BenchmarkCloud(Path directory, JavaProcess cloud, Map<String, String> environment) {
        this.directory = directory;
        this.cloud = cloud;
        this.environment = environment;
        this.topics = new TopicWatch(environment.get("KAFKA_BROKERS"));
    }

    static BenchmarkCloud start(Path directory) throws IOException, InterruptedException {
        Path state = directory.resolve("cloud");
        JavaProcess cloud = JavaProcess.start(
                directory.resolve("cloud.log"),
                List.of("-Xmx1g", "-Dlogback.configurationFile=logback.xml"),
                Map.of(),
                Map.of("local.directory", state.toString(), "local.kafka-port", "0", "local.s3-port", "0", "local.aws-port", "0"),
                List.of("cloud.Main", "cloud"));
        Path exports = state.resolve("env");
        TopicWatch.until("the local cloud runs", () -> Files.exists(exports) || !cloud.isAlive());
        TopicWatch.until("the local cloud runs", () -> cloud.output().stream().anyMatch(line -> line.contains("KAFKA_BROKERS")) || !cloud.isAlive());
        if (!cloud.isAlive()) {
            throw new IllegalStateException("the local cloud did not start: " + String.join(" ", cloud.output()));
        }
        Map<String, String> environment = new HashMap<>();
        for (String line : Files.readAllLines(exports)) {
            String[] variable = line.replaceFirst("^export ", "").split("=", 2);
            environment.put(variable[0], variable[1]);
        }
        return new BenchmarkCloud(directory, cloud, environment);
    }

    Path directory() {
        return directory;
    }

    Map<String, String> environment() {
        return environment;
    }

    String brokers() {
        return environment.get("KAFKA_BROKERS");
    }

    TopicWatch topics() {
        return topics;
    }

    /** The folder that holds the objects of a prefix. */
    Path objects(String prefix) {
        return directory.resolve("cloud").resolve("s3").resolve(BUCKET).resolve(prefix);
    }

    /** Creates the topic and its dead-letter topic; not everything that is measured starts the route that would create them. */
    String topic(String name, int partitions) throws Exception {
        topics.create(name, partitions);
        topics.create(deadLetters(name), 1);
        return name;
    }

    private static String deadLetters(String topic) {
        return topic + ".rejected";
    }

    /** Settings of the pipeline for a new lake; nothing is replayed, and no reports run. */
    Map<String, String> lake(String topic, int partitions) {
        lakes++;
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("kafka.brokers", brokers());
        settings.put("http.port", "0");
        settings.put("http.management-port", "0");
        settings.put("csv.file", "");
        settings.put("kafka.topic", topic);
        settings.put("kafka.partitions", String.valueOf(partitions));
        settings.put("kafka.dead-letter-topic", deadLetters(topic));
        settings.put("kafka.group", "lake-" + lakes);
        settings.put("s3.bucket", BUCKET);
        settings.put("s3.prefix", "raw/lake-" + lakes);
        settings.put("s3.compression", "zstd");
        settings.put("batch.max-records", "50000");
        settings.put("batch.max-idle", "200ms");
        settings.put("batch.writers", "2");
        settings.put("report.schedule", "0 0 0 1 1 ? 2099");
        settings.put("pipeline.progress-period", "1h");
        return settings;
    }

    /** Creates a table over the objects that a prefix has so far. */
    String table(String prefix) throws InterruptedException {
        String name = prefix.replaceAll("[^a-z0-9]", "_");
        try (AthenaClient athena = athena()) {
            Queries.run(athena, ("CREATE EXTERNAL TABLE %s (kafka_partition bigint, kafka_offset bigint) PARTITIONED BY (`date` string)"
                            + " ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://%s/%s/'")
                    .formatted(name, BUCKET, prefix));
            Queries.run(athena, "MSCK REPAIR TABLE " + name);
        }
        return name;
    }

    /** Verifies a lake; a figure from a lake that is not clean is worthless. */
    void requireClean(Map<String, String> settings, Figures figures) {
        try (Service verify = Service.start(this, settings, "verify", "-Xmx512m")) {
            if (!verify.process().ended(TIME_TO_VERIFY) || verify.process().exitCode() != 0) {
                figures.problem("the lake at %s is not clean: see %s".formatted(settings.get("s3.prefix"), verify.process().log()));
            }
        }
    }

    AthenaClient athena() {
        return AthenaClient.builder()
                .endpointOverride(URI.create(environment.get("AWS_ENDPOINT_URL_ATHENA")))
                .region(Region.of(environment.get("AWS_REGION")))
                .credentialsProvider(credentials())
                .build();
    }

    private StaticCredentialsProvider credentials() {
        return StaticCredentialsProvider.create(
                AwsBasicCredentials.create(environment.get("AWS_ACCESS_KEY_ID"), environment.get("AWS_SECRET_ACCESS_KEY")));
    }

    @Override
    public void close() {
        topics.close();
        cloud.terminate(TIME_TO_STOP);
    }
}

package pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Two instances of the packaged service, as processes, under load: what they share, and what each of them leaves when it dies. */
@Tag("servers")
class ScaleOutIT {
    private static final String BUCKET = "stock-market-lake";
    private static final String RUNS = "runs/raw/quotes/";

    @TempDir
    Path directory;

    private LocalCloud cloud;

    @Test
    void twoInstancesShareATopicAndMakeEachRunOnceWhateverHappensToOneOfThem() throws Exception {
        configure();
        cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        cloud.prepare(BUCKET, "raw/quotes", "stock_market", "stock-market-crawler");
        try (Program first = instance();
                Program second = instance();
                Load load = new Load(cloud.brokers())) {
            until(() -> busyMembers() == 2);
            until(() -> ended() >= 3);

            assertThat(runs().values()).as("nobody was too late or too early").allSatisfy(objects -> assertThat(objects).doesNotContain("claim-2"));
            long reports = count(first, "1 report: ") + count(second, "1 report: ");
            assertThat(reports).as("each run was made by one of them").isBetween(ended() - 1, ended() + 1);

            String interrupted = killInARun(List.of(first, second));
            Program survivor = first.isAlive() ? first : second;
            survivor.untilItPrints("run %s broke off in another process".formatted(interrupted));
            until(() -> runs().get(interrupted).contains("end"));
            assertThat(runs().get(interrupted)).containsExactly("claim-1", "claim-2", "end");

            try (Program restarted = instance()) {
                until(() -> busyMembers() == 2);
                assertThat(survivor.terminate()).as("under load").isLessThan(Duration.ofSeconds(30));

                until(() -> busyMembers() == 1);
                load.stop();
                until(() -> verify().contains("%,d records and 0 rejected in ".formatted(load.sent())));
                assertThat(verify()).endsWith("objects, verified\n");
                restarted.terminate();
            }
        } finally {
            cloud.close();
        }
    }

    private void configure() throws IOException {
        Files.createDirectories(directory.resolve("reports"));
        Files.writeString(directory.resolve("reports/rows.sql"), "SELECT count(*) AS rows FROM quotes");
        Files.createDirectories(directory.resolve("transforms"));
        Files.writeString(
                directory.resolve("application.properties"),
                """
                csv.file =
                batch.max-age = 500ms
                kafka.session-timeout = 6000
                report.schedule = 0/4 * * * * ?
                report.lease = 3
                camel.main.shutdown-timeout = 20
                """);
    }

    private Program instance() {
        return program().untilItPrints("forecast for quotes");
    }

    private Program program(String... arguments) {
        return Program.service(directory, cloud.environment(), List.of("-Dpipeline.directory=" + directory), arguments);
    }

    private String verify() {
        try (Program verify = program("verify")) {
            verify.exit();
            return verify.output();
        }
    }

    /** Members of the group that have partitions. */
    private long busyMembers() throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", cloud.brokers()))) {
            return admin.describeConsumerGroups(List.of("kafka-to-s3")).all().get().get("kafka-to-s3").members().stream()
                    .map(MemberDescription::assignment)
                    .filter(assignment -> !assignment.topicPartitions().isEmpty())
                    .count();
        }
    }

    /** The names of each run's objects. */
    private Map<String, List<String>> runs() {
        return keys().stream()
                .map(key -> key.substring(RUNS.length()).split("/"))
                .filter(name -> name.length == 2 && name[1].matches("claim-\\d|end"))
                .collect(Collectors.groupingBy(name -> name[0], TreeMap::new, Collectors.mapping(name -> name[1], Collectors.toList())));
    }

    private List<String> keys() {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(RUNS)).contents().stream().map(S3Object::key).toList();
    }

    private long ended() {
        return runs().values().stream().filter(objects -> objects.contains("end")).count();
    }

    /** @return the run that one of them was killed in */
    private String killInARun(List<Program> instances) {
        long end = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (System.nanoTime() < end) {
            for (Map.Entry<String, List<String>> run : runs().entrySet()) {
                if (run.getValue().equals(List.of("claim-1"))) {
                    String holder = cloud.s3()
                            .getObjectAsBytes(get -> get.bucket(BUCKET).key(RUNS + run.getKey() + "/claim-1"))
                            .asUtf8String();
                    instances.stream().filter(instance -> holder.contains("process " + instance.pid())).forEach(Program::kill);
                    if (!runs().get(run.getKey()).contains("end")) {
                        return run.getKey();
                    }
                    throw new AssertionError("run %s ended before the process died; the report is too small for this test".formatted(run.getKey()));
                }
            }
        }
        throw new AssertionError("no run was under way: " + runs());
    }

    private static long count(Program program, String text) {
        return Stream.of(program.output().split("\n")).filter(line -> line.contains(text)).count();
    }

    private static void until(Callable<Boolean> condition) {
        await().atMost(Duration.ofMinutes(5)).pollInterval(Duration.ofMillis(200)).until(condition);
    }

    /** Some hundred records a second, until it is closed. */
    private static final class Load implements AutoCloseable {
        private final KafkaProducer<String, String> producer;
        private final AtomicLong sent = new AtomicLong();
        private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

        Load(String brokers) {
            Properties properties = new Properties();
            properties.put("bootstrap.servers", brokers);
            producer = new KafkaProducer<>(properties, new StringSerializer(), new StringSerializer());
            clock.scheduleWithFixedDelay(this::send, 0, 20, TimeUnit.MILLISECONDS);
        }

        private void send() {
            for (int i = 0; i < 10; i++) {
                String value = "{\"index\":\"N225\",\"trade_date\":\"2024-12-30\",\"close\":%d}".formatted(sent.get());
                producer.send(new ProducerRecord<>("quotes", "k" + sent.incrementAndGet() % 40, value));
            }
            producer.flush();
        }

        long sent() {
            return sent.get();
        }

        @Override
        public void close() {
            stop();
            producer.close();
        }

        void stop() {
            clock.shutdown();
            try {
                if (!clock.awaitTermination(2, TimeUnit.MINUTES)) {
                    throw new AssertionError("the load does not end");
                }
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }
    }
}

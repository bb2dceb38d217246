package pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * What the packaged jar promises between a CSV file and the lake, whoever gives it Kafka and S3. Each test has a topic, a group and a
 * prefix of its own.
 */
abstract class PipelineContract {
    static final String BUCKET = "contract";

    /** Generous: the machine may be busy. */
    private static final Duration LIMIT = Duration.ofMinutes(5);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    @TempDir
    Path directory;

    private final String topic = "quotes-" + NUMBER.incrementAndGet();

    /** What reaches Kafka and S3, as environment variables of the service. */
    abstract Map<String, String> environment();

    abstract S3Client s3();

    @Test
    void everyRowIsInTheLakeOnceAlsoWhenTheGroupForgetsHowFarItWas() throws Exception {
        Path file = rows(900, "too,many,values,in,this,row,1,2,3,4,5");
        try (Program service = service("-Dcsv.file=" + file, "-Dcsv.rate=0", "-Dcsv.repeat=1")) {
            untilSent(900);
            untilCommitted(900);
            service.terminate();
        }
        assertThat(ends(topic + ".rejected")).isEqualTo(1);
        List<String> written = keys();

        forgetOffsets();
        // other cuts than before: the first name of each partition is taken, which S3 answers with 412
        try (Program service = service("-Dcsv.file=", "-Dbatch.max-records=70")) {
            untilCommitted(900);
            service.terminate();
        }
        assertThat(keys()).isEqualTo(written);
        assertVerified(900, written.size());
    }

    @Test
    void aKillInTheMiddleLosesNothingAndDoublesNothing() throws Exception {
        Path file = rows(3000);
        try (Program service = service("-Dcsv.file=" + file, "-Dcsv.rate=100", "-Dcsv.repeat=1", "-Dbatch.max-records=10")) {
            await().atMost(LIMIT).until(() -> committed() > 0);
            service.kill();
        }
        assertThat(ends(topic)).isLessThan(3000);
        try (Program service = service("-Dcsv.file=" + file, "-Dcsv.rate=0", "-Dcsv.repeat=1")) {
            untilSent(3000);
            untilCommitted(3000);
            service.terminate();
        }
        assertVerified(3000, keys().size());
    }

    @Test
    void oneOfManyWhoPutAnObjectAtOnceWins() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        try {
            for (int object = 0; object < 20; object++) {
                String key = topic + "/race-" + object;
                List<Callable<Integer>> puts = new ArrayList<>();
                for (int writer = 0; writer < 8; writer++) {
                    String body = "writer " + writer;
                    puts.add(() -> put(key, body));
                }
                List<Integer> statuses = new ArrayList<>();
                for (Future<Integer> put : writers.invokeAll(puts)) {
                    statuses.add(put.get());
                }
                // AWS may also answer 409 to puts at the same moment
                assertThat(statuses).as(key).containsOnlyOnce(200).isSubsetOf(200, 409, 412);
            }
        } finally {
            writers.shutdownNow();
        }
    }

    private int put(String key, String body) {
        try {
            s3().putObject(put -> put.bucket(BUCKET).key(key).ifNoneMatch("*"), RequestBody.fromString(body));
            return 200;
        } catch (S3Exception refused) {
            return refused.statusCode();
        }
    }

    private Program service(String... options) {
        return start(List.of(options));
    }

    private Program start(List<String> options, String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "-Dkafka.topic=" + topic, "-Dkafka.dead-letter-topic=" + topic + ".rejected", "-Dkafka.group=" + topic,
                "-Dkafka.partitions=2", "-Dkafka.session-timeout=6000",
                "-Ds3.bucket=" + BUCKET, "-Ds3.prefix=" + topic,
                "-Dbatch.max-idle=300ms",
                // Glue and Athena are not part of this contract
                "-Dglue.register-partitions=false", "-Dreport.schedule=0 0 0 1 1 ? 2099",
                "-Dhttp.port=0", "-Dhttp.management-port=0"));
        all.addAll(options);
        return Program.service(directory, environment(), all, arguments);
    }

    private void assertVerified(int records, int objects) {
        try (Program verify = start(List.of(), "verify")) {
            assertThat(verify.exit()).as(verify.output()).isZero();
            assertThat(verify.lastLine()).isEqualTo("%,d records and 0 rejected in %,d objects, verified".formatted(records, objects));
        }
    }

    /** A CSV file of so many rows, and others that do not fit. */
    private Path rows(int count, String... others) {
        StringBuilder text = new StringBuilder("index,trade_date,close\n");
        for (int row = 0; row < count; row++) {
            text.append("I%d,%s,%d.5%n".formatted(row % 7, LocalDate.of(2000, 1, 1).plusDays(row), row));
        }
        text.append(String.join("\n", others)).append(others.length == 0 ? "" : "\n");
        try {
            return Files.writeString(directory.resolve("rows.csv"), text);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private List<String> keys() {
        return s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(topic + "/")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    private void untilSent(long records) {
        await().atMost(LIMIT).until(() -> ends(topic) == records);
    }

    private void untilCommitted(long records) {
        await().atMost(LIMIT).until(() -> committed() == records);
    }

    /** How many records a topic has; 0 as long as there is none. */
    private long ends(String topic) throws InterruptedException {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
            admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions()
                    .forEach(partition -> latest.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
            return admin.listOffsets(latest).all().get().values().stream().mapToLong(end -> end.offset()).sum();
        } catch (ExecutionException notYet) {
            return 0;
        }
    }

    private long committed() throws InterruptedException {
        try (Admin admin = admin()) {
            return admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException notYet) {
            return 0;
        }
    }

    private void forgetOffsets() throws Exception {
        try (Admin admin = admin()) {
            admin.deleteConsumerGroupOffsets(topic, Set.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1))).all().get();
        }
    }

    private Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", environment().get("KAFKA_BROKERS")));
    }
}

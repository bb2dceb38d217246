package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lake.JsonLines;
import routes.letter.DeadLetters;
import routes.redrive.RedriveOptions;

@Tag("servers")
class KafkaToS3RouteTest {
    private static final String TODAY = "date=" + LocalDate.now(ZoneOffset.UTC);

    @Test
    void writesOneObjectPerPartitionWithTheOriginOfEachRecord() {
        try (Lab lab = Lab.with()) {
            lab.start();
            lab.send(0, "{\"n\":1}", "{\"n\":2}");
            lab.send(1, "{\"n\":3}");
            lab.drained();

            assertThat(lab.lines())
                    .extracting(line -> line.get("kafka_partition").asInt() + "@" + line.get("kafka_offset").asLong())
                    .containsExactlyInAnyOrder("0@0", "0@1", "1@0");
            assertThat(lab.lines()).allSatisfy(line -> assertThat(line.get("kafka_timestamp").asText())
                    .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3}"));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void cutsABatchAtSoManyRecordsAndSaysWhy() {
        try (Lab lab = Lab.with("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(25));
            lab.start();
            lab.drained();

            assertThat(lab.keys()).containsExactly(key(lab, 0, 0), key(lab, 0, 10), key(lab, 0, 20));
            assertThat(lab.metadata(key(lab, 0, 0)))
                    .containsEntry("start-offset", "0")
                    .containsEntry("end-offset", "9")
                    .containsEntry("records", "10")
                    .containsEntry("rejected", "0")
                    .containsEntry("cut", "records")
                    .containsEntry("topic-id", lab.topicId());
            assertThat(lab.metadata(key(lab, 0, 20))).containsEntry("records", "5").containsEntry("cut", "idle");
        }
    }

    @Test
    void consumersOfOneProcessShareThePartitions() {
        try (Lab lab = Lab.with("kafka.consumers", "3", "kafka.partitions", "4")) {
            lab.createTopics();
            lab.start();
            // one of the three has two partitions
            Lab.until(() -> lab.consumer().assignments() >= 3);
            for (int partition = 0; partition < 4; partition++) {
                lab.send(partition, Lab.numbers(100));
            }
            lab.drained();

            assertThat(lab.lines()).hasSize(400);
            assertThat(lab.consumer().recordsRead()).isEqualTo(400);
            assertThat(lab.consumer().lag()).isZero();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void cutsABatchAtSoManyBytes() {
        try (Lab lab = Lab.with("batch.max-bytes", "1KB")) {
            lab.createTopics().send(0, Lab.numbers(200));
            lab.start();
            lab.drained();

            assertThat(lab.metadata(lab.keys().get(0))).containsEntry("cut", "bytes");
            assertThat(lab.lines()).hasSize(200);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void cutsABatchWhereTheDateChanges() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            long midnight = Instant.parse("2026-03-01T00:00:00Z").toEpochMilli();
            lab.send(IntStream.range(-2, 3)
                    .mapToObj(i -> new ProducerRecord<>(lab.topic, 0, midnight + i, new byte[0], "{}".getBytes()))
                    .toList());
            lab.start();
            lab.drained();

            assertThat(lab.keys())
                    .containsExactly(
                            "date=2026-02-28/%s-0-%020d.json.zst".formatted(lab.topic, 0),
                            "date=2026-03-01/%s-0-%020d.json.zst".formatted(lab.topic, 2));
            assertThat(lab.metadata(lab.keys().get(0))).containsEntry("cut", "date");
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"none,.json", "gzip,.json.gz", "zstd,.json.zst"})
    void compressesAsAsked(String compression, String suffix) {
        try (Lab lab = Lab.with("s3.compression", compression)) {
            lab.createTopics().send(0, Lab.numbers(5));
            lab.start();
            lab.drained();

            assertThat(lab.keys()).singleElement().asString().endsWith(suffix);
            assertThat(lab.lines()).extracting(line -> line.get("n").asInt()).containsExactly(0, 1, 2, 3, 4);
        }
    }

    @Test
    void objectsOfTwoCompressionsLieSideBySide() {
        try (Lab lab = Lab.with("kafka.partitions", "1").createTopics()) {
            lab.send(0, Lab.numbers(5));
            lab.start();
            lab.drained().stop();
            lab.send(0, Lab.numbers(5));
            lab.set("s3.compression", "gzip").start();
            lab.drained();

            assertThat(lab.keys()).extracting(key -> key.substring(key.lastIndexOf('.'))).containsExactly(".zst", ".gz");
            assertThat(lab.lines()).hasSize(10);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void sendsInvalidRecordsToTheDeadLetterTopicAndNeverToAnObject() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(1, "{\"n\":1}", "not json", null, "{\"a\":1,\"A\":2}", "[1]", "{\"n\":2}");
            lab.start();
            lab.drained();

            assertThat(lab.lines()).extracting(line -> line.get("n").asInt()).containsExactly(1, 2);
            assertThat(lab.metadata(lab.keys().get(0))).containsEntry("records", "2").containsEntry("rejected", "4");
            assertThat(lab.letters()).extracting(letter -> Lab.text(letter.value())).containsExactly("not json", null, "{\"a\":1,\"A\":2}", "[1]");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.ORIGIN))
                    .containsExactly(lab.topic + "-1@1", lab.topic + "-1@2", lab.topic + "-1@3", lab.topic + "-1@4");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.REASON))
                    .allSatisfy(reason -> assertThat(reason).isNotBlank())
                    .element(2).asString().contains("given twice");
            assertThat(lab.letters()).extracting(letter -> Lab.text(letter.key())).containsExactly("k1", "k2", "k3", "k4");
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void namesTheExceptionThatTellsOfABrokenRecord() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, "not json", "[1]");
            lab.start();
            lab.drained();

            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.EXCEPTION))
                    .containsExactly("com.fasterxml.jackson.core.JsonParseException", "routes.lake.RecordValidator");
        }
    }

    @Test
    void isNotHeldUpByABrokenRecordAsLongAsKafkaTakes() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, "x".repeat(1_048_000), "{\"n\":1}");
            lab.start();
            lab.drained();

            assertThat(lab.lines()).hasSize(1);
            assertThat(lab.letters()).singleElement().satisfies(letter -> {
                assertThat(Lab.text(letter.value())).matches("x{10000}");
                assertThat(Lab.header(letter, DeadLetters.CUT)).isEqualTo("1048002");
                assertThat(Lab.header(letter, DeadLetters.ORIGIN)).isEqualTo(lab.topic + "-0@0");
            });
            assertThat(lab.verify().problems()).isEmpty();
            assertThat(lab.redrive(RedriveOptions.ALL).whyLeft()).hasSize(1);
        }
    }

    @Test
    void takesNoOrdersFromTheHeadersOfABrokenRecord() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            ProducerRecord<byte[], byte[]> broken = new ProducerRecord<>(lab.topic, 0, null, null, "broken".getBytes());
            broken.headers()
                    .add("kafka.OVERRIDE_TOPIC", "elsewhere".getBytes())
                    .add("kafka.PARTITION_KEY", "99".getBytes())
                    .add("kafka.KEY", "other".getBytes())
                    .add("trace", "t1".getBytes());
            lab.send(List.of(broken));
            lab.start();
            lab.drained();

            assertThat(lab.letters()).singleElement().satisfies(letter -> {
                assertThat(letter.key()).isNull();
                assertThat(Lab.header(letter, "trace")).isEqualTo("t1");
            });
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void writesTheRestWhenAShorterObjectIsThereAlready() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            lab.start();
            lab.stop();
            lab.send(0, Lab.numbers(10));
            putOther(lab, 0, 3);

            lab.start();
            lab.drained();

            assertThat(lab.keys()).containsExactly(key(lab, 0, 0), key(lab, 0, 4));
            assertThat(lab.lines(key(lab, 0, 4))).extracting(line -> line.get("n").asInt()).containsExactly(4, 5, 6, 7, 8, 9);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void goesOnAfterALongerObjectThatIsThereAlready() {
        try (Lab lab = Lab.with("batch.max-records", "4")) {
            lab.createTopics();
            lab.start();
            lab.stop();
            lab.send(0, Lab.numbers(12));
            putOther(lab, 0, 9);

            lab.start();
            lab.drained();

            assertThat(lab.keys()).containsExactly(key(lab, 0, 0), key(lab, 0, 10));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void writesNothingAgainWhenTheGroupIsSetBackIntoTheMiddleOfAnObject() throws Exception {
        try (Lab lab = Lab.with("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.start();
            lab.drained();
            lab.stop();
            List<String> before = lab.keys();
            try (Admin admin = Lab.admin()) {
                admin.alterConsumerGroupOffsets(lab.topic, Map.of(new TopicPartition(lab.topic, 0), new OffsetAndMetadata(13)))
                        .all()
                        .get();
            }

            lab.start();
            lab.send(0, "{\"n\":30}");
            lab.drained();

            assertThat(lab.keys()).containsExactly(before.get(0), before.get(1), before.get(2), key(lab, 0, 30));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void losesNothingWhileS3Fails() {
        try (Lab lab = Lab.with("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(40));
            AtomicInteger puts = new AtomicInteger();
            // the SDK tries four times: the first two tries of the route fail as a whole
            Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() <= 8);
            lab.start();
            lab.drained();

            assertThat(puts.get()).isGreaterThan(8);
            assertThat(lab.lines()).extracting(line -> line.get("n").asInt()).containsExactlyElementsOf(zeroTo(40));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void commitsNothingThatS3HasNotConfirmed() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, Lab.numbers(3));
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() > 0);
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.offsets().get(0).lag()).isEqualTo(3);
            assertThat(lab.consumer().lag()).isEqualTo(3);
            assertThat(lab.keys()).isEmpty();
            assertThat(health(lab).getState()).isEqualTo(HealthCheck.State.DOWN);
            assertThat(health(lab).getMessage()).hasValueSatisfying(message -> assertThat(message).contains("cannot store").contains("503"));

            Lab.FAULTS.failBefore(key -> false);
            lab.drained();
            assertThat(health(lab).getState()).isEqualTo(HealthCheck.State.UP);
        }
    }

    @Test
    void recognisesItsOwnObjectWhenOnlyTheAnswerWasLost() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, Lab.numbers(3));
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() == 1);
            lab.start();
            lab.drained();

            assertThat(puts.get()).isEqualTo(1);
            assertThat(lab.lines()).hasSize(3);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void writesAndCommitsTheOpenBatchWhenItStops() {
        try (Lab lab = Lab.with("batch.max-idle", "1h")) {
            lab.start();
            lab.send(0, Lab.numbers(3));
            Lab.until(() -> lab.consumer().recordsRead() == 3);
            lab.stop();

            assertThat(lab.keys()).containsExactly(key(lab, 0, 0));
            assertThat(lab.metadata(key(lab, 0, 0))).containsEntry("cut", "shutdown").containsEntry("records", "3");
            lab.start();
            assertThat(lab.offsets().get(0).lag()).isZero();
        }
    }

    @Test
    void doesNotAdoptTheObjectsOfATopicThatWasCreatedAnew() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, Lab.numbers(3));
            lab.put(
                    key(lab, 0, 0),
                    "",
                    Map.of("start-offset", "0", "end-offset", "2", "records", "3", "rejected", "0", "topic-id", "another"));
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.offsets().get(0).lag()).isEqualTo(3);
            assertThat(lab.metadata(key(lab, 0, 0))).containsEntry("topic-id", "another");
        }
    }

    private static HealthCheck.Result health(Lab lab) {
        return HealthCheckRegistry.get(lab.pipeline().context()).getCheck("lake:kafka-to-s3").orElseThrow().call();
    }

    /** An object of another writer, an early version of this one: without a seal. */
    private static void putOther(Lab lab, long start, long end) {
        String lines = lab.records().stream()
                .filter(record -> record.partition() == 0 && record.offset() >= start && record.offset() <= end)
                .map(record -> JsonLines.lineOf(record, 0, record.offset()) + "\n")
                .collect(Collectors.joining());
        lab.put(
                key(lab, 0, start),
                Zstd.compress(lines.getBytes(StandardCharsets.UTF_8)),
                Map.of(
                        "start-offset", String.valueOf(start),
                        "end-offset", String.valueOf(end),
                        "records", String.valueOf(end - start + 1),
                        "rejected", "0",
                        "cut", "idle",
                        "topic-id", lab.topicId()));
    }

    private static String key(Lab lab, int partition, long start) {
        return "%s/%s-%d-%020d.json.zst".formatted(TODAY, lab.topic, partition, start);
    }

    private static List<Integer> zeroTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}

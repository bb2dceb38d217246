package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.verify.VerifyResult;

/** What goes wrong between Kafka and the lake over the years, one scenario each. */
@Tag("servers")
class DeliveryScenarioTest {
    @Test
    void twoWritersShareATopicWhileOneOfThemComesAndGoes() {
        try (Lab lab = Lab.with("batch.max-records", "50", "kafka.partitions", "4")) {
            lab.createTopics();
            sendToAll(lab, 200);
            lab.start();
            try (Pipeline second = lab.startAnother()) {
                sendToAll(lab, 200);
                Lab.until(() -> Lab.consumer(second).assignments() > 0);
                sendToAll(lab, 200);
                Lab.until(() -> Lab.consumer(second).recordsRead() > 0);
            }
            sendToAll(lab, 200);
            lab.drained();

            assertThat(origins(lab)).hasSize(4 * 800).doesNotHaveDuplicates();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aWriterThatWakesUpAfterItsPartitionMovedOnDoublesNothing() throws InterruptedException {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.createTopics().send(0, Lab.numbers(10));
            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch wake = new CountDownLatch(1);
            AtomicBoolean first = new AtomicBoolean(true);
            Lab.FAULTS.failBefore(key -> {
                if (key.startsWith(lab.prefix) && first.getAndSet(false)) {
                    asleep.countDown();
                    await(wake);
                }
                return false;
            });
            Pipeline sleeper = lab.start();
            await(asleep);
            // its membership ends, though its put is still under way
            Thread leaving = new Thread(sleeper::close);
            leaving.start();
            lab.start();
            lab.send(0, Lab.numbers(5));
            lab.drained();
            wake.countDown();
            leaving.join();

            assertThat(origins(lab)).hasSize(15).doesNotHaveDuplicates();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void offsetsWithoutRecordsAreNoGaps() {
        try (Lab lab = Lab.with("kafka.partitions", "1", "batch.max-records", "4")) {
            lab.createTopics();
            transactions(lab, true, false, true, false, false, true);
            lab.send(0, "{\"last\":true}");
            lab.start();
            Lab.until(() -> lab.lines().stream().anyMatch(line -> line.has("last")));

            assertThat(lab.lines()).hasSize(3 * 3 + 1);
            assertThat(lab.lines()).allMatch(line -> line.has("last") || line.get("kept").asBoolean());
            lab.drained();
            VerifyResult result = lab.verify();
            assertThat(result.problems()).isEmpty();
            // three records and a marker for each transaction, and the last record
            assertThat(result.partitions().get(0).last()).isEqualTo(6 * 4);
        }
    }

    @Test
    void aTopicCreatedAnewIsNoticedAlsoOnAnotherDate() throws Exception {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.createTopics().send(0, Lab.numbers(3));
            lab.start();
            lab.drained();
            lab.stop();
            recreate(lab);
            long tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
            lab.send(List.of(new ProducerRecord<>(lab.topic, 0, tomorrow, new byte[0], "{}".getBytes())));

            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.keys()).hasSize(1);
            assertThat(lab.verify().problems()).singleElement().asString().startsWith("log: ").contains("created anew");
        }
    }

    @Test
    void recordsThatRetentionDeletedUnreadAreToldAndNotClaimed() throws Exception {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.createTopics().send(0, Lab.numbers(5));
            lab.start();
            lab.drained();
            lab.stop();
            lab.send(0, Lab.numbers(10));
            try (Admin admin = Lab.admin()) {
                admin.deleteRecords(Map.of(new TopicPartition(lab.topic, 0), RecordsToDelete.beforeOffset(9))).all().get();
            }

            lab.start();
            lab.drained();

            assertThat(lab.verify().problems()).containsExactly("gap: %s-0 5..8 is in no object".formatted(lab.topic));
            assertThat(lab.lines()).hasSize(5 + 6);
        }
    }

    @Test
    void losesNothingWhileThreePutsInTenFailBeforeOrAfterTheWrite() {
        try (Lab lab = Lab.with("batch.max-records", "20", "kafka.partitions", "2")) {
            lab.createTopics();
            Random random = new Random(7);
            AtomicInteger failed = new AtomicInteger();
            Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix) && random.nextInt(100) < 15 && failed.incrementAndGet() > 0);
            Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && random.nextInt(100) < 15 && failed.incrementAndGet() > 0);
            IntStream.range(0, 2).forEach(partition -> lab.send(partition, Lab.numbers(600)));
            lab.start();
            lab.drained();

            assertThat(failed.get()).isGreaterThan(5);
            assertThat(origins(lab)).hasSize(1200).doesNotHaveDuplicates();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void keepsItsPartitionsWhileS3IsAwayLongerThanTheGroupWouldWait() {
        // a consumer that did not poll for so long would be put out of the group
        try (Lab lab = Lab.with("batch.max-records", "10", "camel.component.kafka.max-poll-interval-ms", "6000")) {
            lab.createTopics().send(0, Lab.numbers(40));
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(9);
            Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix) && System.nanoTime() < until);
            lab.start();
            lab.drained();

            assertThat(lab.consumer().assignments()).isEqualTo(1);
            assertThat(lab.lines()).extracting(line -> line.get("n").asInt()).hasSize(40).doesNotHaveDuplicates();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aPutThatNobodyAnswersIsToldBeforeItEnds() {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.createTopics().send(0, Lab.numbers(10));
            CountDownLatch answer = new CountDownLatch(1);
            Lab.FAULTS.failBefore(key -> {
                if (key.startsWith(lab.prefix)) {
                    await(answer);
                }
                return false;
            });
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.consumer().waitsFor()).contains(lab.topic + "-0 0..9 has been in flight", "S3 does not answer");
            answer.countDown();
            lab.drained();
            Lab.until(() -> lab.consumer().waitsFor() == null);
            assertThat(origins(lab)).hasSize(10).doesNotHaveDuplicates();
        }
    }

    @Test
    void acceptsWhatIsStoredThoughItWasNeverCommitted() throws Exception {
        try (Lab lab = Lab.with("kafka.partitions", "1", "batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.start();
            lab.drained();
            lab.stop();
            // as after a kill between put and commit, and a restart with other limits
            try (Admin admin = Lab.admin()) {
                admin.deleteConsumerGroupOffsets(lab.topic, java.util.Set.of(new TopicPartition(lab.topic, 0))).all().get();
            }
            lab.set("batch.max-records", "7").start();
            lab.drained();

            assertThat(lab.keys()).hasSize(3);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void goesOnAfterTheBrokerWasRestartedUnderLoad() throws IOException {
        try (Lab lab = Lab.with("batch.max-records", "20", "kafka.partitions", "2")) {
            lab.createTopics();
            IntStream.range(0, 2).forEach(partition -> lab.send(partition, Lab.numbers(500)));
            lab.start();
            Lab.until(() -> lab.keys().size() > 4);
            Lab.cloud().restartKafka();
            IntStream.range(0, 2).forEach(partition -> lab.send(partition, Lab.numbers(500)));
            lab.drained();

            assertThat(origins(lab)).hasSize(2000).doesNotHaveDuplicates();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    private static void sendToAll(Lab lab, int each) {
        for (int partition = 0; partition < 4; partition++) {
            lab.send(partition, Lab.numbers(each));
        }
    }

    private static List<String> origins(Lab lab) {
        return lab.lines().stream().map(DeliveryScenarioTest::origin).toList();
    }

    private static String origin(JsonNode line) {
        return line.get("kafka_partition").asInt() + "@" + line.get("kafka_offset").asLong();
    }

    /** Three records in each transaction; those of an aborted one say that they are not kept. */
    private static void transactions(Lab lab, boolean... committed) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", Lab.cloud().brokers());
        properties.put("transactional.id", lab.topic);
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            for (boolean commit : committed) {
                producer.beginTransaction();
                for (int i = 0; i < 3; i++) {
                    producer.send(new ProducerRecord<>(lab.topic, 0, null, "{\"kept\":%s}".formatted(commit).getBytes()));
                }
                producer.flush();
                if (commit) {
                    producer.commitTransaction();
                } else {
                    producer.abortTransaction();
                }
            }
        }
    }

    private static void recreate(Lab lab) throws Exception {
        try (Admin admin = Lab.admin()) {
            admin.deleteTopics(List.of(lab.topic)).all().get();
            Lab.until(() -> {
                try {
                    admin.createTopics(List.of(new NewTopic(lab.topic, 1, (short) 1))).all().get();
                    return true;
                } catch (Exception stillThere) {
                    return false;
                }
            });
        }
    }

    @Test
    void recordsOfTwoDaysByTurnsMakeFewObjects() {
        try (Lab lab = Lab.with("kafka.partitions", "1", "batch.max-records", "500")) {
            lab.createTopics();
            long now = System.currentTimeMillis();
            lab.send(IntStream.range(0, 2000)
                    .mapToObj(i -> new ProducerRecord<>(lab.topic, 0, now - i % 2 * 86_400_000L, new byte[0], "{}".getBytes()))
                    .toList());
            lab.start();
            lab.drained();

            assertThat(lab.lines()).hasSize(2000);
            assertThat(lab.keys()).hasSizeLessThanOrEqualTo(9);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }
}

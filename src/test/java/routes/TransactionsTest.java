package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.kafka.Offsets;
import routes.verify.VerifyResult;

/** Topics that others fill in transactions: the marker at the end of each takes an offset of every partition, and has no record. */
@Tag("servers")
class TransactionsTest {
    @Test
    void theMarkersOfCommittedTransactionsAreNoLag() {
        try (Lab lab = Lab.with("batch.max-idle", "100ms"); Producer<byte[], byte[]> producer = producer(lab)) {
            lab.createTopics();
            send(lab, producer, 10, 0, 1);
            producer.commitTransaction();
            lab.start();
            lab.drained();

            assertThat(lab.lines()).hasSize(20);
            assertThat(lab.offsets()).allSatisfy((partition, offsets) -> assertThat(offsets.committed()).isEqualTo(10));
            Lab.until(() -> lab.consumer().lag() == 0);
            assertThat(lab.verify().partitions()).extracting(VerifyResult.Partition::lag).containsOnly(0L);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void abortedRecordsAreNoLagAndInNoObject() {
        try (Lab lab = Lab.with("batch.max-idle", "100ms"); Producer<byte[], byte[]> producer = producer(lab)) {
            lab.createTopics();
            send(lab, producer, 3, 0);
            producer.commitTransaction();
            send(lab, producer, 500, 0, 1);
            producer.flush();
            producer.abortTransaction();
            lab.start();
            lab.drained();

            assertThat(lab.lines()).hasSize(3);
            Lab.until(() -> lab.consumer().lag() == 0);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void recordsBehindMarkersAreLagUntilTheyAreStored() throws Exception {
        try (Lab lab = Lab.with("batch.max-idle", "100ms"); Producer<byte[], byte[]> producer = producer(lab)) {
            lab.createTopics();
            send(lab, producer, 2, 0);
            producer.commitTransaction();
            lab.start();
            lab.drained();
            lab.pipeline().context().getRouteController().stopRoute("kafka-to-s3");
            send(lab, producer, 5, 0);
            producer.commitTransaction();
            // the marker before them, they, and the one behind them
            assertThat(lab.offsets().get(0).lag()).isEqualTo(7);
            assertThat(lab.offsets().get(1).lag()).isZero();

            lab.pipeline().context().getRouteController().startRoute("kafka-to-s3");
            lab.drained();
            assertThat(lab.lines()).hasSize(7);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void recordsOfAnOpenTransactionAreNoLagYet() {
        try (Lab lab = Lab.with("batch.max-idle", "100ms"); Producer<byte[], byte[]> producer = producer(lab)) {
            lab.createTopics();
            lab.start();
            send(lab, producer, 5, 0);
            producer.flush();
            assertThat(lab.offsets().get(0).lag()).isZero();
            producer.commitTransaction();
            assertThat(lab.offsets().get(0).end()).isEqualTo(6);
            Lab.until(() -> lab.lines().size() == 5);
        }
    }

    @Test
    void onceThroughEndsWhereAMarkerIsLast() {
        try (Lab lab = Lab.with("pipeline.once", "true", "batch.max-idle", "100ms"); Producer<byte[], byte[]> producer = producer(lab)) {
            lab.createTopics();
            send(lab, producer, 10, 0, 1);
            producer.commitTransaction();
            send(lab, producer, 10, 1);
            producer.flush();
            producer.abortTransaction();

            lab.command("run");

            assertThat(lab.lines()).hasSize(20);
        }
    }

    @Test
    void theLagIsNeverNegative() {
        assertThat(new Offsets(0, 3, 10).lag()).isZero();
        assertThat(new Offsets(5, 5, -1).lag()).isZero();
        assertThat(new Offsets(5, 9, 2).lag()).isEqualTo(4);
    }

    private static void send(Lab lab, Producer<byte[], byte[]> producer, int records, int... partitions) {
        producer.beginTransaction();
        for (int partition : partitions) {
            IntStream.range(0, records).forEach(i -> producer.send(
                    new ProducerRecord<>(lab.topic, partition, null, "{\"n\":%d}".formatted(i).getBytes(StandardCharsets.UTF_8))));
        }
    }

    private static Producer<byte[], byte[]> producer(Lab lab) {
        Properties properties = new Properties();
        properties.put("bootstrap.servers", Lab.cloud().brokers());
        properties.put("transactional.id", lab.topic);
        Producer<byte[], byte[]> producer = new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }
}

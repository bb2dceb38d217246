package cloud.crash;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.server.LocalCloud;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.Record;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A broker that loses the tail of its log does what brokers do after a power failure: it goes on in a new epoch with what is left. */
@Tag("servers")
class PartitionLogTest {
    @TempDir
    static Path directory;

    private static LocalCloud cloud;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(directory, LocalCloud.Ports.ANY);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void theBrokerComesUpWithoutTheRecordsThatAreCutOff() throws Exception {
        TopicPartition partition = partitionWith("whole", 10);
        long epoch = end(partition).leaderEpoch().orElseThrow();

        List<Record> lost = loseTail(partition, 3, false);

        assertThat(lost).extracting(Record::offset).containsExactly(7L, 8L, 9L);
        assertThat(lost).extracting(PartitionLogTest::value).containsExactly("7", "8", "9");
        assertThat(end(partition).offset()).isEqualTo(7);
        send(partition, "another 7");
        assertThat(end(partition).offset()).isEqualTo(8);
        assertThat((long) end(partition).leaderEpoch().orElseThrow()).isGreaterThan(epoch);
    }

    @Test
    void aTornBatchIsLostAsAWhole() throws Exception {
        TopicPartition partition = partitionWith("torn", 10);

        assertThat(loseTail(partition, 1, true)).hasSize(1);

        assertThat(end(partition).offset()).isEqualTo(9);
    }

    @Test
    void noMoreIsLostThanThereIs() throws Exception {
        TopicPartition partition = partitionWith("short", 2);

        assertThat(loseTail(partition, 1000, false)).hasSize(2);

        assertThat(end(partition).offset()).isZero();
    }

    private static List<Record> loseTail(TopicPartition partition, int records, boolean torn) throws Exception {
        List<Record> lost = new ArrayList<>();
        cloud.restartKafka(kafka -> lost.addAll(new PartitionLog(kafka, partition).loseTail(records, torn)));
        return lost;
    }

    private static TopicPartition partitionWith(String topic, int records) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
        TopicPartition partition = new TopicPartition(topic, 0);
        send(partition, IntStream.range(0, records).mapToObj(String::valueOf).toArray(String[]::new));
        return partition;
    }

    /** A batch for each. */
    private static void send(TopicPartition partition, String... values) throws Exception {
        try (KafkaProducer<String, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cloud.brokers()), new StringSerializer(), new StringSerializer())) {
            for (String value : values) {
                producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), null, value)).get();
            }
        }
    }

    private static ListOffsetsResultInfo end(TopicPartition partition) throws Exception {
        try (Admin admin = admin()) {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest())).partitionResult(partition).get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", cloud.brokers()));
    }

    private static String value(Record record) {
        return StandardCharsets.UTF_8.decode(record.value()).toString();
    }
}

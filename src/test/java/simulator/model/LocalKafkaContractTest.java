package simulator.model;

import cloud.crash.PartitionLog;
import cloud.server.LocalKafka;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** A real broker and its own clients. */
@Tag("servers")
class LocalKafkaContractTest extends KafkaContract {
    @TempDir
    static Path directory;

    private static LocalKafka broker;

    @BeforeAll
    static void start() throws Exception {
        broker = LocalKafka.start(directory, 0);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Override
    Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Map<String, Object> all = of(settings);
        // the broker is soon back after a restart
        all.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, "100");
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @Override
    Producer<byte[], byte[]> producer() {
        return producer(Map.of());
    }

    @Override
    Producer<byte[], byte[]> transactionalProducer(String id) {
        return producer(Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, id));
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> settings) {
        return new KafkaProducer<>(of(settings), new ByteArraySerializer(), new ByteArraySerializer());
    }

    @Override
    Admin admin() {
        return Admin.create(of(Map.of()));
    }

    private static Map<String, Object> of(Map<String, Object> settings) {
        Map<String, Object> all = new HashMap<>(settings);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, broker.brokers());
        return all;
    }

    /** The broker compacts by itself, every 15 seconds unless it is told otherwise. */
    @Override
    void compact(TopicPartition partition) throws Exception {
        ConfigResource all = new ConfigResource(ConfigResource.Type.BROKER, "");
        try (Admin admin = admin();
                Consumer<byte[], byte[]> reader = consumer(Map.of())) {
            admin.incrementalAlterConfigs(Map.of(all, List.of(new AlterConfigOp(new ConfigEntry("log.cleaner.backoff.ms", "50"), AlterConfigOp.OpType.SET))))
                    .all()
                    .get();
            reader.assign(List.of(partition));
            Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> isCompacted(reader, partition));
        }
    }

    private static boolean isCompacted(Consumer<byte[], byte[]> reader, TopicPartition partition) {
        reader.seekToBeginning(List.of(partition));
        List<String> keys = new ArrayList<>();
        long end = reader.endOffsets(List.of(partition)).get(partition);
        while (reader.position(partition) < end) {
            reader.poll(Duration.ofMillis(100)).forEach(record -> keys.add(new String(record.key(), StandardCharsets.UTF_8)));
        }
        return keys.size() == Set.copyOf(keys).size();
    }

    @Override
    void changeLeader(TopicPartition partition) throws Exception {
        restart(() -> {});
    }

    @Override
    void loseTail(TopicPartition partition, int records) throws Exception {
        restart(() -> new PartitionLog(directory, partition).loseTail(records, false));
    }

    private interface Damage {
        void run() throws Exception;
    }

    private static void restart(Damage damage) throws Exception {
        int port = Integer.parseInt(broker.brokers().replaceFirst(".*:", ""));
        broker.close();
        damage.run();
        broker = LocalKafka.start(directory, port);
    }
}

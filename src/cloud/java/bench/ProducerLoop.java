package bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A bare loop around Kafka's producer, with the settings that csv-to-kafka has, and the bytes that it sent: keys, values and headers of
 * the first of its records, again and again.
 */
public final class ProducerLoop implements Implementation {
    /** The topic that {@link PipelineReplay} wrote. */
    static final String SOURCE = "benchmark.source";

    private static final int KEPT = 50_000;

    private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    private volatile String problem = "";

    @Override
    public Result run(Map<String, String> settings) {
        if (records.isEmpty()) {
            read(settings);
        }
        long rows = Long.parseLong(settings.get(PipelineReplay.ROWS));
        try (KafkaProducer<byte[], byte[]> kafka = new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers", settings.get("kafka.brokers"),
                        "acks", "all",
                        "enable.idempotence", "true",
                        "compression.type", "lz4",
                        "batch.size", "131072",
                        "linger.ms", "5"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            String topic = settings.get("kafka.topic");
            // connecting is not what is measured
            kafka.partitionsFor(topic);
            Spent start = Spent.byNow();
            for (int i = 0; i < rows; i++) {
                ConsumerRecord<byte[], byte[]> record = records.get(i % records.size());
                kafka.send(
                        new ProducerRecord<>(topic, record.partition(), null, record.key(), record.value(), record.headers()),
                        (metadata, failed) -> problem = failed == null ? problem : failed.toString());
            }
            kafka.flush();
            return new Result(rows, Spent.since(start), problem);
        }
    }

    private void read(Map<String, String> settings) {
        Map<String, Object> client = Map.of(
                "bootstrap.servers", settings.get("kafka.brokers"), "group.id", settings.get("kafka.group"), "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> kafka =
                new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            kafka.subscribe(List.of(settings.get(SOURCE)));
            long wanted = Math.min(KEPT, Long.parseLong(settings.get(PipelineReplay.ROWS)));
            while (records.size() < wanted) {
                kafka.poll(Duration.ofMillis(100)).forEach(records::add);
            }
        }
    }
}

package bench;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import routes.lake.Compression;
import routes.lake.JsonLines;
import routes.lake.RecordValidator;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What is left of kafka-to-s3 without Camel and without guarantees: a loop around Kafka's client, with the same validation, lines,
 * compression, sizes of batches and number of writers, which puts each batch while it reads the next. It does not notice rebalances,
 * dates, limits of memory, objects that exist, or puts that fail.
 */
public class HandWrittenLoop implements Implementation {
    private static final int SMALL_OBJECT = 64 << 10;
    private static final int WRITTEN_AT_ONCE = 128 << 10;

    private final boolean checks;

    public HandWrittenLoop() {
        this(true);
    }

    /** @param checks whether it validates records and adds their origin */
    HandWrittenLoop(boolean checks) {
        this.checks = checks;
    }

    @Override
    public Result run(Map<String, String> settings) throws Exception {
        String topic = settings.get("kafka.topic");
        try (TopicWatch topics = new TopicWatch(settings.get("kafka.brokers"));
                KafkaConsumer<byte[], byte[]> kafka = consumer(settings);
                S3Client s3 = S3Client.create()) {
            long records = topics.records(topic);
            kafka.subscribe(List.of(topic));
            return new Drain(settings, kafka, s3).run(records);
        }
    }

    /** With the settings that kafka-to-s3 has. */
    private static KafkaConsumer<byte[], byte[]> consumer(Map<String, String> settings) {
        Map<String, Object> all = Map.of(
                "bootstrap.servers", settings.get("kafka.brokers"),
                "group.id", settings.get("kafka.group"),
                "auto.offset.reset", "earliest",
                "enable.auto.commit", "false",
                "isolation.level", "read_committed",
                "max.poll.records", "5000");
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private final class Drain {
        private final Map<String, String> settings;
        private final KafkaConsumer<byte[], byte[]> kafka;
        private final S3Client s3;
        private final Compression compression;
        private final int maxRecords;
        private final ExecutorService writers;
        private final Map<TopicPartition, Open> open = new HashMap<>();
        private final Map<TopicPartition, Future<Long>> writes = new HashMap<>();

        private Drain(Map<String, String> settings, KafkaConsumer<byte[], byte[]> kafka, S3Client s3) {
            this.settings = settings;
            this.kafka = kafka;
            this.s3 = s3;
            this.compression = Compression.parse(settings.get("s3.compression"));
            this.maxRecords = Integer.parseInt(settings.get("batch.max-records"));
            this.writers = Executors.newFixedThreadPool(Integer.parseInt(settings.get("batch.writers")));
        }

        private Result run(long records) throws Exception {
            Spent start = null;
            long read = 0;
            while (read < records) {
                ConsumerRecords<byte[], byte[]> polled = kafka.poll(Duration.ofMillis(100));
                start = start == null && !polled.isEmpty() ? Spent.byNow() : start;
                read += polled.count();
                for (TopicPartition partition : polled.partitions()) {
                    add(partition, polled.records(partition));
                }
            }
            for (TopicPartition partition : List.copyOf(open.keySet())) {
                write(partition);
            }
            for (TopicPartition partition : List.copyOf(writes.keySet())) {
                commit(partition);
            }
            writers.shutdown();
            return Result.of(records, Spent.since(start));
        }

        private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records) throws Exception {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                Open batch = open.computeIfAbsent(partition, first -> new Open(compression));
                batch.records.add(record);
                if (batch.records.size() == maxRecords) {
                    write(partition);
                }
            }
        }

        /** One write at a time per partition, so that a commit never skips records that are not stored. */
        private void write(TopicPartition partition) throws Exception {
            commit(partition);
            Open batch = open.remove(partition);
            writes.put(partition, writers.submit(() -> put(partition, batch)));
        }

        private long put(TopicPartition partition, Open batch) throws IOException {
            byte[] content = checks ? batch.checkedContent(partition.partition()) : batch.bareContent();
            s3.putObject(
                    put -> put.bucket(settings.get("s3.bucket"))
                            .key("%s/%s-%020d.json%s".formatted(settings.get("s3.prefix"), partition, batch.start(), compression.suffix())),
                    RequestBody.fromBytes(content));
            return batch.end();
        }

        private void commit(TopicPartition partition) throws Exception {
            Future<Long> write = writes.remove(partition);
            if (write != null) {
                kafka.commitSync(Map.of(partition, new OffsetAndMetadata(write.get() + 1)));
            }
        }
    }

    /** The batch that grows. Its records are kept as Kafka's client gave them, which costs nothing but memory. */
    private static final class Open {
        private final Compression compression;
        private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

        private Open(Compression compression) {
            this.compression = compression;
        }

        private long start() {
            return records.get(0).offset();
        }

        private long end() {
            return records.get(records.size() - 1).offset();
        }

        private byte[] checkedContent(int partition) {
            ByteArrayOutputStream content = new ByteArrayOutputStream(SMALL_OBJECT);
            RecordValidator validator = new RecordValidator();
            try (JsonLines lines = new JsonLines(compression.stream(content), partition)) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    if (validator.rejection(record.value()) == null) {
                        lines.add(record.value(), 0, record.value().length, record.offset(), record.timestamp());
                    }
                }
            }
            return content.toByteArray();
        }

        private byte[] bareContent() throws IOException {
            ByteArrayOutputStream content = new ByteArrayOutputStream(SMALL_OBJECT);
            try (OutputStream lines = new BufferedOutputStream(compression.stream(content), WRITTEN_AT_ONCE)) {
                for (ConsumerRecord<byte[], byte[]> record : records) {
                    lines.write(record.value());
                    lines.write('\n');
                }
            }
            return content.toByteArray();
        }
    }
}

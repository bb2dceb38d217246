package bench;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** As the tutorial does it: one object per record, one after another, named by a counter. */
public final class ObjectPerRecord implements Implementation {
    /** Of the topic: it is two hundred times slower than the others. */
    static final String RECORDS = "benchmark.records";

    @Override
    public Result run(Map<String, String> settings) {
        long wanted = Long.parseLong(settings.get(RECORDS));
        Map<String, Object> client = Map.of(
                "bootstrap.servers", settings.get("kafka.brokers"),
                "group.id", settings.get("kafka.group"),
                "auto.offset.reset", "earliest");
        try (KafkaConsumer<byte[], byte[]> kafka =
                        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer());
                S3Client s3 = S3Client.create()) {
            kafka.subscribe(List.of(settings.get("kafka.topic")));
            Spent start = null;
            for (long count = 0; count < wanted; ) {
                for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(100))) {
                    start = start == null ? Spent.byNow() : start;
                    if (count == wanted) {
                        break;
                    }
                    String key = "%s/stock_market_%d.json".formatted(settings.get("s3.prefix"), count++);
                    s3.putObject(put -> put.bucket(settings.get("s3.bucket")).key(key), RequestBody.fromBytes(record.value()));
                }
            }
            return Result.of(wanted, Spent.since(start));
        }
    }
}

package routes.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import routes.lang.SteadyClock;

/** Offsets of a partition, from the first to before the last. */
public record PartitionRange(TopicPartition partition, long from, long to) {
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    /** All of its records, in order. Some offsets may have none. */
    public void read(Consumer<byte[], byte[]> kafka, java.util.function.Consumer<ConsumerRecord<byte[], byte[]>> reader) {
        if (from >= to) {
            return;
        }
        kafka.assign(List.of(partition));
        kafka.seek(partition, from);
        Instant silentSince = SteadyClock.now();
        while (kafka.position(partition, PATIENCE) < to) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(500))) {
                silentSince = SteadyClock.now();
                if (record.offset() < to) {
                    reader.accept(record);
                }
            }
            if (SteadyClock.now().isAfter(silentSince.plus(PATIENCE))) {
                throw new TimeoutException("no record of %s arrived from offset %d on".formatted(partition, from));
            }
        }
    }
}

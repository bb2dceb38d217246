package routes.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.lang.SteadyClock;

/** Looks into the logs of a topic, independently of its consumers. */
public final class KafkaLog implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> kafka;

    /** Where a log begins, and the offset that its next record will get. */
    public record Span(long begin, long end) {}

    public KafkaLog(KafkaClients clients) {
        this.kafka = clients.consumer(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "100",
                // the batch of records that has the wanted one, and no more
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, String.valueOf(PATIENCE.toMillis())));
    }

    /** Of each partition. */
    public java.util.function.Function<TopicPartition, Span> spans(Collection<TopicPartition> partitions) {
        Map<TopicPartition, Long> begins = kafka.beginningOffsets(partitions);
        Map<TopicPartition, Long> ends = kafka.endOffsets(partitions);
        return partition -> new Span(begins.get(partition), ends.get(partition));
    }

    public Span span(TopicPartition partition) {
        return spans(List.of(partition)).apply(partition);
    }

    /** What stands where a record was read once: the same one, another, or none, where compaction has deleted it or a transaction ended. */
    public enum Found {
        SAME,
        OTHER,
        NONE
    }

    /** Whether a record that was read once is still where it was. One that retention has deleted since counts as the same. */
    public Found find(TopicPartition partition, Span span, long offset, Predicate<ConsumerRecord<byte[], byte[]>> isIt) {
        if (offset < span.begin() || offset >= span.end()) {
            return offset < span.begin() ? Found.SAME : Found.OTHER;
        }
        return at(partition, span, offset).map(record -> isIt.test(record) ? Found.SAME : Found.OTHER).orElse(Found.NONE);
    }

    /** The record at an offset; empty where the log has none. */
    Optional<ConsumerRecord<byte[], byte[]>> at(TopicPartition partition, Span span, long offset) {
        if (offset < span.begin() || offset >= span.end()) {
            return Optional.empty();
        }
        kafka.assign(List.of(partition));
        kafka.seek(partition, offset);
        Instant end = SteadyClock.now().plus(PATIENCE);
        while (kafka.position(partition) <= offset) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(200))) {
                return Optional.of(record).filter(found -> found.offset() == offset);
            }
            if (SteadyClock.now().isAfter(end)) {
                throw new IllegalStateException("Kafka does not give the record of %s at offset %d".formatted(partition, offset));
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        kafka.close(CLOSE_TIMEOUT);
    }
}

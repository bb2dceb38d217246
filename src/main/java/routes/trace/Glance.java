package routes.trace;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaClients;
import routes.kafka.KafkaLog;
import routes.lang.AwayException;

/** A look into logs, independently of their consumers, for somebody who waits: bounded in time, and in what is held at once. */
final class Glance implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 500;
    private static final int BYTES_AT_ONCE = 64 << 10;

    private final Consumer<byte[], byte[]> kafka;
    private final Patience patience;

    Glance(KafkaClients clients, Patience patience) {
        int millis = (int) Math.max(1, patience.left().toMillis());
        this.patience = patience;
        kafka = clients.consumer(Map.of(
                // to ask what it has committed
                ConsumerConfig.GROUP_ID_CONFIG, clients.groupId(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                // retention may delete the first ones meanwhile
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false",
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_AT_ONCE,
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, (int) POLL.toMillis(),
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_AT_ONCE,
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis,
                ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis));
    }

    Patience patience() {
        return patience;
    }

    /** In their order; none when there is no such topic. */
    List<TopicPartition> partitions(String topic) {
        return kafka.partitionsFor(topic).stream().map(partition -> new TopicPartition(topic, partition.partition()))
                .sorted((one, other) -> Integer.compare(one.partition(), other.partition())).toList();
    }

    KafkaLog.Span span(TopicPartition partition) {
        List<TopicPartition> one = List.of(partition);
        return new KafkaLog.Span(kafka.beginningOffsets(one).get(partition), kafka.endOffsets(one).get(partition));
    }

    /** What the group that writes the lake has committed; null when that is nothing. */
    OffsetAndMetadata committed(TopicPartition partition) {
        return kafka.committed(Set.of(partition)).get(partition);
    }

    /** The first offset of a time or later; empty when there is none. */
    OptionalLong offsetAt(TopicPartition partition, long timestamp) {
        OffsetAndTimestamp found = kafka.offsetsForTimes(Map.of(partition, timestamp)).get(partition);
        return found == null ? OptionalLong.empty() : OptionalLong.of(found.offset());
    }

    /**
     * Reads records in order, from an offset to before another, for as long as they are wanted.
     *
     * @param wantsMore given each record; says whether to go on
     * @return the offset to go on at: {@code to} when all were read
     * @throws AwayException when there is no time left
     */
    long read(TopicPartition partition, long from, long to, Predicate<ConsumerRecord<byte[], byte[]>> wantsMore) {
        if (from >= to) {
            return to;
        }
        kafka.assign(List.of(partition));
        kafka.seek(partition, from);
        while (kafka.position(partition) < to) {
            patience.require("read %s from offset %d to %d".formatted(partition, kafka.position(partition), to));
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
                if (record.offset() >= to) {
                    return to;
                }
                if (!wantsMore.test(record)) {
                    return record.offset() + 1;
                }
            }
        }
        return to;
    }

    @Override
    public void close() {
        kafka.close(CLOSE_TIMEOUT);
    }
}

package routes.bar;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import routes.kafka.PartitionRange;
import routes.lang.SteadyClock;

/** The log of a partition as Kafka has it, read by a consumer that has no group. */
final class KafkaTradeLog implements TradeLog {
    private static final Duration BETWEEN_LOOKS = Duration.ofMinutes(1);

    private final Consumer<byte[], byte[]> kafka;
    private final TopicPartition partition;
    private long begin;
    private Instant nextLook;

    KafkaTradeLog(Consumer<byte[], byte[]> kafka, TopicPartition partition, long begin) {
        this.kafka = kafka;
        this.partition = partition;
        this.begin = begin;
        nextLook = SteadyClock.now().plus(BETWEEN_LOOKS);
    }

    /** As of a while ago: what was deleted since cannot be read, which is told by an exception, and then all begins anew. */
    @Override
    public long begin() {
        if (SteadyClock.now().isAfter(nextLook)) {
            begin = kafka.beginningOffsets(List.of(partition), PartitionRange.PATIENCE).get(partition);
            nextLook = SteadyClock.now().plus(BETWEEN_LOOKS);
        }
        return begin;
    }

    @Override
    public Chunk read(long from, long to, String symbol) {
        moveTo(from);
        byte[] key = symbol == null ? null : symbol.getBytes(StandardCharsets.UTF_8);
        List<TradeRecord> records = new ArrayList<>();
        long start = System.nanoTime();
        while (kafka.position(partition, PartitionRange.PATIENCE) == from) {
            for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(500))) {
                if (record.offset() < to && (key == null || Arrays.equals(key, record.key()))) {
                    TradeRecord.of(record).ifPresent(records::add);
                }
            }
            if (System.nanoTime() - start > PartitionRange.PATIENCE.toNanos()) {
                throw new TimeoutException("no record of %s arrived from offset %d on".formatted(partition, from));
            }
        }
        return new Chunk(records, kafka.position(partition, PartitionRange.PATIENCE));
    }

    /** What was fetched ahead is lost with a seek. */
    private void moveTo(long offset) {
        if (!kafka.assignment().contains(partition)) {
            kafka.assign(List.of(partition));
            kafka.seek(partition, offset);
        } else if (kafka.position(partition, PartitionRange.PATIENCE) != offset) {
            kafka.seek(partition, offset);
        }
    }
}

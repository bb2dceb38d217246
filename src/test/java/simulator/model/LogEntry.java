package simulator.model;

import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/**
 * A record of a log, or the marker that ends a transaction.
 *
 * @param epoch of the leader that took it
 * @param transaction {@link #NONE} when it is of none
 * @param marker what others do not see, except that its offset is taken
 */
public record LogEntry(
        long offset, int epoch, long timestamp, byte[] key, byte[] value, Header[] headers, long transaction, boolean marker) {
    static final long NONE = -1;

    /** What a batch of one record has beside key and value. */
    private static final int OVERHEAD = 70;

    static LogEntry of(long offset, int epoch, ProducerRecord<byte[], byte[]> record, long timestamp, long transaction) {
        return new LogEntry(offset, epoch, timestamp, record.key(), record.value(), record.headers().toArray(), transaction, false);
    }

    static LogEntry marker(long offset, int epoch, long timestamp, long transaction) {
        return new LogEntry(offset, epoch, timestamp, null, null, new Header[0], transaction, true);
    }

    ConsumerRecord<byte[], byte[]> of(TopicPartition partition) {
        return new ConsumerRecord<>(
                partition.topic(), partition.partition(), offset, timestamp, TimestampType.CREATE_TIME, size(key), size(value), key, value,
                new RecordHeaders(headers), Optional.of(epoch));
    }

    private static int size(byte[] bytes) {
        return bytes == null ? ConsumerRecord.NULL_SIZE : bytes.length;
    }

    /** In bytes. */
    int size() {
        return OVERHEAD + length(key) + length(value)
                + Arrays.stream(headers).mapToInt(header -> header.key().length() + length(header.value())).sum();
    }

    private static int length(byte[] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}

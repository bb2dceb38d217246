package routes;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Consecutive records of one partition that become one object.
 *
 * @param topicId Kafka's id of the topic; another one under the same name means that the topic was created anew
 * @param startOffset the first offset that it stands for: that of its first record, or less where offsets before it hold no record
 *     (transaction markers, compaction), so that the objects of a partition follow each other without gaps
 * @param records in offset order, never empty, all of one UTC date
 * @param first whether nothing was written for this partition since it was assigned to this consumer
 */
public record Batch(
        String topic,
        String topicId,
        int partition,
        long startOffset,
        List<ConsumerRecord<byte[], byte[]>> records,
        Cut cut,
        boolean first) {
    /** Later ones are a producer's mistake, such as microseconds where milliseconds belong. */
    private static final long LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    public Batch(
            String topic, String topicId, int partition, List<ConsumerRecord<byte[], byte[]>> records, Cut cut, boolean first) {
        this(topic, topicId, partition, records.get(0).offset(), records, cut, first);
    }

    public long endOffset() {
        return records.get(records.size() - 1).offset();
    }

    /** UTC date of the first record, which names the partition of the lake. */
    public LocalDate date() {
        return dateOf(records.get(0));
    }

    /** What is left when everything up to an offset is stored already; that must be less than all. */
    public Batch after(long storedThrough) {
        int from = 0;
        while (records.get(from).offset() <= storedThrough) {
            from++;
        }
        return new Batch(topic, topicId, partition, storedThrough + 1, records.subList(from, records.size()), cut, false);
    }

    Batch asFirst() {
        return new Batch(topic, topicId, partition, startOffset, records, cut, true);
    }

    /** {@code quotes-0 1000..1999}, for people. */
    public String name() {
        return "%s-%d %d..%d".formatted(topic, partition, startOffset(), endOffset());
    }

    static LocalDate dateOf(ConsumerRecord<?, ?> record) {
        return LocalDate.ofInstant(timeOf(record), ZoneOffset.UTC);
    }

    /** The record's timestamp, no earlier than 1970 and of a year of four digits, as the lake's dates have. */
    static Instant timeOf(ConsumerRecord<?, ?> record) {
        return Instant.ofEpochMilli(Math.max(0, Math.min(record.timestamp(), LAST_TIME)));
    }
}

package routes.batch;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Consecutive records of one partition that become one object.
 *
 * @param topicId Kafka's id of the topic; another one under the same name means that the topic was created anew
 * @param date in UTC, which names the partition of the lake: that of its first record, or of an object that the lake has there
 * @param startOffset the first offset that it stands for: that of its first record, or less where offsets before it hold no record
 *     (transaction markers, compaction), so that the objects of a partition follow each other without gaps
 * @param records never empty, all of its date or late
 * @param mayBeInLake whether the lake may hold it already: nothing was written for this partition since it was assigned to this consumer, or
 *     an object of the lake begins there
 */
public record Batch(
        String topic,
        String topicId,
        int partition,
        LocalDate date,
        long startOffset,
        PackedRecords records,
        CloseReason cut,
        boolean mayBeInLake) {
    private static final long MILLIS_OF_A_DAY = 86_400_000;

    /** Later ones are a producer's mistake, such as microseconds where milliseconds belong. */
    private static final long LAST_TIME = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();

    public Batch(String topic, String topicId, int partition, PackedRecords records, CloseReason cut, boolean mayBeInLake) {
        this(topic, topicId, partition, dateOf(records), records.firstOffset(), records, cut, mayBeInLake);
    }

    /** UTC date of the first record. */
    private static LocalDate dateOf(PackedRecords records) {
        return LocalDate.ofEpochDay(dayOf(records.firstTimestamp()));
    }

    public long endOffset() {
        return records.lastOffset();
    }

    Batch asMaybeInLake() {
        return new Batch(topic, topicId, partition, date, startOffset, records, cut, true);
    }

    /** {@code quotes-0 1000..1999}, for people. */
    public String name() {
        return "%s-%d %d..%d".formatted(topic, partition, startOffset(), endOffset());
    }

    /** The UTC date of a record's timestamp, in days since 1970. */
    static long dayOf(long timestamp) {
        return millisOf(timestamp) / MILLIS_OF_A_DAY;
    }

    /** A record's timestamp, no earlier than 1970 and of a year of four digits, as the lake's dates have. */
    public static long millisOf(long timestamp) {
        return Math.max(0, Math.min(timestamp, LAST_TIME));
    }
}

package routes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import routes.batch.Batch;
import routes.batch.CloseReason;
import routes.batch.PackedRecords;

/** Records and batches as Kafka's client would give them. */
public final class Records {
    public static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private Records() {}

    public static ConsumerRecord<byte[], byte[]> record(long offset) {
        return record(offset, NOON);
    }

    public static ConsumerRecord<byte[], byte[]> record(long offset, Instant timestamp) {
        return record(offset, timestamp.toEpochMilli(), "{\"n\":" + offset + "}");
    }

    public static ConsumerRecord<byte[], byte[]> record(long offset, String value) {
        return record(offset, NOON.toEpochMilli(), value);
    }

    public static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp, String value) {
        return record(offset, timestamp, value == null ? null : value.getBytes(UTF_8));
    }

    /** Without a key. */
    public static ConsumerRecord<byte[], byte[]> record(long offset, long timestamp, byte[] value) {
        return new ConsumerRecord<>(
                "quotes", 3, offset, timestamp, TimestampType.CREATE_TIME, -1, value == null ? -1 : value.length, null, value,
                new RecordHeaders(), Optional.empty());
    }

    public static ConsumerRecord<byte[], byte[]> record(long offset, String key, String value) {
        return new ConsumerRecord<>("quotes", 3, offset, key.getBytes(UTF_8), value.getBytes(UTF_8));
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    public static Batch batch(ConsumerRecord<byte[], byte[]>... records) {
        return batch(List.of(records), CloseReason.RECORDS);
    }

    public static Batch batchOf(String... values) {
        return batch(IntStream.range(0, values.length).mapToObj(i -> record(1000 + i, values[i])).toList(), CloseReason.RECORDS);
    }

    public static Batch batch(List<ConsumerRecord<byte[], byte[]>> records, CloseReason cut) {
        return new Batch("quotes", "topic-id", 3, PackedRecords.of(records), cut, false);
    }

    public static List<Long> offsets(Batch batch) {
        List<Long> offsets = new ArrayList<>();
        for (PackedRecords.Cursor record = batch.records().cursor(); record.next(); ) {
            offsets.add(record.offset());
        }
        return offsets;
    }
}

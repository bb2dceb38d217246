package routes.batch;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import routes.lang.Checksum;

/**
 * Consecutive records of one partition, packed into a few arrays: 28 bytes more than their keys, values and headers, where Kafka's own
 * objects are a dozen a record. A batch of tens of thousands waits so long that the garbage collector would copy all of those again and again.
 */
public final class PackedRecords {
    /** A topic of many partitions has many batches that stay small; and larger arrays are trouble for the garbage collector. */
    private static final int SMALLEST_CHUNK = 4 << 10;

    private static final int LARGEST_CHUNK = 256 << 10;
    private static final int NONE = -1;

    private final List<ByteBuffer> chunks = new ArrayList<>();
    private int size;
    private long bytes;
    private long memory;
    private long firstOffset;
    private long firstTimestamp;
    private long lastOffset;
    private int lastStart;

    public static PackedRecords of(List<ConsumerRecord<byte[], byte[]>> records) {
        PackedRecords packed = new PackedRecords();
        records.forEach(packed::add);
        return packed;
    }

    void add(ConsumerRecord<byte[], byte[]> record) {
        add(record, record.offset());
    }

    /** @param offset of the record in the lake; it must be greater than that of the last one */
    void add(ConsumerRecord<byte[], byte[]> record, long offset) {
        if (size == 0) {
            firstOffset = offset;
            firstTimestamp = record.timestamp();
        }
        lastOffset = offset;
        size++;
        bytes += bytes(record);
        ByteBuffer chunk = chunkFor(packedSize(record));
        lastStart = chunk.position();
        chunk.putLong(offset).putLong(record.timestamp());
        put(record.key(), chunk);
        put(record.value(), chunk);
        Header[] headers = record.headers().toArray();
        chunk.putInt(headers.length);
        for (Header header : headers) {
            put(header.key().getBytes(StandardCharsets.UTF_8), chunk);
            put(header.value(), chunk);
        }
    }

    private static void put(byte[] field, ByteBuffer chunk) {
        if (field == null) {
            chunk.putInt(NONE);
        } else {
            chunk.putInt(field.length).put(field);
        }
    }

    private ByteBuffer chunkFor(int length) {
        ByteBuffer last = chunks.isEmpty() ? null : chunks.get(chunks.size() - 1);
        if (last != null && last.remaining() >= length) {
            return last;
        }
        int doubled = last == null ? SMALLEST_CHUNK : Math.min(LARGEST_CHUNK, 2 * last.capacity());
        ByteBuffer chunk = ByteBuffer.allocate(Math.max(doubled, length));
        chunks.add(chunk);
        memory += chunk.capacity();
        return chunk;
    }

    private static int packedSize(ConsumerRecord<byte[], byte[]> record) {
        int size = 2 * Long.BYTES + 3 * Integer.BYTES + length(record.key()) + length(record.value());
        for (Header header : record.headers()) {
            // a character is three bytes of UTF-8 at most
            size += 2 * Integer.BYTES + 3 * header.key().length() + length(header.value());
        }
        return size;
    }

    private static int length(byte[] field) {
        return field == null ? 0 : field.length;
    }

    private static long bytes(ConsumerRecord<byte[], byte[]> record) {
        return length(record.key()) + length(record.value());
    }

    boolean isEmpty() {
        return size == 0;
    }

    public int size() {
        return size;
    }

    /** Bytes of keys and values. */
    long bytes() {
        return bytes;
    }

    /** Bytes of heap. */
    long memory() {
        return memory;
    }

    long firstOffset() {
        return firstOffset;
    }

    /** Milliseconds since 1970, as Kafka has it. */
    public long firstTimestamp() {
        return firstTimestamp;
    }

    long lastOffset() {
        return lastOffset;
    }

    /** CRC-32C of the last record but for its offset (its time, key, value and headers), in eight hexadecimal digits. */
    public String lastChecksum() {
        ByteBuffer chunk = chunks.get(chunks.size() - 1);
        return checksum(chunk.array(), lastStart, chunk.position());
    }

    /** The same of the record at an offset; empty when there is none. */
    public Optional<String> checksumAt(long wanted) {
        if (wanted == lastOffset) {
            return Optional.of(lastChecksum());
        }
        for (Cursor cursor = cursor(); cursor.next(); ) {
            if (cursor.offset() == wanted) {
                return Optional.of(checksum(cursor.array(), cursor.recordStart, cursor.at));
            }
        }
        return Optional.empty();
    }

    public static String checksum(ConsumerRecord<byte[], byte[]> record) {
        return of(List.of(record)).lastChecksum();
    }

    private static String checksum(byte[] array, int recordStart, int recordEnd) {
        CRC32C checksum = new CRC32C();
        checksum.update(array, recordStart + Long.BYTES, recordEnd - recordStart - Long.BYTES);
        return Checksum.hex(checksum);
    }

    public Cursor cursor() {
        return new Cursor();
    }

    /** Goes from record to record; a value is looked at where it lies. */
    public final class Cursor {
        private int chunk;
        private int at;
        private int left = size;
        private byte[] array;
        private int recordStart;
        private long offset;
        private long timestamp;
        private int keyStart;
        private int keyLength;
        private int valueStart;
        private int valueLength;

        private Cursor() {}

        /** @return false after the last record */
        public boolean next() {
            if (left == 0) {
                return false;
            }
            left--;
            if (at == chunks.get(chunk).position()) {
                chunk++;
                at = 0;
            }
            ByteBuffer in = chunks.get(chunk);
            array = in.array();
            recordStart = at;
            offset = in.getLong(at);
            timestamp = in.getLong(at + Long.BYTES);
            keyStart = at + 2 * Long.BYTES + Integer.BYTES;
            keyLength = in.getInt(keyStart - Integer.BYTES);
            valueStart = keyStart + Math.max(0, keyLength) + Integer.BYTES;
            valueLength = in.getInt(valueStart - Integer.BYTES);
            at = valueStart + Math.max(0, valueLength);
            int headers = in.getInt(at);
            at += Integer.BYTES;
            for (int field = 0; field < 2 * headers; field++) {
                at += Integer.BYTES + Math.max(0, in.getInt(at));
            }
            return true;
        }

        public long offset() {
            return offset;
        }

        /** Milliseconds since 1970, as Kafka has it. */
        public long timestamp() {
            return timestamp;
        }

        public boolean hasKey(byte[] key) {
            return keyLength >= 0 && Arrays.equals(array, keyStart, keyStart + keyLength, key, 0, key.length);
        }

        /** What the value lies in, from {@link #valueStart()}. */
        public byte[] array() {
            return array;
        }

        public int valueStart() {
            return valueStart;
        }

        /** In bytes; -1 when there is no value (a tombstone). */
        public int valueLength() {
            return valueLength;
        }

        /** The record as Kafka's client gave it. */
        public ConsumerRecord<byte[], byte[]> unpack(String topic, int partition) {
            ByteBuffer in = chunks.get(chunk).duplicate().position(recordStart + 2 * Long.BYTES);
            byte[] key = get(in);
            byte[] value = get(in);
            RecordHeaders headers = new RecordHeaders();
            for (int left = in.getInt(); left > 0; left--) {
                headers.add(new String(get(in), StandardCharsets.UTF_8), get(in));
            }
            return new ConsumerRecord<>(
                    topic, partition, offset, timestamp, TimestampType.CREATE_TIME, keyLength, valueLength, key, value, headers, Optional.empty());
        }

        private static byte[] get(ByteBuffer in) {
            int length = in.getInt();
            if (length == NONE) {
                return null;
            }
            byte[] field = new byte[length];
            in.get(field);
            return field;
        }
    }
}

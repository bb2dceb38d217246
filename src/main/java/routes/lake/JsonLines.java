package routes.lake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import routes.batch.Batch;
import routes.batch.PackedRecords;
import routes.lang.Utf8;

/**
 * Lines of the lake: each the record's own JSON object up to its last brace, followed by where the record came from. A value is never
 * parsed and rewritten.
 */
public final class JsonLines implements AutoCloseable {
    private static final DateTimeFormatter TO_THE_SECOND = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.").withZone(ZoneOffset.UTC);
    private static final byte[] TIMESTAMP = ascii(",\"kafka_timestamp\":\"");
    private static final byte[] END = ascii("\"}\n");
    private static final int WRITTEN_AT_ONCE = 128 << 10;

    /** Longer than any lineage, and the digits of a long. */
    private static final int LINEAGE = 128;

    private static final int DIGITS_OF_A_LONG = 20;

    private final OutputStream out;
    private final byte[] partition;
    private byte[] buffer = new byte[WRITTEN_AT_ONCE + (16 << 10)];
    private int length;
    private long second = Long.MIN_VALUE;
    private byte[] secondAsText;

    public JsonLines(OutputStream out, int partition) {
        this.out = out;
        this.partition = ascii("\"kafka_partition\":%d,\"kafka_offset\":".formatted(partition));
    }

    /** The value must be a JSON object. */
    void add(PackedRecords.Cursor record) {
        add(record.array(), record.valueStart(), record.valueLength(), record.offset(), record.timestamp());
    }

    /**
     * The same, wherever the value lies.
     *
     * @param timestamp in milliseconds since 1970
     */
    public void add(byte[] array, int valueStart, int valueLength, long offset, long timestamp) {
        if (length + valueLength + LINEAGE > buffer.length) {
            flush(valueLength + LINEAGE);
        }
        int end = lastBrace(array, valueStart + valueLength);
        int start = length;
        put(array, valueStart, end - valueStart);
        if (!Utf8.isPrintableAscii(buffer, start, length - start)) {
            keepOnOneLine(start);
        }
        if (!isEmptyObject(array, end)) {
            buffer[length++] = ',';
        }
        put(partition);
        putNumber(offset);
        put(TIMESTAMP);
        putTime(Batch.millisOf(timestamp));
        put(END);
        if (length >= WRITTEN_AT_ONCE) {
            flush(0);
        }
    }

    /** The line of one record, without its end; empty for a record that cannot have one. */
    public static String lineOf(ConsumerRecord<byte[], byte[]> record, int partition, long offset) {
        byte[] value = record.value() == null ? new byte[0] : record.value();
        String text = new String(value, StandardCharsets.ISO_8859_1);
        if (text.indexOf('{') < 0 || text.lastIndexOf('}') < text.indexOf('{')) {
            return "";
        }
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try (JsonLines lines = new JsonLines(line, partition)) {
            lines.add(value, 0, value.length, offset, record.timestamp());
        }
        return line.toString(StandardCharsets.UTF_8).stripTrailing();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static int lastBrace(byte[] array, int end) {
        int last = end - 1;
        while (array[last] != '}') {
            last--;
        }
        return last;
    }

    private static boolean isEmptyObject(byte[] array, int brace) {
        int last = brace - 1;
        while (array[last] <= ' ' && array[last] >= 0) {
            last--;
        }
        return array[last] == '{';
    }

    /** In valid JSON a line break can occur only between tokens, where a space means the same. */
    private void keepOnOneLine(int from) {
        for (int i = from; i < length; i++) {
            if (buffer[i] == '\n' || buffer[i] == '\r') {
                buffer[i] = ' ';
            }
        }
    }

    private void put(byte[] bytes) {
        put(bytes, 0, bytes.length);
    }

    private void put(byte[] bytes, int from, int count) {
        System.arraycopy(bytes, from, buffer, length, count);
        length += count;
    }

    private void putNumber(long number) {
        int end = length + DIGITS_OF_A_LONG;
        int at = end;
        for (long left = number; left > 0 || at == end; left /= 10) {
            buffer[--at] = (byte) ('0' + left % 10);
        }
        put(buffer, at, end - at);
    }

    /** {@code 2026-11-22 12:00:00.000}, UTC; most records are of the same second as the one before. */
    private void putTime(long millis) {
        long itsSecond = millis / 1000;
        if (itsSecond != second) {
            second = itsSecond;
            secondAsText = ascii(TO_THE_SECOND.format(Instant.ofEpochSecond(itsSecond)));
        }
        put(secondAsText);
        int fraction = (int) (millis % 1000);
        buffer[length++] = (byte) ('0' + fraction / 100);
        buffer[length++] = (byte) ('0' + fraction / 10 % 10);
        buffer[length++] = (byte) ('0' + fraction % 10);
    }

    private void flush(int room) {
        try {
            out.write(buffer, 0, length);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        length = 0;
        if (buffer.length < room) {
            buffer = new byte[room];
        }
    }

    /** Closes the underlying stream too. */
    @Override
    public void close() {
        flush(0);
        try {
            out.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}

package routes;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Makes an object of a batch: a JSON line for each valid record, the record's own object followed by where it came from
 * ({@code kafka_partition}, {@code kafka_offset}, {@code kafka_timestamp} in UTC), compressed. The others are set apart with the
 * reason; they never reach an object, because one bad line fails every query over it.
 */
public class ObjectWriter {
    private static final DateTimeFormatter TIMESTAMP =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private String prefix;
    private Compression compression = Compression.ZSTD;

    public LakeObject write(Batch batch) {
        Lines lines = new Lines(batch.records().size() * 256);
        List<RejectedRecord> rejected = new ArrayList<>();
        int records = 0;
        for (ConsumerRecord<byte[], byte[]> record : batch.records()) {
            Rejection rejection = RecordValidator.rejection(record.value());
            if (rejection == null) {
                lines.add(record);
                records++;
            } else {
                rejected.add(RejectedRecord.of(record, rejection));
            }
        }
        return new LakeObject(
                ObjectKey.of(batch).under(prefix, compression),
                compression.compress(lines.bytes(), lines.size()),
                batch.endOffset(),
                records,
                rejected,
                metadata(batch, records, rejected.size()));
    }

    private static Map<String, String> metadata(Batch batch, int records, int rejected) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("start-offset", String.valueOf(batch.startOffset()));
        metadata.put("end-offset", String.valueOf(batch.endOffset()));
        metadata.put("records", String.valueOf(records));
        metadata.put("rejected", String.valueOf(rejected));
        // offsets that hold no record: Kafka's transaction markers, and records that compaction removed
        metadata.put("absent", String.valueOf(batch.endOffset() - batch.startOffset() + 1 - records - rejected));
        metadata.put("cut", batch.cut().word());
        metadata.put("topic-id", batch.topicId());
        return metadata;
    }

    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    public void setCompression(String compression) {
        this.compression = Compression.parse(compression);
    }

    /** JSON lines in one growing array. */
    private static final class Lines extends ByteArrayOutputStream {
        Lines(int size) {
            super(size);
        }

        /** The value up to its last brace, then the lineage; a value is never parsed and written anew. */
        void add(ConsumerRecord<byte[], byte[]> record) {
            byte[] value = record.value();
            int end = value.length - 1;
            while (value[end] != '}') {
                end--;
            }
            int start = count;
            write(value, 0, end);
            keepOnOneLine(start);
            writeBytes(lineage(record, isEmptyObject(value, end)));
        }

        /** In valid JSON a line break can stand only between tokens, where a space means the same. */
        private void keepOnOneLine(int from) {
            for (int i = from; i < count; i++) {
                if (buf[i] == '\n' || buf[i] == '\r') {
                    buf[i] = ' ';
                }
            }
        }

        private static boolean isEmptyObject(byte[] value, int end) {
            int last = end - 1;
            while (value[last] <= ' ' && value[last] >= 0) {
                last--;
            }
            return value[last] == '{';
        }

        private static byte[] lineage(ConsumerRecord<?, ?> record, boolean first) {
            return (first ? "" : ",")
                    .concat("\"kafka_partition\":" + record.partition())
                    .concat(",\"kafka_offset\":" + record.offset())
                    .concat(",\"kafka_timestamp\":\"" + TIMESTAMP.format(Batch.timeOf(record)))
                    .concat("\"}\n")
                    .getBytes(StandardCharsets.US_ASCII);
        }

        byte[] bytes() {
            return buf;
        }
    }
}

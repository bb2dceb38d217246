package routes;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes an object of a batch: a JSON line for each valid record, the record's own object followed by where it came from
 * ({@code kafka_partition}, {@code kafka_offset}, {@code kafka_timestamp} in UTC), compressed. The others are set apart with the
 * reason; they never reach an object, because one bad line fails every query over it.
 */
public class ObjectWriter {
    private static final int SMALL_OBJECT = 64 << 10;

    private String prefix;
    private Compression compression = Compression.ZSTD;

    public LakeObject write(Batch batch) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(SMALL_OBJECT);
        List<RejectedRecord> rejected = new ArrayList<>();
        try (JsonLines lines = new JsonLines(compression.stream(content), batch.partition())) {
            RecordValidator validator = new RecordValidator();
            for (PackedRecords.Cursor record = batch.records().cursor(); record.next(); ) {
                Rejection rejection = validator.rejection(record.array(), record.valueStart(), record.valueLength());
                if (rejection == null) {
                    lines.add(record);
                } else {
                    rejected.add(RejectedRecord.of(record.unpack(batch.topic(), batch.partition()), rejection));
                }
            }
        }
        int records = batch.records().size() - rejected.size();
        return new LakeObject(
                ObjectKey.of(batch).under(prefix, compression),
                content.toByteArray(),
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
}

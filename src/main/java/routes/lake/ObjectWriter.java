package routes.lake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import routes.batch.Batch;
import routes.batch.PackedRecords;
import routes.lang.Checksum;

/**
 * Makes an object of a batch: a JSON line for each valid record, the record's own object followed by where it came from
 * ({@code kafka_partition}, {@code kafka_offset}, {@code kafka_timestamp} in UTC), compressed. The others are set apart with the
 * reason; they never reach an object, because one bad line fails every query over it.
 */
public class ObjectWriter {
    private static final int SMALL_OBJECT = 64 << 10;

    private final LakeLocation location;
    private Compression compression = Compression.ZSTD;
    private List<byte[]> leftOut = List.of();

    public ObjectWriter(LakeLocation location) {
        this.location = location;
    }

    public LakeObject write(Batch batch) {
        ByteArrayOutputStream content = new ByteArrayOutputStream(SMALL_OBJECT);
        CRC32C checksum = new CRC32C();
        List<RejectedRecord> rejected = new ArrayList<>();
        int written = 0;
        RecordValidator validator = new RecordValidator();
        try (JsonLines lines = new JsonLines(new CheckedOutputStream(compression.stream(content), checksum), batch.partition())) {
            for (PackedRecords.Cursor record = batch.records().cursor(); record.next(); ) {
                if (isLeftOut(record)) {
                    continue;
                }
                Rejection rejection = validator.rejection(record.array(), record.valueStart(), record.valueLength());
                if (rejection == null) {
                    lines.add(record);
                    written++;
                } else {
                    rejected.add(RejectedRecord.of(record.unpack(batch.topic(), batch.partition()), rejection));
                }
            }
        }
        String key = ObjectKey.of(batch).under(location.prefix(), compression);
        return new LakeObject(
                key,
                content.toByteArray(),
                batch.endOffset(),
                written,
                rejected,
                validator.shapes(),
                ObjectMetadata.of(batch, key, written, rejected.size(), Checksum.hex(checksum), content.size()));
    }

    public Compression compression() {
        return compression;
    }

    private boolean isLeftOut(PackedRecords.Cursor record) {
        return leftOut.stream().anyMatch(record::hasKey);
    }

    /** @param keys of records that get no line and no dead letter, separated by commas; their offsets count as absent */
    public void setLeaveOut(String keys) {
        this.leftOut = Arrays.stream(keys.split(",")).map(String::trim).filter(key -> !key.isEmpty()).map(key -> key.getBytes(StandardCharsets.UTF_8)).toList();
    }

    public void setCompression(String compression) {
        this.compression = Compression.parse(compression);
    }
}

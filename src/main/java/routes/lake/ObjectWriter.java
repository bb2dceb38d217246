package routes.lake;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import routes.batch.Batch;
import routes.batch.LakeOffset;
import routes.batch.PackedRecords;
import routes.kafka.HeaderText;
import routes.lang.Checksum;
import routes.seam.RefusedException;
import routes.seam.Seam;

/**
 * Makes an object of a batch: a JSON line for each valid record, the record's own object followed by where it came from
 * ({@code kafka_partition}, {@code kafka_offset}, {@code kafka_timestamp} in UTC), compressed. The others are set apart with the
 * reason; they never reach an object, because one bad line fails every query over it. Where the user has a route each-record, each valid
 * record goes through it first.
 */
public class ObjectWriter {
    private static final int SMALL_OBJECT = 64 << 10;

    private final LakeLocation location;
    private Compression compression = Compression.ZSTD;
    private Seam eachRecord;
    /** What the route made of a batch whose put failed: asked again, it may refuse what it took before, of which then both a letter and a line are there. */
    private final Map<PackedRecords, LakeObject> madeBefore = Collections.synchronizedMap(new WeakHashMap<>());

    public ObjectWriter(LakeLocation location) {
        this.location = location;
    }

    public LakeObject write(Batch batch) {
        Seam.Way way = eachRecord == null ? null : eachRecord.way();
        LakeObject before = way == null ? null : madeBefore.get(batch.records());
        LakeObject object = before != null ? before : new Writing(batch, way).object();
        if (way != null) {
            madeBefore.put(batch.records(), object);
        }
        return object;
    }

    private final class Writing {
        private final Batch batch;
        private final Seam.Way way;
        private final RecordValidator validator = new RecordValidator();
        /** Of what the route made; what it was given has other columns. */
        private final RecordValidator made = new RecordValidator();
        private final List<RejectedRecord> rejected = new ArrayList<>();
        private final Map<String, Integer> filtered = new HashMap<>();
        private int written;

        Writing(Batch batch, Seam.Way way) {
            this.batch = batch;
            this.way = way;
        }

        LakeObject object() {
            ByteArrayOutputStream content = new ByteArrayOutputStream(SMALL_OBJECT);
            CRC32C checksum = new CRC32C();
            try (JsonLines lines = new JsonLines(new CheckedOutputStream(compression.stream(content), checksum), batch.partition())) {
                for (PackedRecords.Cursor record = batch.records().cursor(); record.next(); ) {
                    Rejection rejection = validator.rejection(record.array(), record.valueStart(), record.valueLength());
                    if (rejection != null) {
                        rejected.add(RejectedRecord.of(record.unpack(batch.topic(), batch.partition()), rejection));
                    } else if (way == null) {
                        lines.add(record);
                        written++;
                    } else {
                        addWhatIsMadeOf(record.unpack(batch.topic(), batch.partition()), lines);
                    }
                }
            }
            String key = ObjectKey.of(batch).under(location.prefix(), compression);
            int dropped = filtered.values().stream().mapToInt(Integer::intValue).sum();
            return new LakeObject(
                    key, content.toByteArray(), batch.endOffset(), written, rejected, filtered, (way == null ? validator : made).shapes(),
                    ObjectMetadata.of(batch, key, written, rejected.size(), dropped, Checksum.hex(checksum), content.size()));
        }

        private void addWhatIsMadeOf(ConsumerRecord<byte[], byte[]> record, JsonLines lines) {
            try {
                Seam.Made line = way.make(record.value(), headers(record));
                if (line.dropped() != null) {
                    filtered.merge(line.dropped(), 1, Integer::sum);
                    return;
                }
                Rejection rejection = made.rejection(line.value(), 0, line.value().length);
                if (rejection == null) {
                    lines.add(line.value(), 0, line.value().length, record.offset(), record.timestamp());
                    written++;
                } else {
                    rejected.add(RejectedRecord.of(record, new Rejection("each-record: it leaves what is " + rejection.reason(), rejection.exception())));
                }
            } catch (RefusedException refused) {
                rejected.add(RejectedRecord.of(record, Rejection.thrown(refused.getMessage(), refused)));
            }
        }
    }

    /** The record's own as text, and under the names of camel-kafka what Kafka says of it. */
    private static Map<String, Object> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, Object> headers = new HashMap<>();
        for (Header header : record.headers()) {
            if (!HeaderText.isOrderToCamel(header.key())) {
                headers.put(header.key(), HeaderText.of(header));
            }
        }
        headers.put("kafka.TOPIC", record.topic());
        headers.put("kafka.PARTITION", record.partition());
        headers.put("kafka.OFFSET", LakeOffset.kafka(record.offset()));
        headers.put("kafka.TIMESTAMP", record.timestamp());
        headers.put("kafka.KEY", record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8));
        return headers;
    }

    public Compression compression() {
        return compression;
    }

    /** @param eachRecord through which each record goes before it becomes a line, where there is a route for it */
    public void setEachRecord(Seam eachRecord) {
        this.eachRecord = eachRecord;
    }

    public void setCompression(String compression) {
        this.compression = Compression.parse(compression);
    }
}

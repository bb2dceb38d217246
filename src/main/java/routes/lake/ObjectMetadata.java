package routes.lake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import routes.batch.Batch;
import routes.lang.Checksum;

/**
 * The user metadata of an object: what it holds, sealed, so that a change to the object or to what it says of itself is found.
 *
 * <ul>
 *   <li>{@code start-offset}, {@code end-offset}: see {@code LakeOffset}, both included
 *   <li>{@code records}: its lines; {@code rejected}: records of the range that are on the dead-letter topic; {@code absent}: offsets of the
 *       range that hold no record (Kafka's transaction markers, and records that compaction removed)
 *   <li>{@code filtered}, where there are any: records of the range that the route each-record dropped
 *   <li>{@code cut}: why the batch was closed
 *   <li>{@code topic-id}: Kafka's id of the topic
 *   <li>{@code last-record}: checksum of the record at the end offset, as {@code PackedRecords.lastChecksum} makes it
 *   <li>{@code lines}: CRC-32C of the lines before compression; {@code size}: bytes of the object
 *   <li>{@code seal}: CRC-32C of all of these and of the name below the prefix, {@code date=…/…}
 * </ul>
 */
final class ObjectMetadata {
    static final String START = "start-offset";
    static final String END = "end-offset";
    static final String RECORDS = "records";
    static final String REJECTED = "rejected";
    static final String ABSENT = "absent";
    static final String FILTERED = "filtered";
    static final String CUT = "cut";
    static final String TOPIC_ID = "topic-id";
    static final String LAST_RECORD = "last-record";
    static final String LINES = "lines";
    static final String SIZE = "size";
    static final String SEAL = "seal";

    private static final List<String> SEALED = List.of(START, END, RECORDS, REJECTED, ABSENT, CUT, TOPIC_ID, LAST_RECORD, LINES, SIZE);

    private ObjectMetadata() {}

    static Map<String, String> of(Batch batch, String key, int records, int rejected, int filtered, String lines, int size) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(START, String.valueOf(batch.startOffset()));
        metadata.put(END, String.valueOf(batch.endOffset()));
        metadata.put(RECORDS, String.valueOf(records));
        metadata.put(REJECTED, String.valueOf(rejected));
        metadata.put(ABSENT, String.valueOf(batch.endOffset() - batch.startOffset() + 1 - records - rejected - filtered));
        if (filtered > 0) {
            metadata.put(FILTERED, String.valueOf(filtered));
        }
        metadata.put(CUT, batch.cut().word());
        metadata.put(TOPIC_ID, batch.topicId());
        metadata.put(LAST_RECORD, batch.records().lastChecksum());
        metadata.put(LINES, lines);
        metadata.put(SIZE, String.valueOf(size));
        metadata.put(SEAL, seal(key, metadata));
        return metadata;
    }

    /** Whether they and the object's name are as they were written; those of an early version, without a seal, cannot tell. */
    static boolean areIntact(String key, Map<String, String> metadata) {
        String seal = metadata.get(SEAL);
        return seal == null
                ? Stream.of(LAST_RECORD, LINES, SIZE).noneMatch(metadata::containsKey)
                : seal.equals(seal(key, metadata));
    }

    private static String seal(String key, Map<String, String> metadata) {
        String name = key.substring(Math.max(0, key.lastIndexOf("date=")));
        // objects without a filtered record are sealed as they were before there was that field
        String sealed = Stream.concat(SEALED.stream(), Stream.of(FILTERED).filter(metadata::containsKey))
                .map(field -> "\n" + field + "=" + metadata.get(field))
                .collect(Collectors.joining("", name, ""));
        CRC32C checksum = new CRC32C();
        checksum.update(sealed.getBytes(StandardCharsets.UTF_8));
        return Checksum.hex(checksum);
    }
}

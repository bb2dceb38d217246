package routes.lake;

import java.util.Map;

/**
 * An object of the lake as its name and metadata tell; see {@link ObjectMetadata}.
 *
 * @param absent offsets in its range that never held a record to read
 * @param filtered records of its range that the route each-record dropped
 * @param cut why its batch was closed
 * @param lastRecord checksum of the record at its end; like the three after it null where the object is of an early version
 * @param size in bytes
 */
public record StoredObject(
        ObjectKey name,
        String key,
        long endOffset,
        long records,
        long rejected,
        long absent,
        long filtered,
        String cut,
        String topicId,
        String lastRecord,
        String lines,
        Long size) {
    /** @throws IllegalArgumentException when the metadata is not complete, or not what was written */
    public static StoredObject of(ObjectKey name, String key, Map<String, String> metadata) {
        if (metadata.containsKey(ObjectMetadata.START) && number(metadata, ObjectMetadata.START) != name.startOffset()) {
            throw new IllegalArgumentException("its metadata begin at %s".formatted(metadata.get(ObjectMetadata.START)));
        }
        StoredObject object = new StoredObject(
                name,
                key,
                number(metadata, ObjectMetadata.END),
                number(metadata, ObjectMetadata.RECORDS),
                number(metadata, ObjectMetadata.REJECTED),
                numberOrNone(metadata, ObjectMetadata.ABSENT),
                numberOrNone(metadata, ObjectMetadata.FILTERED),
                metadata.get(ObjectMetadata.CUT),
                metadata.get(ObjectMetadata.TOPIC_ID),
                metadata.get(ObjectMetadata.LAST_RECORD),
                metadata.get(ObjectMetadata.LINES),
                metadata.containsKey(ObjectMetadata.SIZE) ? number(metadata, ObjectMetadata.SIZE) : null);
        if (!ObjectMetadata.areIntact(key, metadata)) {
            throw new IllegalArgumentException("is not what was written under this name: its metadata do not match their seal");
        }
        return object;
    }

    /** Objects of an early version have none: then nothing tells whether a value in them was changed. */
    public boolean isSealed() {
        return lines != null;
    }

    public long startOffset() {
        return name.startOffset();
    }

    /** {@code quotes-0 1000..1999}, for people. */
    String range() {
        return "%s-%d %d..%d".formatted(name.topic(), name.partition(), startOffset(), endOffset);
    }

    private static long numberOrNone(Map<String, String> metadata, String field) {
        return metadata.containsKey(field) ? number(metadata, field) : 0;
    }

    private static long number(Map<String, String> metadata, String field) {
        String text = metadata.get(field);
        if (text == null || !text.matches("\\d{1,19}")) {
            throw new IllegalArgumentException("its metadata has no %s".formatted(field));
        }
        return Long.parseLong(text);
    }
}

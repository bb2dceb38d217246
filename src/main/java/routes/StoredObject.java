package routes;

import java.util.Map;

/**
 * An object of the lake as its name and metadata tell; see {@link LakeObject}.
 *
 * @param absent offsets in its range that never held a record to read
 */
record StoredObject(ObjectKey name, String key, long endOffset, long records, long rejected, long absent) {
    /** @throws IllegalArgumentException when the metadata is not complete */
    static StoredObject of(ObjectKey name, String key, Map<String, String> metadata) {
        if (metadata.containsKey("start-offset") && number(metadata, "start-offset") != name.startOffset()) {
            throw new IllegalArgumentException("its metadata begin at %s".formatted(metadata.get("start-offset")));
        }
        return new StoredObject(
                name,
                key,
                number(metadata, "end-offset"),
                number(metadata, "records"),
                number(metadata, "rejected"),
                metadata.containsKey("absent") ? number(metadata, "absent") : 0);
    }

    long startOffset() {
        return name.startOffset();
    }

    private static long number(Map<String, String> metadata, String field) {
        String text = metadata.get(field);
        if (text == null || !text.matches("\\d{1,19}")) {
            throw new IllegalArgumentException("its metadata has no %s".formatted(field));
        }
        return Long.parseLong(text);
    }
}

package routes.lake;

import java.util.Locale;

/**
 * What records have under a key, as far as it decides whether a table can show it.
 *
 * @param column the key, in lower case as in a table
 * @param field the key of an object somewhere within it; null for the column itself
 */
public record ColumnShape(String column, Kind kind, String field) {
    /** Each of a number holds those before it. */
    public enum Kind {
        INT, BIGINT, NUMBER, BOOLEAN, STRING, NESTED;

        int bit() {
            return 1 << ordinal();
        }
    }

    static ColumnShape of(String key, Kind kind) {
        return new ColumnShape(key.toLowerCase(Locale.ROOT), kind, null);
    }

    static ColumnShape field(String key, String field) {
        return new ColumnShape(key.toLowerCase(Locale.ROOT), Kind.NESTED, field.toLowerCase(Locale.ROOT));
    }

    /** {@code volume (bigint)} or {@code tags.author}, for people. */
    @Override
    public String toString() {
        return field == null ? "%s (%s)".formatted(column, kind.name().toLowerCase(Locale.ROOT)) : column + "." + field;
    }
}

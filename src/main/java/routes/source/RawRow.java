package routes.source;

import routes.lang.Utf8;

/**
 * A row as it stands in the file, without its line break.
 *
 * @param layout of its file
 * @param line number of its first line, from 1
 * @param number among the rows of one pass, in the order of the replay, from 1
 */
public record RawRow(RowLayout layout, long line, long number, byte[] bytes) {
    public RawRow numbered(long number) {
        return new RawRow(layout, line, number, bytes);
    }

    /** Whether a line of the file is one of the row's own. */
    public boolean hasLine(long number) {
        return line <= number && number < line + lines();
    }

    /** More than one where a quoted value has line breaks. */
    public long lines() {
        long lines = 1;
        for (byte b : bytes) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    public boolean isUtf8() {
        return Utf8.is(bytes, 0, bytes.length);
    }
}

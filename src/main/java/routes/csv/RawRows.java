package routes.csv;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.NoSuchElementException;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowLayout;

/**
 * The rows of a file, one after the other, as bytes. A row is a line, or several when a quoted value holds line breaks: lines are
 * joined only if that gives a row of the right shape, so that a stray quote spoils its own line and not the rest of the file. Lines
 * without any value (blank, or delimiters only) are passed over.
 */
public final class RawRows implements PassRows {
    /** Longest line kept whole; the rest of a longer one is dropped, and as a row it is rejected. */
    public static final int MAX_LINE = 512 * 1024;

    private static final int MAX_JOINED_LINES = 50;

    private final InputStream in;
    private final RowLayout layout;
    private final RowShape shape;
    private final Deque<Line> ahead = new ArrayDeque<>();
    private final byte[] buffer;
    /** Where the buffer begins, counted from where reading began. */
    private long bufferStart;
    private int at;
    private int end;
    private long line;
    private long number;
    private long rowStart;
    private long rowEnd;
    private boolean closed;

    /** Without its line break, which ends before {@code end}. */
    private record Line(long number, long start, long end, byte[] bytes) {}

    /** Says whether joined lines make one row of the file. */
    interface RowShape {
        boolean fits(byte[] row);
    }

    /** Of a file that is not known yet. */
    RawRows(InputStream in, long line, RowShape shape) {
        this(in, 1 << 16, line, null, shape);
    }

    private RawRows(InputStream in, int buffered, long line, RowLayout layout, RowShape shape) {
        this.in = in;
        this.buffer = new byte[buffered];
        this.line = line;
        this.layout = layout;
        this.shape = shape;
    }

    /** The rows from one offset of a file to before another, without the header. */
    static RawRows open(CsvFile file, long start, long end) throws IOException {
        return open(file, start, file.firstLine(), end);
    }

    /** @param line that begins at {@code start} */
    static RawRows open(CsvFile file, long start, long line, long end) throws IOException {
        return new RawRows(FileContent.read(file.text().path(), Math.min(start, end), end), 1 << 16, line, file.layout(), file::isRow);
    }

    /** The row that was read before from these bytes, as it was read then. */
    static RawRow again(byte[] bytes, long line, CsvFile file) {
        return new RawRows(new ByteArrayInputStream(bytes), bytes.length, line, file.layout(), file::isRow).next();
    }

    /** Offset of the row that {@link #next} gave, from where reading began. */
    long rowStart() {
        return rowStart;
    }

    /** Offset behind that row and its line break. */
    long rowEnd() {
        return rowEnd;
    }

    @Override
    public boolean hasNext() {
        while (peek(0) != null && isBlank(peek(0).bytes())) {
            ahead.poll();
        }
        return peek(0) != null;
    }

    @Override
    public RawRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Line first = ahead.poll();
        rowStart = first.start();
        rowEnd = first.end();
        byte[] row = hasOpenQuote(first.bytes()) ? joined(first.bytes()) : first.bytes();
        return new RawRow(layout, first.number(), ++number, row);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        in.close();
    }

    /** The line with those that follow, up to the one that closes its quote; the line alone if that is no row. */
    private byte[] joined(byte[] first) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        row.writeBytes(first);
        for (int i = 0; i < MAX_JOINED_LINES && peek(i) != null; i++) {
            row.write('\n');
            row.writeBytes(peek(i).bytes());
            if (!hasOpenQuote(row.toByteArray())) {
                if (!shape.fits(row.toByteArray())) {
                    return first;
                }
                for (int used = 0; used <= i; used++) {
                    rowEnd = ahead.poll().end();
                }
                return row.toByteArray();
            }
        }
        return first;
    }

    /** The i-th line from here without taking it, or null at the end. */
    private Line peek(int i) {
        while (ahead.size() <= i) {
            long start = bufferStart + at;
            byte[] bytes = readLine();
            if (bytes == null) {
                return null;
            }
            ahead.add(new Line(line++, start, bufferStart + at, bytes));
        }
        if (i == 0) {
            return ahead.peek();
        }
        return new ArrayList<>(ahead).get(i);
    }

    private byte[] readLine() {
        ByteArrayOutputStream split = null;
        while (true) {
            if (at == end && !fill()) {
                return split == null ? null : withoutReturn(split.toByteArray());
            }
            int start = at;
            while (at < end && buffer[at] != '\n') {
                at++;
            }
            boolean complete = at < end;
            if (complete && split == null) {
                return withoutReturn(Arrays.copyOfRange(buffer, start, Math.min(at++, start + MAX_LINE)));
            }
            split = split == null ? new ByteArrayOutputStream() : split;
            split.write(buffer, start, Math.min(at - start, MAX_LINE - split.size()));
            if (complete) {
                at++;
                return withoutReturn(split.toByteArray());
            }
        }
    }

    private boolean fill() {
        try {
            bufferStart += end;
            at = 0;
            end = 0;
            // Camel asks for more once more when it has closed this
            end = closed ? 0 : Math.max(0, in.read(buffer));
            return end > 0;
        } catch (IOException broken) {
            throw new UncheckedIOException("reading stopped at line " + line, broken);
        }
    }

    private static byte[] withoutReturn(byte[] bytes) {
        boolean windows = bytes.length > 0 && bytes[bytes.length - 1] == '\r';
        return windows ? Arrays.copyOf(bytes, bytes.length - 1) : bytes;
    }

    private static boolean hasOpenQuote(byte[] bytes) {
        int quotes = 0;
        for (byte b : bytes) {
            if (b == '"') {
                quotes++;
            }
        }
        return quotes % 2 == 1;
    }

    private static boolean isBlank(byte[] bytes) {
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != ',' && b != ';' && b != '|') {
                return false;
            }
        }
        return true;
    }

    /** Up to {@code most} rows. */
    public List<RawRow> take(int most) {
        List<RawRow> rows = new ArrayList<>();
        while (rows.size() < most && hasNext()) {
            rows.add(next());
        }
        return rows;
    }
}

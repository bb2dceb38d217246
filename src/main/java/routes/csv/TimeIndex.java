package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import routes.lang.StartException;
import routes.source.MarketPeriod;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;

/**
 * Where each row of some files stands, in the order of market time; rows of the same time stay in the order of the files, and those without
 * a time come first. It takes {@value #BYTES_PER_ROW} bytes of memory for a row, whatever the rows are; the rows themselves are read again,
 * each from its place ({@link FileBlocks}).
 */
final class TimeIndex {
    /** Time, offset, length, line, place in the order, and room to sort. */
    static final int BYTES_PER_ROW = 32;

    /** More than the joined lines of any row keep. */
    private static final int MOST_BYTES = 64 << 20;

    private final List<TimeColumn> files;
    /** Of each file: the number of rows in those before it. */
    private final int[] starts;
    private final long[] times;
    private final long[] offsets;
    private final int[] lengths;
    private final int[] lines;
    private int[] order;
    private int timeless;

    private TimeIndex(List<TimeColumn> files, int[] starts, int rows) {
        this.files = files;
        this.starts = starts;
        times = new long[rows];
        offsets = new long[rows];
        lengths = new int[rows];
        lines = new int[rows];
        order = new int[rows];
    }

    /**
     * @param files by the columns that tell their times
     * @param memory that it may take, in bytes
     * @throws StartException when it would take more, or when no row has a time
     */
    static TimeIndex of(List<TimeColumn> files, long memory) throws IOException {
        int[] starts = new int[files.size()];
        long rows = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = (int) rows;
            rows += files.get(i).file().countRows();
        }
        long most = Math.min(Integer.MAX_VALUE - 8L, memory / BYTES_PER_ROW);
        if (rows > most) {
            throw new StartException("csv.order=time takes %d bytes of memory for a row: %s%s has %,d rows, and this JVM has room for %,d; give it more with -Xmx"
                    .formatted(BYTES_PER_ROW, files.get(0).file().path(), starts.length == 1 ? "" : " with the files after it", rows, most));
        }
        TimeIndex index = new TimeIndex(files, starts, (int) rows);
        index.fill();
        index.sort();
        if (index.timeless == index.times.length) {
            throw new StartException("csv.order=time: no row of %s has a date or timestamp in column %s; name the right one with csv.time-column"
                    .formatted(files.get(0).file().path(), files.get(0).name()));
        }
        return index;
    }

    private void fill() throws IOException {
        for (int i = 0; i < starts.length; i++) {
            fill(files.get(i), starts[i], i + 1 < starts.length ? starts[i + 1] : times.length);
        }
    }

    private void fill(TimeColumn time, int from, int to) throws IOException {
        try (RawRows rows = time.file().rows()) {
            for (int i = from; i < to; i++) {
                RawRow row = rows.next();
                times[i] = time.of(row.bytes());
                offsets[i] = time.file().start() + rows.rowStart();
                lengths[i] = (int) Math.min(rows.rowEnd() - rows.rowStart(), MOST_BYTES);
                lines[i] = (int) row.line();
                order[i] = i;
                timeless += times[i] == MarketTime.NONE ? 1 : 0;
            }
        }
    }

    /** Merges longer and longer runs; those that are in order already, as a file of one index after the other has them, stay as they are. */
    private void sort() {
        int[] from = order;
        int[] to = new int[order.length];
        for (long run = 1; run < from.length; run *= 2) {
            for (long start = 0; start < from.length; start += 2 * run) {
                int middle = (int) Math.min(start + run, from.length);
                merge(from, to, (int) start, middle, (int) Math.min(start + 2 * run, from.length));
            }
            int[] merged = to;
            to = from;
            from = merged;
        }
        order = from;
    }

    private void merge(int[] from, int[] to, int start, int middle, int end) {
        if (middle == end || times[from[middle - 1]] <= times[from[middle]]) {
            System.arraycopy(from, start, to, start, end - start);
            return;
        }
        int left = start;
        int right = middle;
        for (int i = start; i < end; i++) {
            boolean fromLeft = right == end || left < middle && times[from[left]] <= times[from[right]];
            to[i] = from[fromLeft ? left++ : right++];
        }
    }

    int rows() {
        return order.length;
    }

    MarketPeriod period() {
        return new MarketPeriod(times[order[timeless]], times[order[order.length - 1]]);
    }

    PassRows rows(long from) {
        return new Rows(from == MarketTime.NONE ? 0 : firstFrom(from));
    }

    /** The place of the first row of this time or later. */
    private int firstFrom(long time) {
        int low = timeless;
        int high = order.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (times[order[middle]] < time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** The number of the row that a line of a file belongs to; 0 when it belongs to none. */
    long numberOf(int file, long line) {
        int low = starts[file];
        int high = file + 1 < starts.length ? starts[file + 1] : times.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (Integer.toUnsignedLong(lines[middle]) <= line) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        int row = low - 1;
        for (int at = 0; at < order.length && row >= starts[file]; at++) {
            if (order[at] == row) {
                return at + 1L;
            }
        }
        return 0;
    }

    /** The row of a number, empty when there are not so many. */
    Optional<RawRow> row(long number) throws IOException {
        if (number < 1 || number > order.length) {
            return Optional.empty();
        }
        try (Rows rows = new Rows((int) number - 1)) {
            return Optional.of(rows.next());
        }
    }

    private final class Rows implements PassRows {
        private final FileBlocks blocks = new FileBlocks(files.stream().map(time -> time.file().text().path()).toList());
        private int at;

        Rows(int at) {
            this.at = at;
        }

        @Override
        public boolean hasNext() {
            // Camel asks for more once more when it has closed this
            return at < order.length && blocks.isOpen();
        }

        @Override
        public long nextTime() {
            return times[order[at]];
        }

        @Override
        public RawRow next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            int row = order[at++];
            int place = Arrays.binarySearch(starts, row);
            int file = place >= 0 ? place : -place - 2;
            return RawRows.again(read(file, row), Integer.toUnsignedLong(lines[row]), files.get(file).file()).numbered(at);
        }

        private byte[] read(int file, int row) {
            try {
                return blocks.read(file, offsets[row], lengths[row]);
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        @Override
        public void close() throws IOException {
            blocks.close();
        }
    }
}

package routes.csv;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import routes.source.RawRow;

/**
 * Where the rows stand of files that are replayed one after the other, so that one row is found without reading all before it. Each
 * {@value #EVERY}th row is marked, as far as anybody has asked for one.
 */
final class RowPlaces {
    private static final int EVERY = 4096;

    private final List<MarkedFile> files;

    RowPlaces(List<CsvFile> files) {
        this.files = files.stream().map(MarkedFile::new).toList();
    }

    synchronized Optional<RawRow> row(long number, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        long before = 0;
        for (MarkedFile file : files) {
            file.mark(mark -> mark.number() > number, before, end);
            if (!file.complete || file.last().number() > number - before) {
                return file.row(number - before, before);
            }
            before += file.last().number() - 1;
        }
        return Optional.empty();
    }

    synchronized Optional<RawRow> rowAt(int file, long line, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        long before = 0;
        for (MarkedFile earlier : files.subList(0, file)) {
            earlier.mark(mark -> false, 0, end);
            before += earlier.last().number() - 1;
        }
        files.get(file).mark(mark -> mark.line() > line, 0, end);
        return files.get(file).rowAt(line, before);
    }

    /** The row with this number in its file, or the end of the file, which has the number after the last row's. */
    private record Mark(long number, long line, long offset) {}

    /** Says whether marks beyond this one are not needed. */
    private interface Enough {
        boolean is(Mark mark);
    }

    private static final class MarkedFile {
        private final CsvFile file;
        private final List<Mark> marks = new ArrayList<>();
        private boolean complete;

        MarkedFile(CsvFile file) {
            this.file = file;
            marks.add(new Mark(1, file.firstLine(), file.start()));
        }

        Mark last() {
            return marks.get(marks.size() - 1);
        }

        /** @param before rows of the files before this one, which the numbers of {@code enough} count too */
        void mark(Enough enough, long before, long end) throws IOException {
            while (!complete && !enough.is(new Mark(before + last().number(), last().line(), last().offset()))) {
                if (System.nanoTime() - end > 0) {
                    throw new IOException("%s has been looked through up to line %,d only: ask again, and it goes on there".formatted(file.path(), last().line()));
                }
                markNext();
            }
        }

        private void markNext() throws IOException {
            Mark from = last();
            try (RawRows rows = rowsFrom(from)) {
                long count = 0;
                RawRow row = null;
                while (count < EVERY && rows.hasNext()) {
                    row = rows.next();
                    count++;
                }
                complete = count < EVERY;
                if (row != null) {
                    marks.add(new Mark(from.number() + count, row.line() + row.lines(), from.offset() + rows.rowEnd()));
                }
            }
        }

        private RawRows rowsFrom(Mark mark) throws IOException {
            return RawRows.open(file, mark.offset(), mark.line(), file.content().length());
        }

        Optional<RawRow> row(long number, long before) throws IOException {
            Mark from = lastWith(mark -> mark.number() <= number);
            try (RawRows rows = rowsFrom(from)) {
                for (long next = from.number(); rows.hasNext(); next++) {
                    RawRow row = rows.next();
                    if (next == number) {
                        return Optional.of(row.numbered(before + number));
                    }
                }
                return Optional.empty();
            }
        }

        Optional<RawRow> rowAt(long line, long before) throws IOException {
            Mark from = lastWith(mark -> mark.line() <= line);
            try (RawRows rows = rowsFrom(from)) {
                for (long next = from.number(); rows.hasNext(); next++) {
                    RawRow row = rows.next();
                    if (row.line() > line) {
                        return Optional.empty();
                    }
                    if (row.hasLine(line)) {
                        return Optional.of(row.numbered(before + next));
                    }
                }
                return Optional.empty();
            }
        }

        private Mark lastWith(Enough isBefore) {
            int low = 0;
            for (int high = marks.size(); high - low > 1; ) {
                int middle = (low + high) >>> 1;
                if (isBefore.is(marks.get(middle))) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
            return marks.get(low);
        }
    }
}

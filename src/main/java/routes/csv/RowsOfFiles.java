package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import routes.source.PassRows;
import routes.source.RawRow;

/** The rows of one file after those of the other. */
final class RowsOfFiles implements PassRows {
    private final Iterator<CsvFile> files;
    private RawRows rows;
    private long number;
    private boolean closed;

    RowsOfFiles(List<CsvFile> files) {
        this.files = files.iterator();
    }

    @Override
    public boolean hasNext() {
        while ((rows == null || !rows.hasNext()) && files.hasNext() && !closed) {
            openNext();
        }
        return rows != null && rows.hasNext();
    }

    private void openNext() {
        CsvFile file = files.next();
        try {
            close(rows);
            rows = file.rows();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file.path(), unreadable);
        }
    }

    @Override
    public RawRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RawRow row = rows.next();
        number++;
        return row.number() == number ? row : row.numbered(number);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        close(rows);
    }

    private static void close(RawRows rows) throws IOException {
        if (rows != null) {
            rows.close();
        }
    }
}

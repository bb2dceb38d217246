package routes.csv;

import java.io.IOException;
import java.util.NoSuchElementException;
import java.util.function.ToLongFunction;
import routes.source.PassRows;
import routes.source.RawRow;

/** Rows without those before a market time, in whatever order they come; the others keep their numbers. */
final class RowsSince implements PassRows {
    private final PassRows rows;
    private final ToLongFunction<RawRow> time;
    private final long from;
    private RawRow ahead;

    RowsSince(PassRows rows, ToLongFunction<RawRow> time, long from) {
        this.rows = rows;
        this.time = time;
        this.from = from;
    }

    @Override
    public boolean hasNext() {
        while (ahead == null && rows.hasNext()) {
            RawRow row = rows.next();
            ahead = time.applyAsLong(row) < from ? null : row;
        }
        return ahead != null;
    }

    @Override
    public RawRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        RawRow row = ahead;
        ahead = null;
        return row;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}

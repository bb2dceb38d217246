package routes.csv;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import routes.source.PassRows;
import routes.source.RawRow;

/**
 * Rows shuffled by a seed, so that a restart finds the same order again. Rows of more than {@value #SHUFFLED_BYTES} bytes is shuffled in
 * stretches of that size: a row can come anywhere in its stretch, and memory does not grow with the file.
 */
final class ShuffledRows implements PassRows {
    private static final int SHUFFLED_BYTES = 16 << 20;

    private final PassRows rows;
    private final Random random;
    private List<RawRow> stretch = List.of();
    private int at;
    private long number;

    ShuffledRows(PassRows rows, long seed) {
        this.rows = rows;
        this.random = new Random(seed);
    }

    @Override
    public boolean hasNext() {
        if (at == stretch.size()) {
            stretch = nextStretch();
            at = 0;
        }
        return at < stretch.size();
    }

    @Override
    public RawRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return stretch.get(at++).numbered(++number);
    }

    private List<RawRow> nextStretch() {
        List<RawRow> next = new ArrayList<>();
        for (long bytes = 0; bytes < SHUFFLED_BYTES && rows.hasNext(); ) {
            RawRow row = rows.next();
            bytes += row.bytes().length;
            next.add(row);
        }
        Collections.shuffle(next, random);
        return next;
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}

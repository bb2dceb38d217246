package routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Random;

/** In which order the rows of a pass come. */
enum RowOrder {
    FILE {
        @Override
        Iterator<RawRow> of(CsvFile file, long seed) throws IOException {
            return file.rows();
        }
    },
    /**
     * Shuffled by a seed, so that a restart finds the same order again. A file of more than {@value #SHUFFLED_BYTES} bytes is shuffled
     * in stretches of that size: a row can come anywhere in its stretch, and memory does not grow with the file.
     */
    RANDOM {
        @Override
        Iterator<RawRow> of(CsvFile file, long seed) throws IOException {
            return new Shuffled(file.rows(), new Random(seed));
        }

        @Override
        String fingerprint(long seed) {
            return word() + "-" + seed;
        }
    };

    private static final int SHUFFLED_BYTES = 16 << 20;

    abstract Iterator<RawRow> of(CsvFile file, long seed) throws IOException;

    String fingerprint(long seed) {
        return word();
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static RowOrder parse(String name) {
        return Arrays.stream(values())
                .filter(order -> order.name().equalsIgnoreCase(name.trim()))
                .findFirst()
                .orElseThrow(() -> new StartException("csv.order is '%s'; it can be file or random".formatted(name)));
    }

    void close(Iterator<RawRow> rows) {
        try {
            if (rows instanceof AutoCloseable open) {
                open.close();
            }
        } catch (Exception failed) {
            throw new IllegalStateException("cannot close the file", failed);
        }
    }

    private static final class Shuffled implements Iterator<RawRow>, AutoCloseable {
        private final RawRows rows;
        private final Random random;
        private List<RawRow> stretch = List.of();
        private int at;
        private long number;

        Shuffled(RawRows rows, Random random) {
            this.rows = rows;
            this.random = random;
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
        public void close() {
            try {
                rows.close();
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
    }
}

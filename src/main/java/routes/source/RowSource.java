package routes.source;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Where rows come from: how they look, and passes over them, each in the same order, so that a restart finds every row again. */
public interface RowSource {
    /** The file, or a name in its place; what csv.file says, where that is several files. */
    Path path();

    /** Of each of its files. */
    List<RowLayout> layouts();

    /** The order of the rows, in a word. */
    String order();

    /** Of all rows and of their order; another one is another replay. */
    String fingerprint();

    /**
     * How many rows, from the first on, a replay of another fingerprint had in common with this one, in the same order: all of those that a
     * file had before it grew. 0 when that is another replay.
     */
    default long rowsInCommon(String fingerprint) throws IOException {
        return fingerprint.equals(fingerprint()) ? Long.MAX_VALUE : 0;
    }

    /** All keys that its rows have, empty when it does not know them. */
    Set<String> keys();

    /**
     * The rows of a pass; each has the same number in every pass.
     *
     * @param from leaves out the rows before this market time, and those without one; {@link MarketTime#NONE} for all
     * @param after may leave out the rows up to this number
     */
    PassRows rows(long from, long after) throws IOException;

    /**
     * One row, as each pass has it.
     *
     * @return empty when there are not so many
     * @throws IOException when it cannot be read, or is not found for so long
     */
    default Optional<RawRow> row(long number, Duration patience) throws IOException {
        return first(row -> row.number() == number, number - 1, patience);
    }

    /**
     * The row that a line belongs to.
     *
     * @param file one of {@link #layouts}
     * @return empty when it belongs to none: it is above the first row, blank, or behind the last
     * @throws IOException when it cannot be read, or is not found for so long
     */
    default Optional<RawRow> rowAt(RowLayout file, long line, Duration patience) throws IOException {
        return first(row -> row.layout() == file && row.hasLine(line), 0, patience);
    }

    private Optional<RawRow> first(Predicate<RawRow> wanted, long after, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        try (PassRows rows = rows(MarketTime.NONE, Math.max(0, after))) {
            while (rows.hasNext()) {
                RawRow row = rows.next();
                if (wanted.test(row)) {
                    return Optional.of(row);
                }
                if (System.nanoTime() - end > 0) {
                    throw new IOException("in the order %s a row is found by reading those before it, and %,d were read for %d s without finding it"
                            .formatted(order(), row.number(), patience.toSeconds()));
                }
            }
            return Optional.empty();
        }
    }

    /** Whether the rows come in the order of their market time, so that it can pace them. */
    boolean isInMarketOrder();

    /** Market time of a row, {@link MarketTime#NONE} when it has none that can be read. */
    long time(RawRow row);

    /** @throws RowException when the order needs the row's market time and cannot read it */
    void requireTime(RawRow row) throws RowException;

    /** @throws IllegalArgumentException saying why there is none */
    MarketPeriod period();
}

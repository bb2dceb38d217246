package routes.replay;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.BooleanSupplier;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;

/**
 * The rows of a pass at their pace, a few at a time, until they end or something cuts them short. Rows that were handed out before, by
 * this process or by one before it, are handed out at once and always: some may be missing in Kafka, and nothing may begin before they
 * are there.
 */
final class PassChunks implements Iterator<List<RawRow>>, Closeable {
    private static final int LARGEST_CHUNK = 1000;
    private static final int CHUNKS_PER_SECOND = 10;

    private final PassRows rows;
    private final Pace pace;
    private final long handedOutBefore;
    private final BooleanSupplier stopping;
    private final BooleanSupplier steered;
    private volatile long lastRow;
    private volatile boolean exhausted;

    /**
     * @param stopping cuts it short anywhere
     * @param steered cuts it short where no row is missing
     */
    PassChunks(PassRows rows, Pace pace, long handedOutBefore, BooleanSupplier stopping, BooleanSupplier steered) {
        this.rows = rows;
        this.pace = pace;
        this.handedOutBefore = handedOutBefore;
        this.stopping = stopping;
        this.steered = steered;
        pace.begin();
    }

    @Override
    public boolean hasNext() {
        if (isCut()) {
            return false;
        }
        exhausted = !rows.hasNext();
        return !exhausted;
    }

    /** The split asks for the next ones when it has sent the last; none are given when the wait for them is cut short. */
    @Override
    public List<RawRow> next() {
        List<RawRow> chunk = new ArrayList<>();
        if (isCut()) {
            return chunk;
        }
        if (!rows.hasNext()) {
            throw new NoSuchElementException();
        }
        pace.await(isNew() ? rows.nextTime() : MarketTime.NONE, this::isCut);
        int most = chunkSize(rows.nextTime());
        while (chunk.size() < most && rows.hasNext() && !isCut() && mayGo(chunk.isEmpty())) {
            chunk.add(take());
        }
        return chunk;
    }

    private boolean mayGo(boolean first) {
        long time = rows.nextTime();
        return first || !isNew() || time == MarketTime.NONE || pace.isDue(time);
    }

    private RawRow take() {
        long time = rows.nextTime();
        boolean before = !isNew();
        RawRow row = rows.next();
        lastRow = row.number();
        if (before) {
            pace.passed(time);
        }
        return row;
    }

    /** Whether the next row was never handed out. */
    private boolean isNew() {
        return lastRow >= handedOutBefore;
    }

    private boolean isCut() {
        return stopping.getAsBoolean() || (isNew() && steered.getAsBoolean());
    }

    private int chunkSize(long next) {
        double rate = pace.isPast(next) ? 0 : pace.rate();
        return rate <= 0 ? LARGEST_CHUNK : (int) Math.max(1, Math.min(LARGEST_CHUNK, rate / CHUNKS_PER_SECOND));
    }

    /** The last row that was handed out, now or before. */
    long handedOut() {
        return Math.max(lastRow, handedOutBefore);
    }

    /** Whether all rows were handed out. */
    boolean isExhausted() {
        return exhausted;
    }

    @Override
    public void close() {
        try {
            rows.close();
        } catch (IOException failed) {
            throw new IllegalStateException("cannot close the file", failed);
        }
    }
}

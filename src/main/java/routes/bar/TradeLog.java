package routes.bar;

import java.util.List;

/** The log of a partition of the topic of the trades. */
interface TradeLog {
    /** The first offset that it still has. */
    long begin();

    /**
     * Some of the records from an offset on, in order.
     *
     * @param to before which they are
     * @param symbol whose records alone are wanted; null for all
     */
    Chunk read(long from, long to, String symbol);

    /** @param next offset to read from; nothing between the last of the records and it is wanted */
    record Chunk(List<TradeRecord> records, long next) {}
}

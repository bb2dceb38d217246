package routes.bar;

/**
 * The trades of a symbol in a minute: what they come to, and between which offsets they are. While it is hot, it also tells a trade that is
 * repeated; to be hot again, it reads its trades.
 */
final class Minute {
    final long start;
    final long firstOffset;
    long lastOffset;
    /** The offset of the last record that made a difference, -1 before there was one. */
    long revision = -1;
    Aggregate sum = new Aggregate();
    /** Identities and keys; null while it is cold. */
    Hashes seen = new Hashes();

    Minute(long start, long offset) {
        this.start = start;
        firstOffset = offset;
        lastOffset = offset;
    }

    /** Whether a trade with that key may be among its own. */
    boolean mayHave(String key) {
        return seen == null || seen.contains(key);
    }

    /** @return whether it is new */
    static boolean isNew(Hashes seen, TradeRecord trade) {
        boolean isNew = seen.add(trade.identity());
        if (isNew) {
            seen.add(trade.key());
        }
        return isNew;
    }
}

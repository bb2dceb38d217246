package routes.bar;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The minutes of a symbol in a session, and which of their trades were corrected or taken back. */
final class SymbolDay {
    final String symbol;
    final TreeMap<Long, Minute> minutes = new TreeMap<>();
    /** Minutes that changed, or after which another began, since they were last asked for. */
    private Set<Long> changed = new LinkedHashSet<>();
    /** Keys of trades that do not count; with whether it is so for corrections of that key, too. */
    private final Map<String, Boolean> struck = new HashMap<>();
    /** Minutes before it are not known: their trades are no longer in the log, and were needed. */
    private long since;

    SymbolDay(String symbol) {
        this.symbol = symbol;
    }

    /**
     * Takes the next record of the log.
     *
     * @return the minute that is hot now; empty when there is none
     */
    Optional<Minute> add(TradeRecord record, TradeLog log) {
        if (record.corrects() != null && record.kind() != TradeRecord.Kind.TRADE) {
            strike(record, log);
        }
        if (record.kind() == TradeRecord.Kind.CANCEL || !knows(record.minute())) {
            return Optional.empty();
        }
        Minute minute = minutes.computeIfAbsent(record.minute(), start -> begin(start, record.offset()));
        if (minute.seen == null && !warm(minute, log)) {
            return Optional.empty();
        }
        if (Minute.isNew(minute.seen, record)) {
            minute.lastOffset = record.offset();
            if (!isStruck(record) && minute.sum.add(record)) {
                changed(minute, record.offset());
            }
        }
        return Optional.of(minute);
    }

    private Minute begin(long start, long offset) {
        if (!minutes.isEmpty() && minutes.lastKey() < start) {
            changed.add(minutes.lastKey());
        }
        return new Minute(start, offset);
    }

    private void changed(Minute minute, long offset) {
        minute.revision = offset;
        changed.add(minute.start);
    }

    private boolean isStruck(TradeRecord trade) {
        Boolean all = struck.isEmpty() ? null : struck.get(trade.key());
        return all != null && (all || trade.kind() == TradeRecord.Kind.TRADE);
    }

    /** The trade is most often in one of the last minutes. When it is in none, it may still come. */
    private void strike(TradeRecord record, TradeLog log) {
        String key = record.struckKey();
        Boolean before = struck.get(key);
        if (before != null && (before || !record.strikesCorrections())) {
            return;
        }
        struck.put(key, record.strikesCorrections());
        long unread = 0;
        for (Minute minute : minutes.descendingMap().values()) {
            if (minute.mayHave(key)) {
                if (minute.firstOffset < log.begin()) {
                    unread = Math.max(unread, minute.start + 1);
                } else if (recount(minute, record.offset(), log)) {
                    return;
                }
            }
        }
        since = Math.max(since, unread);
    }

    /** @return whether it makes a difference */
    private boolean recount(Minute minute, long offset, TradeLog log) {
        Aggregate sum = new Aggregate();
        Hashes seen = new Hashes();
        read(minute, log, trade -> {
            if (Minute.isNew(seen, trade) && !isStruck(trade)) {
                sum.add(trade);
            }
        });
        if (sum.isSameAs(minute.sum)) {
            return false;
        }
        minute.sum = sum;
        changed(minute, offset);
        return true;
    }

    /** @return whether it could be done */
    private boolean warm(Minute minute, TradeLog log) {
        if (minute.firstOffset < log.begin()) {
            since = Math.max(since, minute.start + 1);
            return false;
        }
        Hashes seen = new Hashes();
        read(minute, log, trade -> Minute.isNew(seen, trade));
        minute.seen = seen;
        return true;
    }

    private void read(Minute minute, TradeLog log, Consumer<TradeRecord> reader) {
        for (long at = minute.firstOffset; at <= minute.lastOffset; ) {
            TradeLog.Chunk chunk = log.read(at, minute.lastOffset + 1, symbol);
            chunk.records().stream()
                    .filter(record -> record.minute() == minute.start && record.kind() != TradeRecord.Kind.CANCEL)
                    .forEach(reader);
            at = chunk.next();
        }
    }

    /** Whether all trades of it and of what follows are counted. */
    boolean knows(long minute) {
        return minute >= since;
    }

    /** Nothing of the symbol is later; it ends when another session begins. */
    void end() {
        if (!minutes.isEmpty()) {
            changed.add(minutes.lastKey());
        }
    }

    boolean isLatest(Minute minute) {
        return minutes.lastEntry().getValue() == minute;
    }

    Set<Long> takeChanged() {
        Set<Long> taken = changed;
        changed = new LinkedHashSet<>();
        return taken;
    }
}

package simulator.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The log of one partition, as its leader has it. Offsets are given once, unless the log loses its tail; some have no record that can be
 * read: those of markers, of aborted transactions, and what compaction took out.
 */
public final class SimulatedLog {
    private final NavigableMap<Long, LogEntry> entries = new TreeMap<>();
    /** Where each leader's epoch begins. */
    private final NavigableMap<Integer, Long> epochs = new TreeMap<>();

    private final Map<Long, Long> openTransactions = new HashMap<>();
    private final Set<Long> aborted = new HashSet<>();
    private long start;
    private long end;
    private long highWatermark;
    private int epoch;
    private boolean replicating = true;

    SimulatedLog() {
        epochs.put(0, 0L);
    }

    /**
     * What a fetch brings.
     *
     * @param next where to read on
     */
    record Fetch(List<LogEntry> entries, long next) {}

    /** The first offset that is not deleted. */
    public long start() {
        return start;
    }

    /** The offset of the next record. */
    public long end() {
        return end;
    }

    /** Below it, all replicas have the records. */
    public long highWatermark() {
        return highWatermark;
    }

    /** Below it, all transactions have ended. */
    public long lastStable() {
        return Math.min(highWatermark, openTransactions.values().stream().mapToLong(Long::longValue).min().orElse(Long.MAX_VALUE));
    }

    /** Of its leader. */
    public int epoch() {
        return epoch;
    }

    /** Whether the replicas follow; what is sent when they do not is neither acknowledged nor readable before they do again. */
    public boolean isReplicating() {
        return replicating;
    }

    public void setReplicating(boolean replicating) {
        this.replicating = replicating;
        follow();
    }

    private void follow() {
        if (replicating) {
            highWatermark = end;
        }
    }

    /** What is there, markers and records of aborted transactions too. */
    public Collection<LogEntry> entries() {
        return Collections.unmodifiableCollection(entries.values());
    }

    /** The same, from an offset to before another. */
    public Collection<LogEntry> entries(long from, long to) {
        return from < to ? Collections.unmodifiableCollection(entries.subMap(from, to).values()) : List.of();
    }

    /** What a reader of committed records sees of all that is there. */
    public List<LogEntry> committed() {
        return read(start, true, Integer.MAX_VALUE, Long.MAX_VALUE).entries();
    }

    LogEntry append(ProducerRecord<byte[], byte[]> record, long timestamp, long transaction) {
        LogEntry entry = LogEntry.of(end, epoch, record, timestamp, transaction);
        if (transaction != LogEntry.NONE) {
            openTransactions.putIfAbsent(transaction, end);
        }
        add(entry);
        return entry;
    }

    private void add(LogEntry entry) {
        entries.put(entry.offset(), entry);
        end = entry.offset() + 1;
        follow();
    }

    void endTransaction(long transaction, boolean commit, long timestamp) {
        if (openTransactions.remove(transaction) == null) {
            return;
        }
        if (!commit) {
            aborted.add(transaction);
        }
        add(LogEntry.marker(end, epoch, timestamp, transaction));
    }

    Fetch read(long from, boolean committedOnly, int mostRecords, long mostBytes) {
        long limit = committedOnly ? lastStable() : highWatermark;
        List<LogEntry> found = new ArrayList<>();
        if (from >= limit) {
            return new Fetch(found, from);
        }
        long bytes = 0;
        for (LogEntry entry : entries.subMap(from, limit).values()) {
            if (!isVisible(entry, committedOnly)) {
                continue;
            }
            if (!found.isEmpty() && (found.size() == mostRecords || bytes + entry.size() > mostBytes)) {
                return new Fetch(found, found.get(found.size() - 1).offset() + 1);
            }
            found.add(entry);
            bytes += entry.size();
        }
        return new Fetch(found, limit);
    }

    private boolean isVisible(LogEntry entry, boolean committedOnly) {
        return !entry.marker() && !(committedOnly && aborted.contains(entry.transaction()));
    }

    /** The first record of a time or a later one; null when there is none. */
    LogEntry firstSince(long timestamp) {
        return entries.values().stream()
                .filter(entry -> !entry.marker() && entry.offset() < highWatermark && entry.timestamp() >= timestamp)
                .findFirst()
                .orElse(null);
    }

    /** Another leader, which has all of the log. */
    public void newLeader() {
        epochs.put(++epoch, end);
        follow();
    }

    /** Another leader, which has not got what is from an offset on: it is lost. */
    public void loseTail(long from) {
        if (from < end) {
            entries.tailMap(from, true).clear();
            end = Math.max(from, start);
            highWatermark = Math.min(highWatermark, end);
            epochs.values().removeIf(begin -> begin >= from && begin > 0);
            // their producers are gone with what they sent
            openTransactions.values().removeIf(first -> first >= from);
        }
        newLeader();
    }

    /** As retention does: what is before an offset is deleted. */
    public void deleteBefore(long offset) {
        start = Math.max(start, Math.min(offset, highWatermark));
        entries.headMap(start, false).clear();
    }

    /** As compaction does: takes out records below the last one. */
    public void compact(Predicate<LogEntry> needless) {
        entries.values().removeIf(entry -> entry.offset() < Math.min(lastStable(), end - 1) && !entry.marker() && needless.test(entry));
    }

    /**
     * Where the records of a leader's epoch end: the log of whoever read beyond it as of that epoch was another one.
     *
     * @return empty when the log does not know the epoch
     */
    OptionalLong endOf(int wanted) {
        if (wanted == epoch) {
            return OptionalLong.of(end);
        }
        Map.Entry<Integer, Long> next = epochs.higherEntry(wanted);
        return next == null ? OptionalLong.empty() : OptionalLong.of(next.getValue());
    }

    /** That which {@link #endOf} is about: the wanted one, or the greatest below it that is known. */
    int epochUpTo(int wanted) {
        Integer known = epochs.floorKey(wanted);
        return known == null ? wanted : known;
    }
}

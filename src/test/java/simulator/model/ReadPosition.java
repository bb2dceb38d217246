package simulator.model;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.OptionalLong;

/** Where a consumer is in a partition, with the records that it has fetched ahead. */
final class ReadPosition {
    private static final long UNKNOWN = -1;
    private static final int NEVER = -1;

    private final Deque<LogEntry> ahead = new ArrayDeque<>();
    private long aheadEnd = UNKNOWN;
    private long offset = UNKNOWN;
    private Optional<Integer> epoch = Optional.empty();
    private int validatedAt = NEVER;
    private Instant toldUntil;
    private boolean paused;
    private long knownEnd = UNKNOWN;

    boolean isKnown() {
        return offset != UNKNOWN;
    }

    /** The offset that is read next. */
    long offset() {
        return offset;
    }

    /** Of the leader of the record before; empty when the caller has not told. */
    Optional<Integer> epoch() {
        return epoch;
    }

    /** What was fetched ahead is lost. */
    void seek(long to, Optional<Integer> ofEpoch) {
        offset = to;
        epoch = ofEpoch;
        validatedAt = NEVER;
        toldUntil = null;
        ahead.clear();
        aheadEnd = UNKNOWN;
    }

    void forget() {
        seek(UNKNOWN, Optional.empty());
    }

    boolean isPaused() {
        return paused;
    }

    void setPaused(boolean paused) {
        this.paused = paused;
    }

    /** Whether another leader came since the position was last compared with the log. */
    boolean isDoubtful(SimulatedLog log) {
        return isKnown() && epoch.isPresent() && validatedAt != log.epoch();
    }

    void validated(SimulatedLog log) {
        validatedAt = log.epoch();
        toldUntil = null;
    }

    /** The log is another one; Kafka's client tells that again only after a while. */
    void told(Instant until) {
        toldUntil = until;
    }

    /** When it is told again that the log is another one; null when it is not. */
    Instant toldUntil() {
        return toldUntil;
    }

    boolean isEmpty() {
        return ahead.isEmpty();
    }

    /** @param end of what a reader can see, as the client learns with each fetch */
    void fetched(SimulatedLog.Fetch fetch, long end) {
        ahead.addAll(fetch.entries());
        aheadEnd = fetch.next();
        knownEnd = end;
        passEmpty();
    }

    /** The next record that was fetched. */
    LogEntry take() {
        LogEntry next = ahead.poll();
        offset = next.offset() + 1;
        epoch = Optional.of(next.epoch());
        passEmpty();
        return next;
    }

    /** Offsets without records need no fetch of their own. */
    private void passEmpty() {
        if (ahead.isEmpty()) {
            offset = Math.max(offset, aheadEnd);
        }
    }

    OptionalLong lag() {
        return knownEnd == UNKNOWN || !isKnown() ? OptionalLong.empty() : OptionalLong.of(knownEnd - offset);
    }
}

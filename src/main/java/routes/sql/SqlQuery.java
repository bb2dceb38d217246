package routes.sql;

import java.math.BigDecimal;
import java.time.Instant;
import routes.query.AthenaQuery;

/** A query that somebody asked, from its start to long after its end. */
final class SqlQuery {
    enum State {
        /** How much it reads is found out, or Athena is asked to start it. */
        STARTING,
        RUNNING,
        SUCCEEDED,
        FAILED,
        CANCELLED
    }

    private final int id;
    private final String sql;
    private final Instant startedAt = Instant.now();
    private State state = State.STARTING;
    private Estimate estimate;
    private String queryId;
    private AthenaQuery last;
    private String error;
    private boolean cancelled;

    SqlQuery(int id, String sql) {
        this.id = id;
        this.sql = sql;
    }

    /**
     * How it is now.
     *
     * @param queryId of Athena, null before it has one
     * @param error why there is no result; null while it runs, and when there is one
     */
    record Snapshot(
            int id, String sql, State state, Instant startedAt, String queryId, Estimate estimate, long millis, long bytesScanned, BigDecimal usd, String error) {}

    synchronized Snapshot snapshot() {
        return new Snapshot(
                id, sql, state, startedAt, queryId, estimate, last == null ? 0 : last.millis(), last == null ? 0 : last.bytesScanned(),
                last == null ? null : last.usd(), error);
    }

    String sql() {
        return sql;
    }

    int id() {
        return id;
    }

    synchronized void estimated(Estimate found) {
        estimate = found;
    }

    synchronized void runs(String id) {
        queryId = id;
        state = State.RUNNING;
    }

    synchronized void scanned(AthenaQuery soFar) {
        last = soFar;
    }

    synchronized void ended(AthenaQuery query) {
        last = query;
        error = query.reason();
        state = error == null ? State.SUCCEEDED : cancelled ? State.CANCELLED : State.FAILED;
    }

    synchronized void failed(String reason) {
        error = reason;
        state = cancelled ? State.CANCELLED : State.FAILED;
    }

    synchronized void cancel() {
        cancelled = true;
    }

    synchronized boolean isCancelled() {
        return cancelled;
    }

    synchronized boolean isOver() {
        return state.compareTo(State.SUCCEEDED) >= 0;
    }

    /** @return null unless it succeeded */
    synchronized AthenaQuery result() {
        return state == State.SUCCEEDED ? last : null;
    }
}

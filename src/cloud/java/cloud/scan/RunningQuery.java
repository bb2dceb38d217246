package cloud.scan;

import cloud.sql.AthenaException;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One statement while it runs: it can be cancelled at any time, and stops before it reads more than it may. */
public final class RunningQuery {
    private static final Logger LOG = LoggerFactory.getLogger(RunningQuery.class);

    private final long mostBytes;
    private volatile long bytes;
    private Step step;
    private boolean cancelled;

    /** @param mostBytes that it may read */
    public RunningQuery(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    /** What an engine does. */
    public interface Step {
        void cancel() throws SQLException;
    }

    /** What to cut short from now on. @throws QueryFailedException if the query is cancelled already */
    public synchronized void runs(Step next) {
        proceed();
        step = next;
    }

    /** @throws QueryFailedException if the query is cancelled: nothing more may be written */
    public synchronized void proceed() {
        if (cancelled) {
            throw new AthenaException("QUERY_CANCELLED");
        }
    }

    /** @throws ScanLimitException if that is more than the query may read */
    public void reads(long wanted) {
        if (wanted > mostBytes) {
            throw new ScanLimitException(wanted);
        }
        bytes = wanted;
    }

    /** Of the objects that it reads, 0 while it does not know them. */
    public long bytes() {
        return bytes;
    }

    public synchronized void cancel() {
        cancelled = true;
        cutShort();
    }

    /** Repeats a cancel, since the SQL engine forgets one that arrives between two steps. Does nothing to a query that is not cancelled. */
    public synchronized void cutShort() {
        try {
            if (cancelled && step != null) {
                step.cancel();
            }
        } catch (SQLException e) {
            LOG.debug("A query could not be cut short", e);
        }
    }

    /** The query would read more bytes than its work group lets it. */
    public static final class ScanLimitException extends RuntimeException {
        private final long bytes;

        private ScanLimitException(long bytes) {
            super("Bytes scanned limit was exceeded");
            this.bytes = bytes;
        }

        public long bytes() {
            return bytes;
        }
    }
}

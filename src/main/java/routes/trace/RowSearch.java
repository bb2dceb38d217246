package routes.trace;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaLog;
import routes.lang.AwayException;
import routes.letter.RowOrigin;
import routes.source.RowSource;

/**
 * Finds what became of a row in one log: among the records or letters of its replay, pass and row only grow, so a few looks are enough,
 * however long the log is. What others sent in between is passed over.
 */
final class RowSearch {
    /** Records that are read in a row rather than looked at here and there. */
    private static final int FEW = 400;

    /** Of others, in one place. */
    private static final int MOST_OF_OTHERS = 50_000;

    private final Glance glance;
    private final RowSource source;
    private final TopicPartition partition;
    private final KafkaLog.Span span;

    RowSearch(Glance glance, RowSource source, TopicPartition partition) {
        this.glance = glance;
        this.source = source;
        this.partition = partition;
        this.span = glance.span(partition);
    }

    /** A record of the replay. */
    record Marked(long pass, long row, ConsumerRecord<byte[], byte[]> record) {
        boolean isBefore(long otherPass, long otherRow) {
            return pass < otherPass || pass == otherPass && row < otherRow;
        }
    }

    TopicPartition partition() {
        return partition;
    }

    KafkaLog.Span span() {
        return span;
    }

    Optional<Marked> first() {
        return next(span.begin(), span.end());
    }

    /** Searches back from the end, further and further. */
    Optional<Marked> last() {
        long upper = span.end();
        for (long step = 1; upper > span.begin(); step *= 8) {
            long lower = Math.max(span.begin(), upper - step);
            Optional<Marked> last = last(lower, upper);
            if (last.isPresent()) {
                return last;
            }
            requireFew(span.end() - lower);
            upper = lower;
        }
        return Optional.empty();
    }

    private Optional<Marked> last(long from, long to) {
        AtomicReference<Marked> last = new AtomicReference<>();
        glance.read(partition, from, to, record -> {
            marked(record).ifPresent(last::set);
            return true;
        });
        return Optional.ofNullable(last.get());
    }

    /** The record of a row of a pass. */
    Optional<ConsumerRecord<byte[], byte[]>> find(long pass, long row) {
        long low = span.begin();
        long high = span.end();
        while (high - low > FEW) {
            long middle = (low + high) >>> 1;
            Optional<Marked> at = next(middle, high);
            if (at.isPresent() && at.get().isBefore(pass, row)) {
                low = at.get().record().offset() + 1;
            } else if (at.isPresent() && at.get().pass() == pass && at.get().row() == row) {
                return at.map(Marked::record);
            } else {
                high = middle;
            }
        }
        AtomicReference<Marked> found = new AtomicReference<>();
        long from = low;
        // what was the next one at the last look may stand behind others
        glance.read(partition, from, span.end(), record -> {
            requireFew(record.offset() - from);
            marked(record).ifPresent(found::set);
            return found.get() == null || found.get().isBefore(pass, row);
        });
        return Optional.ofNullable(found.get()).filter(at -> at.pass() == pass && at.row() == row).map(Marked::record);
    }

    private Optional<Marked> next(long from, long to) {
        AtomicReference<Marked> next = new AtomicReference<>();
        glance.read(partition, from, to, record -> {
            requireFew(record.offset() - from);
            marked(record).ifPresent(next::set);
            return next.get() == null;
        });
        return Optional.ofNullable(next.get());
    }

    private void requireFew(long ofOthers) {
        if (ofOthers > MOST_OF_OTHERS) {
            throw new AwayException("too many records of others stand between those of the replay in %s".formatted(partition));
        }
    }

    private Optional<Marked> marked(ConsumerRecord<byte[], byte[]> record) {
        return RowOrigin.of(record.headers())
                .filter(origin -> isOfReplay(origin, source))
                .map(origin -> new Marked(origin.pass(), origin.row(), record));
    }

    /** Whether a row is the same one in this replay. */
    static boolean isOfReplay(RowOrigin origin, RowSource source) {
        try {
            return origin.row() <= source.rowsInCommon(origin.replay());
        } catch (IOException unreadable) {
            throw new AwayException("%s cannot be read: %s".formatted(source.path(), unreadable.getMessage()));
        }
    }
}

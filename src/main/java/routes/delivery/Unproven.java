package routes.delivery;

import java.time.Instant;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Bookmark;
import routes.lake.LogWentBackException;
import routes.lang.Errors;

/** A partition that is not read until it is proven where to resume: what is known of it, and the outcome of the checks so far. */
final class Unproven {
    private static final Logger LOG = LoggerFactory.getLogger(Unproven.class);

    /** A new leader may need a moment to know its own end. */
    private static final int LOOKS_TO_BE_SURE = 3;

    private final String route;
    private final TopicPartition partition;
    private final long next;
    private final Bookmark bookmark;
    private Instant notBefore = Instant.MIN;
    private int failures;
    private int wentBack;
    private String problem;
    private long unread;

    /**
     * @param route that is to read it
     * @param next the offset of Kafka's that was to be read next, -1 when it is not known
     */
    Unproven(String route, TopicPartition partition, long next, Bookmark bookmark) {
        this.route = route;
        this.partition = partition;
        this.next = next;
        this.bookmark = bookmark;
    }

    /** @param committed null when nothing was */
    static Unproven of(String route, TopicPartition partition, OffsetAndMetadata committed) {
        return committed == null
                ? new Unproven(route, partition, -1, null)
                : new Unproven(route, partition, committed.offset(), Bookmark.parse(committed.metadata()).orElse(null));
    }

    TopicPartition partition() {
        return partition;
    }

    LogCheck.Known known() {
        return new LogCheck.Known(partition, next, bookmark, wentBack >= LOOKS_TO_BE_SURE - 1);
    }

    boolean isDue(Instant now) {
        return !now.isBefore(notBefore);
    }

    void failed(Throwable cause, Instant now) {
        failures++;
        boolean isBack = cause instanceof LogWentBackException;
        wentBack = isBack ? wentBack + 1 : 0;
        unread = isBack ? ((LogWentBackException) cause).unread() : unread;
        notBefore = now.plus(PartitionWriter.pause(failures));
        String sentence = isBack ? Errors.sentence(cause) : "cannot find out where to resume reading %s: %s".formatted(partition, Errors.sentence(cause));
        if (!isBack) {
            LOG.warn("{}: {}; trying again in {} s", route, sentence, PartitionWriter.pause(failures).toSeconds());
        } else if (wentBack == LOOKS_TO_BE_SURE) {
            LOG.error("{}: {}", route, sentence);
        }
        problem = sentence;
    }

    /** Why it is not read, null while nothing is wrong. */
    String problem() {
        return problem;
    }

    /** Whether it waits since its log went back. */
    boolean wentBack() {
        return wentBack >= LOOKS_TO_BE_SURE;
    }

    /** Offsets of the log that wait, as far as it is known. */
    long unread() {
        return unread;
    }
}

package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Batch;
import routes.batch.Bookmark;
import routes.batch.CloseReason;
import routes.batch.DateCuts;
import routes.batch.LakeOffset;
import routes.batch.PartitionBatches;
import routes.lake.LogWentBackException;
import routes.lang.Errors;
import routes.lang.SteadyClock;

/** One partition that is being read: its batches, the write in progress, and the pauses between tries. Used only by the polling thread. */
final class PartitionWriter {
    private static final Logger LOG = LoggerFactory.getLogger(PartitionWriter.class);
    private static final long LONGEST_PAUSE_SECONDS = 30;

    /** A write that takes longer is logged: mostly S3 neither answers nor refuses. */
    private static final Duration LONG_WRITE = Duration.ofSeconds(10);

    private final String route;
    private final PartitionBatches batches;
    private final DateCuts dateCuts;
    private Bookmark bookmark;
    private Store store;
    private Future<Long> write;
    private Instant writeSince;
    private boolean longWriteTold;
    private int failures;
    private String problem;
    private Instant notBefore = Instant.MIN;
    private boolean halted;
    private boolean refuted;
    private boolean displaced;

    /** Stores a batch and returns the offset through which the lake holds its partition. */
    interface Store {
        long store(Batch batch) throws Exception;

        /** What a batch that is being stored waits for, as the end of a sentence. */
        default String waitsFor(Batch batch) {
            return "S3 does not answer";
        }
    }

    /**
     * @param route that stores its batches
     * @param bookmark the last record that the lake has, null when it has none
     */
    PartitionWriter(String route, PartitionBatches batches, Bookmark bookmark) {
        this.route = route;
        this.dateCuts = new DateCuts(route);
        this.batches = batches;
        this.bookmark = bookmark;
    }

    PartitionBatches batches() {
        return batches;
    }

    Bookmark bookmark() {
        return bookmark;
    }

    boolean isWriting() {
        return write != null;
    }

    /** Nothing more is read; what is held is still written. */
    void halt() {
        halted = true;
        batches.close(CloseReason.IDLE);
    }

    /** Whether nothing more is read, be it for now or for good. */
    boolean isHalted() {
        return halted;
    }

    /** Whether the log turned out to be a different one from that of the records held. */
    boolean isRefuted() {
        return refuted;
    }

    /** Whether what was stored last ends elsewhere than its batch: then what follows is read from there. */
    boolean isDisplaced() {
        return displaced;
    }

    /** Why nothing goes on, null when it does. */
    String problem(Instant now) {
        if (problem != null || write == null || now.isBefore(writeSince.plus(LONG_WRITE))) {
            return problem;
        }
        String waiting = "%s has been in flight for %d s: %s".formatted(
                batches.inFlight().name(), Duration.between(writeSince, now).toSeconds(), store.waitsFor(batches.inFlight()));
        if (!longWriteTold) {
            LOG.warn("{}: {}; waiting for it", route, waiting);
            longWriteTold = true;
        }
        return waiting;
    }

    /** Whether there is something to write and no failure to wait for. */
    boolean isActive() {
        return failures == 0 && !batches.isEmpty();
    }

    void startWriting(ExecutorService writers, Store store, Instant now) {
        if (now.isBefore(notBefore)) {
            return;
        }
        Batch batch = batches.take();
        if (batch != null) {
            writeSince = now;
            longWriteTold = false;
            this.store = store;
            write = writers.submit(() -> store.store(batch));
        }
    }

    /** What a finished write has stored, as it is to be committed; empty when none finished, or it failed and its batch waits for the next try. */
    Optional<OffsetAndMetadata> collect() throws InterruptedException {
        if (write == null || !write.isDone()) {
            return Optional.empty();
        }
        try {
            long through = write.get();
            Batch batch = batches.inFlight();
            displaced = !batches.stored(through);
            dateCuts.add(batch);
            bookmark = Bookmark.of(batch, through).orElse(bookmark);
            failures = 0;
            problem = null;
            return Optional.of(new OffsetAndMetadata(LakeOffset.kafka(through) + 1, toBeKept(through)));
        } catch (ExecutionException failed) {
            failed(failed.getCause());
            return Optional.empty();
        } finally {
            write = null;
        }
    }

    /** With a bookmark nobody would look for objects of earlier dates behind it; without one, all are looked at. */
    private String toBeKept(long through) {
        return bookmark == null || batches.isInLakeAfter(through) ? "" : bookmark.toString();
    }

    private void failed(Throwable cause) {
        problem = "cannot store %s: %s".formatted(batches.inFlight().name(), Errors.sentence(cause));
        refuted = cause instanceof LogWentBackException;
        batches.failed();
        failures++;
        notBefore = SteadyClock.now().plus(pause(failures));
        LOG.warn("{}: {}; {}", route, problem, refuted ? "looking at the log again" : "trying again in %d s".formatted(pause(failures).toSeconds()));
    }

    void awaitWrite(Duration most) throws InterruptedException {
        if (write == null) {
            return;
        }
        try {
            write.get(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException seenByCollect) {
            // collect tells
        }
    }

    /** How long to wait after this many failures in a row. */
    static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures - 1, 5)));
    }
}

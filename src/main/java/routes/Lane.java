package routes;

import java.time.Duration;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One assigned partition: its batches, the write that is under way, and the pauses between tries. Used by the polling thread alone. */
final class Lane {
    private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
    private static final long LONGEST_PAUSE_SECONDS = 30;

    private final PartitionBatches batches;
    private Future<Long> write;
    private int failures;
    private String problem;
    private Instant notBefore = Instant.MIN;

    /** Stores a batch and tells through which offset the lake holds its partition. */
    interface Store {
        long store(Batch batch) throws Exception;
    }

    Lane(PartitionBatches batches) {
        this.batches = batches;
    }

    PartitionBatches batches() {
        return batches;
    }

    boolean isWriting() {
        return write != null;
    }

    /** Why the last try failed, null when it did not. */
    String problem() {
        return problem;
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
            write = writers.submit(() -> store.store(batch));
        }
    }

    /** The last offset that a finished write has stored; empty when none finished, or it failed and its batch waits for the next try. */
    OptionalLong collect() throws InterruptedException {
        if (write == null || !write.isDone()) {
            return OptionalLong.empty();
        }
        try {
            long stored = write.get();
            batches.stored(stored);
            failures = 0;
            problem = null;
            return OptionalLong.of(stored);
        } catch (ExecutionException failed) {
            failed(failed.getCause());
            return OptionalLong.empty();
        } finally {
            write = null;
        }
    }

    private void failed(Throwable cause) {
        problem = "cannot store %s: %s".formatted(batches.inFlight().name(), Errors.sentence(cause));
        batches.failed();
        failures++;
        notBefore = Instant.now().plus(pause(failures));
        LOG.warn("kafka-to-s3: {}; trying again in {} s", problem, pause(failures).toSeconds());
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

    /** How long to wait after so many failures in a row. */
    static Duration pause(int failures) {
        return Duration.ofSeconds(Math.min(LONGEST_PAUSE_SECONDS, 1L << Math.min(failures - 1, 5)));
    }
}

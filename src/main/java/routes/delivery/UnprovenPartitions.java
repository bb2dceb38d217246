package routes.delivery;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that are not read yet. Where to resume each one is determined off the polling thread, since that needs the lake, which may
 * not answer. Used only by the polling thread.
 */
final class UnprovenPartitions {
    private final LogCheck check;
    private final ExecutorService checks;
    private final Map<TopicPartition, Unproven> all = new HashMap<>();
    private Future<Map<TopicPartition, LogCheck.Outcome>> checking;

    UnprovenPartitions(LogCheck check, ExecutorService checks) {
        this.check = check;
        this.checks = checks;
    }

    void add(Unproven one) {
        all.put(one.partition(), one);
    }

    void remove(Collection<TopicPartition> partitions) {
        partitions.forEach(all::remove);
    }

    void clear() {
        checking = null;
        all.clear();
    }

    Collection<Unproven> all() {
        return all.values();
    }

    /** Those that wait since their logs went back. */
    List<Unproven> wentBack() {
        return all.values().stream().filter(Unproven::wentBack).toList();
    }

    boolean isChecking() {
        return checking != null;
    }

    /** @return those that are proven now, and where they are read on */
    Map<TopicPartition, LogCheck.Start> prove(Instant now) throws InterruptedException {
        Map<TopicPartition, LogCheck.Start> proven = new HashMap<>();
        if (checking != null && checking.isDone()) {
            conclude(proven, now);
            checking = null;
        }
        List<LogCheck.Known> due = all.values().stream().filter(one -> one.isDue(now)).map(Unproven::known).toList();
        if (checking == null && !due.isEmpty()) {
            checking = checks.submit(() -> check.run(due));
        }
        return proven;
    }

    private void conclude(Map<TopicPartition, LogCheck.Start> proven, Instant now) throws InterruptedException {
        try {
            checking.get().forEach((partition, outcome) -> conclude(partition, outcome, proven, now));
        } catch (ExecutionException failed) {
            all.values().stream().filter(one -> one.isDue(now)).forEach(one -> one.failed(failed.getCause(), now));
        }
    }

    private void conclude(
            TopicPartition partition, LogCheck.Outcome outcome, Map<TopicPartition, LogCheck.Start> proven, Instant now) {
        Unproven asked = all.get(partition);
        if (asked == null) {
            // it was taken away meanwhile
            return;
        }
        if (outcome.problem() == null) {
            all.remove(partition);
            proven.put(partition, outcome.start());
        } else {
            asked.failed(outcome.problem(), now);
        }
    }
}

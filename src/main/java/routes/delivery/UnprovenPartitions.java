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
    private List<Unproven> asked = List.of();

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
        List<Unproven> due = all.values().stream().filter(one -> one.isDue(now)).toList();
        if (checking == null && !due.isEmpty()) {
            asked = due;
            List<LogCheck.Known> known = due.stream().map(Unproven::known).toList();
            checking = checks.submit(() -> check.run(known));
        }
        return proven;
    }

    private void conclude(Map<TopicPartition, LogCheck.Start> proven, Instant now) throws InterruptedException {
        List<Unproven> still = asked.stream().filter(this::isStillThere).toList();
        try {
            Map<TopicPartition, LogCheck.Outcome> outcomes = checking.get();
            still.forEach(one -> conclude(one, outcomes.get(one.partition()), proven, now));
        } catch (ExecutionException failed) {
            still.forEach(one -> one.failed(failed.getCause(), now));
        }
    }

    /** If it was taken away meanwhile, the answer is of no use, and also if it was given back since: others may have stored more of it. */
    private boolean isStillThere(Unproven one) {
        return all.get(one.partition()) == one;
    }

    private void conclude(Unproven one, LogCheck.Outcome outcome, Map<TopicPartition, LogCheck.Start> proven, Instant now) {
        if (outcome.problem() == null) {
            all.remove(one.partition());
            proven.put(one.partition(), outcome.start());
        } else {
            one.failed(outcome.problem(), now);
        }
    }
}

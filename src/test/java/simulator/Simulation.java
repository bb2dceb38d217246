package simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import simulator.model.World;

/**
 * Virtual time, and the order in which everything happens, drawn from one seed. What runs in it are ordinary threads, of which one has the
 * baton; it hands it on wherever it waits, sleeps, or does what others can see.
 */
final class Simulation implements World {
    /** Real time without a step after which something must run in circles. */
    private static final int SECONDS_TO_BE_STUCK = 30;

    private final SplittableRandom random;
    private final Instant start;
    private final Story story;
    private final List<Task> tasks = new ArrayList<>();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final SimulatedHost outside = new SimulatedHost(this, "world");
    private Runnable afterStep = () -> {};
    private Duration patience = Duration.ofSeconds(20);
    private long nanos;
    private volatile long steps;
    private volatile boolean over;
    private volatile Violation violation;

    Simulation(long seed, Instant start, Story story) {
        this.random = new SplittableRandom(seed);
        this.start = start;
        this.story = story;
    }

    /** Runs until the work is done, or a violation is found. */
    void run(Runnable work) {
        Task director = new Task(this, outside, "director", () -> {
            work.run();
            end();
        });
        tasks.add(director);
        director.release();
        await();
    }

    private void await() {
        try {
            for (long before = -1; !ended.await(SECONDS_TO_BE_STUCK, TimeUnit.SECONDS); before = steps) {
                if (before == steps) {
                    fail("nothing happens any more: something runs in circles", null);
                    over = true;
                    return;
                }
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            over = true;
        }
    }

    /** A machine that nothing happens to. */
    SimulatedHost outside() {
        return outside;
    }

    Violation violation() {
        return violation;
    }

    long steps() {
        return steps;
    }

    long nanos() {
        return nanos;
    }

    @Override
    public Instant now() {
        return start.plusNanos(nanos);
    }

    Duration age() {
        return Duration.ofNanos(nanos);
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    /** A time between two others. */
    Duration between(Duration least, Duration most) {
        return Duration.ofNanos(random.nextLong(least.toNanos(), most.toNanos() + 1));
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** @param afterStep looks whether everything is as it has to be */
    void afterStep(Runnable afterStep) {
        this.afterStep = afterStep;
    }

    /** @param patience by which the polls of idle consumers may be late */
    void patience(Duration patience) {
        this.patience = patience;
    }

    void fail(String sentence, Throwable cause) {
        if (violation == null && !over) {
            violation = new Violation(sentence, age(), cause);
            story.add(age(), "", "VIOLATION: " + sentence);
            end();
        }
    }

    /** For the history; see {@link Story#operation}. */
    void operation(int process, String type, String function, long... value) {
        story.operation(age(), process, type, function, value);
    }

    /** A line of the story. */
    void tell(String what) {
        Task self = current();
        story.add(age(), self == null ? "" : self.getName(), what);
    }

    @Override
    public void step(String what) {
        Task self = current();
        if (self == null) {
            return;
        }
        requireGoingOn(self);
        steps++;
        story.step(nanos, self.getName(), what);
        afterStep.run();
        self.host().stepped();
        self.wakeAt(nanos + latency());
        handOn(self);
    }

    /** Mostly a fraction of a millisecond; sometimes a network or a disk takes its time. */
    private long latency() {
        int kind = random.nextInt(1000);
        long most = kind < 900 ? 400_000 : kind < 990 ? 30_000_000 : 800_000_000;
        return random.nextLong(most);
    }

    @Override
    public void sleep(Duration duration) {
        Task self = current();
        if (self == null) {
            return;
        }
        requireGoingOn(self);
        long earliest = nanos + Math.max(0, duration.toNanos());
        if (self.host() != outside && self.getName().endsWith(Instance.POLL)) {
            self.idle(earliest, Math.max(earliest, nanos + random.nextLong(patience.toNanos())));
        } else {
            self.wakeAt(earliest);
        }
        handOn(self);
    }

    /** Something happened that idle consumers may want to see: they poll again soon. */
    void stir() {
        for (Task task : tasks) {
            task.stir(nanos + random.nextLong(20_000_000));
        }
    }

    /** Waits until it is woken, or until a time. */
    void waitUntil(long wakeAt) {
        Task self = current();
        requireGoingOn(self);
        self.wakeAt(wakeAt);
        handOn(self);
    }

    void wake(Task task) {
        task.wakeAt(nanos);
    }

    void start(Task task) {
        tasks.add(task);
    }

    static Task current() {
        return Thread.currentThread() instanceof Task task ? task : null;
    }

    private void requireGoingOn(Task self) {
        if (over) {
            throw new CrashedError();
        }
        self.host().requireAlive();
    }

    private void handOn(Task self) {
        Task next = next();
        if (next != self) {
            next.release();
            self.park();
        }
        requireGoingOn(self);
    }

    /** The one whose time comes first; of several, any. */
    private Task next() {
        Task next = null;
        long first = Task.NEVER;
        int equal = 0;
        for (Task task : tasks) {
            long due = over ? nanos : task.due(nanos);
            if (due < first) {
                first = due;
                next = task;
                equal = 1;
            } else if (due == first && due != Task.NEVER && random.nextInt(++equal) == 0) {
                next = task;
            }
        }
        if (next == null) {
            throw new IllegalStateException("all wait for each other");
        }
        nanos = first;
        return next;
    }

    private void end() {
        over = true;
    }

    void taskEnded(Task task) {
        tasks.remove(task);
        if (tasks.isEmpty()) {
            ended.countDown();
        } else {
            next().release();
        }
    }
}

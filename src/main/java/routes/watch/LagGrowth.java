package routes.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Whether a lag is large and growing; a backlog that shrinks does not count. */
final class LagGrowth {
    private final long most;
    private final Duration window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long lag) {}

    /** @param most records that may wait without being a problem */
    LagGrowth(long most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** @return how many more records wait than a window ago; 0 when they are few, or not more, or were not counted then */
    long since(long lag, Instant now) {
        samples.addLast(new Sample(now, lag));
        Instant before = now.minus(window);
        Sample then = null;
        while (!samples.getFirst().at().isAfter(before)) {
            then = samples.removeFirst();
        }
        if (then == null) {
            return 0;
        }
        samples.addFirst(then);
        return lag > most ? Math.max(0, lag - then.lag()) : 0;
    }
}

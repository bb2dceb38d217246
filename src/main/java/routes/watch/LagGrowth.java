package routes.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;

/** Whether a lag is a large one that grows: a backlog that is worked off is none. */
final class LagGrowth {
    private final long most;
    private final Duration window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(Instant at, long lag) {}

    /** @param most that may wait without being a trouble */
    LagGrowth(long most, Duration window) {
        this.most = most;
        this.window = window;
    }

    /** @return how many more wait than a window ago; 0 when they are few, or not more, or nobody looked then */
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

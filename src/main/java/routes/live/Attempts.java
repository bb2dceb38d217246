package routes.live;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** When to connect again: soon at first, later and later if it does not help, and never at the moment when all others do. */
final class Attempts {
    private final Duration first;
    private final Duration longest;
    private final RandomGenerator random;
    private Duration next;

    Attempts(Duration first, Duration longest, RandomGenerator random) {
        this.first = first;
        this.longest = longest;
        this.random = random;
        this.next = first;
    }

    /**
     * @param held how long the last connection did; one that held for long was a good one
     * @param refused whether the provider has said that it will not help
     */
    Duration next(Duration held, boolean refused) {
        Duration delay = refused ? longest : held.compareTo(longest) > 0 ? first : next;
        next = min(delay.multipliedBy(2), longest);
        return delay.dividedBy(2).plusMillis((long) (random.nextDouble() * delay.toMillis() / 2));
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}

package routes.lang;

import java.time.Duration;
import java.time.Instant;

/** A clock for durations: it runs evenly, whatever is done to the wall clock. It says nothing about the time of day. */
public final class SteadyClock {
    private SteadyClock() {}

    public static Instant now() {
        return Host.here().steadyClock();
    }

    /** By how much the wall clock is ahead of this one; less than before if it was set back. */
    public static Duration wallAhead() {
        return Duration.between(now(), Host.here().wallClock());
    }
}

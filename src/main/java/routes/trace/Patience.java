package routes.trace;

import java.time.Duration;
import routes.lang.AwayException;

/** How long somebody waits. */
record Patience(long halfNanos, long endNanos) {
    static Patience of(Duration patience) {
        long now = System.nanoTime();
        return new Patience(now + patience.toNanos() / 2, now + patience.toNanos());
    }

    boolean isHalfLeft() {
        return halfNanos - System.nanoTime() > 0;
    }

    boolean isLeft() {
        return endNanos - System.nanoTime() > 0;
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endNanos - System.nanoTime()));
    }

    /** @throws AwayException when it is over */
    void require(String what) {
        if (!isLeft()) {
            throw new AwayException("there was no time left to " + what);
        }
    }
}

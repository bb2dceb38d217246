package routes.trace;

import java.time.Duration;
import routes.lang.AwayException;

/** How long somebody waits. */
record Patience(long endNanos) {
    static Patience of(Duration patience) {
        return new Patience(System.nanoTime() + patience.toNanos());
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

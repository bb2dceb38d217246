package simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;

/** A world of one inhabitant: time goes by only when it sleeps. */
final class StillWorld implements World {
    private final Random random = new Random(1);
    private Instant now = Instant.parse("2026-11-25T12:00:00.250Z");

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void step(String what) {
        // nobody else is there
    }

    @Override
    public void sleep(Duration duration) {
        now = now.plus(duration);
    }
}

package simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.random.RandomGenerator;

/** A world in which whoever comes to a certain step crashes there. */
final class CrashingWorld implements World {
    private final StillWorld world = new StillWorld();
    private final String crash;

    static final class Crash extends Error {
        Crash(String step) {
            super(step);
        }
    }

    CrashingWorld(String crash) {
        this.crash = crash;
    }

    @Override
    public Instant now() {
        return world.now();
    }

    @Override
    public RandomGenerator random() {
        return world.random();
    }

    @Override
    public void step(String what) {
        if (what.equals(crash)) {
            throw new Crash(what);
        }
    }

    @Override
    public void sleep(Duration duration) {
        world.sleep(duration);
    }
}

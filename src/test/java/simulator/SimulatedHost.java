package simulator;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledExecutorService;
import routes.lang.Host;

/** A machine: it has a clock of its own, may stand still for a while, and may crash. */
final class SimulatedHost implements Host {
    private final Simulation simulation;
    private final String name;
    private Duration skew = Duration.ZERO;
    private long frozenUntil;
    private boolean dead;
    private int stepsLeft = -1;
    private Runnable then;
    private Runnable whenDead = () -> {};

    SimulatedHost(Simulation simulation, String name) {
        this.simulation = simulation;
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean isDead() {
        return dead;
    }

    void requireAlive() {
        if (dead) {
            throw new CrashedError();
        }
    }

    /** All that runs on it ends where it is. */
    void crash() {
        if (!dead) {
            dead = true;
            whenDead.run();
        }
    }

    /** @param whenDead called once */
    void whenDead(Runnable whenDead) {
        this.whenDead = whenDead;
    }

    /** @param steps of its own that it still makes; -1 for an end of the danger */
    void crashAfter(int steps) {
        afterSteps(steps, this::crash);
    }

    /** @param then what happens in the middle of the step after so many */
    void afterSteps(int steps, Runnable then) {
        this.stepsLeft = steps;
        this.then = then;
    }

    void stepped() {
        if (stepsLeft == 0) {
            simulation.tell("in the middle of this:");
            then.run();
        }
        stepsLeft = stepsLeft < 0 ? stepsLeft : stepsLeft - 1;
        requireAlive();
    }

    long frozenUntil() {
        return frozenUntil;
    }

    void freeze(Duration duration) {
        frozenUntil = Math.max(frozenUntil, simulation.nanos() + duration.toNanos());
    }

    /** @param skew by which its wall clock is ahead */
    void setClock(Duration skew) {
        this.skew = skew;
    }

    @Override
    public Instant wallClock() {
        return simulation.now().plus(skew);
    }

    @Override
    public Instant steadyClock() {
        return Instant.EPOCH.plusNanos(simulation.nanos());
    }

    @Override
    public void sleep(long millis) {
        simulation.sleep(Duration.ofMillis(millis));
    }

    @Override
    public ScheduledExecutorService threads(String name, int number) {
        return new SimulatedExecutor(simulation, this, name, number);
    }

    void start(String name, Runnable work) {
        simulation.start(new Task(simulation, this, name, work));
    }
}

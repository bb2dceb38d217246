package simulator;

import java.time.Duration;

/** A place for an instance of the service, with somebody who starts it again when it is gone. */
final class Slot {
    private static final Duration SOONEST = Duration.ofSeconds(1);
    private static final Duration LATEST = Duration.ofMinutes(2);

    private final Stage stage;
    private final String name;
    private final Weather weather;
    private Instance instance;
    private Duration skew = Duration.ZERO;
    private int starts;
    private boolean closed;
    private boolean held;

    Slot(Stage stage, String name) {
        this.stage = stage;
        this.name = name;
        this.weather = new Weather(stage.simulation(), stage.everywhere());
    }

    void start() {
        SimulatedHost host = new SimulatedHost(stage.simulation(), "%s.%d".formatted(name, ++starts));
        host.setClock(skew);
        host.whenDead(this::restart);
        instance = new Instance(stage, host, weather, Settings.any(stage.simulation()));
        stage.simulation().tell("%s starts".formatted(host.name()));
        instance.start();
        stage.simulation().stir();
    }

    private void restart() {
        instance.machine().freeze();
        if (closed || held) {
            return;
        }
        stage.simulation().outside().start("restart " + name, () -> {
            stage.simulation().sleep(stage.simulation().between(SOONEST, LATEST));
            // it may have been held and released twice meanwhile
            if (!closed && !held && host().isDead()) {
                start();
            }
        });
    }

    /** Crashes, and is not started again before it is {@link #release}d. */
    void hold() {
        held = true;
        host().crash();
    }

    void release() {
        if (held) {
            held = false;
            restart();
        }
    }

    Instance instance() {
        return instance;
    }

    SimulatedHost host() {
        return instance.host();
    }

    Weather weather() {
        return weather;
    }

    /** It stands still, as a machine that swaps or a virtual one that is moved. */
    void freeze(Duration duration) {
        Instance frozen = instance;
        frozen.host().freeze(duration);
        frozen.machine().freeze();
        stage.simulation().outside().start("thaw " + name, () -> {
            stage.simulation().sleep(duration);
            if (!frozen.host().isDead()) {
                frozen.machine().thaw();
            }
        });
    }

    /** @param skew by which its wall clock is ahead, now and after a start */
    void setClock(Duration skew) {
        this.skew = skew;
        host().setClock(skew);
    }

    /** Stops it for good. */
    void close() {
        closed = true;
        instance.stop();
    }

    boolean isClosed() {
        return closed;
    }
}

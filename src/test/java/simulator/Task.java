package simulator;

import java.util.concurrent.locks.LockSupport;
import routes.lang.Host;

/** A thread of a simulated machine. Of all threads of a simulation one runs at a time: the one that has the baton. */
final class Task extends Thread implements Host.Guest {
    static final long NEVER = Long.MAX_VALUE;

    private final Simulation simulation;
    private final SimulatedHost host;
    private final Runnable work;
    private volatile boolean hasBaton;
    private boolean started;
    private boolean isOver;
    private long wakeAt;
    private long idleUntil = NEVER;

    Task(Simulation simulation, SimulatedHost host, String name, Runnable work) {
        super(null, null, host.name() + " " + name, 256 << 10);
        this.simulation = simulation;
        this.host = host;
        this.work = work;
        this.wakeAt = simulation.nanos();
        setDaemon(true);
    }

    @Override
    public SimulatedHost host() {
        return host;
    }

    /** When it is to run, in virtual nanoseconds; {@link #NEVER} while it waits for another. */
    long due(long now) {
        if (host.isDead()) {
            return now;
        }
        return wakeAt == NEVER ? NEVER : Math.max(Math.max(now, wakeAt), host.frozenUntil());
    }

    void wakeAt(long nanos) {
        wakeAt = nanos;
        idleUntil = NEVER;
    }

    /** Nothing calls it before the first time, and it may as well be late, up to the second one. */
    void idle(long earliest, long latest) {
        idleUntil = earliest;
        wakeAt = latest;
    }

    /** Something happened that may concern it. */
    void stir(long at) {
        if (idleUntil != NEVER) {
            wakeAt = Math.min(wakeAt, Math.max(idleUntil, at));
        }
    }

    boolean isOver() {
        return isOver;
    }

    /** Gives it the baton. */
    void release() {
        hasBaton = true;
        if (!started) {
            started = true;
            start();
        } else {
            LockSupport.unpark(this);
        }
    }

    /** Waits for the baton. */
    void park() {
        while (!hasBaton) {
            LockSupport.park(this);
        }
        hasBaton = false;
    }

    @Override
    public void run() {
        hasBaton = false;
        try {
            host.requireAlive();
            work.run();
        } catch (CrashedError crashed) {
            // as it should
        } catch (Throwable unexpected) {
            if (!host.isDead()) {
                simulation.fail("%s ended by %s".formatted(getName(), unexpected), unexpected);
            }
        } finally {
            isOver = true;
            simulation.taskEnded(this);
        }
    }
}

package simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** Threads of a simulated machine. */
final class SimulatedExecutor extends AbstractExecutorService implements ScheduledExecutorService {
    private final Simulation simulation;
    private final SimulatedHost host;
    private final String name;
    private final int most;
    private final Deque<Runnable> queue = new ArrayDeque<>();
    private final List<Task> idle = new ArrayList<>();
    private int threads;
    private int busy;
    private boolean shutdown;

    SimulatedExecutor(Simulation simulation, SimulatedHost host, String name, int most) {
        this.simulation = simulation;
        this.host = host;
        this.name = name;
        this.most = most;
    }

    @Override
    public void execute(Runnable work) {
        if (shutdown) {
            throw new RejectedExecutionException(name + " is shut down");
        }
        queue.add(work);
        if (!idle.isEmpty()) {
            simulation.wake(idle.remove(0));
        } else if (threads < most) {
            host.start(name + "-" + threads++, this::work);
        }
    }

    private void work() {
        while (!shutdown || !queue.isEmpty()) {
            Runnable next = queue.poll();
            if (next == null) {
                idle.add(Simulation.current());
                simulation.waitUntil(Task.NEVER);
            } else {
                busy++;
                next.run();
                busy--;
            }
        }
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Callable<T> work) {
        return new SimulatedFuture<>(simulation, work);
    }

    @Override
    protected <T> RunnableFuture<T> newTaskFor(Runnable work, T value) {
        return new SimulatedFuture<>(simulation, () -> {
            work.run();
            return value;
        });
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable work, long initialDelay, long delay, TimeUnit unit) {
        host.start(name, () -> {
            simulation.waitUntil(simulation.nanos() + unit.toNanos(initialDelay));
            while (!shutdown) {
                busy++;
                work.run();
                busy--;
                simulation.waitUntil(simulation.nanos() + unit.toNanos(delay));
            }
        });
        return null;
    }

    @Override
    public void shutdown() {
        shutdown = true;
        idle.forEach(simulation::wake);
        idle.clear();
    }

    @Override
    public List<Runnable> shutdownNow() {
        List<Runnable> left = List.copyOf(queue);
        queue.clear();
        shutdown();
        return left;
    }

    @Override
    public boolean isShutdown() {
        return shutdown;
    }

    @Override
    public boolean isTerminated() {
        return shutdown && busy == 0;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        long end = simulation.nanos() + unit.toNanos(timeout);
        while (!isTerminated() && simulation.nanos() < end) {
            simulation.waitUntil(Math.min(end, simulation.nanos() + TimeUnit.MILLISECONDS.toNanos(50)));
        }
        return isTerminated();
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> work, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable work, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }
}

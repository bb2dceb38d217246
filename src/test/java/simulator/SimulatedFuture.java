package simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RunnableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Work that was handed to another thread of a simulated machine. */
final class SimulatedFuture<T> implements RunnableFuture<T> {
    private final Simulation simulation;
    private final Callable<T> work;
    private final List<Task> waiting = new ArrayList<>();
    private boolean done;
    private boolean cancelled;
    private T result;
    private Throwable failure;

    SimulatedFuture(Simulation simulation, Callable<T> work) {
        this.simulation = simulation;
        this.work = work;
    }

    @Override
    public void run() {
        if (cancelled) {
            return;
        }
        try {
            result = work.call();
        } catch (CrashedError crashed) {
            throw crashed;
        } catch (Throwable failed) {
            failure = failed;
        }
        done();
    }

    private void done() {
        done = true;
        waiting.forEach(simulation::wake);
        simulation.stir();
    }

    @Override
    public boolean cancel(boolean mayInterrupt) {
        cancelled = !done;
        done();
        return cancelled;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public T get() throws ExecutionException {
        while (!done) {
            await(Task.NEVER);
        }
        return outcome();
    }

    @Override
    public T get(long timeout, TimeUnit unit) throws ExecutionException, TimeoutException {
        long end = simulation.nanos() + unit.toNanos(timeout);
        while (!done) {
            if (simulation.nanos() >= end) {
                throw new TimeoutException();
            }
            await(end);
        }
        return outcome();
    }

    private void await(long end) {
        Task self = Simulation.current();
        waiting.add(self);
        simulation.waitUntil(end);
        waiting.remove(self);
    }

    private T outcome() throws ExecutionException {
        if (cancelled) {
            throw new CancellationException();
        }
        if (failure != null) {
            throw new ExecutionException(failure);
        }
        return result;
    }
}

package routes.lang;

import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * What the program has of the machine that it runs on: the time, and threads. A thread may be the guest of another one than this machine,
 * such as one of a simulation, where time is drawn by chance.
 */
public interface Host {
    /** That of the current thread. */
    static Host here() {
        return Thread.currentThread() instanceof Guest guest ? guest.host() : ThisMachine.IT;
    }

    /** The time of day, by a clock that is sometimes set. */
    Instant wallClock();

    /** That of a clock that runs evenly, and says nothing about the time of day. */
    Instant steadyClock();

    void sleep(long millis) throws InterruptedException;

    /** @param name of each of the threads, none of which keeps the program from ending */
    ScheduledExecutorService threads(String name, int number);

    /** A thread of another host than this machine. */
    interface Guest {
        Host host();
    }

    /** The real one. */
    enum ThisMachine implements Host {
        IT;

        private final Instant start = Instant.now();
        private final long startNanos = System.nanoTime();

        @Override
        public Instant wallClock() {
            return Instant.now();
        }

        @Override
        public Instant steadyClock() {
            return start.plusNanos(System.nanoTime() - startNanos);
        }

        @Override
        public void sleep(long millis) throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(millis);
        }

        @Override
        public ScheduledExecutorService threads(String name, int number) {
            return Executors.newScheduledThreadPool(number, work -> daemon(name, work));
        }

        private static Thread daemon(String name, Runnable work) {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        }
    }
}

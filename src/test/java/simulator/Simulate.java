package simulator;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.slf4j.LoggerFactory;

/** Runs simulations, one seed after the other, on all cores; and tells what they found. */
public final class Simulate {
    private static final int SHOWN = 10;

    private final PrintStream out;
    private final Iterator<Scenario> scenarios;
    private Duration simulated = Duration.ZERO;
    private long simulations;
    private long faults;
    private long records;
    private long objects;
    private long lost;
    private long violations;

    private Simulate(Iterator<Scenario> scenarios, PrintStream out) {
        this.scenarios = scenarios;
        this.out = out;
    }

    /**
     * Simulates so many hours or a few more.
     *
     * @return 0 when nothing was wrong, else 1
     */
    public static int hours(long hours, long firstSeed, PrintStream out) throws InterruptedException {
        return new Simulate(LongStream.iterate(firstSeed, seed -> seed + 1).mapToObj(Scenario::random).iterator(), out).run(Duration.ofHours(hours));
    }

    /**
     * Simulates some hours of each two kinds of faults.
     *
     * @return 0 when nothing was wrong, else 1
     */
    public static int pairs(PrintStream out) throws InterruptedException {
        return new Simulate(Scenario.pairs().iterator(), out).run(Duration.ofDays(10_000));
    }

    private int run(Duration wanted) throws InterruptedException {
        long began = System.nanoTime();
        Duration cpuBefore = cpu();
        int cores = Runtime.getRuntime().availableProcessors();
        ExecutorService workers = Executors.newFixedThreadPool(cores);
        for (int i = 0; i < cores; i++) {
            workers.execute(() -> {
                for (Scenario next = next(wanted); next != null; next = next(wanted)) {
                    add(Run.of(next, false));
                }
            });
        }
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.DAYS);
        out.printf("%,d virtual hours in %,d simulations: %,d faults, %,d records acknowledged, %,d objects, %,d records lost by Kafka itself; %,d violations; %,d s, %,d s of CPU%n",
                simulated.toHours(), simulations, faults, records, objects, lost, violations, Duration.ofNanos(System.nanoTime() - began).toSeconds(), cpu().minus(cpuBefore).toSeconds());
        return violations == 0 ? 0 : 1;
    }

    /** That the process has taken. */
    private static Duration cpu() {
        return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Null when it is enough. */
    private synchronized Scenario next(Duration wanted) {
        return simulated.compareTo(wanted) < 0 && scenarios.hasNext() ? scenarios.next() : null;
    }

    private synchronized void add(Outcome outcome) {
        simulations++;
        simulated = simulated.plus(outcome.lasted());
        faults += outcome.faults();
        records += outcome.records();
        objects += outcome.objects();
        lost += outcome.lost();
        if (outcome.violation() != null && violations++ < SHOWN) {
            out.println(outcome.scenario());
            out.printf("  after %s: %s%n", outcome.violation().after(), outcome.violation().sentence());
        }
    }

    /**
     * Simulates one seed.
     *
     * @param trace whether all that happens is shown
     * @param shrink whether it is made as small as it can be while something is wrong
     * @param history file for what clients of the log and the lake saw, in the form of Jepsen's; null for none
     * @return 0 when nothing was wrong, else 1
     */
    public static int seed(long seed, boolean trace, boolean shrink, Path history, PrintStream out) {
        Scenario scenario = Scenario.random(seed);
        Outcome outcome = Run.of(shrink ? Shrinker.shrink(scenario, out) : scenario, trace || history != null);
        if (trace) {
            outcome.story().forEach(out::println);
        }
        if (history != null) {
            write(history, outcome.history());
        }
        out.println(outcome.scenario());
        out.println(outcome.violation() == null ? "nothing is wrong" : "after %s: %s".formatted(outcome.violation().after(), outcome.violation().sentence()));
        out.printf("history %016x, %,d steps%n", outcome.digest(), outcome.steps());
        return outcome.violation() == null ? 0 : 1;
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.write(file, lines);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Plants one bug after the other, and looks whether it is found.
     *
     * @param text in their names; empty for all
     * @return 0 when all were, else 1
     */
    public static int mutants(String text, PrintStream out) throws InterruptedException {
        AtomicLong alive = new AtomicLong();
        ExecutorService workers = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors());
        List<Mutant> mutants = Mutant.all().stream().filter(mutant -> mutant.name().contains(text)).toList();
        for (Mutant mutant : mutants) {
            workers.execute(() -> {
                String found = Hunt.kill(mutant, mutant.seed(), Hunt.MOST);
                alive.addAndGet(found == null ? 1 : 0);
                out.printf("%s: %s%n", mutant.name(), found == null ? "LIVES" : found);
            });
        }
        workers.shutdown();
        workers.awaitTermination(1, TimeUnit.DAYS);
        out.printf("%d mutants, of which %d live%n", mutants.size(), alive.get());
        return alive.get() == 0 ? 0 : 1;
    }

    /**
     * The pipeline logs faults, of which a simulation has little else.
     *
     * @param level from which on it logs
     */
    public static void log(Level level) {
        ((Logger) LoggerFactory.getLogger("routes")).setLevel(level);
    }
}

package cloud.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs the service under full load, strikes it with one fault after another, and counts what is lost and what is in the lake twice.
 * The seed chooses the faults and their moments; how the machine's clock falls in with them differs from run to run.
 */
public final class CrashTest {
    /** The rounds with a second fault before the service has recovered from the first. */
    private static final int ONE_IN = 4;

    private final CrashOptions options;
    private final CrashSite site;
    private final Random random;
    private final Deck<Fault> deck;
    private final Map<Fault, Integer> faults = new EnumMap<>(Fault.class);
    private int rounds;

    private CrashTest(CrashOptions options, CrashSite site) {
        this.options = options;
        this.site = site;
        this.random = new Random(options.seed());
        this.deck = new Deck<>(options.faults(), random);
    }

    /** @return exit code: 0 when nothing was lost and nothing is there twice, 1 when something was, 2 when it cannot run here */
    public static int run(CrashOptions options) throws IOException {
        try {
            check(options);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            return 2;
        }
        empty(options.directory());
        System.out.println("crash test with seed %d (state and logs in %s)".formatted(options.seed(), options.directory()));
        try (CrashSite site = CrashSite.start(options)) {
            CrashTest test = new CrashTest(options, site);
            test.strike();
            test.drain();
            return test.count() ? 0 : 1;
        } catch (CrashSite.StuckException stuck) {
            System.err.println(stuck.getMessage());
            return 1;
        }
    }

    private static void check(CrashOptions options) {
        if (options.faults().stream().anyMatch(Fault::freezes) && !JavaProcess.canFreeze()) {
            throw new IllegalArgumentException("a process is stopped and continued with the program 'kill', and this machine has none:"
                    + " choose --faults without zombie, late-put, tail-loss and topic-anew");
        }
        if (Files.exists(options.directory()) && !Files.exists(CrashSite.cloudDirectory(options.directory()))) {
            throw new IllegalArgumentException(
                    "%s exists and has no crash test in it, so it is not emptied: give --directory a new one".formatted(options.directory()));
        }
    }

    private static void empty(Path directory) throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> old = Files.walk(directory)) {
                for (Path path : old.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
        Files.createDirectories(CrashSite.cloudDirectory(directory));
    }

    private void strike() {
        long end = System.nanoTime() + options.time().toNanos();
        try {
            while (rounds < options.rounds() && System.nanoTime() < end) {
                rounds++;
                round(choose());
            }
        } catch (CrashSite.StuckException stuck) {
            site.problem("round %d: %s".formatted(rounds, stuck.getMessage()));
        }
    }

    /** Gives one healthy instance the time to write what is left. */
    private void drain() {
        try {
            site.drain();
            site.stopService();
        } catch (CrashSite.StuckException stuck) {
            site.problem("at the end: " + stuck.getMessage());
        }
    }

    private List<Fault> choose() {
        return random.nextInt(ONE_IN) == 0 ? List.of(deck.draw(), deck.draw()) : List.of(deck.draw());
    }

    private void round(List<Fault> chosen) {
        String names = chosen.stream().map(Fault::toString).collect(Collectors.joining(", then "));
        for (Fault fault : chosen) {
            faults.merge(fault, 1, Integer::sum);
            fault.strike(site);
            site.story().forEach(loss -> System.out.println("          " + loss));
        }
        long struck = System.nanoTime();
        site.untilCaughtUp();
        System.out.println("round %2d  %,9d records  %,6d objects  caught up in %4.1f s  %s"
                .formatted(rounds, site.ledger().records(), site.objects(), Duration.ofNanos(System.nanoTime() - struck).toMillis() / 1e3, names));
    }

    /** Prints what was found. @return whether all is well */
    private boolean count() throws IOException {
        JavaProcess verify = site.verify();
        verify.output().forEach(System.out::println);
        if (verify.exitCode() != 0) {
            site.problem("verify ended with exit code %d".formatted(verify.exitCode()));
        }
        LakeAudit audit = LakeAudit.of(site, options.eachRecord());
        tell("lost", audit.lost());
        tell("twice", audit.twice());
        tell("wrong", audit.wrong());
        System.out.println(summary(audit));
        if (!site.problems().isEmpty()) {
            site.problems().forEach(System.out::println);
            System.out.println("NOT clean: seed %d, see %s".formatted(options.seed(), options.directory()));
        }
        return site.problems().isEmpty();
    }

    private void tell(String name, LakeAudit.Finding finding) {
        if (finding.count() > 0) {
            site.problem("%s: %s".formatted(name, finding));
        }
    }

    private String summary(LakeAudit audit) {
        String kinds = faults.entrySet().stream()
                .map(fault -> "%d %s".formatted(fault.getValue(), fault.getKey()))
                .collect(Collectors.joining(", "));
        String byKafka = audit.lostByKafka() == 0
                ? ""
                : ", %,d lost by Kafka (%,d of them in the lake)".formatted(audit.lostByKafka(), audit.savedInLake());
        return "%d rounds, %d faults (%s): %,d records, %,d lost, %,d twice%s"
                .formatted(
                        rounds,
                        faults.values().stream().mapToInt(Integer::intValue).sum(),
                        kinds,
                        site.ledger().records(),
                        audit.lost().count(),
                        audit.twice().count(),
                        byKafka);
    }
}

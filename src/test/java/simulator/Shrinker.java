package simulator;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Makes a scenario in which something is wrong smaller: fewer faults, less time, fewer machines, as long as anything still is. */
final class Shrinker {
    private Shrinker() {}

    static Scenario shrink(Scenario scenario, PrintStream out) {
        Outcome outcome = Run.of(scenario, false);
        if (outcome.violation() == null) {
            return scenario;
        }
        Scenario smallest = scenario;
        for (Scenario next = smallest; next != null; next = smaller(smallest)) {
            smallest = next;
            out.println("still wrong: " + smallest);
        }
        return smallest;
    }

    /** Null when none of the smaller ones goes wrong. */
    private static Scenario smaller(Scenario scenario) {
        return candidates(scenario).filter(candidate -> Run.of(candidate, false).violation() != null).findFirst().orElse(null);
    }

    /** Large steps come first. */
    private static Stream<Scenario> candidates(Scenario scenario) {
        Stream<Scenario> shorter = scenario.length().toMinutes() < 20
                ? Stream.empty()
                : Stream.of(scenario.length().dividedBy(2), scenario.length().multipliedBy(4).dividedBy(5)).map(scenario::lasting);
        List<Scenario> without = new ArrayList<>();
        int strikes = scenario.strikes().size();
        for (int size = Math.max(1, strikes / 2); size >= 1 && strikes > 0; size /= 2) {
            for (int from = 0; from < strikes; from += size) {
                List<Scenario.Strike> left = new ArrayList<>(scenario.strikes());
                left.subList(from, Math.min(strikes, from + size)).clear();
                without.add(scenario.with(left));
            }
        }
        return Stream.of(shorter, without.stream(), fewer(scenario)).flatMap(stream -> stream);
    }

    private static Stream<Scenario> fewer(Scenario scenario) {
        return Stream.of(scenario.with(Math.max(1, scenario.partitions() - 1), scenario.instances()), scenario.with(scenario.partitions(), Math.max(1, scenario.instances() - 1)))
                .filter(candidate -> !candidate.equals(scenario));
    }
}

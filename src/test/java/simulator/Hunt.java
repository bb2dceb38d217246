package simulator;

import java.util.function.LongFunction;
import java.util.stream.Stream;

/** Simulates one seed after the other until something is wrong. */
public final class Hunt {
    /** Simulations after which a mutant counts as alive. */
    static final int MOST = 40;

    private Hunt() {}

    /** What is wrong, with its seed; null when nothing is in so many simulations. */
    public static final class Find implements LongFunction<String> {
        private final String where;

        public Find(String where) {
            this.where = where;
        }

        /** @return what is wrong in the simulation of a seed, null when nothing is */
        @Override
        public String apply(long seed) {
            Violation violation = switch (where) {
                case Mutant.RUNS -> ScheduledRuns.of(seed, seed % 2 == 0);
                case Mutant.REDRIVE -> Redrives.of(seed);
                case Mutant.REPLAY -> Replays.of(seed);
                default -> Run.of(scenario(seed), false).violation();
            };
            return violation == null ? null : "seed %d, after %s: %s".formatted(seed, violation.after(), violation.sentence());
        }

        private Scenario scenario(long seed) {
            return where.isEmpty() ? Scenario.random(seed) : Scenario.of(seed, Stream.of(where.split(",")).map(Fault::of).toList());
        }
    }

    /**
     * @param first seed that is tried, then 1, 2, 3 …
     * @return null when the mutant lives after so many
     */
    @SuppressWarnings("unchecked")
    static String kill(Mutant mutant, long first, int most) {
        try {
            LongFunction<String> find = (LongFunction<String>)
                    MutantClasses.of(mutant).loadClass(Find.class.getName()).getDeclaredConstructor(String.class).newInstance(mutant.where());
            String found = find.apply(first);
            for (long seed = 1; found == null && seed < most; seed++) {
                found = find.apply(seed);
            }
            return found;
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}

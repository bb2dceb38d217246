package simulator;

import java.util.List;

/**
 * A bug that is planted in the pipeline to see the simulator find it.
 *
 * @param file below a source folder
 * @param from what it is there once, and only once
 * @param to what it becomes
 * @param seed of a simulation that finds it; {@link #UNKNOWN} while none is known
 */
record Mutant(String name, String file, String from, String to, long seed) {
    static final long UNKNOWN = 0;

    static List<Mutant> all() {
        return MutantTable.ALL;
    }
}

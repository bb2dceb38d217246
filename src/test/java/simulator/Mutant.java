package simulator;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A bug that is planted in the pipeline to see the simulator find it.
 *
 * @param file below a source folder
 * @param from what it is there once, and only once
 * @param to what it becomes
 * @param seed of a simulation that finds it; {@link #UNKNOWN} while none is known
 * @param where kinds of faults that the simulation has, with commas between; empty for any, {@link #RUNS}, {@link #REDRIVE} or {@link #REPLAY}
 */
record Mutant(String name, String file, String from, String to, long seed, String where) {
    static final long UNKNOWN = Long.MIN_VALUE;
    static final String RUNS = "runs";
    static final String REDRIVE = "redrive";
    static final String REPLAY = "replay";

    Mutant(String name, String file, String from, String to, long seed) {
        this(name, file, from, to, seed, where(file));
    }

    private static String where(String file) {
        return switch (file.split("/")[1]) {
            case "run" -> RUNS;
            case "redrive" -> REDRIVE;
            case "replay", "record" -> REPLAY;
            default -> "";
        };
    }

    /** The same, found where no other faults are than these. */
    Mutant among(Fault... faults) {
        return new Mutant(name, file, from, to, seed, Stream.of(faults).map(Fault::word).collect(Collectors.joining(",")));
    }

    Mutant inRedrive() {
        return new Mutant(name, file, from, to, seed, REDRIVE);
    }

    Mutant inReplay() {
        return new Mutant(name, file, from, to, seed, REPLAY);
    }

    static List<Mutant> all() {
        return MutantTable.ALL;
    }
}

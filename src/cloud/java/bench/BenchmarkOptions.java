package bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * What the benchmark is asked for.
 *
 * @param parts to run, by name
 * @param records of the backlog that is drained several times
 * @param large records of the backlog that is drained once, for the memory
 * @param rounds that count, after one that does not
 * @param seconds for which rows are sent to measure how long they take
 * @param directory of its cloud and logs; emptied at the start
 * @param json where the raw figures go
 */
record BenchmarkOptions(List<String> parts, int records, int large, int rounds, int seconds, Path directory, Path json) {
    private static final BenchmarkOptions DEFAULTS = new BenchmarkOptions(
            Benchmark.USUAL, 1_000_000, 5_000_000, 2, 10, Path.of("target", "benchmark"), Path.of("target", "benchmark.json"));

    /** @throws IllegalArgumentException with a sentence for people */
    static BenchmarkOptions parse(List<String> arguments) {
        BenchmarkOptions options = DEFAULTS;
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("%s needs a value".formatted(arguments.get(i)));
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private BenchmarkOptions with(String option, String value) {
        return switch (option) {
            case "--only" -> new BenchmarkOptions(parts(value), records, large, rounds, seconds, directory, json);
            case "--records" -> new BenchmarkOptions(parts, number(option, value), large, rounds, seconds, directory, json);
            case "--large" -> new BenchmarkOptions(parts, records, number(option, value), rounds, seconds, directory, json);
            case "--rounds" -> new BenchmarkOptions(parts, records, large, number(option, value), seconds, directory, json);
            case "--seconds" -> new BenchmarkOptions(parts, records, large, rounds, number(option, value), directory, json);
            case "--directory" -> new BenchmarkOptions(parts, records, large, rounds, seconds, Path.of(value), json);
            case "--json" -> new BenchmarkOptions(parts, records, large, rounds, seconds, directory, Path.of(value));
            default -> throw new IllegalArgumentException(
                    "benchmark takes --only %s, --records, --large, --rounds, --seconds, --directory and --json, not %s"
                            .formatted(String.join(",", Benchmark.PARTS), option));
        };
    }

    private static List<String> parts(String value) {
        List<String> parts = Arrays.asList(value.split(","));
        for (String part : parts) {
            if (!Benchmark.PARTS.contains(part)) {
                throw new IllegalArgumentException("there is no part '%s'; there are: %s".formatted(part, String.join(", ", Benchmark.PARTS)));
            }
        }
        return parts;
    }

    private static int number(String option, String value) {
        try {
            int number = Integer.parseInt(value.replace("_", ""));
            if (number < 1) {
                throw new IllegalArgumentException("%s must be at least 1, not %s".formatted(option, value));
            }
            return number;
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("%s is '%s'; it must be a whole number".formatted(option, value));
        }
    }
}

package cloud.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;

/**
 * What the crash test is asked for.
 *
 * @param time after which no new round begins
 * @param faults to choose from
 * @param directory of its cloud and logs; emptied at the start
 * @param routes for the service to run instead of its own, to see the crash test fail; or null
 */
record CrashOptions(int rounds, Duration time, long seed, List<Fault> faults, Path directory, Path routes) {
    private static final CrashOptions DEFAULTS = new CrashOptions(
            10, Duration.ofDays(1), 1, Arrays.asList(Fault.values()), Path.of("target", "crash-test"), null);

    /** @throws IllegalArgumentException with a sentence for people */
    static CrashOptions parse(List<String> arguments) {
        CrashOptions options = DEFAULTS;
        for (int i = 0; i < arguments.size(); i += 2) {
            if (i + 1 == arguments.size()) {
                throw new IllegalArgumentException("%s needs a value".formatted(arguments.get(i)));
            }
            options = options.with(arguments.get(i), arguments.get(i + 1));
        }
        return options;
    }

    private CrashOptions with(String option, String value) {
        return switch (option) {
            case "--rounds" -> new CrashOptions(positive(option, value), time, seed, faults, directory, routes);
            case "--minutes" -> new CrashOptions(
                    Integer.MAX_VALUE, Duration.ofMinutes(positive(option, value)), seed, faults, directory, routes);
            case "--seed" -> new CrashOptions(rounds, time, number(option, value), faults, directory, routes);
            case "--faults" -> new CrashOptions(rounds, time, seed, Fault.parse(value), directory, routes);
            case "--directory" -> new CrashOptions(rounds, time, seed, faults, Path.of(value), routes);
            case "--routes" -> new CrashOptions(rounds, time, seed, faults, directory, Path.of(value));
            default -> throw new IllegalArgumentException(
                    "crash-test has no option %s; it has: --rounds, --minutes, --seed, --faults, --directory, --routes".formatted(option));
        };
    }

    private static int positive(String option, String value) {
        long number = number(option, value);
        if (number < 1 || number > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("%s must be at least 1, not %s".formatted(option, value));
        }
        return (int) number;
    }

    private static long number(String option, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("%s is '%s'; it must be a whole number".formatted(option, value));
        }
    }
}

package cloud.crash;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The options of the crash test.
 *
 * @param time after which no new round begins
 * @param faults to choose from
 * @param directory of its cloud and logs; emptied at the start
 * @param routes for the service to run instead of its own, to see the crash test fail; or null
 * @param eachRecord whether the service has a route that drops every tenth record and changes the others
 */
public record CrashOptions(int rounds, Duration time, long seed, List<Fault> faults, Path directory, Path routes, boolean eachRecord) {}

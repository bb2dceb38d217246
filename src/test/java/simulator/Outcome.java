package simulator;

import java.time.Duration;
import java.util.List;

/**
 * How a simulation ended.
 *
 * @param violation null when nothing was wrong
 * @param digest the same for the same history
 * @param lost records that Kafka itself lost before they were stored
 * @param history what clients did, as Jepsen writes it, empty unless it was asked for
 * @param story line by line, empty unless it was asked for
 */
record Outcome(
        Scenario scenario, Violation violation, long digest, Duration lasted, long steps, int faults, long records, int objects, long lost, List<String> story, List<String> history) {}

package bench;

import java.nio.file.Path;
import java.util.List;

/**
 * The options of the benchmark.
 *
 * @param parts to run, by name
 * @param records of the backlog that is drained several times
 * @param large records of the backlog that is drained once, for the memory
 * @param rounds that count, after one that does not
 * @param seconds for which rows are sent to measure how long they take
 * @param instances that share a topic, one count after the other
 * @param directory of its cloud and logs; emptied at the start
 * @param json where the raw figures go
 */
record BenchmarkOptions(List<String> parts, int records, int large, int rounds, int seconds, List<Integer> instances, Path directory, Path json) {}

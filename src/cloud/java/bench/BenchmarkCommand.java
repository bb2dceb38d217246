package bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import routes.PositiveNumber;

/** The command line of {@link Benchmark}. */
@Command(
        name = "benchmark",
        description = "Measures each part of the pipeline on this machine beside what a user would write by hand.",
        exitCodeList = {
            "0:all was measured",
            "1:a figure is worthless (it says why)",
            "2:it cannot run here, or the command line is wrong"
        },
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=\"benchmark --only lake,replay\"")
public final class BenchmarkCommand implements Callable<Integer> {
    @Option(names = "--only", paramLabel = "PART", split = ",", splitSynopsisLabel = ",", converter = Part.class,
            description = "lake, replay, latency, memory, start, page, scale, restart, bars, seam, verify, cost, separated by commas; all but scale, restart, bars, seam and verify unless given")
    private List<String> parts = new ArrayList<>(Benchmark.USUAL);

    @Option(names = "--records", paramLabel = "N", converter = PositiveNumber.class,
            description = "of the backlog that is drained several times, ${DEFAULT-VALUE} unless given")
    private int records = 1_000_000;

    @Option(names = "--large", paramLabel = "N", converter = PositiveNumber.class,
            description = "records of the backlog that is drained once, for the memory; ${DEFAULT-VALUE} unless given")
    private int large = 5_000_000;

    @Option(names = "--rounds", paramLabel = "N", converter = PositiveNumber.class,
            description = "measured rounds, after one warm-up; ${DEFAULT-VALUE} unless given")
    private int rounds = 2;

    @Option(names = "--seconds", paramLabel = "N", converter = PositiveNumber.class,
            description = "for which rows are sent to measure how long they take, ${DEFAULT-VALUE} unless given")
    private int seconds = 10;

    @Option(names = "--instances", paramLabel = "N", split = ",", splitSynopsisLabel = ",", converter = PositiveNumber.class,
            description = "that share 64 partitions in scale; 1, 2, 4 and 8, one after the other, unless given")
    private List<Integer> instances = new ArrayList<>(List.of(1, 2, 4, 8));

    @Option(names = "--directory", paramLabel = "DIRECTORY", description = "of its cloud and logs, emptied at the start; ${DEFAULT-VALUE} unless given")
    private Path directory = Path.of("target", "benchmark");

    @Option(names = "--json", paramLabel = "FILE", description = "where the raw figures go, ${DEFAULT-VALUE} unless given")
    private Path json = Path.of("target", "benchmark.json");

    @Override
    public Integer call() throws Exception {
        return Benchmark.run(options());
    }

    BenchmarkOptions options() {
        return new BenchmarkOptions(parts, records, large, rounds, seconds, instances, directory, json);
    }

    private static final class Part implements ITypeConverter<String> {
        @Override
        public String convert(String part) {
            if (!Benchmark.PARTS.contains(part)) {
                throw new TypeConversionException("there is no part '%s'; there are: %s".formatted(part, String.join(", ", Benchmark.PARTS)));
            }
            return part;
        }
    }
}

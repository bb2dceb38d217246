package cloud;

import cloud.crash.CrashOptions;
import cloud.crash.CrashTest;
import cloud.crash.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import routes.PositiveNumber;

/** The command line of {@link CrashTest}. */
@Command(
        name = "crash-test",
        description = "Runs the service under full load, lets one fault after the other strike it, and counts what is lost and what is in the lake twice.",
        exitCodeList = {
            "0:nothing was lost and nothing is there twice",
            "1:something was, or it could not go on (it says why)",
            "2:it cannot run here, or the command line is wrong"
        },
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=\"crash-test --rounds 50\"")
public final class CrashTestCommand implements Callable<Integer> {
    @Option(names = "--rounds", paramLabel = "N", converter = PositiveNumber.class, description = "number of rounds, ${DEFAULT-VALUE} unless given")
    private int rounds = 10;

    @Option(names = "--minutes", paramLabel = "N", converter = PositiveNumber.class, description = "time limit for new rounds, instead of --rounds")
    private Integer minutes;

    @Option(names = "--seed", paramLabel = "N", description = "picks the faults and their timing, ${DEFAULT-VALUE} unless given")
    private long seed = 1;

    @Option(names = "--faults", paramLabel = "FAULT", split = ",", splitSynopsisLabel = ",", converter = ByName.class,
            description = "to choose from, separated by commas, all unless given: kill, kill-after-put, zombie, late-put, join-and-leave,"
                    + " put-errors, put-outage, broker-restart, tail-loss, topic-anew, idle, garbage")
    private List<Fault> faults = new ArrayList<>(List.of(Fault.values()));

    @Option(names = "--directory", paramLabel = "DIRECTORY", description = "of its cloud and logs, emptied at the start; ${DEFAULT-VALUE} unless given")
    private Path directory = Path.of("target", "crash-test");

    @Option(names = "--routes", paramLabel = "FILE", description = "for the service to run instead of its own, to see the crash test fail")
    private Path routes;

    @Option(names = "--each-record", description = "gives the service a route that drops every tenth record and changes the others")
    private boolean eachRecord;

    @Override
    public Integer call() throws IOException {
        return CrashTest.run(options());
    }

    CrashOptions options() {
        return minutes == null
                ? new CrashOptions(rounds, Duration.ofDays(1), seed, faults, directory, routes, eachRecord)
                : new CrashOptions(Integer.MAX_VALUE, Duration.ofMinutes(minutes), seed, faults, directory, routes, eachRecord);
    }

    private static final class ByName implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String option) {
            try {
                return Fault.of(option);
            } catch (IllegalArgumentException unknown) {
                throw new TypeConversionException(unknown.getMessage());
            }
        }
    }
}

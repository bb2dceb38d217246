package cloud;

import ch.qos.logback.classic.Level;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import routes.PositiveNumber;
import simulator.Simulate;

/** The command line of {@link Simulate}. */
@Command(
        name = "simulate",
        description = "Runs the delivery protocol in virtual time, with models of Kafka and S3, lets faults strike it, and looks after every step whether a record"
                + " is lost or in the lake twice.",
        exitCodeList = {"0:nothing was wrong", "1:something was", "2:the command line is wrong"},
        footer = "  mvn -q test-compile exec:java -Dexec.args=\"simulate --hours 10000\"")
public final class SimulateCommand implements Callable<Integer> {
    @Option(names = "--hours", paramLabel = "N", converter = PositiveNumber.class, description = "of virtual time, one seed after the other; ${DEFAULT-VALUE} unless given")
    private int hours = 1000;

    @Option(names = "--from", paramLabel = "SEED", description = "the first seed, ${DEFAULT-VALUE} unless given")
    private long from = 1;

    @Option(names = "--seed", paramLabel = "SEED", description = "only this one")
    private Long seed;

    @Option(names = "--trace", description = "with --seed: shows all that happens, step by step")
    private boolean trace;

    @Option(names = "--shrink", description = "with --seed: where something is wrong, how little is enough for it")
    private boolean shrink;

    @Option(names = "--history", paramLabel = "FILE", description = "with --seed: writes what was sent and stored as a history of Jepsen's (EDN)")
    private Path history;

    @Option(names = "--pairs", description = "three hours of each two kinds of faults instead")
    private boolean pairs;

    @Option(names = "--mutants", description = "plants bugs in the pipeline instead, one by one, and tells which are found")
    private boolean mutants;

    @Option(names = "--named", paramLabel = "TEXT", description = "with --mutants: only those with it in their names")
    private String named = "";

    @Override
    public Integer call() throws InterruptedException {
        Simulate.log(Level.OFF);
        if (mutants) {
            return Simulate.mutants(named, System.out);
        }
        if (pairs) {
            return Simulate.pairs(System.out);
        }
        return seed == null ? Simulate.hours(hours, from, System.out) : Simulate.seed(seed, trace, shrink, history, System.out);
    }
}

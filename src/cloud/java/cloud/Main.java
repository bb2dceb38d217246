package cloud;

import bench.BenchmarkCommand;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import routes.Application;
import routes.Commands;
import routes.RunCommand;
import routes.Surroundings;

/** Everything on this machine: the local cloud, the service and its commands on it, and the programs that try them. */
@Command(
        name = "local-cloud",
        description = {
            "Kafka, S3, Glue and Athena on this machine, and the pipeline on them. Without a command: run.",
            "Settings come from the environment, -Dname=value, local.properties and application.properties, which explain them."
        },
        exitCodeList = {
            "0:it worked, and what was to be checked is right",
            "1:it failed, or what was checked is not right",
            "2:it could not be checked, or the command line is wrong"
        },
        footer = "  mvn -q -Drun test-compile exec:java -Dexec.args=\"verify --quick\"")
public final class Main implements Callable<Integer> {
    private final Surroundings cloud;

    private Main(Surroundings cloud) {
        this.cloud = cloud;
    }

    public static void main(String[] args) {
        // before there is a logger: on one machine the results are what is worth reading
        System.getProperties().putIfAbsent("LOG_SETTINGS", "OFF");
        Application.beTheSameEverywhere();
        // the Kafka broker and the S3 server print warnings of their own through java.util.logging
        java.util.logging.LogManager.getLogManager().reset();
        int exit = 1;
        LocalSurroundings cloud = new LocalSurroundings();
        try {
            exit = commandLine(cloud).execute(args);
            cloud.close();
        } catch (Throwable failed) {
            log(failed);
        }
        // not all threads of the servers are daemons: the JVM would not end by itself
        System.exit(exit);
    }

    static CommandLine commandLine(Surroundings cloud) {
        Object[] others = Stream.concat(
                        Stream.of(new CloudCommand(cloud), new AccountCommand(), new CrashTestCommand()),
                        Stream.concat(simulation().stream(), Stream.of(new BenchmarkCommand(), new QuoteSimulator())))
                .toArray();
        return Commands.of(new Main(cloud), Stream.of(Application.commands(cloud), others).flatMap(Stream::of).toArray())
                .setExecutionExceptionHandler((failed, command, arguments) -> {
                    if (failed instanceof IOException || failed instanceof IllegalArgumentException) {
                        System.err.println(failed.getMessage());
                    } else {
                        log(failed);
                    }
                    return 1;
                });
    }

    private static void log(Throwable failed) {
        LoggerFactory.getLogger(Main.class).error("stopped by an error (see target/local.log): {}", failed.toString(), failed);
    }

    @Override
    public Integer call() throws IOException {
        return new RunCommand(cloud).call();
    }

    /** None where the tests are left out (-Drun): the models of Kafka and S3 are among them. */
    private static Optional<Object> simulation() {
        try {
            return Optional.of(Class.forName("cloud.SimulateCommand").getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException withoutTests) {
            return Optional.empty();
        }
    }
}

package routes;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The service, and the commands beside it. */
@Command(
        name = "stock-market-pipeline",
        description = {
            "Market rows from CSV through Kafka to an S3 data lake, Glue and Athena. Without a command: run.",
            "Settings come from the environment, -Dname=value, and application.properties, which explains them."
        },
        exitCodeList = {
            "0:it worked, and what was to be checked is right",
            "1:it failed, the lake is not clean, or letters were left",
            "2:it could not be checked or read, or the command line is wrong"
        },
        footer = "  java -jar stock-market-pipeline.jar verify --quick")
public final class Application implements Callable<Integer> {
    private final Surroundings surroundings;

    private Application(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public static void main(String[] args) {
        beTheSameEverywhere();
        System.exit(run(Map.of(), () -> {}, args));
    }

    /** Numbers read the same whatever the language of the machine, and what is printed is UTF-8, as all our files are. */
    public static void beTheSameEverywhere() {
        Locale.setDefault(Locale.ROOT);
        System.setOut(new PrintStream(System.out, true, StandardCharsets.UTF_8));
        System.setErr(new PrintStream(System.err, true, StandardCharsets.UTF_8));
    }

    /**
     * @param settings that win over all others
     * @param afterStop what else is to be closed when the JVM is asked to stop, after the routes
     * @return the exit code
     */
    public static int run(Map<String, String> settings, Runnable afterStop, String... args) {
        // to make all commands takes longer than to inspect a file
        List<String> words = List.of(args);
        if (words.size() > 1 && words.get(0).equals("inspect") && words.stream().noneMatch(word -> word.startsWith("-"))) {
            return new InspectCommand(words.subList(1, words.size())).call();
        }
        return commandLine(Surroundings.of(settings, afterStop)).execute(args);
    }

    static CommandLine commandLine(Surroundings surroundings) {
        return Commands.of(new Application(surroundings), commands(surroundings));
    }

    /** Those that run the service or look at what it made. */
    public static Object[] commands(Surroundings surroundings) {
        return new Object[] {new RunCommand(surroundings), new VerifyCommand(surroundings), new RedriveCommand(surroundings), new TraceCommand(surroundings), new InspectCommand(), new RehearseCommand()};
    }

    @Override
    public Integer call() throws IOException {
        return new RunCommand(surroundings).call();
    }

    /** What a command prints is its result, which may be JSON for another program. To be said before there is a logger. */
    static void printResultsOnly() {
        System.getProperties().putIfAbsent("LOG_SETTINGS", "OFF");
    }
}

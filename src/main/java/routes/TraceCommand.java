package routes;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import routes.lang.Errors;
import routes.trace.Trace;
import routes.trace.TraceResult;

/** Shows where a row is. */
@Command(
        name = "trace",
        description = "Shows where a row is, also beside a running service: in Kafka, in the lake, in tables and reports, or why it was rejected.",
        exitCodeList = {
            "0:it is there, or it is known why it was rejected",
            "1:it was not found (it says why)",
            "2:it could not be looked for, or the command line is wrong"
        },
        footer = "  java -jar stock-market-pipeline.jar trace quotes.csv:1234")
final class TraceCommand implements Callable<Integer> {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Surroundings surroundings;

    @Parameters(
            paramLabel = "ROW",
            description = "a line (quotes.csv:1234), a record (quotes-0@8453 or 0@8453), a letter (quotes.rejected-0@3), or a key with the time of its"
                    + " last record (HSI@2010-01-04)")
    private String row;

    @Option(names = "--json", description = "prints the result as JSON, for programs")
    private boolean json;

    TraceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Application.printResultsOnly();
        try (Pipeline pipeline = Pipeline.withoutRoutes(surroundings.settings())) {
            TraceResult result = pipeline.bean("trace", Trace.class).run(row, PATIENCE);
            if (json) {
                System.out.println(result.json());
            } else {
                result.print();
            }
            return result.isFound() ? 0 : 1;
        } catch (RuntimeException failed) {
            System.err.println("could not trace: " + Errors.sentence(failed));
            return 2;
        }
    }
}

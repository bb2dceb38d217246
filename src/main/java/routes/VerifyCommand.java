package routes;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import routes.lang.Errors;
import routes.verify.Verify;
import routes.verify.VerifyResult;

/** Proves the lake. */
@Command(
        name = "verify",
        description = "Proves the lake, also beside a running service: each record of the topic is in one object, or on the dead-letter topic.",
        exitCodeList = {
            "0:the lake is clean",
            "1:it is not clean",
            "2:it could not be checked, or the command line is wrong"
        },
        footer = "  java -jar stock-market-pipeline.jar verify --json")
final class VerifyCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--quick", description = "reads no object: names, sizes and metadata only")
    private boolean quick;

    @Option(names = "--json", description = "prints the result as JSON, for programs")
    private boolean json;

    VerifyCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        Application.printResultsOnly();
        Map<String, String> settings = surroundings.settings();
        try (Pipeline pipeline = Pipeline.withoutRoutes(settings)) {
            VerifyResult result = pipeline.bean("verify", Verify.class).run(quick);
            if (json) {
                System.out.println(result.json());
            } else {
                result.print();
                System.out.println(result.summary());
            }
            return result.exitCode();
        } catch (RuntimeException failed) {
            System.err.println("could not verify: " + Errors.sentence(failed));
            return 2;
        }
    }
}

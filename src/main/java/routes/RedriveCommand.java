package routes;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import routes.lang.Errors;
import routes.redrive.Redrive;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;

/** Sends dead letters back. */
@Command(
        name = "redrive",
        description = "Sends dead letters back where they were rejected, each once however often it runs. One at a time.",
        exitCodeList = {
            "0:none was left",
            "1:some were left (it says why)",
            "2:it could not read, or the command line is wrong"
        },
        footer = "  java -jar stock-market-pipeline.jar redrive --reason JSON --dry-run")
final class RedriveCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Option(names = "--reason", paramLabel = "TEXT", description = "letters whose reason contains this text (any case)")
    private String reason = RedriveOptions.ALL.reason();

    @Option(names = "--from", paramLabel = "OFFSET", converter = Offset.class, description = "first offset of the dead-letter topic to redrive")
    private long from = RedriveOptions.ALL.from();

    @Option(names = "--to", paramLabel = "OFFSET", converter = Offset.class, description = "last offset to redrive")
    private long to = RedriveOptions.ALL.to();

    @Option(names = "--dry-run", description = "shows the letters and sends nothing")
    private boolean dryRun;

    @Spec
    private CommandSpec command;

    RedriveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws IOException {
        RedriveOptions options = options();
        Application.printResultsOnly();
        Map<String, String> settings = surroundings.settings();
        try (Pipeline pipeline = Pipeline.withoutRoutes(settings)) {
            RedriveResult result = pipeline.bean("redrive", Redrive.class).run(options);
            result.print();
            return result.complete() ? 0 : 1;
        } catch (RuntimeException failed) {
            System.err.println("could not redrive: " + Errors.sentence(failed));
            return 2;
        }
    }

    RedriveOptions options() {
        if (from > to) {
            throw new ParameterException(command.commandLine(), "--from %d is after --to %d".formatted(from, to));
        }
        return new RedriveOptions(reason, from, to, dryRun);
    }

    private static final class Offset implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            if (!value.matches("\\d{1,18}")) {
                throw new TypeConversionException("'%s' is not an offset; give a number such as 17".formatted(value));
            }
            return Long.parseLong(value);
        }
    }
}

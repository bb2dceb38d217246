package routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;
import routes.csv.Dialect;
import routes.csv.Inspection;
import routes.lang.Errors;
import routes.replay.SourceSettings;

/** Says what a file would be taken for. Without Camel: it answers at once, and needs no server. */
@Command(
        name = "inspect",
        description = "Says what a CSV file is taken for: its columns and their types, what is open, what would be rejected. Starts nothing.",
        exitCodeList = {"0:it can be replayed", "1:a setting must be given first", "2:it cannot be read, or the command line is wrong"},
        footer = "  java -jar stock-market-pipeline.jar inspect AAPL.csv")
final class InspectCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE", arity = "0..1", description = "the file; without it, that of csv.file")
    private Path file;

    @Override
    public Integer call() throws IOException {
        Application.printResultsOnly();
        try {
            Inspection found = settings().inspect();
            System.out.print(found.text());
            return found.isClear() ? 0 : 1;
        } catch (RuntimeException failed) {
            System.err.println("could not inspect: " + Errors.sentence(failed));
            return 2;
        }
    }

    private SourceSettings settings() throws IOException {
        Properties files = files();
        Dialect dialect = new Dialect();
        dialect.setDelimiter(setting("csv.delimiter", files));
        dialect.setHeader(setting("csv.header", files));
        dialect.setSkipLines(setting("csv.skip-lines", files));
        dialect.setEncoding(setting("csv.encoding", files));
        dialect.setDecimal(setting("csv.decimal", files));
        dialect.setDateFormat(setting("csv.date-format", files));
        dialect.setZone(setting("csv.zone", files));
        SourceSettings source = new SourceSettings();
        source.setDialect(dialect);
        source.setFile(file == null ? setting("csv.file", files) : file.toString());
        source.setTypes(setting("csv.columns", files));
        source.setRenames(setting("csv.rename", files));
        source.setNullValues(setting("csv.null-values", files));
        source.setKeyColumn(setting("csv.key-column", files));
        return source;
    }

    /** As for the service: the environment wins over -D, that over the files. */
    private static String setting(String key, Properties files) {
        String environment = System.getenv(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
        return environment != null ? environment : System.getProperty(key, files.getProperty(key, ""));
    }

    private static Properties files() throws IOException {
        Properties builtIn = new Properties();
        try (InputStream in = InspectCommand.class.getResourceAsStream("/application.properties");
                Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
            builtIn.load(text);
        }
        Properties all = new Properties(builtIn);
        Optional<Path> own = Optional.of(setting(PipelineDirectory.KEY, builtIn))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory.trim(), "application.properties"))
                .filter(Files::exists);
        if (own.isPresent()) {
            try (Reader text = Files.newBufferedReader(own.get())) {
                all.load(text);
            }
        }
        return all;
    }
}

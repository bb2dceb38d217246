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
import routes.csv.Dialect;
import routes.lang.StartException;
import routes.replay.SourceSettings;

/** The files as the settings have them, before there is Camel to read them: what is wrong with them is said before a server starts. */
public final class SourceAhead {
    private SourceAhead() {}

    /** @throws StartException when they cannot be replayed with these settings */
    public static void require() throws IOException {
        Properties files = files();
        boolean ofCamel = System.getProperty(PipelineDirectory.LOCATION) != null || setting("csv.file", files).contains("{{");
        if (!ofCamel && setting("source", files).trim().equals("csv")) {
            settings("").check();
        }
    }

    /** @param named blank for those of csv.file */
    static SourceSettings settings(String named) throws IOException {
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
        source.setFile(named.isBlank() ? setting("csv.file", files) : named);
        source.setTypes(setting("csv.columns", files));
        source.setRenames(setting("csv.rename", files));
        source.setNullValues(setting("csv.null-values", files));
        source.setRoles(setting("market.columns", files));
        source.setSymbol(setting("csv.symbol", files));
        source.setKeyColumn(setting("csv.key-column", files));
        return source;
    }

    /** Of {@code report.directory}, unless only Camel can say: then the bundled ones. */
    static String reports() throws IOException {
        String directory = setting("report.directory", files()).trim();
        return directory.contains("{{") ? "classpath:reports" : directory;
    }

    /** As for the service: the environment wins over -D, that over the files. */
    private static String setting(String key, Properties files) {
        String environment = System.getenv(key.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT));
        return environment != null ? environment : System.getProperty(key, files.getProperty(key, ""));
    }

    private static Properties files() throws IOException {
        Properties builtIn = new Properties();
        try (InputStream in = SourceAhead.class.getResourceAsStream("/application.properties");
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

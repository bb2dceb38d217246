package routes;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import routes.lang.StartException;

/**
 * A directory with the user's own configuration, such as /etc/stock-market-pipeline: {@code application.properties} comes before the
 * built-in one, {@code routes.yaml} and each file of {@code routes/} replace the built-in one of that name alone, other {@code .yaml} files
 * are further routes, {@code reports} and {@code transforms} replace the built-in folders, {@code calendars} adds to the built-in one, and
 * {@code adjustments.csv} has splits and dividends. All of it is optional.
 */
record PipelineDirectory(Optional<Path> directory) {
    static final String KEY = "pipeline.directory";

    /** Where Camel looks for settings; may be set for the JVM, and is then what comes after the directory's own. */
    static final String LOCATION = "camel.main.property-placeholder-location";

    private static final String BUILT_IN_SETTINGS = "classpath:application.properties";
    /** The beans come first: Camel makes those of any later file twice, and gives the first of them to one bean, the second to another. */
    private static final List<String> BUILT_IN = List.of(
            "routes/beans.yaml",
            "routes.yaml",
            "routes/transform.yaml",
            "routes/report.yaml",
            "routes/query.yaml",
            "routes/watch.yaml",
            "routes/page.yaml");
    /** With source=websocket: the settings that differ then, and more files of routes. */
    private static final String LIVE_SETTINGS = "classpath:live.properties";
    private static final List<String> LIVE_ROUTES = List.of("routes/live-to-kafka.yaml", "routes/trades-to-bars.yaml");

    /**
     * @param name a path, or blank for none
     * @throws StartException when there is no such directory
     */
    static PipelineDirectory of(String name) {
        if (name == null || name.isBlank()) {
            return new PipelineDirectory(Optional.empty());
        }
        Path directory = Path.of(name.trim()).toAbsolutePath().normalize();
        if (!Files.isDirectory(directory)) {
            throw new StartException("%s %s is not a directory: create it, or remove the setting".formatted(KEY, directory));
        }
        return new PipelineDirectory(Optional.of(directory));
    }

    /** Whether trades are to be heard, in place of a file that is replayed. What says which files there are cannot stand in all of them. */
    boolean isLive(String configuredSource) {
        return "websocket".equals((configuredSource == null ? source() : configuredSource).trim());
    }

    private String source() {
        Properties own = new Properties();
        existing("application.properties").ifPresent(file -> {
            try (Reader text = Files.newBufferedReader(file)) {
                own.load(text);
            } catch (IOException unreadable) {
                throw new UncheckedIOException(unreadable);
            }
        });
        return own.getProperty("source", "");
    }

    /** @return Camel's list of property files, the first wins */
    String settings(String configuredLocation, boolean live) {
        String later = (live ? LIVE_SETTINGS + "," : "") + (configuredLocation == null ? BUILT_IN_SETTINGS : configuredLocation);
        return existing("application.properties").map(file -> "file:" + file + "," + later).orElse(later);
    }

    /** @return Camel's list of route files */
    String routes(boolean live) {
        Stream<String> builtIn = Stream.concat(BUILT_IN.stream(), live ? LIVE_ROUTES.stream() : Stream.empty()).map(name -> existing(name).map(file -> "file:" + file).orElse("classpath:" + name));
        return Stream.concat(builtIn, furtherRoutes().map(file -> "file:" + file)).collect(Collectors.joining(","));
    }

    private Stream<Path> furtherRoutes() {
        return Stream.of(directory, existing("routes"))
                .flatMap(Optional::stream)
                .flatMap(folder -> list(folder).stream())
                .filter(file -> file.toString().endsWith(".yaml"))
                .filter(file -> Stream.concat(BUILT_IN.stream(), LIVE_ROUTES.stream()).noneMatch(name -> file.equals(directory.get().resolve(name))));
    }

    private static List<Path> list(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** A file or a folder there, if there is one. */
    Optional<Path> existing(String name) {
        return directory.map(path -> path.resolve(name)).filter(Files::exists);
    }
}

package routes;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.athena.model.GetQueryExecutionResponse;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** The reports of a directory, or of the class path ({@code classpath:reports}), and how their last runs ended. */
public class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final String CLASSPATH = "classpath:";

    private String directory;
    private final List<ReportRun> lastRuns = new ArrayList<>();
    private volatile String runFailure;

    /** All reports by name; read anew each time, so that an edited file counts with the next run. */
    public List<Report> all() {
        try (Stream<Path> files = Files.list(folder())) {
            return files.filter(file -> file.toString().endsWith(".sql")).sorted().map(Reports::read).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("report.directory %s cannot be read".formatted(directory), unreadable);
        }
    }

    /**
     * What Athena says of a query that has ended.
     *
     * @throws ReportFailedException with Athena's reason, unless it succeeded
     */
    public ReportRun succeeded(Report report, GetQueryExecutionResponse response) {
        QueryExecution query = response.queryExecution();
        if (query.status().state() != QueryExecutionState.SUCCEEDED) {
            String reason = query.status().stateChangeReason();
            throw new ReportFailedException("query %s is %s: %s"
                    .formatted(query.queryExecutionId(), query.status().stateAsString(), reason == null ? "no reason given" : reason));
        }
        URI result = URI.create(query.resultConfiguration().outputLocation());
        return new ReportRun(
                report,
                query.queryExecutionId(),
                result.getHost(),
                result.getPath().substring(1),
                query.statistics().dataScannedInBytes() == null ? 0 : query.statistics().dataScannedInBytes(),
                query.statistics().totalExecutionTimeInMillis() == null ? 0 : query.statistics().totalExecutionTimeInMillis(),
                null);
    }

    /** The result as an aligned table under the report's title. */
    public String table(ReportRun run, Iterable<GetQueryResultsResponse> results) {
        keep(run);
        return "%n%s · %s%n%s%s scanned in %,d ms"
                .formatted(
                        run.report().title(),
                        run.report().description(),
                        ReportTable.format(results),
                        ByteSize.format(run.bytesScanned()),
                        run.millis());
    }

    /** Says why a report failed; the others go on. */
    public void failed(Report report, Exception failure) {
        keep(ReportRun.failed(report, Errors.sentence(failure)));
        LOG.error("report {}.sql failed: {}", report.name(), Errors.sentence(failure));
    }

    /** A run begins: what the last one brought is forgotten. */
    public void begin() {
        synchronized (lastRuns) {
            lastRuns.clear();
        }
        runFailure = null;
    }

    /** Says why the crawl failed. */
    public void crawlFailed(Exception failure) {
        runFailure = Errors.sentence(failure);
        LOG.error("{}; the reports run on the tables as they are", runFailure);
    }

    /** Says why a run broke off. */
    public void runFailed(Exception failure) {
        runFailure = Errors.sentence(failure);
        LOG.error("crawl-and-report failed: {}", runFailure);
    }

    private void keep(ReportRun run) {
        synchronized (lastRuns) {
            lastRuns.add(run);
        }
    }

    /** Whether the last run crawled, and every one of its reports has a result. */
    boolean allSucceeded() {
        return runFailure == null && lastRuns().stream().allMatch(ReportRun::succeeded);
    }

    List<ReportRun> lastRuns() {
        synchronized (lastRuns) {
            return List.copyOf(lastRuns);
        }
    }

    private Path folder() throws IOException {
        if (!directory.startsWith(CLASSPATH)) {
            return Path.of(directory);
        }
        java.net.URL url = Reports.class.getResource("/" + directory.substring(CLASSPATH.length()));
        if (url == null) {
            throw new IOException("not on the class path");
        }
        return JarFolders.of(url);
    }

    private static Report read(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            String name = file.getFileName().toString().replaceFirst("\\.sql$", "");
            return Report.parse(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    public void setDirectory(String directory) {
        this.directory = directory.trim();
    }
}

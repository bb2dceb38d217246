package routes.report;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.catalog.Crawl;
import routes.lang.ByteSize;
import routes.lang.Counts;
import routes.lang.Errors;
import routes.query.AthenaQuery;
import routes.query.Parameter;
import routes.query.QueryCost;
import routes.query.QueryFailedException;
import routes.query.ReportResult;
import routes.query.SqlFiles;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;

/** The reports of a directory, or of the class path ({@code classpath:reports}), and how their last runs ended. */
public class Reports {
    /** The name of a failure of the whole run. */
    public static final String RUN = "crawl-and-report";
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);

    private String directory;
    private Map<String, Map<String, String>> parameters = Map.of();
    private final List<ReportRun> lastRuns = new ArrayList<>();
    private volatile String runFailure;
    private int inFull = Integer.MAX_VALUE;

    /** All reports in the order of their places, also those that cannot be run; see {@link #sql}. */
    public List<Report> all() {
        List<Report> reports = files();
        Map<String, Map<String, String>> unused = new TreeMap<>(parameters);
        reports.forEach(report -> unused.remove(report.name()));
        if (!unused.isEmpty()) {
            runFailure = "report.parameters names %s, and there is no such report".formatted(unused.keySet());
            LOG.error(runFailure);
        }
        return reports;
    }

    /** All that there are, beside a run. */
    public List<Report> files() {
        return SqlFiles.of("report.directory", directory).stream()
                .map(file -> Report.parse(file.name(), file.text(), parameters.getOrDefault(file.name(), Map.of())))
                .sorted(Report.BY_PLACE)
                .toList();
    }

    /**
     * Keeps a new report among the others.
     *
     * @return its file
     * @throws IllegalArgumentException with what is wrong in it
     * @throws IOException with why it is not kept, and what to do
     */
    public Path add(NewReport report) throws IOException {
        return report.writeTo(directory);
    }

    /**
     * @param absent columns that the data do not have
     * @throws QueryFailedException when there is something wrong in the file
     * @throws NotForTheDataException when it needs one of those
     */
    public String sql(Report report, Set<String> absent) {
        if (report.problem() != null) {
            throw new QueryFailedException(report.problem());
        }
        List<String> lacking = report.needs().stream().filter(absent::contains).toList();
        if (!lacking.isEmpty()) {
            throw new NotForTheDataException(lacking);
        }
        return report.sql();
    }

    /** @throws QueryFailedException when the report's chart names a column that is not in the result */
    public ReportResult result(Report report, Iterable<GetQueryResultsResponse> pages) {
        ReportResult result = ReportResult.of(pages);
        if (!result.columns().isEmpty()) {
            report.chart().requireColumns(result.names());
        }
        return result;
    }

    /** The result as data for a dashboard: {@link ReportDocument}. */
    public ObjectNode document(Report report, AthenaQuery query, String run, ReportResult result) {
        return ReportDocument.of(ReportRun.succeeded(report, query), run, result);
    }

    /** The result as an aligned table under the report's title; a line is all of those that {@code report.show} leaves out. */
    public String table(Report report, AthenaQuery query, ReportResult result) {
        boolean inFull = isNextInFull();
        keep(ReportRun.succeeded(report, query));
        if (inFull) {
            return "%n%s%n%s%s".formatted(heading(report), ReportTable.format(result, report.empty()), query.line());
        }
        return "%s: %s, %s".formatted(report.title(), result.rows().isEmpty() ? report.empty() : Counts.count(result.total(), "row"), query.line());
    }

    private boolean isNextInFull() {
        return lastRuns().stream().filter(ReportRun::succeeded).count() < inFull;
    }

    private static String heading(Report report) {
        return report.description().isEmpty() ? report.title() : report.title() + " · " + report.description();
    }

    /** What a report needs that the data do not have, in the place of its table. */
    public String notForTheData(Report report, Exception lack) {
        boolean inFull = isNextInFull();
        keep(ReportRun.notForTheData(report, lack.getMessage()));
        return inFull ? "%n%s%n(%s)".formatted(heading(report), lack.getMessage()) : "%s (%s)".formatted(report.title(), lack.getMessage());
    }

    /** The same as data for a dashboard. */
    public ObjectNode withoutData(Report report, String run, Exception lack) {
        return ReportDocument.of(ReportRun.notForTheData(report, lack.getMessage()), run, null);
    }

    /**
     * Says why a report failed; the others go on.
     *
     * @param query null when it did not get so far
     * @return the failure as data for a dashboard
     */
    public ObjectNode failed(Report report, AthenaQuery query, String run, Exception failure) {
        ReportRun failed = ReportRun.failed(report, query, Errors.sentence(failure));
        keep(failed);
        LOG.error("report {}.sql failed: {}", report.name(), failed.reason());
        return ReportDocument.of(failed, run, null);
    }

    /** A report whose result a dashboard cannot show failed too; the others go on. */
    public void notKept(Report report, AthenaQuery query, Exception failure) {
        String reason = "its result could not be kept: " + Errors.sentence(failure);
        if (!failures().containsKey("report " + report.name())) {
            keep(ReportRun.failed(report, query, reason));
        }
        LOG.error("report {}.sql: {}", report.name(), reason);
    }

    /** A run begins: what the last one brought is forgotten. */
    public void begin() {
        synchronized (lastRuns) {
            lastRuns.clear();
        }
        runFailure = null;
    }

    /** Says why the crawl failed, when it did. */
    public void crawled(Crawl crawl) {
        if (!crawl.succeeded()) {
            runFailure = crawl.failure();
            LOG.error("{}; the reports run on the tables as they are", runFailure);
        }
    }

    /** Says why a run broke off. */
    public void runFailed(Exception failure) {
        runFailure = Errors.sentence(failure);
        LOG.error("crawl-and-report failed: {}", runFailure);
    }

    /** What the last run's reports cost together. */
    public String costLine() {
        List<ReportRun> runs = lastRuns();
        long bytes = runs.stream().mapToLong(ReportRun::bytesScanned).sum();
        BigDecimal usd = runs.stream().map(ReportRun::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
        long made = runs.stream().filter(ReportRun::isForTheData).count();
        return "%s: %s scanned, %s%s".formatted(
                Counts.count(made, "report"), ByteSize.format(bytes), QueryCost.format(usd), made > inFull ? " (report.show=all shows all rows)" : "");
    }

    /** Why the last run, or reports in it, failed: a sentence for each that did, {@code report gaps} or {@link #RUN}. */
    public Map<String, String> failures() {
        Map<String, String> failures = new LinkedHashMap<>();
        lastRuns().stream()
                .filter(run -> run.reason() != null)
                .forEach(run -> failures.put("report " + run.report().name(), "report %s.sql failed: %s".formatted(run.report().name(), run.reason())));
        if (runFailure != null) {
            failures.put(RUN, "crawl-and-report failed: " + runFailure);
        }
        return failures;
    }

    private void keep(ReportRun run) {
        synchronized (lastRuns) {
            lastRuns.add(run);
        }
    }

    /** Whether the last run crawled, and every one of its reports that the data are for has a result. */
    public boolean allSucceeded() {
        return runFailure == null && lastRuns().stream().allMatch(run -> run.reason() == null);
    }

    public List<ReportRun> lastRuns() {
        synchronized (lastRuns) {
            return List.copyOf(lastRuns);
        }
    }

    public void setDirectory(String directory) {
        this.directory = directory.trim();
    }

    /** @param show how many tables of a run are shown in full: a number, or {@code all} */
    public void setShow(String show) {
        String number = show.trim();
        if (!number.matches("all|\\d{1,6}")) {
            throw new IllegalArgumentException("report.show '%s' is neither a number of reports nor all".formatted(show));
        }
        this.inFull = number.equals("all") ? Integer.MAX_VALUE : Integer.parseInt(number);
    }

    /** @param settings {@code report.parameter=value,…}; a comma in a value is one, unless another parameter follows it */
    public void setParameters(String settings) {
        this.parameters = Parameter.values("report", settings);
    }
}

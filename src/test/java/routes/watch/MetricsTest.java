package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.Lab;

/** What /observe/metrics says of a pipeline that had good and bad rows and records, an answer of S3 that was lost, and a run. */
@Tag("servers")
class MetricsTest {
    private static final Pattern SERVED = Pattern.compile("^(pipeline_\\w+?)(_bucket|_count|_sum|_max)?[{ ]", Pattern.MULTILINE);
    private static final Pattern NAMED = Pattern.compile("\\b(?:pipeline|jvm|process|camel)_[a-z_]+\\b(?=[^-\\w])");

    @TempDir
    static Path directory;

    private static Lab lab;
    private static String served;

    @BeforeAll
    static void run() throws Exception {
        Path file = directory.resolve("quotes.csv");
        Files.writeString(
                file,
                """
                Index,Date,Close
                N225,2024-12-27,100.5
                N225,2024-12-30,many
                N225,2024-12-30,101.5,7
                NYA,2024-12-30,19000
                """);
        lab = Lab.with(
                "csv.file", file.toString(), "csv.columns", "index:string,trade_date:date,close:double", "csv.repeat", "1", "csv.rate", "0", "pipeline.progress-period", "200ms");
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(reports.resolve("rows.sql"), "SELECT count(*) AS rows, max(close) AS most FROM \"%s\"".formatted(lab.database));
        Files.writeString(reports.resolve("broken.sql"), "SELECT nothing FROM nowhere");
        lab.set("report.directory", reports.toString())
                .set("transform.directory", Files.createDirectories(directory.resolve("transforms")).toString());
        lab.start();
        Lab.until(() -> lab.letters().size() == 2);
        lab.drained();
        AtomicInteger puts = new AtomicInteger();
        Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() == 1);
        lab.send(0, "{\"index\":\"N225\"}", "[1]");
        Lab.until(() -> puts.get() > 0);
        lab.drained();
        lab.send(0, "not JSON");
        Lab.until(() -> lab.letters().size() == 4);
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
        // a pause that there is something to say of
        System.gc();
        Lab.until(() -> count("jvm_gc_pause_seconds_max") > 0);
        // the first answers of the dependencies and the partitions' gauges take a moment
        Lab.until(() -> count("pipeline_lag_records{") == 2 && metrics().lines().filter(line -> line.matches("pipeline_dependency_up.* 1.0")).count() == 3);
        served = metrics();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    private static String metrics() {
        URI uri = URI.create("http://127.0.0.1:%s/observe/metrics".formatted(lab.pipeline().setting("camel.management.port")));
        try {
            return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString()).body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long count(String name) {
        return metrics().lines().filter(line -> line.startsWith(name)).count();
    }

    /** The sum over all lines that begin so. */
    private static double value(String start) {
        return served.lines()
                .filter(line -> line.startsWith(start))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            pipeline_rows_sent_total                                            | 4
            pipeline_replay_pass                                                | 1
            pipeline_replay_row                                                 | 4
            pipeline_replay_market_time_seconds                                 | 1735516800
            pipeline_object_records_sum                                         | 2
            pipeline_put_resolved_total                                         | 1
            pipeline_rejected_total{reason="type",route="",where="row"          | 1
            pipeline_rejected_total{reason="columns",route="",where="row"       | 1
            pipeline_rejected_total{reason="json",route="kafka-to-s3",where="record" | 2
            pipeline_records_read_total                                         | 5
            pipeline_lag_records                                                | 0
            pipeline_waiting                                                    | 0
            pipeline_dependency_up                                              | 3
            pipeline_crawl_seconds_count{outcome="success"                      | 1
            pipeline_query_seconds_count{outcome="success",query="rows"         | 1
            pipeline_query_seconds_count{outcome="failure",query="broken"       | 1
            pipeline_reports_total{outcome="success",report="rows"              | 1
            pipeline_reports_total{outcome="failure",report="broken"            | 1
            pipeline_runs_total{outcome="failure"                               | 1
            """)
    void aMetricSaysWhatHappened(String start, double value) {
        assertThat(value(start)).as(start + " in " + served).isEqualTo(value);
    }

    @Test
    void othersMeasureWhatDependsOnTheMachine() {
        assertThat(value("pipeline_object_bytes_sum")).isGreaterThan(50);
        assertThat(value("pipeline_object_records_count{cut=")).isEqualTo(value("pipeline_object_bytes_count{cut=")).isGreaterThanOrEqualTo(1);
        assertThat(value("pipeline_aws_calls_seconds_count{operation=\"PutObject\"")).isGreaterThanOrEqualTo(2);
        assertThat(value("pipeline_aws_retries_total{operation=\"PutObject\"")).isGreaterThanOrEqualTo(1);
        assertThat(value("pipeline_freshness_seconds{route=\"kafka-to-s3\",stage=\"object\"}")).isBetween(0.0, 60.0);
        assertThat(value("pipeline_freshness_seconds{route=\"kafka-to-s3\",stage=\"queryable\"}")).isBetween(0.0, 90.0);
        double now = System.currentTimeMillis() / 1e3;
        assertThat(value("pipeline_object_last_seconds")).isBetween(now - 120, now);
        assertThat(value("pipeline_crawl_last_seconds{outcome=\"success\"}")).isBetween(now - 120, now);
        assertThat(value("pipeline_report_last_seconds{outcome=\"failure\",report=\"broken\"}")).isBetween(now - 120, now);
        assertThat(value("pipeline_query_scanned_bytes_total{query=\"rows\"}")).isPositive();
        assertThat(value("pipeline_query_cost_usd_total{query=\"rows\"}")).isPositive();
    }

    @Test
    void aDependencyIsUpFromOneAnswerToTheNext() {
        AtomicBoolean well = new AtomicBoolean(true);
        Runnable question = () -> {
            if (!well.get()) {
                throw new IllegalStateException("away");
            }
        };
        Dependency dependency = Dependency.of("kafka", question, Duration.ZERO);
        Lab.until(dependency::lastAnswer);

        assertThat(IntStream.range(0, 50).allMatch(scrape -> dependency.lastAnswer())).as("though each scrape asks anew").isTrue();
        well.set(false);
        Lab.until(() -> !dependency.lastAnswer());
    }

    @Test
    void theTableOfTheDocumentationIsWhatIsServed() throws IOException {
        Set<String> documented = Pattern.compile("^\\| `(pipeline_\\w+)`", Pattern.MULTILINE)
                .matcher(Files.readString(Path.of("docs/metrics.md")))
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(names()).isNotEmpty().isEqualTo(documented);
    }

    private static Set<String> names() {
        return SERVED.matcher(served).results().map(name -> name.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void alertsAndPicturesNameOnlyMetricsThatAreServed() throws IOException {
        for (Path file : Set.of(Path.of("docker/prometheus/alerts.yml"), Path.of("docker/grafana/dashboards/pipeline.json"))) {
            Set<String> named = NAMED.matcher(Files.readString(file)).results().map(MatchResult::group).collect(Collectors.toSet());

            assertThat(named).as(file.toString()).isNotEmpty().allSatisfy(name -> assertThat(served).containsPattern("(?m)^" + name + "[{ ]"));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no value (tombstone)                                                                 | no-value
            not UTF-8 text                                                                       | encoding
            not valid JSON: Unexpected character                                                 | json
            not a JSON object                                                                    | json
            key 'offset' is the pipeline's own                                                   | keys
            not readable as CSV (a quote that does not close, or text around one)                | csv
            7 values for 8 columns                                                               | columns
            column close: 'abc' is no double                                                     | type
            column date: 'x' is no date or timestamp, and csv.order=time needs one               | type
            the line is longer than 524288 bytes; the rest of it is dropped                      | length
            something else                                                                       | other
            """)
    void sentencesAreCountedByAFewWords(String sentence, String word) {
        assertThat(RejectedFor.of(sentence).word()).isEqualTo(word);
    }
}

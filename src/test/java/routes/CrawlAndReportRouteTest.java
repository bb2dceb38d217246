package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.report.ReportRun;
import routes.report.ReportShelf;
import routes.report.Reports;
import routes.run.Runs;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.glue.GlueClient;

@Tag("servers")
class CrawlAndReportRouteTest {
    private static final String ENDLESS = "SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a(x) CROSS JOIN UNNEST(sequence(1, 9999)) AS b(y)"
            + " CROSS JOIN UNNEST(sequence(1, 9999)) AS c(z)";

    @TempDir
    Path directory;

    @Test
    void crawlsTheLakeAndKeepsTheResultOfEachReport() throws IOException {
        report("count", "-- title: Count\nSELECT count(*) AS records, max(n) AS most FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);

            List<String> kept = results("count");
            assertThat(kept).singleElement().asString().matches("reports/count/\\d{8}T\\d{6}Z\\.csv");
            assertThat(content(kept.get(0))).isEqualTo("\"records\",\"most\"\n\"5\",\"4\"\n");
            assertThat(reports(lab).lastRuns()).singleElement().satisfies(run -> {
                assertThat(run.succeeded()).isTrue();
                assertThat(run.bytesScanned()).isPositive();
            });
        }
    }

    @Test
    void keepsEachResultAsDataForADashboard() throws IOException {
        report("kinds", """
                -- title: Kinds
                -- description: One of each.
                -- chart: line x=day y=price
                SELECT 'it''s "x"' AS name, 7 AS n, 1.5e0 AS price, CAST(2.50 AS decimal(5, 2)) AS exact, true AS open,
                       DATE '2024-01-31' AS day, CAST(NULL AS varchar) AS nothing, nan() AS odd""");
        try (Lab lab = lake()) {
            run(lab);

            JsonNode latest = latest("kinds");
            assertThat(latest.path("title").asText()).isEqualTo("Kinds");
            assertThat(latest.path("chart").toString()).isEqualTo(
                    "{\"kind\":\"line\",\"x\":\"day\",\"end\":null,\"series\":null,\"below\":null,\"mark\":null,\"y\":[\"price\"],\"levels\":[]}");
            assertThat(latest.path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(latest.path("error").isNull()).isTrue();
            assertThat(latest.path("columns").findValuesAsText("type"))
                    .containsExactly("varchar", "integer", "double", "decimal", "boolean", "date", "varchar", "double");
            assertThat(latest.path("rows").toString()).isEqualTo("[[\"it's \\\"x\\\"\",7,1.5,2.5,true,\"2024-01-31\",null,\"NaN\"]]");
            assertThat(latest.path("rowCount").asLong()).isEqualTo(1);
            assertThat(latest.path("truncated").asBoolean(true)).isFalse();
            assertThat(latest.path("bytesScanned").asLong(-1)).isZero();
            assertThat(latest.path("usd").decimalValue()).isEqualByComparingTo("0.000047683715820312500");
            assertThat(results("kinds")).contains("reports/kinds/%s.csv".formatted(latest.path("run").asText()));
            assertThat(lab.pipeline().bean("reportShelf", ReportShelf.class).csv("kinds")).get(InstanceOfAssertFactories.BYTE_ARRAY).asString(StandardCharsets.UTF_8).startsWith("\"name\",\"n\"").contains("\"2024-01-31\"");
            assertThat(latest.path("queryId").asText()).isEqualTo(reports(lab).lastRuns().get(0).query().id());
        }
    }

    @Test
    void keepsAThousandRowsAndCountsTheOthers() throws IOException {
        report("many", "SELECT n FROM UNNEST(sequence(1, 1234)) AS t(n) ORDER BY n");
        try (Lab lab = lake()) {
            run(lab);

            JsonNode latest = latest("many");
            assertThat(latest.path("rows")).hasSize(1000);
            assertThat(latest.path("rows").path(999).path(0).asLong()).isEqualTo(1000);
            assertThat(latest.path("rowCount").asLong()).isEqualTo(1234);
            assertThat(latest.path("truncated").asBoolean()).isTrue();
            assertThat(content(results("many").get(0)).lines()).hasSize(1235);
        }
    }

    @Test
    void aReportWithoutRowsIsAResult() throws IOException {
        report("none", "SELECT n FROM \"%s\" WHERE n < 0");
        try (Lab lab = lake()) {
            run(lab);

            assertThat(reports(lab).lastRuns()).singleElement().matches(ReportRun::succeeded);
            assertThat(latest("none").path("rowCount").asLong(-1)).isZero();
            assertThat(latest("none").path("columns").findValuesAsText("name")).containsExactly("n");
        }
    }

    @Test
    void aSettingGivesAParameterItsValue() throws IOException {
        report("more", "-- parameter: least = 2\n-- parameter: name = all\nSELECT count(*) AS records, :name AS name FROM \"%s\" WHERE n >= :least");
        try (Lab lab = lake("report.parameters", "more.least=3, more.name=a, b's")) {
            run(lab);

            assertThat(latest("more").path("rows").toString()).isEqualTo("[[2,\"a, b's\"]]");
        }
    }

    @Test
    void aSettingForNoReportIsSaid() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake("report.parameters", "cuont.least=3")) {
            run(lab);

            assertThat(reports(lab).lastRuns()).singleElement().matches(ReportRun::succeeded);
            assertThat(reports(lab).allSucceeded()).isFalse();
        }
    }

    @Test
    void saysWhatIsWrongInAFileAndRunsTheOthers() throws IOException {
        report("a-broken", "-- title: A\n-- chart: pie\nSELECT 1 AS a");
        report("b-chart", "-- title: B\n-- chart: line x=a y=b\nSELECT 1 AS a");
        report("c-good", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);

            assertThat(reports(lab).lastRuns()).extracting(ReportRun::reason).containsExactly(
                    "a-broken.sql:2: chart 'pie' is not one of [band, bar, candlestick, chips, heatmap, line, matrix, none, range, timeline]",
                    "its chart names column b, and the result has [a]",
                    null);
            assertThat(latest("a-broken").path("error").asText()).startsWith("a-broken.sql:2: chart 'pie'");
            assertThat(latest("a-broken").path("state").asText()).isEqualTo("FAILED");
            assertThat(latest("c-good").path("state").asText()).isEqualTo("SUCCEEDED");
        }
    }

    @Test
    void stopsAQueryThatTakesTooLong() throws IOException {
        report("endless", ENDLESS);
        try (Lab lab = lake("athena.query-timeout", "300"); AthenaClient athena = Lab.cloud().athena()) {
            run(lab);

            ReportRun late = reports(lab).lastRuns().get(0);
            assertThat(late.reason()).isEqualTo(
                    "query %s still ran after athena.query-timeout=300 (milliseconds): let it read less, or wait longer; it was stopped", late.query().id());
            assertThat(state(athena, late.query().id())).isEqualTo(QueryExecutionState.CANCELLED);
        }
    }

    @Test
    void saysThatAQueryWaitedInTheQueue() throws IOException {
        report("quick", "SELECT 1 AS a");
        try (Lab lab = lake("athena.query-timeout", "300"); AthenaClient athena = Lab.cloud().athena()) {
            List<String> others = Stream.generate(() -> athena.startQueryExecution(start -> start.queryString(ENDLESS)
                    .resultConfiguration(result -> result.outputLocation("s3://%s/athena-results/".formatted(Lab.BUCKET)))).queryExecutionId())
                    .limit(2).toList();
            Lab.until(() -> others.stream().allMatch(id -> state(athena, id) == QueryExecutionState.RUNNING));
            run(lab);
            others.forEach(id -> athena.stopQueryExecution(stop -> stop.queryExecutionId(id)));

            ReportRun late = reports(lab).lastRuns().get(0);
            assertThat(late.reason()).isEqualTo("query %s still waited in Athena's queue after athena.query-timeout=300 (milliseconds):"
                    + " run fewer queries at a time, or wait longer; it was stopped", late.query().id());
            assertThat(state(athena, late.query().id())).isEqualTo(QueryExecutionState.CANCELLED);
        }
    }

    private static QueryExecutionState state(AthenaClient athena, String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution().status().state();
    }

    @Test
    void keepsTheResultsOfAWorkGroupThatKeepsItsResultsItself() throws IOException {
        report("odd", "SELECT n, 'it''s \"x\"' AS name, CAST(NULL AS varchar) AS nothing FROM \"%s\" ORDER BY n LIMIT 2");
        try (Lab lab = lake("athena.workgroup", "managed", "athena.output-location", ""); AthenaClient athena = Lab.cloud().athena()) {
            athena.createWorkGroup(create -> create.name("managed")
                    .configuration(group -> group.managedQueryResultsConfiguration(results -> results.enabled(true))));
            run(lab);

            assertThat(reports(lab).lastRuns()).extracting(ReportRun::reason).containsOnlyNulls();
            assertThat(latest("odd").path("rows").toString()).isEqualTo("[[0,\"it's \\\"x\\\"\",null],[1,\"it's \\\"x\\\"\",null]]");
            assertThat(content(results("odd").get(0)))
                    .isEqualTo("\"n\",\"name\",\"nothing\"\n\"0\",\"it's \"\"x\"\"\",\n\"1\",\"it's \"\"x\"\"\",\n");
        }
    }

    @Test
    void goesOnAfterAReportThatFailsAndSaysWhy() throws IOException {
        report("a-broken", "SELECT no_such_column FROM \"%s\"");
        report("b-worse", "SELECT FROM WHERE \"%s\"");
        report("c-good", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);

            List<ReportRun> runs = reports(lab).lastRuns();
            assertThat(runs).extracting(run -> run.report().name()).containsExactly("a-broken", "b-worse", "c-good");
            assertThat(runs).extracting(ReportRun::succeeded).containsExactly(false, false, true);
            assertThat(runs.get(0).reason()).contains("COLUMN_NOT_FOUND").contains("no_such_column");
            assertThat(runs.get(1).reason()).contains("mismatched input 'FROM'");
            assertThat(latest("a-broken").path("error").asText()).isEqualTo(runs.get(0).reason());
            assertThat(latest("a-broken").path("queryId").asText()).isEqualTo(runs.get(0).query().id());
            assertThat(latest("b-worse").path("queryId").isNull()).isTrue();
            assertThat(latest("a-broken").path("rows")).isEmpty();
            assertThat(reports(lab).allSucceeded()).isFalse();
        }
    }

    @Test
    void surfacesAFailedCrawlAndStillReports() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);
            lab.stop();
            lab.set("glue.crawler", "nobody").start();
            run(lab);

            assertThat(reports(lab).lastRuns()).singleElement().matches(ReportRun::succeeded);
            assertThat(reports(lab).allSucceeded()).isFalse();
        }
    }

    @Test
    void seesNewObjectsWithTheNextRun() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);
            lab.send(1, Lab.numbers(7));
            lab.drained();
            run(lab);
            String made = lab.pipeline().bean("runs", Runs.class).last().run();
            assertThat(content("reports/count/%s.csv".formatted(made))).contains("\"12\"");
        }
    }

    @Test
    void crawlsNoMoreOftenThanItIsTo() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake("glue.crawl-every", "3600"); GlueClient glue = Lab.cloud().glue()) {
            run(lab);
            Instant first = glue.getCrawler(get -> get.name(lab.topic)).crawler().lastCrawl().startTime();
            lab.send(1, Lab.numbers(7));
            lab.drained();
            run(lab);

            assertThat(glue.getCrawler(get -> get.name(lab.topic)).crawler().lastCrawl().startTime()).isEqualTo(first);
            assertThat(reports(lab).allSucceeded()).isTrue();
            assertThat(latest("count").path("rows").toString()).as("the date was known").isEqualTo("[[12]]");
        }
    }

    @Test
    void saysWhyARunBrokeOff() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            lab.stop();
            lab.set("report.directory", directory.resolve("none").toString()).start();
            run(lab);
            assertThat(reports(lab).allSucceeded()).isFalse();
        }
    }

    @Test
    void reportsWhenItIsTime() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake("report.schedule", "* * * * * ?")) {
            Lab.until(() -> !reports(lab).lastRuns().isEmpty());
            assertThat(reports(lab).lastRuns()).singleElement().matches(ReportRun::succeeded);
        }
    }

    @Test
    void waitsWhileGlueAndAthenaThrottle() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            Lab.cloud().throttleAws(3);
            run(lab);
            assertThat(reports(lab).allSucceeded()).isTrue();
        }
    }

    /** A lake of five records, and the reports of the directory with its table in them. */
    private Lab lake(String... settings) throws IOException {
        Lab lab = Lab.with(settings).set("report.directory", directory.toString())
                .set("transform.directory", Files.createDirectories(directory.resolve("transforms")).toString());
        for (Path file : Files.list(directory).filter(Files::isRegularFile).toList()) {
            Files.writeString(file, Files.readString(file).formatted(lab.database));
        }
        Lab.keys("reports/").forEach(key -> Lab.cloud().s3().deleteObject(delete -> delete.bucket(Lab.BUCKET).key(key)));
        lab.createTopics().send(0, Lab.numbers(5));
        lab.start();
        lab.drained();
        return lab;
    }

    private void report(String name, String sql) throws IOException {
        Files.writeString(directory.resolve(name + ".sql"), sql);
    }

    private static List<String> results(String report) {
        return Lab.keys("reports/%s/".formatted(report)).stream().filter(key -> key.endsWith(".csv")).toList();
    }

    private static JsonNode latest(String report) {
        return Lab.json(content("reports/%s/latest.json".formatted(report)).getBytes(StandardCharsets.UTF_8));
    }

    private static void run(Lab lab) {
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private static Reports reports(Lab lab) {
        return lab.pipeline().bean("reports", Reports.class);
    }

    private static String content(String key) {
        return Lab.cloud().s3().getObjectAsBytes(get -> get.bucket(Lab.BUCKET).key(key)).asString(StandardCharsets.UTF_8);
    }
}

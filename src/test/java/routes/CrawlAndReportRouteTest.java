package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrawlAndReportRouteTest {
    @TempDir
    Path directory;

    @Test
    void crawlsTheLakeAndKeepsTheResultOfEachReport() throws IOException {
        report("count", "-- title: Count\nSELECT count(*) AS records, max(n) AS most FROM \"%s\"");
        try (Lab lab = lake()) {
            run(lab);

            List<String> kept = Lab.keys("reports/count/");
            assertThat(kept).singleElement().asString().matches("reports/count/\\d{8}T\\d{6}Z\\.csv");
            assertThat(content(kept.get(0))).isEqualTo("\"records\",\"most\"\n\"5\",\"4\"\n");
            assertThat(reports(lab).lastRuns()).singleElement().satisfies(run -> {
                assertThat(run.succeeded()).isTrue();
                assertThat(run.bytesScanned()).isPositive();
            });
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
            assertThat(runs.get(1).reason()).contains("SYNTAX_ERROR");
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
            // results are named by the second
            Lab.until(() -> {
                run(lab);
                return Lab.keys("reports/count/").stream().anyMatch(key -> content(key).contains("\"12\""));
            });
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
        Lab lab = Lab.with(settings).set("report.directory", directory.toString());
        for (Path file : Files.list(directory).toList()) {
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

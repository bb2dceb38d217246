package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.page.PipelineStatus;
import routes.page.StatusBoard;
import routes.report.ReportRun;
import routes.report.Reports;
import routes.run.Runs;

/** A run that breaks off, whatever broke it, is over: the next one is made. */
@Tag("servers")
class BrokenRunTest {
    @TempDir
    Path directory;

    private Lab lab;
    private Path reports;

    @BeforeEach
    void start() throws IOException {
        reports = Files.createDirectories(directory.resolve("reports"));
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        lab = Lab.with("report.directory", reports.toString(), "transform.directory", transforms.toString());
        for (String name : new String[] {"a", "b"}) {
            Files.writeString(reports.resolve(name + ".sql"), "SELECT count(*) AS rows FROM \"%s\"".formatted(lab.database));
        }
        lab.start();
        lab.send(0, "{\"n\":1}");
        lab.drained();
    }

    @AfterEach
    void stop() {
        Lab.FAULTS.failBefore(key -> false);
        lab.close();
    }

    @Test
    void byAResultThatS3DoesNotTakeTheOthersGoOn() {
        Lab.FAULTS.failBefore(key -> key.startsWith("reports/a/"));
        run();
        assertThat(reports().failures()).containsOnlyKeys("report a");
        assertThat(reports().lastRuns()).hasSize(2);

        Lab.FAULTS.failBefore(key -> false);
        theNextRunIsGood();
    }

    @Test
    void byReportsThatCannotBeReadAtAll() throws IOException {
        Path away = Files.move(reports, directory.resolve("away"));
        run();
        assertThat(reports().failures()).containsOnlyKeys("crawl-and-report");
        assertThat(reports().failures().get("crawl-and-report")).endsWith("reports does not exist");
        assertThat(runs().isActive()).isFalse();

        Files.move(away, reports);
        theNextRunIsGood();
    }

    @Test
    void isToldAfterARestartAndUntilAnotherInstanceMadeAGoodOne() {
        Lab.FAULTS.failBefore(key -> key.startsWith("reports/a/"));
        run();
        Lab.FAULTS.failBefore(key -> false);
        lab.stop();
        lab.start();
        Lab.until(() -> runs().last().failures().containsKey("report a"));
        PipelineStatus.Run status = lab.pipeline().bean("statusBoard", StatusBoard.class).run();
        assertThat(status.failures()).singleElement().asString().startsWith("report a.sql failed: its result could not be kept: ");
        assertThat(status.lastAt()).isNotNull();

        try (Pipeline another = lab.startAnother()) {
            Runs others = another.bean("runs", Runs.class);
            run(another);
            assertThat(others.last().run()).isGreaterThan(runs().last().run());
            assertThat(runs().begin(others.last().run())).isNull();
        }
        assertThat(runs().last().failures()).isEmpty();
    }

    private void theNextRunIsGood() {
        run();
        assertThat(reports().failures()).isEmpty();
        assertThat(reports().lastRuns()).hasSize(2).allMatch(ReportRun::succeeded);
    }

    private void run() {
        run(lab.pipeline());
    }

    private static void run(Pipeline pipeline) {
        pipeline.context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private Reports reports() {
        return lab.pipeline().bean("reports", Reports.class);
    }

    private Runs runs() {
        return lab.pipeline().bean("runs", Runs.class);
    }
}

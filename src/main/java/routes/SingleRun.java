package routes;

import java.util.List;
import java.util.concurrent.TimeUnit;
import routes.delivery.KafkaBatchConsumers;
import routes.lang.Counts;
import routes.reference.ReferenceTables;
import routes.replay.Replay;
import routes.report.ReportRun;
import routes.report.Reports;
import routes.transform.Transforms;
import routes.verify.Verify;
import routes.verify.VerifyResult;
import routes.watch.Progress;

/** Once through: replay, drain, crawl, curate, report, verify, and one line that sums it up. */
final class SingleRun {
    private final Pipeline pipeline;

    SingleRun(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /** @return 0 when everything worked and the lake is proven, else 1 */
    int run() {
        Replay replay = pipeline.bean("replay", Replay.class);
        waitForReplay(replay);
        waitForLake();
        pipeline.context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
        Reports reports = pipeline.bean("reports", Reports.class);
        List<ReportRun> runs = reports.lastRuns();
        VerifyResult result = pipeline.bean("verify", Verify.class).run(false);
        result.print();
        long succeeded = runs.stream().filter(ReportRun::succeeded).count();
        boolean curated = pipeline.bean("transforms", Transforms.class).failures().isEmpty()
                && pipeline.bean("referenceTables", ReferenceTables.class).failures().isEmpty();
        boolean reported = pipeline.setting("glue.database").isBlank() || reports.allSucceeded() && !runs.isEmpty();
        boolean good = result.clean() && curated && reported;
        Progress progress = pipeline.bean("progress", Progress.class);
        progress.rejectedReasons().forEach(reason -> System.out.println(reason.line()));
        long made = runs.stream().filter(ReportRun::isForTheData).count();
        System.out.println(summary(replay.rowsSeen(), progress.rejected(), result, reports(succeeded, made, runs.size() - made)));
        return good ? 0 : 1;
    }

    private static String summary(
            long rows, long rejected, VerifyResult result, String reports) {
        return "%s → %s%s → %s → %s, %s"
                .formatted(
                        Counts.count(rows, "row"),
                        Counts.count(result.records(), "record"),
                        rejected == 0 ? "" : " and %,d rejected".formatted(rejected),
                        Counts.count(result.objects(), "object"),
                        reports,
                        result.clean() ? "verified" : "NOT verified");
    }

    private static String reports(long succeeded, long made, long notForTheData) {
        return (succeeded == made ? Counts.count(made, "report") : succeeded + " of " + made + " reports")
                + (notForTheData == 0 ? "" : ", %d not for these data".formatted(notForTheData));
    }

    private void waitForReplay(Replay replay) {
        while (!replay.isOver()) {
            pause();
        }
    }

    /** A partition whose log went back waits for somebody: verify says so, and the run ends. */
    private void waitForLake() {
        KafkaBatchConsumers consumers = KafkaBatchConsumers.of(pipeline.context());
        while (consumers.wentBack() == 0 && consumers.all().stream().anyMatch(consumer -> consumer.lagOfGroup() > 0)) {
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(200);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}

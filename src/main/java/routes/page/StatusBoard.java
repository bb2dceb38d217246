package routes.page;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.component.quartz.QuartzEndpoint;
import org.quartz.SchedulerException;
import org.quartz.Trigger;
import routes.delivery.KafkaBatchConsumers;
import routes.lang.Version;
import routes.live.LiveConsumers;
import routes.page.PipelineStatus.Stage;
import routes.replay.ReplayState;
import routes.replay.Steering;
import routes.run.RunEnd;
import routes.run.Runs;
import routes.watch.Dependency;
import routes.watch.Metrics;
import routes.watch.Progress;

/** Reads the pipeline's state from its beans; it calls neither Kafka nor AWS, so it answers even when they are away. */
public class StatusBoard implements CamelContextAware {
    /** Seconds over which rows and records are counted by the second. */
    private static final int WINDOW = 5;

    /** The group of the schedules that begin runs. */
    private static final String SCHEDULES = "reports";

    private final Instant startedAt = Instant.now();
    private final Deque<Sample> samples = new ArrayDeque<>();
    private final Steering steering;
    private final Progress progress;
    private final Metrics metrics;
    private final Runs runs;
    private final Map<String, Instant> unwellSince = new HashMap<>();
    private final History history = new History();
    private CamelContext camel;

    public StatusBoard(Steering steering, Progress progress, Metrics metrics, Runs runs) {
        this.steering = steering;
        this.progress = progress;
        this.metrics = metrics;
        this.runs = runs;
        history.mark(startedAt, "start", "Version %s started".formatted(Version.text()));
    }

    private record Sample(long nanos, long rows, long records) {}

    /** Once a second, so that there are counts by the second, and it is known what happened when. */
    void sample() {
        count();
        List<Stage> stages = stages();
        boolean known = stages.stream().allMatch(stage -> !stage.id().equals("topic") || stage.isWell());
        History.Sample sample =
                new History.Sample(Instant.now(), perSecond(Sample::rows), perSecond(Sample::records), known ? metrics.lag() : null);
        history.add(new History.Moment(sample, replay(), stages, run()));
    }

    private synchronized void count() {
        samples.addLast(new Sample(System.nanoTime(), progress.rows(), recordsRead()));
        if (samples.size() > WINDOW + 1) {
            samples.removeFirst();
        }
    }

    private synchronized double perSecond(ToLongFunction<Sample> count) {
        if (samples.size() < 2) {
            return 0;
        }
        double seconds = (samples.getLast().nanos() - samples.getFirst().nanos()) / 1e9;
        // what a consumer has read is forgotten when it stops
        return Math.max(0, Math.round(10 * (count.applyAsLong(samples.getLast()) - count.applyAsLong(samples.getFirst())) / seconds) / 10.0);
    }

    private long recordsRead() {
        return metrics.consumers().recordsRead();
    }

    History history() {
        return history;
    }

    PipelineStatus status() {
        KafkaBatchConsumers consumers = metrics.consumers();
        Map<Integer, Long> lags = new TreeMap<>(consumers.lags());
        PipelineStatus.Run run = run();
        return new PipelineStatus(
                camel.getName(),
                Version.text(),
                startedAt,
                Instant.now(),
                replay(),
                feed(metrics.live()),
                new PipelineStatus.Rows(progress.rows(), perSecond(Sample::rows)),
                new PipelineStatus.Records(recordsRead(), perSecond(Sample::records), metrics.lag(), lags, consumers.waitsFor()),
                new PipelineStatus.Objects(progress.objects(), progress.stored(), progress.bytes(), metrics.objectsByCut(), metrics.lastObject()),
                new PipelineStatus.Rejected(progress.rejected(), metrics.rejectedByReason(), progress.rejectedReasons()),
                new PipelineStatus.Freshness(metrics.freshness("object"), metrics.freshness("queryable")),
                stages(),
                run);
    }

    private static PipelineStatus.Feed feed(LiveConsumers live) {
        return live.all().isEmpty() ? null : new PipelineStatus.Feed(live.names(), live.trades(), live.gaps());
    }

    /** Null when there is nothing to replay. */
    ReplayState replay() {
        ReplayState state = steering.state();
        return state.source().isEmpty() ? null : state;
    }

    private List<Stage> stages() {
        ReplayState replay = replay();
        String waitsFor = metrics.consumers().waitsFor();
        List<Stage> stages = new ArrayList<>();
        Stage topic = stage("topic", "kafka", "Kafka keeps the records");
        stages.add(!metrics.live().all().isEmpty() ? stage(metrics.live()) : replay != null && !topic.isWell() ? Stage.waiting("replay", "Kafka takes no rows") : stage(replay));
        stages.add(topic);
        stages.add(waitsFor == null ? stage("lake", "s3", "each batch of records becomes one object in S3") : Stage.waiting("lake", waitsFor));
        stages.add(stage("catalog", "catalog", "Glue knows the table and its partitions"));
        stages.add(stage(run()));
        return sinceWhen(stages);
    }

    private synchronized List<Stage> sinceWhen(List<Stage> stages) {
        stages.stream().filter(Stage::isWell).forEach(stage -> unwellSince.remove(stage.id()));
        return stages.stream()
                .map(stage -> stage.isWell() ? stage : stage.since(unwellSince.computeIfAbsent(stage.id(), id -> Instant.now())))
                .toList();
    }

    private static Stage stage(LiveConsumers live) {
        String trouble = live.trouble();
        return trouble == null
                ? Stage.up("feed", "the trades of %s become records".formatted(live.names()))
                : Stage.down("feed", trouble);
    }

    private static Stage stage(ReplayState replay) {
        if (replay == null) {
            return Stage.idle("replay", "nothing is replayed here: csv.file is blank");
        }
        return switch (replay.state()) {
            case ReplayState.PAUSED -> Stage.waiting("replay", "the replay is paused");
            case ReplayState.FINISHED -> Stage.idle("replay", "all of %s was replayed".formatted(replay.source()));
            case ReplayState.WAITING -> Stage.up("replay", "the next row of %s is sent when its market time comes".formatted(replay.source()));
            default -> Stage.up("replay", "rows of %s become records".formatted(replay.source()));
        };
    }

    private Stage stage(String id, String dependency, String sentence) {
        String trouble = camel.getRegistry().findByType(Dependency.class).stream()
                .filter(one -> one.getId().equals(dependency))
                .findFirst()
                .map(Dependency::trouble)
                .orElse(null);
        return trouble == null ? Stage.up(id, sentence) : Stage.down(id, trouble);
    }

    private static Stage stage(PipelineStatus.Run run) {
        if (run.active()) {
            return Stage.up("reports", "a run is under way: crawl, transforms, reports");
        }
        if (!run.failures().isEmpty()) {
            return Stage.down("reports", run.failures().get(0));
        }
        return run.lastAt() == null
                ? Stage.idle("reports", "no run in the last day")
                : Stage.up("reports", "Athena answered every report of the last run");
    }

    public PipelineStatus.Run run() {
        RunEnd last = runs.last();
        return new PipelineStatus.Run(runs.isActive(), last.at(), nextRun(), List.copyOf(last.failures().values()));
    }

    private Instant nextRun() {
        return camel.getRoutes().stream()
                .map(Route::getEndpoint)
                .filter(QuartzEndpoint.class::isInstance)
                .map(QuartzEndpoint.class::cast)
                .filter(quartz -> quartz.getTriggerKey().getGroup().equals(SCHEDULES))
                .map(StatusBoard::nextFireTime)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Instant nextFireTime(QuartzEndpoint quartz) {
        try {
            Trigger trigger = quartz.getComponent().getScheduler().getTrigger(quartz.getTriggerKey());
            Date now = new Date();
            Date next = trigger == null ? null : trigger.getNextFireTime();
            // during a run that lasts longer than its schedule, it is still the time that was missed
            next = next == null || next.after(now) ? next : trigger.getFireTimeAfter(now);
            return next == null ? null : next.toInstant();
        } catch (SchedulerException unknown) {
            return null;
        }
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}

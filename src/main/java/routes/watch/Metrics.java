package routes.watch;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToDoubleFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Message;
import org.apache.camel.StartupListener;
import routes.aws.AwsCalls;
import routes.bar.Bars;
import routes.batch.Batch;
import routes.catalog.Crawl;
import routes.catalog.LakePartitions;
import routes.delivery.KafkaBatchConsumers;
import routes.delivery.WentBack;
import routes.lake.LakeObject;
import routes.letter.DeadLetters;
import routes.live.LiveConsumers;
import routes.query.AthenaQuery;
import routes.reference.ReferenceTables;
import routes.replay.ReplayState;
import routes.replay.Steering;
import routes.report.Report;
import routes.report.ReportRun;
import routes.report.Reports;
import routes.source.MarketTime;
import routes.transform.Transform;
import routes.transform.Transforms;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * The pipeline's metrics, named as in docs/metrics.md: nothing is measured per row or record, only per object, call or query. Other figures
 * are read on request.
 */
public class Metrics implements CamelContextAware, MetricPublisher, StartupListener {
    private static final String FILTERED = "pipeline.filtered";
    private static final String OTHER = "other";
    private static final int MOST_REASONS = 20;
    /** Prometheus takes an empty label for none. */
    private static final String NO_ROUTE = "";

    private final Map<Lane, Gauge> lags = new HashMap<>();
    private final Set<String> routes = new HashSet<>();
    /** Routes whose objects wait for the crawler. */
    private final Set<String> routesToTable = ConcurrentHashMap.newKeySet();
    private final Map<String, AtomicLong> times = new ConcurrentHashMap<>();
    private final Map<Stage, Double> freshness = new ConcurrentHashMap<>();
    private final MeterRegistry unread = new SimpleMeterRegistry();
    private CamelContext camel;
    private MeterRegistry served;
    private boolean registered;
    private volatile Instant lastObject;
    private volatile double lastRun = Double.NaN;
    private volatile long unseenSince = Long.MAX_VALUE;

    /** A partition that a route reads. */
    private record Lane(String route, int partition) {}

    /** How far the rows of a route have come: into an object, or to where queries see them. */
    private record Stage(String name, String route) {}

    /** An object was put, by a route. */
    public void stored(LakeObject object, Batch batch, String route) {
        String cut = object.metadata().getOrDefault("cut", "unknown");
        registry().summary("pipeline.object.records", "cut", cut, "route", route).record(object.records());
        registry().summary("pipeline.object.bytes", "cut", cut, "route", route).record(object.content().length);
        held(object, batch, route);
    }

    /** S3 refused a put since the object existed, and it held these records: most often the answer to an earlier put was lost. */
    public void resolved(LakeObject object, Batch batch, String route) {
        registry().counter("pipeline.put.resolved", "route", route).increment();
        held(object, batch, route);
    }

    private void held(LakeObject object, Batch batch, String route) {
        object.rejected().forEach(record -> rejections("record", route, RejectedFor.of(record.reason())).increment());
        object.filtered().forEach((reason, records) -> filtered(reason, route).increment(records));
        Instant now = Instant.now();
        lastObject = now;
        double age = age(batch.records().firstTimestamp(), now);
        freshness.put(new Stage("object", route), age);
        LakePartitions partitions = bean("lakePartitions", LakePartitions.class);
        if (!partitions.areOf(object)) {
            return;
        }
        if (partitions.isRegistered(batch.date())) {
            freshness.put(new Stage("queryable", route), age);
        } else {
            routesToTable.add(route);
            unseenSince = Math.min(unseenSince, batch.records().firstTimestamp());
        }
    }

    /** A route may give each record a reason of its own; a metric must not grow with them. */
    private Counter filtered(String reason, String route) {
        boolean isNew = registry().find(FILTERED).tags("reason", reason, "route", route).counter() == null;
        boolean another = isNew && registry().find(FILTERED).tag("route", route).counters().size() >= MOST_REASONS;
        return registry().counter(FILTERED, "reason", another ? OTHER : reason, "route", route);
    }

    /** Kafka has the letters of rows that were rejected. */
    public void rejectedRows(List<Message> letters) {
        letters.stream()
                .map(letter -> new String(letter.getHeader(DeadLetters.REASON, byte[].class), StandardCharsets.UTF_8))
                .forEach(reason -> rejections("row", NO_ROUTE, RejectedFor.of(reason)).increment());
    }

    /** Registered at the start, with 0: Prometheus sees no increase in a counter that begins with 1. */
    private Counter rejections(String where, String route, RejectedFor reason) {
        return registry().counter("pipeline.rejected", "where", where, "route", route, "reason", reason.word());
    }

    /** A crawl ended: everything that was in the lake before it can be queried now. */
    public void crawled(Crawl crawl) {
        boolean good = crawl.succeeded();
        registry().timer("pipeline.crawl", "outcome", outcome(good)).record(crawl.took());
        happened("pipeline.crawl.last", "outcome", outcome(good));
        if (good && unseenSince != Long.MAX_VALUE) {
            double age = age(unseenSince, Instant.now());
            routesToTable.forEach(route -> freshness.put(new Stage("queryable", route), age));
            unseenSince = Long.MAX_VALUE;
        }
    }

    /** A query of a report or a transform ended. */
    public void queried(Report report, Transform transform, AthenaQuery query) {
        queried(report != null ? report.name() : transform != null ? transform.name() : "other", query);
    }

    /** A query that somebody asked ended. */
    public void asked(AthenaQuery query) {
        queried("sql", query);
    }

    private void queried(String name, AthenaQuery query) {
        registry().timer("pipeline.query", "query", name, "outcome", outcome(query.reason() == null)).record(query.millis(), TimeUnit.MILLISECONDS);
        Counter.builder("pipeline.query.scanned").baseUnit("bytes").tag("query", name).register(registry()).increment(query.bytesScanned());
        Counter.builder("pipeline.query.cost").baseUnit("usd").tag("query", name).register(registry()).increment(query.usd().doubleValue());
    }

    /** The reports of a run ended. */
    public void reported(List<ReportRun> runs) {
        runs.stream().filter(ReportRun::isForTheData).forEach(run -> reported(run.report().name(), run.succeeded()));
    }

    private void reported(String report, boolean good) {
        registry().counter("pipeline.reports", "report", report, "outcome", outcome(good)).increment();
        happened("pipeline.report.last", "report", report, "outcome", outcome(good));
    }

    /** When it was: an alert compares the last failure of all instances with their last success. */
    private void happened(String name, String... tags) {
        times.computeIfAbsent(name + List.of(tags), first -> {
                    AtomicLong time = new AtomicLong();
                    Gauge.builder(name, time, AtomicLong::get).tags(tags).baseUnit("seconds").register(registry());
                    return time;
                })
                .set(Instant.now().getEpochSecond());
    }

    /** A run ended. */
    public void ran() {
        boolean good = bean("reports", Reports.class).allSucceeded()
                && bean("transforms", Transforms.class).failures().isEmpty()
                && bean("referenceTables", ReferenceTables.class).failures().isEmpty();
        registry().counter("pipeline.runs", "outcome", outcome(good)).increment();
        lastRun = good ? Instant.now().toEpochMilli() / 1e3 : lastRun;
    }

    /** An AWS client made a call. */
    @Override
    public void publish(MetricCollection call) {
        AwsCalls.publish(call, registry());
    }

    @Override
    public void close() {
        // the registry is Camel's
    }

    private static String outcome(boolean good) {
        return good ? "success" : "failure";
    }

    private static double age(long timestamp, Instant now) {
        return Math.max(0, (now.toEpochMilli() - timestamp) / 1e3);
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        if (registered) {
            return;
        }
        registered = true;
        for (RejectedFor reason : RejectedFor.values()) {
            rejections("row", NO_ROUTE, reason);
        }
        counter("pipeline.rows.sent", progress -> progress.rows());
        gauge("pipeline.replay.pass", null, state -> state.pass());
        gauge("pipeline.replay.row", null, state -> state.row());
        gauge("pipeline.replay.market.time", "seconds", state -> epochSeconds(state.marketTime()));
        Gauge.builder("pipeline.run.last", this, metrics -> metrics.lastRun).baseUnit("seconds").register(registry());
        for (Dependency dependency : context.getRegistry().findByType(Dependency.class)) {
            Gauge.builder("pipeline.dependency.up", dependency, answers -> answers.lastAnswer() ? 1 : 0)
                    .tag("dependency", dependency.getId())
                    .register(registry());
        }
        Gauge.builder("pipeline.log.went.back", this, metrics -> metrics.lastWentBack() == null ? Double.NaN : metrics.lastWentBack().at().getEpochSecond())
                .baseUnit("seconds")
                .register(registry());
        live("pipeline.trades", LiveConsumers::trades);
        live("pipeline.trades.repeated", LiveConsumers::repeats);
        live("pipeline.gaps", LiveConsumers::gaps);
        live("pipeline.reconnects", LiveConsumers::reconnects);
        bars("pipeline.bars", Bars::barsSent);
        bars("pipeline.bars.revised", Bars::barsRevised);
        bars("pipeline.bars.unknown", Bars::unknown);
        Gauge.builder("pipeline.bars.lag.records", bean("bars", Bars.class), Bars::lag).register(registry());
        Gauge.builder("pipeline.feeds.connected", this, metrics -> metrics.live().connected()).register(registry());
        Gauge.builder("pipeline.feed.away", this, metrics -> metrics.live().away().toMillis() / 1e3).baseUnit("seconds").register(registry());
        watchPartitions();
    }

    private void counter(String name, ToDoubleFunction<Progress> figure) {
        FunctionCounter.builder(name, bean("progress", Progress.class), figure).register(registry());
    }

    private void live(String name, ToDoubleFunction<LiveConsumers> figure) {
        FunctionCounter.builder(name, this, metrics -> figure.applyAsDouble(metrics.live())).register(registry());
    }

    private void bars(String name, ToDoubleFunction<Bars> figure) {
        FunctionCounter.builder(name, bean("bars", Bars.class), figure).register(registry());
    }

    private void gauge(String name, String unit, ToDoubleFunction<ReplayState> figure) {
        Gauge.builder(name, bean("steering", Steering.class), steered -> figure.applyAsDouble(steered.state())).baseUnit(unit).register(registry());
    }

    private <T> T bean(String name, Class<T> type) {
        return camel.getRegistry().lookupByNameAndType(name, type);
    }

    private static double epochSeconds(String marketTime) {
        return marketTime == null ? Double.NaN : MarketTime.parse(marketTime) / 1e3;
    }

    /** Registers a lag gauge for each partition assigned to this process, and removes those of partitions that are no longer assigned. */
    public synchronized void watchPartitions() {
        Set<Lane> now = new HashSet<>();
        consumers().all().forEach(consumer -> {
            watch(consumer.getRouteId());
            consumer.lags().keySet().forEach(partition -> now.add(new Lane(consumer.getRouteId(), partition)));
        });
        Set.copyOf(lags.keySet()).stream().filter(lane -> !now.contains(lane)).forEach(gone -> registry().remove(lags.remove(gone)));
        now.forEach(lane -> lags.computeIfAbsent(lane, mine -> Gauge.builder("pipeline.lag.records", this, metrics -> metrics.lag(mine))
                .tags("route", mine.route(), "partition", String.valueOf(mine.partition()))
                .register(registry())));
    }

    /** A route to the lake, once; routes that are loaded again may have other names. */
    private void watch(String route) {
        if (!routes.add(route)) {
            return;
        }
        for (RejectedFor reason : RejectedFor.values()) {
            rejections("record", route, reason);
        }
        registry().counter(FILTERED, "reason", OTHER, "route", route);
        registry().counter("pipeline.put.resolved", "route", route);
        for (Stage stage : List.of(new Stage("object", route), new Stage("queryable", route))) {
            Gauge.builder("pipeline.freshness", this, metrics -> metrics.freshness.getOrDefault(stage, Double.NaN))
                    .tags("stage", stage.name(), "route", route)
                    .baseUnit("seconds")
                    .register(registry());
        }
        FunctionCounter.builder("pipeline.records.read", this, metrics -> metrics.of(route).recordsRead()).tag("route", route).register(registry());
        gauge("pipeline.waiting", null, route, consumers -> consumers.waitsFor() == null ? 0 : 1);
        gauge("pipeline.object.last", "seconds", route, consumers -> consumers.lastStored().toEpochMilli() / 1e3);
    }

    private void gauge(String name, String unit, String route, ToDoubleFunction<KafkaBatchConsumers> figure) {
        Gauge.builder(name, this, metrics -> figure.applyAsDouble(metrics.of(route))).tag("route", route).baseUnit(unit).register(registry());
    }

    private KafkaBatchConsumers of(String route) {
        return consumers().of(route);
    }

    /** Objects that this process put, by the reason their batches were cut. */
    public Map<String, Long> objectsByCut() {
        Map<String, Long> objects = new TreeMap<>();
        registry().find("pipeline.object.records").summaries().forEach(one -> objects.merge(one.getId().getTag("cut"), one.count(), Long::sum));
        return objects;
    }

    /** What this process rejected, rows and records, by the words of {@link RejectedFor}. */
    public Map<String, Long> rejectedByReason() {
        Map<String, Long> rejected = new TreeMap<>();
        registry().find("pipeline.rejected").counters().stream()
                .filter(counter -> counter.count() > 0)
                .forEach(counter -> rejected.merge(counter.getId().getTag("reason"), (long) counter.count(), Long::sum));
        return rejected;
    }

    /** Seconds from a row to its object, or to a query's answer, by the slowest of several routes; null before the first one. */
    public Double freshness(String stage) {
        return freshness.entrySet().stream().filter(one -> one.getKey().name().equals(stage)).map(Map.Entry::getValue).max(Double::compare).orElse(null);
    }

    /** Records of the partitions of this process that are not in the lake yet. */
    public long lag() {
        return consumers().lag();
    }

    /** The last time that the log of a partition of this process went back, null when none did. */
    public WentBack lastWentBack() {
        return consumers().lastWentBack();
    }

    /** When this process put its last object, null when it put none. */
    public Instant lastObject() {
        return lastObject;
    }

    private double lag(Lane lane) {
        return of(lane.route()).lags().getOrDefault(lane.partition(), 0L);
    }

    public KafkaBatchConsumers consumers() {
        return KafkaBatchConsumers.of(camel);
    }

    public LiveConsumers live() {
        return LiveConsumers.of(camel);
    }

    /** Camel's registry, which it serves; if there is none, as in the Camel CLI and before the start, one that nobody reads. */
    private synchronized MeterRegistry registry() {
        if (served == null && camel != null) {
            served = camel.getRegistry().findSingleByType(MeterRegistry.class);
        }
        return served == null ? unread : served;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
        try {
            camel.addStartupListener(this);
        } catch (Exception failed) {
            throw new IllegalStateException("cannot listen to the start", failed);
        }
    }
}

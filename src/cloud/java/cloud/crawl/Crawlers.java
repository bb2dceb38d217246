package cloud.crawl;

import cloud.catalog.Catalog;
import cloud.wire.AwsException;
import cloud.wire.AwsJson;
import cloud.wire.DaemonThreads;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.s3.S3Client;

/** The crawlers and their runs: READY, RUNNING, STOPPING and READY again, with the last run's outcome kept. */
public final class Crawlers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crawlers.class);
    private static final int MOST_RUNTIMES = 20;

    private final Path directory;
    private final Path file;
    private final Catalog catalog;
    private final S3Client s3;
    private final Map<String, ObjectNode> crawlers = new TreeMap<>();
    private final Map<String, Crawl> running = new ConcurrentHashMap<>();
    private final CrawlSchedules schedules;
    private final ExecutorService runs = Executors.newFixedThreadPool(2, DaemonThreads.named("crawler"));

    private Crawlers(Path directory, Catalog catalog, S3Client s3, InstantSource clock) {
        this.directory = directory;
        this.file = directory.resolve("crawlers.json");
        this.catalog = catalog;
        this.s3 = s3;
        this.schedules = new CrawlSchedules(clock, this::startOnSchedule);
    }

    public static Crawlers open(Path directory, Catalog catalog, S3Client s3, InstantSource clock) throws IOException {
        Files.createDirectories(directory);
        Crawlers crawlers = new Crawlers(directory, catalog, s3, clock);
        AwsJson.read(crawlers.file).properties().forEach(entry -> crawlers.restore(entry.getKey(), (ObjectNode) entry.getValue()));
        return crawlers;
    }

    private synchronized void restore(String name, ObjectNode crawler) {
        if (!isReady(crawler)) {
            crawler.put("State", "READY");
            outcome(crawler, "FAILED", "The local cloud was stopped during the crawl");
        }
        crawlers.put(name, crawler);
        plan(crawler);
    }

    /** @throws AwsException InvalidInputException naming what a crawler here cannot do */
    public synchronized void create(String name, ObjectNode input) {
        if (crawlers.containsKey(name)) {
            throw AwsException.alreadyExists("Crawler with name " + name + " already exists");
        }
        ObjectNode crawler = AwsJson.object().put("Name", name).put("State", "READY").put("Version", 1L);
        crawler.put("CreationTime", AwsJson.now()).put("LastUpdated", AwsJson.now());
        crawlers.put(name, accepted(crawler, input));
        plan(crawlers.get(name));
        save();
    }

    public synchronized void update(String name, ObjectNode input) {
        ObjectNode crawler = accepted(ready(name).deepCopy(), input);
        crawler.put("Version", crawler.path("Version").asLong() + 1).put("LastUpdated", AwsJson.now());
        crawlers.put(name, crawler);
        plan(crawler);
        save();
    }

    private static ObjectNode accepted(ObjectNode crawler, ObjectNode input) {
        for (Map.Entry<String, JsonNode> member : input.properties()) {
            switch (member.getKey()) {
                case "Schedule" -> schedule(crawler, member.getValue().asText(""));
                case "Targets" -> crawler.set("Targets", CrawlTarget.accept(member.getValue()));
                case "Tags" -> { }
                case "LineageConfiguration" -> CrawlerSettings.requireDefault(member.getValue(), "CrawlerLineageSettings", "DISABLE");
                case "LakeFormationConfiguration" -> CrawlerSettings.requireDefault(member.getValue(), "UseLakeFormationCredentials", "false");
                case "Name", "Role", "DatabaseName", "Description", "TablePrefix", "Configuration", "SchemaChangePolicy", "RecrawlPolicy" ->
                    crawler.set(member.getKey(), member.getValue());
                default -> new GlueRequest(input).refuse(member.getKey());
            }
        }
        CrawlerSettings.addDefaults(crawler);
        CrawlerSettings.of(crawler);
        return crawler;
    }

    private static void schedule(ObjectNode crawler, String expression) {
        if (expression.isEmpty()) {
            crawler.remove("Schedule");
        } else {
            CrawlSchedules.parse(expression);
            crawler.putObject("Schedule").put("ScheduleExpression", expression).put("State", "SCHEDULED");
        }
    }

    private void plan(ObjectNode crawler) {
        String name = crawler.path("Name").asText();
        if (isScheduled(crawler)) {
            schedules.plan(name, crawler.at("/Schedule/ScheduleExpression").asText());
        } else {
            schedules.cancel(name);
        }
    }

    private static boolean isScheduled(ObjectNode crawler) {
        return crawler.at("/Schedule/State").asText().equals("SCHEDULED");
    }

    public synchronized void updateSchedule(String name, String expression) {
        ObjectNode crawler = stored(name);
        schedule(crawler, expression);
        plan(crawler);
        save();
    }

    public synchronized void startSchedule(String name) {
        ObjectNode crawler = stored(name);
        if (!crawler.has("Schedule")) {
            throw new AwsException("NoScheduleException", "Crawler with name " + name + " has no schedule");
        }
        if (isScheduled(crawler)) {
            throw new AwsException("SchedulerRunningException", "The schedule of crawler " + name + " is running already");
        }
        turn(crawler, "SCHEDULED");
    }

    public synchronized void stopSchedule(String name) {
        ObjectNode crawler = stored(name);
        if (!isScheduled(crawler)) {
            throw new AwsException("SchedulerNotRunningException", "The schedule of crawler " + name + " isn't running");
        }
        turn(crawler, "NOT_SCHEDULED");
    }

    private void turn(ObjectNode crawler, String state) {
        crawler.withObjectProperty("Schedule").put("State", state);
        plan(crawler);
        save();
    }

    private void startOnSchedule(String name) {
        try {
            start(name);
        } catch (AwsException notNow) {
            LOG.info("Crawler {} was not started by its schedule: {}", name, notNow.getMessage());
        }
    }

    public synchronized ObjectNode get(String name) {
        return shown(stored(name));
    }

    public synchronized List<ObjectNode> all() {
        return crawlers.values().stream().map(Crawlers::shown).toList();
    }

    /** Without the members kept for the metrics. */
    private static ObjectNode shown(ObjectNode crawler) {
        ObjectNode shown = crawler.deepCopy();
        shown.remove(List.of("startedAt", "runtimes", "tablesCreated", "tablesUpdated", "tablesDeleted"));
        long elapsed = isReady(crawler) ? 0 : Math.round((AwsJson.now() - crawler.path("startedAt").asDouble()) * 1000);
        return shown.put("CrawlElapsedTime", elapsed);
    }

    public synchronized void delete(String name) {
        ready(name);
        schedules.cancel(name);
        crawlers.remove(name);
        save();
        try {
            Files.deleteIfExists(samples(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public synchronized void start(String name) {
        ObjectNode crawler = ready(name);
        Crawl crawl = new Crawl(s3, catalog, crawler.deepCopy(), samples(name));
        crawler.put("State", "RUNNING").put("startedAt", AwsJson.now());
        save();
        running.put(name, crawl);
        runs.execute(() -> run(name, crawl));
    }

    public synchronized void stop(String name) {
        ObjectNode crawler = stored(name);
        if (isReady(crawler)) {
            throw new AwsException("CrawlerNotRunningException", "Crawler with name " + name + " isn't running");
        }
        if (crawler.path("State").asText().equals("STOPPING")) {
            throw new AwsException("CrawlerStoppingException", "Crawler with name " + name + " is stopping");
        }
        crawler.put("State", "STOPPING");
        running.get(name).cancel();
    }

    private void run(String name, Crawl crawl) {
        String status = "SUCCEEDED";
        String message;
        try {
            message = crawl.run();
            status = crawl.isCancelled() ? "CANCELLED" : status;
        } catch (RuntimeException | IOException e) {
            LOG.debug("Crawler {} failed", name, e);
            status = "FAILED";
            message = e.getMessage();
        }
        finish(name, crawl, status, message);
    }

    private synchronized void finish(String name, Crawl crawl, String status, String message) {
        ObjectNode crawler = stored(name);
        // logged once, not after every scheduled crawl
        if (!message.isEmpty() && !message.equals(crawler.path("LastCrawl").path("ErrorMessage").asText())) {
            LOG.warn("Crawler {} {}: {}", name, status, message);
        }
        crawler.put("State", "STOPPING");
        crawler.put("tablesCreated", crawl.tables().created()).put("tablesUpdated", crawl.tables().updated())
                .put("tablesDeleted", crawl.tables().deleted());
        outcome(crawler, status, message);
        running.remove(name);
        crawler.put("State", "READY");
        save();
    }

    private static void outcome(ObjectNode crawler, String status, String message) {
        double start = crawler.path("startedAt").asDouble();
        ArrayNode runtimes = crawler.withArrayProperty("runtimes").add(AwsJson.now() - start);
        if (runtimes.size() > MOST_RUNTIMES) {
            runtimes.remove(0);
        }
        ObjectNode last = crawler.putObject("LastCrawl").put("Status", status).put("StartTime", start);
        last.put("LogGroup", "/aws-glue/crawlers").put("LogStream", crawler.path("Name").asText()).put("MessagePrefix", "local");
        if (!message.isEmpty()) {
            last.put("ErrorMessage", message);
        }
    }

    /** Figures of the last runs of the named crawlers, or of all. */
    public synchronized List<ObjectNode> metrics(List<String> names) {
        return (names.isEmpty() ? List.copyOf(crawlers.values()) : names.stream().map(this::stored).toList())
                .stream().map(Crawlers::metrics).toList();
    }

    private static ObjectNode metrics(ObjectNode crawler) {
        List<Double> runtimes = new ArrayList<>();
        crawler.path("runtimes").forEach(seconds -> runtimes.add(seconds.asDouble()));
        double last = runtimes.isEmpty() ? 0 : runtimes.get(runtimes.size() - 1);
        runtimes.sort(null);
        double median = runtimes.isEmpty() ? 0 : runtimes.get(runtimes.size() / 2);
        double left = isReady(crawler) ? 0 : Math.max(0, median - (AwsJson.now() - crawler.path("startedAt").asDouble()));
        return AwsJson.object().put("CrawlerName", crawler.path("Name").asText())
                .put("LastRuntimeSeconds", last).put("MedianRuntimeSeconds", median)
                .put("StillEstimating", !isReady(crawler) && runtimes.isEmpty()).put("TimeLeftSeconds", left)
                .put("TablesCreated", crawler.path("tablesCreated").asInt())
                .put("TablesUpdated", crawler.path("tablesUpdated").asInt())
                .put("TablesDeleted", crawler.path("tablesDeleted").asInt());
    }

    private ObjectNode stored(String name) {
        ObjectNode crawler = crawlers.get(name);
        if (crawler == null) {
            throw AwsException.notFound("Crawler with name " + name + " does not exist");
        }
        return crawler;
    }

    private ObjectNode ready(String name) {
        ObjectNode crawler = stored(name);
        if (!isReady(crawler)) {
            throw new AwsException("CrawlerRunningException", "Crawler with name " + name + " has already started");
        }
        return crawler;
    }

    private static boolean isReady(ObjectNode crawler) {
        return crawler.path("State").asText().equals("READY");
    }

    private Path samples(String name) {
        return directory.resolve("samples-" + Integer.toHexString(name.hashCode()) + ".json");
    }

    private void save() {
        ObjectNode content = AwsJson.object();
        crawlers.forEach(content::set);
        try {
            AwsJson.replace(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the crawlers to " + file, e);
        }
    }

    @Override
    public void close() {
        schedules.close();
        running.values().forEach(Crawl::cancel);
        DaemonThreads.stop(runs);
    }
}

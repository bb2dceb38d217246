package cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
final class Crawlers implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Crawlers.class);
    private static final String INVALID = "InvalidInputException";

    private final Path directory;
    private final Path file;
    private final Catalog catalog;
    private final S3Client s3;
    private final Map<String, ObjectNode> crawlers = new TreeMap<>();
    private final Map<String, Crawl> running = new ConcurrentHashMap<>();
    private final ExecutorService runs = Executors.newFixedThreadPool(2, DaemonThreads.named("crawler"));

    private Crawlers(Path directory, Catalog catalog, S3Client s3) {
        this.directory = directory;
        this.file = directory.resolve("crawlers.json");
        this.catalog = catalog;
        this.s3 = s3;
    }

    static Crawlers open(Path directory, Catalog catalog, S3Client s3) throws IOException {
        Files.createDirectories(directory);
        Crawlers crawlers = new Crawlers(directory, catalog, s3);
        Json.read(crawlers.file).properties().forEach(entry -> crawlers.restore(entry.getKey(), (ObjectNode) entry.getValue()));
        return crawlers;
    }

    private void restore(String name, ObjectNode crawler) {
        if (!isReady(crawler)) {
            crawler.put("State", "READY");
            outcome(crawler, "FAILED", "The local cloud was stopped during the crawl");
        }
        crawlers.put(name, crawler);
    }

    synchronized void create(ObjectNode input) {
        String name = Json.required(input, "Name", INVALID);
        if (crawlers.containsKey(name)) {
            throw AwsException.alreadyExists("Crawler with name " + name + " already exists");
        }
        Json.required(input, "Role", INVALID);
        if (input.path("Targets").path("S3Targets").isEmpty()) {
            throw AwsException.invalidInput("The local cloud crawls S3Targets only; crawler " + name + " has none");
        }
        ObjectNode crawler = Json.object().put("Name", name).put("State", "READY").put("Version", 1L);
        crawler.put("CrawlElapsedTime", 0L).put("CreationTime", Json.now()).put("LastUpdated", Json.now());
        accept(crawler, input);
        crawlers.put(name, crawler);
        save();
    }

    synchronized void update(ObjectNode input) {
        ObjectNode crawler = ready(Json.required(input, "Name", INVALID));
        accept(crawler, input);
        crawler.put("Version", crawler.path("Version").asLong() + 1).put("LastUpdated", Json.now());
        save();
    }

    private static void accept(ObjectNode crawler, ObjectNode input) {
        for (Map.Entry<String, JsonNode> member : input.properties()) {
            switch (member.getKey()) {
                case "Schedule" -> crawler.putObject("Schedule").put("ScheduleExpression", member.getValue().asText()).put("State", "SCHEDULED");
                case "Tags" -> { }
                default -> crawler.set(member.getKey(), member.getValue());
            }
        }
    }

    synchronized ObjectNode get(String name) {
        return stored(name).deepCopy();
    }

    synchronized List<ObjectNode> all() {
        return crawlers.values().stream().map(ObjectNode::deepCopy).toList();
    }

    synchronized void delete(String name) {
        ready(name);
        crawlers.remove(name);
        save();
        try {
            Files.deleteIfExists(samples(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    synchronized void start(String name) {
        ObjectNode crawler = ready(name);
        crawler.put("State", "RUNNING").put("startedAt", Json.now());
        save();
        Crawl crawl = new Crawl(s3, catalog, crawler.deepCopy(), samples(name));
        running.put(name, crawl);
        runs.execute(() -> run(name, crawl));
    }

    synchronized void stop(String name) {
        ObjectNode crawler = stored(name);
        if (isReady(crawler)) {
            throw new AwsException("CrawlerNotRunningException", "Crawler with name " + name + " isn't running");
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
        // said once, not again after every scheduled crawl
        if (!message.isEmpty() && !message.equals(crawler.path("LastCrawl").path("ErrorMessage").asText())) {
            LOG.warn("Crawler {} {}: {}", name, status, message);
        }
        crawler.put("State", "STOPPING");
        crawler.put("tablesCreated", crawl.tablesCreated()).put("tablesUpdated", crawl.tablesUpdated());
        outcome(crawler, status, message);
        running.remove(name);
        crawler.put("State", "READY");
        save();
    }

    private static void outcome(ObjectNode crawler, String status, String message) {
        double start = crawler.path("startedAt").asDouble();
        crawler.put("runtimeSeconds", Json.now() - start);
        ObjectNode last = crawler.putObject("LastCrawl").put("Status", status).put("StartTime", start);
        last.put("LogGroup", "/aws-glue/crawlers").put("LogStream", crawler.path("Name").asText()).put("MessagePrefix", "local");
        if (!message.isEmpty()) {
            last.put("ErrorMessage", message);
        }
    }

    /** Figures of the named crawlers' last runs, or of all. */
    synchronized List<ObjectNode> metrics(List<String> names) {
        List<ObjectNode> metrics = new ArrayList<>();
        for (ObjectNode crawler : names.isEmpty() ? List.copyOf(crawlers.values()) : names.stream().map(this::stored).toList()) {
            double seconds = crawler.path("runtimeSeconds").asDouble();
            metrics.add(Json.object().put("CrawlerName", crawler.path("Name").asText())
                    .put("LastRuntimeSeconds", seconds).put("MedianRuntimeSeconds", seconds)
                    .put("StillEstimating", !isReady(crawler)).put("TimeLeftSeconds", 0.0)
                    .put("TablesCreated", crawler.path("tablesCreated").asInt()).put("TablesDeleted", 0)
                    .put("TablesUpdated", crawler.path("tablesUpdated").asInt()));
        }
        return metrics;
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
        ObjectNode content = Json.object();
        crawlers.forEach(content::set);
        try {
            Json.replace(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write the crawlers to " + file, e);
        }
    }

    @Override
    public void close() {
        running.values().forEach(Crawl::cancel);
        DaemonThreads.stop(runs);
    }
}

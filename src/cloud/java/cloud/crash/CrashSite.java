package cloud.crash;

import cloud.server.LocalCloud;
import cloud.server.PutFaults;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** What faults strike: a cloud, the service on it, and the load. */
final class CrashSite implements AutoCloseable {
    static final String BUCKET = "crash-test";
    static final String PREFIX = "raw/quotes";
    static final String TOPIC = "quotes";
    static final String DEAD_LETTERS = "quotes.rejected";
    private static final String GROUP = "kafka-to-s3";
    private static final int PARTITIONS = 4;

    /** Session timeout, time to start and the longest pause between tries, on a machine that has other work too. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Most of the service's processes live for seconds. The tests' own logback would have all of them write one file. */
    private static final List<String> SHORT_LIVED =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Dlogback.configurationFile=logback.xml");

    private static final Duration STOP_LIMIT = Duration.ofSeconds(15);
    private static final Pattern KEY = Pattern.compile(PREFIX + "/date=.+/" + TOPIC + "-\\d+-\\d{20}\\.json\\.zst");

    private final Path directory;
    private final Path routes;
    private final Path own;
    private final Random random;
    private final PutFaults putFaults = PutFaults.none();
    private final Ledger ledger = new Ledger(PARTITIONS);
    private final AtomicLong objects = new AtomicLong();
    private final LakeNumbers inLake = new LakeNumbers(PARTITIONS);
    private final AtomicReference<Runnable> beforeNextPut = new AtomicReference<>();
    private final AtomicReference<Runnable> afterNextPut = new AtomicReference<>();
    private final List<JavaProcess> processes = new CopyOnWriteArrayList<>();
    private final List<String> problems = new CopyOnWriteArrayList<>();
    private final LocalCloud cloud;
    private final Admin admin;
    private final LoadProducer load;
    private final LogLoss logLoss;
    private final Deck<Meanwhile> meanwhiles;
    private final List<String> story = new ArrayList<>();
    private JavaProcess service;
    private boolean closed;

    /** The pipeline did not do in time what it had to. */
    static final class StuckException extends RuntimeException {
        StuckException(String sentence) {
            super(sentence);
        }
    }

    private CrashSite(CrashOptions options) throws IOException {
        this.directory = options.directory();
        this.routes = options.routes();
        this.own = options.eachRecord() ? ownRoutes(directory) : null;
        this.random = new Random(options.seed());
        failNoPut();
        putFaults.afterPut(this::written);
        cloud = LocalCloud.start(cloudDirectory(directory), LocalCloud.Ports.ANY, putFaults);
        cloud.prepare(BUCKET, PREFIX, "stock_market", "stock-market-crawler");
        admin = Admin.create(Map.of("bootstrap.servers", cloud.brokers()));
        load = LoadProducer.start(cloud.brokers(), TOPIC, ledger, random.nextLong());
        meanwhiles = new Deck<>(List.of(Meanwhile.values()), random);
        logLoss = new LogLoss(cloud, admin, load, ledger, inLake, random);
    }

    /**
     * Starts everything, and waits until records come through.
     */
    static CrashSite start(CrashOptions options) throws IOException {
        CrashSite site = new CrashSite(options);
        Runtime.getRuntime().addShutdownHook(new Thread(site::close, "stop"));
        site.startService();
        site.until("the first records come through", () -> site.ledger.records() > 0);
        site.untilCaughtUp();
        return site;
    }

    /** What a crash test always leaves in its directory. */
    static Path cloudDirectory(Path directory) {
        return directory.resolve("cloud");
    }

    // --- the service ---

    /** The instance that was started last. */
    JavaProcess service() {
        return service;
    }

    synchronized JavaProcess startService() {
        if (closed) {
            throw new StuckException("the crash test was stopped");
        }
        service = process("run", routes != null ? Map.of("camel.main.routes-include-pattern", "file:" + routes.toAbsolutePath())
                : own != null ? Map.of("pipeline.directory", own.toAbsolutePath().toString()) : Map.of());
        return service;
    }

    private JavaProcess process(String command, Map<String, String> more) {
        Map<String, String> settings = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("http.port", "0"),
                Map.entry("http.management-port", "0"),
                Map.entry("csv.file", ""),
                Map.entry("kafka.topic", TOPIC),
                Map.entry("kafka.dead-letter-topic", DEAD_LETTERS),
                Map.entry("kafka.partitions", String.valueOf(PARTITIONS)),
                Map.entry("kafka.group", GROUP),
                Map.entry("kafka.log-went-back", "continue"),
                // the least that the broker allows
                Map.entry("kafka.session-timeout", "6000"),
                // batches end by age under the usual load, and by records while it catches up: those who write the same records
                // at different times cut them differently
                Map.entry("batch.max-records", "2000"),
                Map.entry("batch.max-age", "300ms"),
                Map.entry("batch.max-idle", "200ms"),
                Map.entry("s3.bucket", BUCKET),
                Map.entry("s3.prefix", PREFIX),
                Map.entry("report.schedule", "0 0 0 1 1 ? 2099"),
                Map.entry("camel.main.shutdown-timeout", "8")));
        settings.putAll(more);
        Path log = directory.resolve("%s-%d.log".formatted(command, processes.size() + 1));
        JavaProcess process = JavaProcess.start(log, SHORT_LIVED, cloud.environment(), settings, List.of("routes.Application", command));
        processes.add(process);
        return process;
    }

    /** One of two instances leaves as it should; the other is the service from now on. */
    void endOneOf(JavaProcess first, JavaProcess second) {
        boolean firstStays = random.nextBoolean();
        service = firstStays ? first : second;
        stop(firstStays ? second : first);
    }

    void stopService() {
        stop(service);
    }

    private void stop(JavaProcess process) {
        if (!process.terminate(STOP_LIMIT)) {
            problem("%s did not end within %d s of SIGTERM".formatted(process.log(), STOP_LIMIT.toSeconds()));
        }
    }

    /** As an operator would: restarts a service that gave up because Kafka was not there when it started. */
    private void startAgainIfEnded() {
        if (!service.isAlive()) {
            startService();
        }
    }

    /** Kills the instance that puts an object, after the object is written and before the writer knows it. */
    void killAtNextPut() {
        startAgainIfEnded();
        JavaProcess writer = service;
        afterNextPut.set(writer::kill);
        until("the service puts an object", () -> afterNextPut.get() == null && !writer.isAlive());
    }

    /**
     * Freezes the service while a put of it is on the way.
     *
     * @return what holds that put back; S3 carries it out when this is counted down
     */
    CountDownLatch freezeInNextPut() {
        startAgainIfEnded();
        JavaProcess writer = service;
        CountDownLatch frozen = new CountDownLatch(1);
        CountDownLatch arrival = new CountDownLatch(1);
        beforeNextPut.set(() -> {
            writer.freeze();
            frozen.countDown();
            await(arrival);
        });
        until("the service puts an object", () -> frozen.getCount() == 0);
        return arrival;
    }

    private static void await(CountDownLatch arrival) {
        try {
            arrival.await(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void written(String key) {
        if (KEY.matcher(key).matches()) {
            objects.incrementAndGet();
            inLake.add(cloud.buckets().resolve(BUCKET).resolve(key));
            run(afterNextPut);
        }
    }

    private static void run(AtomicReference<Runnable> once) {
        Runnable action = once.getAndSet(null);
        if (action != null) {
            action.run();
        }
    }

    // --- the cloud ---

    void failSomePuts() {
        Random dice = new Random(random.nextLong());
        failBefore(key -> dice.nextInt(100) < 30);
        putFaults.failAfter(key -> dice.nextInt(100) < 30);
    }

    void failAllPuts() {
        failBefore(key -> true);
    }

    void failNoPut() {
        failBefore(key -> false);
        putFaults.failAfter(key -> false);
    }

    private void failBefore(Predicate<String> keys) {
        putFaults.failBefore(key -> {
            run(beforeNextPut);
            return keys.test(key);
        });
    }

    void restartBroker() {
        try {
            cloud.restartKafka();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    LogLoss logLoss() {
        return logLoss;
    }

    /** Once or twice in a row. */
    void logGoesBack(Supplier<String> loss) {
        startAgainIfEnded();
        Meanwhile meanwhile = meanwhiles.draw();
        int times = 1 + random.nextInt(2);
        meanwhile.during(this, () -> {
            for (int i = 0; i < times; i++) {
                sleep(0, 1000);
                story.add("%s, %s".formatted(loss.get(), meanwhile));
            }
        });
    }

    /** A coin toss, decided by the seed. */
    boolean isHeads() {
        return random.nextBoolean();
    }

    /** What Kafka has lost since the last call. */
    List<String> story() {
        List<String> told = List.copyOf(story);
        story.clear();
        return told;
    }

    /** Records that the objects say they leave out. */
    long filtered() {
        return cloud.s3().listObjectsV2Paginator(list -> list.bucket(BUCKET).prefix(PREFIX + "/")).contents().stream()
                .mapToLong(object -> Long.parseLong(cloud.s3().headObject(head -> head.bucket(BUCKET).key(object.key()))
                        .metadata().getOrDefault("filtered", "0")))
                .sum();
    }

    private static Path ownRoutes(Path directory) throws IOException {
        Path own = Files.createDirectories(directory.resolve("own"));
        try (InputStream route = CrashSite.class.getResourceAsStream("/crash/each-record.yaml")) {
            Files.copy(route, own.resolve("each-record.yaml"));
        }
        return own;
    }

    Path objectsDirectory() {
        return cloud.buckets().resolve(BUCKET).resolve(PREFIX);
    }

    String brokers() {
        return cloud.brokers();
    }

    // --- the load ---

    LoadProducer load() {
        return load;
    }

    Ledger ledger() {
        return ledger;
    }

    /** Objects that were written since the start. */
    long objects() {
        return objects.get();
    }

    // --- waiting ---

    /** Sleeps for a time that the seed chooses. */
    void sleep(int fromMillis, int toMillis) {
        sleep(fromMillis + random.nextInt(toMillis - fromMillis));
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StuckException("interrupted");
        }
    }

    /** Waits until the lake has, for each partition, what Kafka has acknowledged by now, or something newer. */
    void untilCaughtUp() {
        int[] last = ledger.last();
        until("the lake gets what Kafka has", () -> {
            startAgainIfEnded();
            return inLake.reach(last);
        });
    }

    /** Ends the load, and waits until the service has committed everything. */
    void drain() {
        failNoPut();
        load.close();
        until("everything is committed", () -> {
            startAgainIfEnded();
            return isCommitted();
        });
    }

    private boolean isCommitted() {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed =
                    admin.listConsumerGroupOffsets(GROUP).partitionsToOffsetAndMetadata().get();
            return ends().entrySet().stream()
                    .allMatch(end -> committed.containsKey(end.getKey())
                            && committed.get(end.getKey()).offset() == end.getValue().offset());
        } catch (ExecutionException notNow) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private Map<TopicPartition, ListOffsetsResultInfo> ends() throws ExecutionException, InterruptedException {
        return admin.listOffsets(IntStream.range(0, PARTITIONS)
                        .boxed()
                        .collect(Collectors.toMap(partition -> new TopicPartition(TOPIC, partition), partition -> OffsetSpec.latest())))
                .all()
                .get();
    }

    void untilMembers(int count) {
        until("%d instances share the partitions".formatted(count), () -> members() >= count);
    }

    private int members() {
        try {
            return admin.describeConsumerGroups(List.of(GROUP)).all().get().get(GROUP).members().size();
        } catch (ExecutionException notNow) {
            return 0;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return 0;
        }
    }

    /** A slow machine may take long, as long as objects come; one partition of several that stands still is found in the end. */
    private void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        long progress = start;
        long seen = objects.get();
        while (!condition.getAsBoolean()) {
            if (objects.get() != seen) {
                seen = objects.get();
                progress = System.nanoTime();
            }
            if (System.nanoTime() - progress > PATIENCE.toNanos() || System.nanoTime() - start > 3 * PATIENCE.toNanos()) {
                throw new StuckException(
                        "waited %d s in vain until %s (see %s)".formatted(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start), what, service.log()));
            }
            sleep(50);
        }
    }

    // --- the end ---

    /** The service's own proof: its command verify. */
    JavaProcess verify() {
        JavaProcess verify = process("verify", Map.of());
        if (!verify.ended(Duration.ofMinutes(3))) {
            verify.kill();
            problem("verify did not end within 3 minutes");
        }
        return verify;
    }

    void problem(String sentence) {
        problems.add(sentence);
    }

    List<String> problems() {
        return problems;
    }

    /** Leaves no process behind. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        processes.forEach(JavaProcess::kill);
        admin.close(Duration.ofSeconds(1));
        cloud.close();
    }
}

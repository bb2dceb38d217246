package bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.athena.AthenaClient;

/**
 * How long a row takes from csv-to-kafka to an object, and to the answer of a query, at a steady rate. Its record carries the time when it
 * was sent; a query that runs repeatedly shows which offsets are visible. What a shorter batch.max-age gains stands beside what it costs in objects.
 */
final class LatencyPart {
    private static final List<Pace> PACES = List.of(new Pace(1_000, "1s"), new Pace(1_000, "200ms"), new Pace(20_000, "1s"));
    private static final int PARTITIONS = 4;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    LatencyPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    /** @param rate of rows a second */
    private record Pace(int rate, String maxAge) {
        @Override
        public String toString() {
            return "%,d rows/s, batch.max-age=%s".formatted(rate, maxAge);
        }
    }

    void run() throws Exception {
        Path file = cloud.directory().resolve("latency.csv");
        ReplayPart.writeRows(file, (long) PACES.stream().mapToInt(Pace::rate).max().orElseThrow() * options.seconds());
        for (Pace pace : PACES) {
            System.out.println("latency: " + pace);
            measure(pace, file);
        }
    }

    private void measure(Pace pace, Path file) throws Exception {
        Map<String, String> settings = cloud.lake(cloud.topic("latency-%d-%s".formatted(pace.rate(), pace.maxAge()), PARTITIONS), PARTITIONS);
        settings.put("csv.file", file.toString());
        settings.put("csv.rate", String.valueOf(pace.rate()));
        settings.put("batch.max-age", pace.maxAge());
        Path objects = cloud.objects(settings.get("s3.prefix"));
        try (Service service = Service.start(cloud, settings, "-Xmx512m"); AthenaClient athena = cloud.athena()) {
            TopicWatch.until("the first object is there", () -> !keys(objects).isEmpty());
            QuerySight sight = QuerySight.over(athena, cloud.table(settings.get("s3.prefix")));
            long sentUnseen = cloud.topics().records(settings.get("kafka.topic"));
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(options.seconds());
            while (System.nanoTime() < end) {
                sight.look();
            }
            // a service that lags behind might store only rows sent before the first look, so it must store another second's rows
            cloud.topics().untilCommitted(settings.get("kafka.group"), sentUnseen + pace.rate());
            service.stop();
            sight.look();
            add(pace.toString(), objects, sight);
        }
        cloud.requireClean(settings, figures);
    }

    private void add(String what, Path objects, QuerySight sight) throws IOException {
        LongStream.Builder toObject = LongStream.builder();
        LongStream.Builder toQuery = LongStream.builder();
        // the first ones start cold, and the query did not look yet
        Instant from = sight.firstLook();
        List<Instant> times = new ArrayList<>();
        for (Path object : keys(objects)) {
            Instant stored = Files.getLastModifiedTime(object).toInstant();
            times.add(stored);
            for (Line line : lines(object)) {
                Instant seen = sight.of(line.partition, line.offset);
                if (line.sent.isAfter(from) && seen != null) {
                    toObject.add(stored.toEpochMilli() - line.sent.toEpochMilli());
                    toQuery.add(seen.toEpochMilli() - line.sent.toEpochMilli());
                }
            }
        }
        percentiles(what, "row sent → object", toObject.build().toArray());
        percentiles(what, "row sent → row in a query", toQuery.build().toArray());
        figures.add("latency", what, "kafka-to-s3", "objects a day", perDay(times.stream().filter(from::isBefore).toList()));
    }

    private static double perDay(List<Instant> times) {
        if (times.size() < 2) {
            return 0;
        }
        return (times.size() - 1) * 86_400e3 / Duration.between(Collections.min(times), Collections.max(times)).toMillis();
    }

    private void percentiles(String what, String way, long[] millis) {
        if (millis.length == 0) {
            figures.problem("latency at %s: no row was seen".formatted(what));
            return;
        }
        Arrays.sort(millis);
        figures.add("latency", what, way, "ms p50", millis[millis.length / 2]);
        figures.add("latency", what, way, "ms p99", millis[(int) (millis.length * 0.99)]);
    }

    static Set<Path> keys(Path prefix) {
        if (!Files.exists(prefix)) {
            return Set.of();
        }
        try (Stream<Path> files = Files.walk(prefix)) {
            return new HashSet<>(files.filter(file -> file.toString().endsWith(".json.zst")).toList());
        } catch (IOException | java.io.UncheckedIOException beingWritten) {
            return Set.of();
        }
    }

    private record Line(int partition, long offset, Instant sent) {}

    private static List<Line> lines(Path object) throws IOException {
        try (BufferedReader in = new BufferedReader(
                new InputStreamReader(new ZstdInputStream(Files.newInputStream(object)), StandardCharsets.UTF_8))) {
            return in.lines().map(LatencyPart::line).toList();
        }
    }

    private static Line line(String json) {
        try {
            JsonNode line = JSON.readTree(json);
            Instant sent = LocalDateTime.parse(line.get("kafka_timestamp").asText(), TIME).toInstant(ZoneOffset.UTC);
            return new Line(line.get("kafka_partition").asInt(), line.get("kafka_offset").asLong(), sent);
        } catch (IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        }
    }

    /** How far each query saw into each partition. */
    private static final class QuerySight {
        private record Look(Instant answered, Map<Integer, Long> through) {}

        private final AthenaClient athena;
        private final String table;
        private final Map<Integer, java.util.TreeMap<Long, Instant>> seen = new HashMap<>();
        private Instant firstLook;

        private QuerySight(AthenaClient athena, String table) {
            this.athena = athena;
            this.table = table;
        }

        static QuerySight over(AthenaClient athena, String table) throws InterruptedException {
            QuerySight sight = new QuerySight(athena, table);
            sight.look();
            sight.firstLook = Instant.now();
            return sight;
        }

        Instant firstLook() {
            return firstLook;
        }

        void look() throws InterruptedException {
            List<List<String>> rows = Queries.run(
                    athena, "SELECT kafka_partition, max(kafka_offset) FROM %s GROUP BY kafka_partition".formatted(table));
            Look look = new Look(Instant.now(), new HashMap<>());
            rows.forEach(row -> look.through().put(Integer.parseInt(row.get(0)), Long.parseLong(row.get(1))));
            look.through().forEach((partition, through) ->
                    seen.computeIfAbsent(partition, first -> new java.util.TreeMap<>()).putIfAbsent(through, look.answered()));
        }

        /** When an answer first included it; null if none did. */
        Instant of(int partition, long offset) {
            var later = seen.getOrDefault(partition, new java.util.TreeMap<>()).ceilingEntry(offset);
            return later == null ? null : later.getValue();
        }
    }
}

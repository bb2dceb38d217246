package bench;

import java.nio.file.Path;
import java.util.Map;

/** The memory that the pipeline needs: two heap sizes, a long backlog, a large file. */
final class MemoryPart {
    private static final String[] HEAPS = {"-Xmx256m", "-Xmx512m"};
    private static final int PARTITIONS = 4;
    private static final int BYTES_OF_A_ROW = 75;
    private static final long LARGE_FILE = 1 << 30;
    private static final int RECORDS_OF_THE_LARGEST = 5_000_000;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    MemoryPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String topic = cloud.topic("large", PARTITIONS);
        Backlog.fill(cloud.brokers(), topic, PARTITIONS, options.large());
        String small = cloud.topic("small", PARTITIONS);
        Backlog.fill(cloud.brokers(), small, PARTITIONS, Math.max(1, options.large() / 10));
        for (String heap : HEAPS) {
            drain(small, options.large() / 10, heap);
            drain(topic, options.large(), heap);
        }
        replay();
    }

    private void drain(String topic, int records, String heap) {
        String what = "%,d records, %s".formatted(records, heap);
        System.out.println("memory: " + what);
        try (Contender contender = Contender.start(PipelineDrain.class, cloud.environment(), cloud.directory(), heap)) {
            Contender.Run run = contender.run(lake(topic));
            add(what, "kafka-to-s3", run);
            figures.add("memory", what, "kafka-to-s3", "records/s, cold", run.perSecond());
        }
    }

    private Map<String, String> lake(String topic) {
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        settings.put(PipelineDrain.READS_OBJECTS, "true");
        return settings;
    }

    /** In the proportion of the large backlog: a gigabyte for five million records. */
    private void replay() throws Exception {
        long rows = LARGE_FILE / BYTES_OF_A_ROW * options.large() / RECORDS_OF_THE_LARGEST;
        Path file = cloud.directory().resolve("large.csv");
        ReplayPart.writeRows(file, rows);
        String what = "%,d MB of CSV, %s".formatted(java.nio.file.Files.size(file) >> 20, HEAPS[0]);
        System.out.println("memory: " + what);
        Map<String, String> settings = cloud.lake(cloud.topic("large-replay", PARTITIONS), PARTITIONS);
        settings.put("csv.file", file.toString());
        settings.put("csv.rate", "0");
        settings.put("csv.repeat", "1");
        settings.put("camel.main.auto-startup", "false");
        settings.put(PipelineReplay.ROWS, String.valueOf(rows));
        try (Contender contender = Contender.start(PipelineReplay.class, cloud.environment(), cloud.directory(), HEAPS[0])) {
            add(what, "csv-to-kafka", contender.run(settings));
        }
        java.nio.file.Files.delete(file);
    }

    private void add(String what, String way, Contender.Run run) {
        figures.add("memory", what, way, "MiB resident at most", run.peakResidentMiB());
        figures.add("memory", what, way, "full collections", run.fullCollections());
        if (!run.problem().isEmpty()) {
            figures.problem("%s, %s: %s".formatted(way, what, run.problem()));
        }
    }
}

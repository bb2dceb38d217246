package bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** csv-to-kafka at csv.rate=0, against a bare producer loop that sends the same bytes. */
final class ReplayPart {
    private static final String OURS = "csv-to-kafka";
    private static final String LIMIT = "bare producer loop";
    private static final int PARTITIONS = 4;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;
    private int topics;

    ReplayPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        int rows = options.records() / 2;
        Path file = cloud.directory().resolve("rows.csv");
        writeRows(file, rows);
        String what = "%,d rows, %d partitions".formatted(rows, PARTITIONS);
        System.out.println("replay: " + what);
        try (Race race = new Race(figures)
                .with(OURS, contender(PipelineReplay.class))
                .with(LIMIT, contender(ProducerLoop.class))) {
            race.run(options.rounds(), name -> settings(file, rows));
            race.report("replay", what, "rows", LIMIT);
        }
    }

    private Map<String, String> settings(Path file, int rows) throws Exception {
        topics++;
        String topic = cloud.topic("replay-" + topics, PARTITIONS);
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        settings.put("csv.file", file.toString());
        settings.put("csv.rate", "0");
        settings.put("csv.repeat", "1");
        settings.put("camel.main.auto-startup", "false");
        settings.put(PipelineReplay.ROWS, String.valueOf(rows));
        settings.put(ProducerLoop.SOURCE, "replay-1");
        return settings;
    }

    /** The bundled sample's rows, again and again. */
    static void writeRows(Path file, long rows) throws IOException {
        List<String> sample = Files.readAllLines(Path.of("data", "quotes.csv"));
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(sample.get(0) + "\n");
            for (long i = 0; i < rows; i++) {
                out.write(sample.get((int) (1 + i % (sample.size() - 1))) + "\n");
            }
        }
    }

    private Contender contender(Class<? extends Implementation> implementation) {
        return Contender.start(implementation, cloud.environment(), cloud.directory(), "-Xmx512m");
    }
}

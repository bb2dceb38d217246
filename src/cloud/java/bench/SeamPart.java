package bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** What a user's route each-record costs the lake: one that drops some records, and one that adds a field to all; against none. */
final class SeamPart {
    private static final String NONE = "kafka-to-s3";
    private static final String DROPS = "with each-record that drops an index";
    private static final String ADDS = "with each-record that adds a field by jq";
    private static final Map<String, String> ROUTES = Map.of(DROPS, "drop-index.yaml", ADDS, "add-field.yaml");
    private static final int PARTITIONS = 4;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    SeamPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String topic = cloud.topic("seam-records", PARTITIONS);
        Backlog.fill(cloud.brokers(), topic, PARTITIONS, options.records());
        String what = "%,d records, %d partitions, zstd".formatted(options.records(), PARTITIONS);
        System.out.println("seam: " + what);
        try (Race race = new Race(figures).with(NONE, contender()).with(DROPS, contender()).with(ADDS, contender())) {
            race.run(options.rounds(), name -> settings(topic, name));
            race.report("seam", what, "records", NONE);
        }
    }

    private Map<String, String> settings(String topic, String name) {
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        settings.put("s3.compression", "zstd");
        if (ROUTES.containsKey(name)) {
            settings.put("pipeline.directory", directory(ROUTES.get(name)).toString());
        }
        return settings;
    }

    private Path directory(String route) {
        try {
            Path directory = Files.createDirectories(cloud.directory().resolve(route.replace(".yaml", "")));
            Files.writeString(directory.resolve(route), Files.readString(Path.of("jbang", "gallery", route)));
            return directory.toAbsolutePath();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private Contender contender() {
        return Contender.start(PipelineDrain.class, cloud.environment(), cloud.directory(), "-Xmx512m");
    }
}

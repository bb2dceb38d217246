package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** kafka-to-s3 that drains a backlog, against loops written by hand and against the tutorial's one object per record. */
final class LakePart {
    private static final String OURS = "kafka-to-s3";
    private static final String LIMIT = "hand-written loop";
    private static final String BARE = "the same without validation and lineage";
    private static final String IN_ORDER = "records of one day";
    private static final String MIXED = "of two days by turns";
    private static final String TUTORIAL = "one object per record";

    /** Of a backlog of a million. */
    private static final int OBJECTS_PER_RECORD_SHARE = 500;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;
    private String lastLake;

    LakePart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String four = filled("lake-4", 4);
        drain(four, 4, "zstd", options.rounds());
        drain(filled("lake-1", 1), 1, "zstd", Math.max(1, options.rounds() - 1));
        drain(four, 4, "gzip", Math.max(1, options.rounds() - 1));
        drainMixed(four);
    }

    private void drainMixed(String ordered) throws Exception {
        String mixed = cloud.topic("lake-mixed", 4);
        Backlog.fillMixed(cloud.brokers(), mixed, 4, options.records());
        String what = "%,d records, 4 partitions, zstd".formatted(options.records());
        System.out.println("lake: dates mixed, " + what);
        try (Race race = new Race(figures).with(IN_ORDER, contender(PipelineDrain.class)).with(MIXED, contender(PipelineDrain.class))) {
            race.run(options.rounds(), name -> settings(name.equals(MIXED) ? mixed : ordered, 4, "zstd"));
            race.report("lake", what, "records", IN_ORDER);
        }
    }

    private String filled(String name, int partitions) throws Exception {
        String topic = cloud.topic(name, partitions);
        Backlog.fill(cloud.brokers(), topic, partitions, options.records());
        return topic;
    }

    private void drain(String topic, int partitions, String compression, int rounds) throws Exception {
        String what = "%,d records, %d partition%s, %s".formatted(options.records(), partitions, partitions == 1 ? "" : "s", compression);
        System.out.println("lake: " + what);
        try (Race race = new Race(figures)
                .with(OURS, contender(PipelineDrain.class))
                .with(LIMIT, contender(HandWrittenLoop.class))
                .with(BARE, contender(LoopWithoutChecks.class))) {
            race.run(rounds, name -> {
                Map<String, String> settings = settings(topic, partitions, compression);
                lastLake = name.equals(OURS) ? settings.get("s3.prefix") : lastLake;
                return settings;
            });
            race.report("lake", what, "records", LIMIT);
            size(what);
            if (compression.equals("zstd") && partitions == 4) {
                objectPerRecord(topic, what, race.perSecond(OURS));
            }
        }
    }

    /** Of the lake that was written last. */
    private void size(String what) throws IOException {
        List<Path> objects;
        try (Stream<Path> files = Files.walk(cloud.objects(lastLake))) {
            objects = files.filter(Files::isRegularFile).toList();
        }
        long bytes = 0;
        for (Path object : objects) {
            bytes += Files.size(object);
        }
        figures.add("cost", what, OURS, "objects per million records", objects.size() * 1e6 / options.records());
        figures.add("cost", what, OURS, "bytes stored per record", bytes / (double) options.records());
    }

    private void objectPerRecord(String topic, String what, List<Double> ours) throws Exception {
        int records = Math.max(10, options.records() / OBJECTS_PER_RECORD_SHARE);
        try (Race race = new Race(figures).with(TUTORIAL, contender(ObjectPerRecord.class))) {
            race.run(options.rounds(), name -> {
                Map<String, String> settings = settings(topic, 4, "none");
                settings.put(ObjectPerRecord.RECORDS, String.valueOf(records));
                return settings;
            });
            figures.add("lake", "%,d records".formatted(records), TUTORIAL, "records/s", race.perSecond(TUTORIAL));
            figures.addAgainst("lake", what, OURS, "records/s", ours, TUTORIAL, race.perSecond(TUTORIAL));
        }
    }

    private Map<String, String> settings(String topic, int partitions, String compression) {
        Map<String, String> settings = cloud.lake(topic, partitions);
        settings.put("s3.compression", compression);
        return settings;
    }

    private Contender contender(Class<? extends Implementation> implementation) {
        return Contender.start(implementation, cloud.environment(), cloud.directory(), "-Xmx512m");
    }
}

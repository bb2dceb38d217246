package bench;

import cloud.server.Ports;
import java.util.List;
import java.util.Map;

/** How much open dashboards slow down kafka-to-s3 while it drains a backlog as fast as it can. */
final class PagePart {
    private static final String NOBODY = "nobody looks";
    private static final String ONE = "one page";
    private static final String MANY = "ten pages, one that never reads";
    private static final int PARTITIONS = 4;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    PagePart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        int records = options.records() * 2;
        String topic = cloud.topic("page", PARTITIONS);
        Backlog.fill(cloud.brokers(), topic, PARTITIONS, records);
        String what = "%,d records, %d partitions".formatted(records, PARTITIONS);
        System.out.println("page: " + what);
        List<Integer> free = Ports.any(2);
        Map<String, Integer> ports = Map.of(NOBODY, 0, ONE, free.get(0), MANY, free.get(1));
        try (Pages one = Pages.open(ports.get(ONE), 1, 0);
                Pages many = Pages.open(ports.get(MANY), 10, 1);
                Race race = new Race(figures).with(NOBODY, contender()).with(ONE, contender()).with(MANY, contender())) {
            race.run(options.rounds(), name -> {
                Map<String, String> settings = cloud.lake(topic, PARTITIONS);
                settings.put("http.port", String.valueOf(ports.get(name)));
                return settings;
            });
            race.report("page", what, "records", NOBODY);
            for (String way : new String[] {NOBODY, ONE, MANY}) {
                figures.add("page", what, way, "MiB resident at most", race.peakResidentMiB(way));
            }
            told(what, ONE, one);
            told(what, MANY, many);
        }
    }

    /** So that it is known that somebody looked. */
    private void told(String what, String way, Pages pages) {
        figures.add("page", what, way, "events told", pages.events());
        if (pages.events() == 0) {
            figures.problem("page: %s was told nothing".formatted(way));
        }
    }

    private Contender contender() {
        return Contender.start(PipelineDrain.class, cloud.environment(), cloud.directory(), "-Xmx512m");
    }
}

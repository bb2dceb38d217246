package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One backlog of four partitions, drained by one, two and four consumers of one process, and by two processes. */
final class ScalePart {
    private static final int PARTITIONS = 4;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;

    ScalePart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String topic = cloud.topic("scale", PARTITIONS);
        Backlog.fill(cloud.brokers(), topic, PARTITIONS, options.records());
        Map<Integer, List<Double>> perSecond = new LinkedHashMap<>();
        try (Contender contender = Contender.start(PipelineDrain.class, cloud.environment(), cloud.directory(), "-Xmx512m")) {
            for (int round = 0; round <= options.rounds(); round++) {
                for (int consumers : new int[] {1, 2, 4}) {
                    System.out.println("scale: %d consumers, round %d".formatted(consumers, round));
                    Map<String, String> settings = cloud.lake(topic, PARTITIONS);
                    settings.put("kafka.consumers", String.valueOf(consumers));
                    double rate = contender.run(settings).perSecond();
                    if (round > 0) {
                        perSecond.computeIfAbsent(consumers, first -> new ArrayList<>()).add(rate);
                    }
                }
            }
        }
        String what = "%,d records, %d partitions, 1 instance".formatted(options.records(), PARTITIONS);
        List<Double> one = perSecond.get(1);
        figures.add("scale", what, "1 consumer", "records/s", one);
        figures.addAgainst("scale", what, "2 consumers", "records/s", perSecond.get(2), "1 consumer", one);
        figures.addAgainst("scale", what, "4 consumers", "records/s", perSecond.get(4), "1 consumer", one);
        instances(topic);
    }

    /** Cold, and measured from the start of the processes, for both counts alike. */
    private void instances(String topic) throws Exception {
        String what = "%,d records, %d partitions, from the start of the JVM".formatted(options.records(), PARTITIONS);
        List<Double> one = List.of(drain(topic, 1));
        figures.add("scale", what, "1 instance", "records/s", one);
        figures.addAgainst("scale", what, "2 instances", "records/s", List.of(drain(topic, 2)), "1 instance", one);
    }

    private double drain(String topic, int instances) throws Exception {
        System.out.println("scale: %d instances".formatted(instances));
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        List<Service> services = new ArrayList<>();
        long start = System.nanoTime();
        long nanos;
        try {
            for (int i = 0; i < instances; i++) {
                services.add(Service.start(cloud, settings, "-Xmx512m"));
            }
            cloud.topics().untilCommitted(settings.get("kafka.group"), options.records());
            nanos = System.nanoTime() - start;
        } finally {
            services.forEach(Service::close);
        }
        cloud.requireClean(settings, figures);
        return options.records() * 1e9 / nanos;
    }
}

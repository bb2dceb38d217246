package bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A backlog of four partitions, drained by one, two and four consumers of one process; and one of 64, by several processes. */
final class ScalePart {
    private static final int PARTITIONS = 4;
    private static final int MANY_PARTITIONS = 64;

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
        for (int instances : options.instances()) {
            instances(instances);
        }
    }

    /**
     * The seconds of processors that instances take for a million records: where there are fewer processors than they would have, these tell
     * what they could do, and the clock does not. Each has as many to drain, however many there are, and as many before, to be warm.
     */
    private void instances(int instances) throws Exception {
        System.out.println("scale: %d instances".formatted(instances));
        int records = instances * options.records();
        String topic = cloud.topic("scale-instances-" + instances, MANY_PARTITIONS);
        Map<String, String> settings = cloud.lake(topic, MANY_PARTITIONS);
        List<Service> services = new ArrayList<>();
        double seconds;
        try {
            for (int i = 0; i < instances; i++) {
                services.add(Service.start(cloud, settings, "-Xmx256m"));
            }
            cloud.topics().untilMembers(settings.get("kafka.group"), instances);
            drain(topic, records, settings.get("kafka.group"));
            double before = cpuSeconds(services);
            drain(topic, records, settings.get("kafka.group"));
            seconds = cpuSeconds(services) - before;
        } finally {
            services.forEach(Service::close);
        }
        cloud.requireClean(settings, figures);
        figures.add("scale", "%,d records an instance, %d partitions".formatted(options.records(), MANY_PARTITIONS),
                instances == 1 ? "1 instance" : instances + " instances", "CPU s per million records", seconds * 1e6 / records);
    }

    private void drain(String topic, int records, String group) throws Exception {
        Backlog.fill(cloud.brokers(), topic, MANY_PARTITIONS, records);
        cloud.topics().untilCommitted(group, cloud.topics().records(topic));
    }

    private static double cpuSeconds(List<Service> services) {
        return services.stream()
                .map(service -> ProcessHandle.of(service.process().pid()).flatMap(process -> process.info().totalCpuDuration()).orElseThrow())
                .mapToDouble(time -> time.toMillis() / 1e3)
                .sum();
    }
}

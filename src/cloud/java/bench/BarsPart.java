package bench;

import java.util.Map;

/** Trades that become bars and objects at the same time, against the same trades as objects alone. */
final class BarsPart {
    private static final String BOTH = "bars and lake";
    private static final String LAKE = "lake alone";
    private static final int PARTITIONS = 4;

    private final BenchmarkCloud cloud;
    private final Figures figures;
    private final BenchmarkOptions options;
    private int runs;

    BarsPart(BenchmarkCloud cloud, Figures figures, BenchmarkOptions options) {
        this.cloud = cloud;
        this.figures = figures;
        this.options = options;
    }

    void run() throws Exception {
        String topic = cloud.topic("bars-trades", PARTITIONS);
        Backlog.fillTrades(cloud.brokers(), topic, PARTITIONS, options.records());
        String what = "%,d trades of 100 symbols, %d partitions, heap of 256 MB".formatted(options.records(), PARTITIONS);
        System.out.println("bars: " + what);
        try (Race race = new Race(figures).with(LAKE, contender()).with(BOTH, contender())) {
            race.run(options.rounds(), name -> settings(topic, name.equals(BOTH)));
            race.report("bars", what, "trades", LAKE);
        }
    }

    private Map<String, String> settings(String topic, boolean bars) {
        runs++;
        Map<String, String> settings = cloud.lake(topic, PARTITIONS);
        settings.put("source", "websocket");
        // a feed that never answers: the trades are there already
        settings.put("live.feed", "coinbase");
        settings.put("live.symbols", "AAA");
        settings.put("live.url", "ws://127.0.0.1:9");
        settings.put("live.gaps-topic", topic + ".gaps");
        settings.put("bars.enabled", String.valueOf(bars));
        settings.put("bars.topic", "bars-" + runs);
        settings.put("bars.group", "bars-" + runs);
        settings.put("bars.zone", "UTC");
        return settings;
    }

    private Contender contender() {
        return Contender.start(TradesDrain.class, cloud.environment(), cloud.directory(), "-Xmx256m");
    }
}

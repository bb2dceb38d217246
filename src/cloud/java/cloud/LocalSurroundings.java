package cloud;

import cloud.server.AthenaEngine;
import cloud.server.LocalCloud;
import exchange.FakeExchange;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import routes.SourceAhead;
import routes.Surroundings;

/** The local cloud, started for the command that runs in it. */
final class LocalSurroundings implements Surroundings {
    /** Of the trades that the fake exchange invents: up to three at a time. */
    private static final Duration PACE = Duration.ofMillis(100);
    private static final String LOCATION = "camel.main.property-placeholder-location";

    private static final Set<String> WITHOUT_KEY = Set.of("binance", "coinbase", "generic");

    /** For who says nothing of rows: the sample's indices together, day by day, from when all of them are traded and have a past. */
    private static final Map<String, String> SAMPLE = Map.of("csv.order", "time", "csv.rate", "0", "csv.speed", "1d", "csv.past-until", "2023-01-02");

    private static final Pattern OF_ROWS = Pattern.compile("csv[._-].*|source|pipeline[._](directory|once)");

    private LocalCloud cloud;
    private FakeExchange exchange;

    @Override
    public Map<String, String> settings() throws IOException {
        cloud = start();
        if (System.getProperty(LOCATION) == null) {
            System.setProperty(LOCATION, "classpath:local.properties,classpath:application.properties");
        }
        Map<String, String> settings = new HashMap<>(Map.of("camel.component.kafka.brokers", cloud.brokers()));
        if (isWithoutKey()) {
            settings.putAll(exchange());
        }
        if (saysNothingOfRows()) {
            settings.putAll(SAMPLE);
        }
        return settings;
    }

    private static boolean saysNothingOfRows() {
        return Stream.concat(System.getProperties().stringPropertyNames().stream(), System.getenv().keySet().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .noneMatch(OF_ROWS.asMatchPredicate());
    }

    /** Whether there is no provider that the trades could be heard of. */
    private static boolean isWithoutKey() {
        return Settings.isLive() && !WITHOUT_KEY.contains(Settings.get("live.feed").trim())
                && Stream.of("live.key", "live.key-file", "live.url").allMatch(setting -> Settings.get(setting).isBlank());
    }

    private Map<String, String> exchange() {
        String feed = Settings.get("live.feed").trim();
        exchange = FakeExchange.start(feed, Long.parseLong(Settings.get("csv.seed").trim()), PACE);
        System.out.println("no live.key: the trades are invented, by an exchange on this machine that speaks as %s does (docs/live.md)".formatted(feed));
        return Map.of("live.url", exchange.url(), "live.key", FakeExchange.KEY, "live.secret", FakeExchange.SECRET);
    }

    @Override
    public void check() throws IOException {
        SourceAhead.require();
    }

    @Override
    public void close() {
        if (exchange != null) {
            exchange.close();
        }
        if (cloud != null) {
            cloud.close();
        }
    }

    private static LocalCloud start() throws IOException {
        Path directory = Path.of(Settings.get("local.directory"));
        System.out.println("starting Kafka, S3, Glue and Athena on this machine (state in %s)".formatted(directory));
        LocalCloud cloud = LocalCloud.start(
                directory,
                new LocalCloud.Ports(
                        Settings.port("local.kafka-port"), Settings.port("local.s3-port"), Settings.port("local.aws-port")),
                AthenaEngine.of(Settings.get("local.athena-engine")));
        String bucket = Settings.get("s3.bucket");
        String database = Settings.get("glue.database");
        String crawler = Settings.get("glue.crawler");
        cloud.prepare(bucket, Settings.get("s3.prefix"), database, crawler);
        cloud.exportToThisJvm();
        System.out.print(
                """
                  Kafka   %s  topic %s
                  S3      %s  bucket %s
                  Glue    %s  database %s, crawler %s
                  Athena  %s  workgroup %s
                for the aws CLI, the SDKs and the service (also in %s):
                %s"""
                        .formatted(
                                cloud.brokers(), Settings.get("kafka.topic"),
                                cloud.s3Endpoint(), bucket,
                                cloud.awsEndpoint(), database, crawler,
                                cloud.awsEndpoint(), Settings.get("athena.workgroup"),
                                directory.resolve("env"), cloud.exports().indent(2)));
        return cloud;
    }
}

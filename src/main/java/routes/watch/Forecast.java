package routes.watch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.util.TimeUtils;
import routes.batch.BatchLimits;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.lake.ObjectWriter;
import routes.lang.ByteSize;
import routes.replay.Pace;
import routes.replay.Replay;

/** A forecast of the lake with the current settings, logged when the service starts: objects per day, their size, and what S3 charges. */
public class Forecast {
    /** For when the rate is not known. */
    private static final List<Double> USUAL_RATES = List.of(1.0, 100.0, 10_000.0);

    private static final double BYTES_PER_RECORD = 200;

    private final Replay replay;
    private final ObjectWriter writer;
    private final Topics topics;
    private final KafkaClients clients;
    private int maxRecords;
    private long maxBytes;
    private Duration maxAge;
    private Duration maxIdle;
    private BigDecimal usdPerThousandPuts;

    public Forecast(Replay replay, ObjectWriter writer, Topics topics, KafkaClients clients) {
        this.replay = replay;
        this.writer = writer;
        this.topics = topics;
        this.clients = clients;
    }

    public List<String> lines() {
        return all().stream().map(forecast -> "forecast for %s: %s".formatted(topics.records(), forecast.line(usdPerThousandPuts))).toList();
    }

    /** What to do about settings that make many small objects: at the known rate, or else at all usual ones; null when there is nothing. */
    public String warning() {
        List<String> warnings = all().stream().map(ObjectForecast::warning).toList();
        return warnings.stream().allMatch(Objects::nonNull) ? warnings.get(warnings.size() - 1) : null;
    }

    private List<ObjectForecast> all() {
        int partitions = Topics.partitions(clients, topics.records()).size();
        BatchLimits limits = new BatchLimits(maxRecords, maxBytes, maxAge, maxIdle);
        List<ObjectForecast> all = new ArrayList<>();
        for (double rate : rates()) {
            all.add(new ObjectForecast(rate, Math.max(1, partitions), limits, BYTES_PER_RECORD, storedBytes()));
        }
        return all;
    }

    private List<Double> rates() {
        Pace pace = replay.pace();
        boolean known = replay.source() != null && pace.rate() > 0 && !pace.speed().isPaced();
        return known ? List.of(pace.rate()) : USUAL_RATES;
    }

    /** Bytes of a record in an object, as docs/benchmark.md measures them for daily quotes. */
    private double storedBytes() {
        return switch (writer.compression()) {
            case NONE -> BYTES_PER_RECORD;
            case GZIP -> 51;
            case ZSTD -> 46;
        };
    }

    public void setMaxRecords(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    public void setMaxBytes(String maxBytes) {
        this.maxBytes = ByteSize.parse(maxBytes);
    }

    public void setMaxAge(String maxAge) {
        this.maxAge = Duration.ofMillis(TimeUtils.toMilliSeconds(maxAge));
    }

    public void setMaxIdle(String maxIdle) {
        this.maxIdle = Duration.ofMillis(TimeUtils.toMilliSeconds(maxIdle));
    }

    public void setUsdPerThousandPuts(String usd) {
        this.usdPerThousandPuts = new BigDecimal(usd.trim());
    }
}

package routes.watch;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.util.TimeUtils;
import routes.batch.BatchLimits;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.lake.Compression;
import routes.lang.ByteSize;
import routes.replay.Pace;
import routes.replay.Replay;

/** A forecast of the lake with the current settings, logged when the service starts: objects per day, their size, and what S3 charges. */
public class Forecast implements CamelContextAware {
    /** For when the rate is not known. */
    private static final List<Double> USUAL_RATES = List.of(1.0, 100.0, 10_000.0);

    private static final double BYTES_PER_RECORD = 200;

    private CamelContext camel;
    private Replay replay;
    private String topic;
    private int maxRecords;
    private long maxBytes;
    private Duration maxAge;
    private Duration maxIdle;
    private Compression compression;
    private BigDecimal usdPerThousandPuts;

    public List<String> lines() {
        return all().stream().map(forecast -> "forecast for %s: %s".formatted(topic, forecast.line(usdPerThousandPuts))).toList();
    }

    /** What to do about settings that make many small objects: at the known rate, or else at all usual ones; null when there is nothing. */
    public String warning() {
        List<String> warnings = all().stream().map(ObjectForecast::warning).toList();
        return warnings.stream().allMatch(Objects::nonNull) ? warnings.get(warnings.size() - 1) : null;
    }

    private List<ObjectForecast> all() {
        int partitions = Topics.partitions(KafkaClients.of(camel, topic), topic).size();
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
        return switch (compression) {
            case NONE -> BYTES_PER_RECORD;
            case GZIP -> 51;
            case ZSTD -> 46;
        };
    }

    public void setReplay(Replay replay) {
        this.replay = replay;
    }

    public void setTopic(String topic) {
        this.topic = topic;
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

    public void setCompression(String compression) {
        this.compression = Compression.parse(compression);
    }

    public void setUsdPerThousandPuts(String usd) {
        this.usdPerThousandPuts = new BigDecimal(usd.trim());
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}

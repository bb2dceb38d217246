package routes.delivery;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The consumers of all routes, whatever the routes are called. */
public record KafkaBatchConsumers(List<KafkaBatchConsumer> all) {
    public static KafkaBatchConsumers of(CamelContext camel) {
        return new KafkaBatchConsumers(camel.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(KafkaBatchConsumer.class::isInstance)
                .map(KafkaBatchConsumer.class::cast)
                .toList());
    }

    /** Those of one route. */
    public KafkaBatchConsumers of(String route) {
        return new KafkaBatchConsumers(all.stream().filter(consumer -> route.equals(consumer.getRouteId())).toList());
    }

    public long recordsRead() {
        return sum(KafkaBatchConsumer::recordsRead);
    }

    /** Records of the assigned partitions that are not stored yet. */
    public long lag() {
        return sum(KafkaBatchConsumer::lag);
    }

    /** The same by partition number. */
    public Map<Integer, Long> lags() {
        Map<Integer, Long> lags = new HashMap<>();
        all.forEach(consumer -> consumer.lags().forEach((partition, lag) -> lags.merge(partition, lag, Long::sum)));
        return lags;
    }

    /** What keeps one of them from going on, as a sentence; null when nothing does. */
    public String waitsFor() {
        return all.stream().map(KafkaBatchConsumer::waitsFor).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Partitions that wait since their logs went back. */
    public long wentBack() {
        return sum(KafkaBatchConsumer::wentBack);
    }

    /** The last time that a log went back, null when none did. */
    public WentBack lastWentBack() {
        return all.stream().map(KafkaBatchConsumer::lastWentBack).filter(Objects::nonNull).max(Comparator.comparing(WentBack::at)).orElse(null);
    }

    /** When one of them last stored a batch; of one that stored none, when it started. */
    public Instant lastStored() {
        return all.stream().map(KafkaBatchConsumer::lastStored).max(Comparator.naturalOrder()).orElse(Instant.EPOCH);
    }

    private long sum(ToLongFunction<KafkaBatchConsumer> figure) {
        return all.stream().mapToLong(figure).sum();
    }
}

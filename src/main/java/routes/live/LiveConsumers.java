package routes.live;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;

/** The consumers of all routes that begin with a live feed; mostly there is none. */
public record LiveConsumers(List<LiveConsumer> all) {
    public static LiveConsumers of(CamelContext camel) {
        return new LiveConsumers(camel.getRoutes().stream()
                .map(Route::getConsumer)
                .filter(LiveConsumer.class::isInstance)
                .map(LiveConsumer.class::cast)
                .toList());
    }

    /** The feeds that they hear. */
    public String names() {
        return all.stream().map(LiveConsumer::feed).collect(Collectors.joining(", "));
    }

    /** Trades that Kafka has. */
    public long trades() {
        return sum(LiveConsumer::trades);
    }

    /** Trades that a provider told again, and that were left out. */
    public long repeats() {
        return sum(LiveConsumer::repeats);
    }

    /** Gaps that Kafka has. */
    public long gaps() {
        return sum(LiveConsumer::gaps);
    }

    /** Attempts to connect, but for the first. */
    public long reconnects() {
        return sum(LiveConsumer::reconnects);
    }

    /** Feeds that are subscribed to at the moment. */
    public long connected() {
        return all.stream().filter(LiveConsumer::isConnected).count();
    }

    /** Why one of them is not subscribed at the moment, null when all are. */
    public String trouble() {
        return all.stream().filter(one -> !one.isConnected()).findFirst().map(LiveConsumer::trouble).orElse(null);
    }

    /** For how long the one that is away longest has not been subscribed. */
    public Duration away() {
        return all.stream().map(LiveConsumer::away).max(Comparator.naturalOrder()).orElse(Duration.ZERO);
    }

    private long sum(ToLongFunction<LiveConsumer> figure) {
        return all.stream().mapToLong(figure).sum();
    }
}

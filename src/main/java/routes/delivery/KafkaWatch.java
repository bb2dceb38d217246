package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.clients.consumer.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.lang.SteadyClock;

/** Checks every ten seconds whether a client has any connection: the client reconnects by itself, for ever, but reports nothing. */
final class KafkaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaWatch.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(10);

    private final String route;
    private final String brokers;
    private Instant nextLook = SteadyClock.now().plus(BETWEEN_LOOKS);
    private boolean away;

    KafkaWatch(String route, String brokers) {
        this.route = route;
        this.brokers = brokers;
    }

    /** @return what is wrong, null while the client is connected */
    String look(Consumer<?, ?> kafka, Instant now) {
        if (!now.isBefore(nextLook)) {
            nextLook = now.plus(BETWEEN_LOOKS);
            look(connections(kafka) == 0);
        }
        return away ? sentence() : null;
    }

    private void look(boolean isAway) {
        if (isAway) {
            LOG.warn("{}: {}; waiting for it", route, sentence());
        } else if (away) {
            LOG.info("{}: connected to Kafka again", route);
        }
        away = isAway;
    }

    private String sentence() {
        return "no connection to Kafka at " + brokers;
    }

    private static double connections(Consumer<?, ?> kafka) {
        return kafka.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals("connection-count"))
                .mapToDouble(metric -> (Double) metric.getValue().metricValue())
                .sum();
    }
}

package simulator.model;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.RangeAssignor;

/**
 * Those of a consumer that the model knows.
 *
 * @param group null when it has none
 * @param reset {@code none}, {@code earliest} or {@code latest}
 */
record ConsumerSettings(
        String group,
        String reset,
        boolean committedOnly,
        int mostRecords,
        long mostBytes,
        Duration session,
        Duration longestSilence,
        Duration patience,
        Duration requestTimeout,
        String assignor) {

    static ConsumerSettings of(Map<String, ?> settings) {
        return new ConsumerSettings(
                text(settings, ConsumerConfig.GROUP_ID_CONFIG, null),
                text(settings, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest"),
                text(settings, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted").equals("read_committed"),
                (int) number(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, ConsumerConfig.DEFAULT_MAX_POLL_RECORDS),
                number(settings, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, ConsumerConfig.DEFAULT_MAX_PARTITION_FETCH_BYTES),
                Duration.ofMillis(number(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, 45_000)),
                Duration.ofMillis(number(settings, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, 300_000)),
                Duration.ofMillis(number(settings, ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 60_000)),
                Duration.ofMillis(number(settings, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, 30_000)),
                assignor(settings.get(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG)));
    }

    private static String text(Map<String, ?> settings, String name, String otherwise) {
        Object value = settings.get(name);
        return value == null ? otherwise : value.toString();
    }

    private static long number(Map<String, ?> settings, String name, long otherwise) {
        return Long.parseLong(text(settings, name, String.valueOf(otherwise)));
    }

    private static String assignor(Object strategy) {
        Object first = strategy instanceof List<?> several ? several.get(0) : strategy;
        if (first == null) {
            return RangeAssignor.class.getName();
        }
        return first instanceof Class<?> type ? type.getName() : first.toString().split(",")[0];
    }

    ConsumerPartitionAssignor newAssignor() {
        try {
            return (ConsumerPartitionAssignor) Class.forName(assignor).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException unknown) {
            throw new IllegalArgumentException(assignor, unknown);
        }
    }
}

package routes.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Comparator;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A bar, as a record of the topic of bars tells it.
 *
 * @param timeframe {@code 1m}, {@code 5m}, {@code 1h}, {@code 1d}
 * @param candle null when there is nothing to draw: all its trades were taken back, or none of them set a price
 * @param revision the greater, the later
 */
record Bar(String symbol, String timeframe, String time, Candle candle, long revision) {
    /** From minutes to days. */
    static final Comparator<String> BY_LENGTH =
            Comparator.comparingInt((String timeframe) -> "smhd".indexOf(timeframe.charAt(timeframe.length() - 1))).thenComparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final ObjectMapper JSON = new ObjectMapper();

    /** @return none for a record that is no bar */
    static Optional<Bar> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode value = record.value() == null ? JSON.nullNode() : JSON.readTree(record.value());
            String symbol = value.path("symbol").asText();
            String timeframe = value.path("timeframe").asText();
            String time = value.path("bar_time").asText();
            if (symbol.isEmpty() || timeframe.isEmpty() || time.isEmpty()) {
                return Optional.empty();
            }
            return Optional.of(new Bar(symbol, timeframe, time, candle(time, value), value.path("revision").asLong(record.offset())));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Candle candle(String time, JsonNode value) {
        double close = value.path("close").asDouble(Double.NaN);
        return Double.isNaN(close) ? null : Candle.of(
                time, value.path("open").asDouble(close), value.path("high").asDouble(close), value.path("low").asDouble(close), close,
                value.path("volume").asDouble());
    }
}

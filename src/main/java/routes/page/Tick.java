package routes.page;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import routes.kafka.HeaderText;
import routes.replay.ReplayPosition;

/**
 * What a record says of an index: its price at a time of the market. Any flat JSON object with a number called close or price will do, unless
 * it says that it sets none; who
 * it is of is its key, or its field index; when it was is its latest timestamp or date, or when it was sent.
 *
 * @param time {@code 2020-03-01} or {@code 2020-03-01 14:30:00}
 * @param pass of which replay and pass it is; blank when it is of none
 */
record Tick(String index, String time, Candle candle, String pass) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d.*)?");
    private static final DateTimeFormatter SENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int DAY = 10;

    /** @return none for a record that says nothing of a price */
    static Optional<Tick> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode value = record.value() == null ? null : JSON.readTree(record.value());
            if (value == null || !value.isObject()) {
                return Optional.empty();
            }
            Double price = number(value, "close", number(value, "price", null));
            String index = record.key() == null ? value.path("index").asText() : new String(record.key(), StandardCharsets.UTF_8);
            if (price == null || index.isBlank() || value.path("kind").asText().equals("cancel") || !value.path("sets_price").asBoolean(true)) {
                return Optional.empty();
            }
            String time = time(value, record.timestamp());
            return Optional.of(new Tick(index, time, candle(value, time.substring(0, DAY), price), pass(record)));
        } catch (IOException noJson) {
            return Optional.empty();
        }
    }

    private static Candle candle(JsonNode value, String day, double price) {
        return Candle.of(
                day, number(value, "open", price), number(value, "high", price), number(value, "low", price), price, number(value, "volume", null));
    }

    /** A number, or a decimal, which is written as text. */
    private static Double number(JsonNode value, String field, Double otherwise) {
        JsonNode number = value.path(field);
        double read = number.isBoolean() ? Double.NaN : number.asDouble(Double.NaN);
        return Double.isFinite(read) ? Double.valueOf(read) : otherwise;
    }

    /** The longest tells most: a timestamp says more than its day. */
    private static String time(JsonNode value, long sent) {
        String time = "";
        for (Map.Entry<String, JsonNode> field : value.properties()) {
            String text = field.getValue().isTextual() ? field.getValue().textValue() : "";
            if (text.length() > time.length() && TIME.matcher(text).matches()) {
                time = text;
            }
        }
        return time.isEmpty() ? SENT.format(Instant.ofEpochMilli(sent)) : time;
    }

    private static String pass(ConsumerRecord<byte[], byte[]> record) {
        return HeaderText.of(record.headers(), ReplayPosition.REPLAY) + HeaderText.of(record.headers(), ReplayPosition.PASS);
    }
}

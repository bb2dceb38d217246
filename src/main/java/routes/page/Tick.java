package routes.page;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
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
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d([ T]\\d\\d:\\d\\d.*)?");
    private static final DateTimeFormatter SENT = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int DAY = 10;

    /** @return none for a record that says nothing of a price */
    static Optional<Tick> of(ConsumerRecord<byte[], byte[]> record) {
        Fields fields = new Fields();
        if (record.value() == null || !fields.read(record.value())) {
            return Optional.empty();
        }
        double price = Double.isNaN(fields.close) ? fields.price : fields.close;
        String index = record.key() == null ? fields.index : new String(record.key(), StandardCharsets.UTF_8);
        if (Double.isNaN(price) || index.isBlank() || !fields.setsPrice) {
            return Optional.empty();
        }
        String time = fields.time.isEmpty() ? SENT.format(Instant.ofEpochMilli(record.timestamp())) : fields.time;
        return Optional.of(new Tick(index, time, fields.candle(time.substring(0, DAY), price), pass(record)));
    }

    private static String pass(ConsumerRecord<byte[], byte[]> record) {
        return HeaderText.of(record.headers(), ReplayPosition.REPLAY) + HeaderText.of(record.headers(), ReplayPosition.PASS);
    }

    /** What is wanted of a value, token by token: a tree of each of the tens of thousands that a page begins with would be felt by the pipeline. */
    private static final class Fields {
        private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER).build();

        private double open = Double.NaN;
        private double high = Double.NaN;
        private double low = Double.NaN;
        private double close = Double.NaN;
        private double price = Double.NaN;
        private double volume = Double.NaN;
        private String index = "";
        private String time = "";
        private boolean setsPrice = true;
        private boolean isCancel;

        /** @return false for what is no JSON object */
        boolean read(byte[] value) {
            try (JsonParser json = JSON.createParser(value)) {
                if (json.nextToken() != JsonToken.START_OBJECT) {
                    return false;
                }
                for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                    read(name, json.nextToken(), json);
                }
                setsPrice &= !isCancel;
                return json.currentToken() == JsonToken.END_OBJECT;
            } catch (IOException noJson) {
                return false;
            }
        }

        private void read(String name, JsonToken token, JsonParser json) throws IOException {
            if (token.isStructStart()) {
                json.skipChildren();
                return;
            }
            switch (name) {
                case "open" -> open = number(token, json);
                case "high" -> high = number(token, json);
                case "low" -> low = number(token, json);
                case "close" -> close = number(token, json);
                case "price" -> price = number(token, json);
                case "volume" -> volume = number(token, json);
                case "index" -> index = json.getText();
                case "kind" -> isCancel = json.getText().equals("cancel");
                case "sets_price" -> setsPrice = json.getValueAsBoolean(true);
                default -> {}
            }
            if (token == JsonToken.VALUE_STRING) {
                readTime(json.getText());
            }
        }

        /** The longest tells most: a timestamp says more than its day. */
        private void readTime(String text) {
            if (text.length() >= DAY && text.length() > time.length() && text.charAt(4) == '-' && TIME.matcher(text).matches()) {
                time = text;
            }
        }

        /** A number, or a decimal, which is written as text. */
        private static double number(JsonToken token, JsonParser json) throws IOException {
            double read = token.isNumeric() || token == JsonToken.VALUE_STRING ? json.getValueAsDouble(Double.NaN) : Double.NaN;
            return Double.isFinite(read) ? read : Double.NaN;
        }

        Candle candle(String day, double price) {
            return Candle.of(day, or(open, price), or(high, price), or(low, price), price, Double.isNaN(volume) ? null : Double.valueOf(volume));
        }

        private static double or(double known, double otherwise) {
            return Double.isNaN(known) ? otherwise : known;
        }
    }
}

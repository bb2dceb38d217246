package routes.bar;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import routes.lang.Json;

/**
 * A record of the topic of the trades, as far as bars need it.
 *
 * @param sent when it came to Kafka, in milliseconds since 1970
 * @param corrects the id of an earlier trade that it replaces or takes back, null for a new one
 * @param micros time of the trade, since 1970
 */
record TradeRecord(
        long offset, long sent, Kind kind, String symbol, String venue, String id, String corrects, long micros, BigDecimal price, BigDecimal size,
        boolean setsPrice, boolean setsVolume) {
    private static final long MINUTE = 60_000_000;

    enum Kind {
        TRADE, CORRECTION, CANCEL
    }

    /** Empty when it is none, as of something else that was sent to the topic. */
    static Optional<TradeRecord> of(ConsumerRecord<byte[], byte[]> record) {
        try {
            ObjectNode json = Json.object(record.value());
            return Optional.of(new TradeRecord(
                    record.offset(), record.timestamp(), Kind.valueOf(required(json, "kind").toUpperCase(Locale.ROOT)), required(json, "symbol"),
                    json.path("venue").textValue(), required(json, "trade_id"), json.path("corrects").textValue(), micros(required(json, "trade_time")),
                    price(json), json.path("size").decimalValue(),
                    json.path("sets_price").asBoolean(true), json.path("sets_volume").asBoolean(true)));
        } catch (IOException | IllegalArgumentException | DateTimeException | NullPointerException noTrade) {
            return Optional.empty();
        }
    }

    private static String required(ObjectNode json, String name) {
        JsonNode text = json.required(name);
        if (!text.isTextual()) {
            throw new IllegalArgumentException("no text: " + name);
        }
        return text.textValue();
    }

    private static BigDecimal price(ObjectNode json) {
        if (!json.required("price").isNumber()) {
            throw new IllegalArgumentException("no number: price");
        }
        return json.required("price").decimalValue();
    }

    private static long micros(String text) {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000 + time.getNano() / 1000;
    }

    /** Since 1970. */
    long minute() {
        return Math.floorDiv(micros, MINUTE);
    }

    /** By which it is told from the others of its symbol and minute: a record of the same identity is a repeat. */
    String identity() {
        return kind + "|" + key() + "|" + micros;
    }

    /** By which a later record names it; ids begin anew each day at some exchanges, and each venue has its own. */
    String key() {
        return venue + "|" + id;
    }

    /** The key of the trade that it replaces or takes back. */
    String struckKey() {
        return venue + "|" + corrects;
    }

    /** A correction that kept the id of the trade takes the place of the trade, and not of itself. */
    boolean strikesCorrections() {
        return kind == Kind.CANCEL || !corrects.equals(id);
    }
}

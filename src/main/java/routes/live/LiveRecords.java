package routes.live;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Message;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.support.DefaultMessage;
import org.apache.kafka.clients.producer.ProducerRecord;
import routes.kafka.RecordList;
import routes.kafka.Topics;
import routes.lang.Json;

/**
 * Trades and gaps as flat JSON objects, without the absent values. A trade's headers say who it is, and until when all that was sent before
 * is in Kafka or in a gap: {@link SentTrades} reads them after a restart.
 */
public class LiveRecords implements CamelContextAware {
    static final String IDENTITY = "live.trade";
    static final String SINCE = "live.since";

    /** The form that Athena's JSON reader takes for a timestamp, in UTC. */
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS").withZone(ZoneOffset.UTC);

    private final LiveSettings settings;
    private final Topics topics;
    private CamelContext camel;

    public LiveRecords(LiveSettings settings, Topics topics) {
        this.settings = settings;
        this.topics = topics;
    }

    /** Records for the topic, with the symbol as their key: the trades of a symbol stay in order. */
    public RecordList trades(Received received) {
        RecordList records = new RecordList(received.trades().size());
        byte[] since = bytes(received.since().toString());
        for (Trade trade : received.trades()) {
            ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topics.records(), bytes(trade.symbol()), bytes(Json.text(json(trade))));
            record.headers().add(IDENTITY, bytes(trade.identity())).add(SINCE, since);
            records.add(record);
        }
        return records;
    }

    /** Messages for the topic of the gaps. */
    public List<Message> gaps(Received received) {
        return received.gaps().stream().map(this::message).toList();
    }

    private Message message(Gap gap) {
        Message message = new DefaultMessage(camel);
        message.setBody(bytes(Json.text(json(gap))));
        if (gap.symbol() != null) {
            message.setHeader(KafkaConstants.KEY, bytes(gap.symbol()));
        }
        return message;
    }

    private ObjectNode json(Trade trade) {
        Conditions conditions = settings.conditions();
        ObjectNode json = Json.object()
                .put("symbol", trade.symbol())
                .put("price", trade.price())
                .put("size", trade.size())
                .put("trade_time", text(trade.time()))
                .put("received_time", text(trade.received()))
                .put("feed", settings.feed())
                .put("venue", trade.venue())
                .put("conditions", trade.conditions())
                .put("sets_price", conditions.setPrice(trade.conditions()))
                .put("sets_volume", conditions.setVolume(trade.conditions()))
                .put("trade_id", trade.id())
                .put("kind", trade.kind().name().toLowerCase(Locale.ROOT))
                .put("corrects", trade.corrects());
        return withoutNulls(json);
    }

    private ObjectNode json(Gap gap) {
        return withoutNulls(Json.object()
                .put("from", text(gap.from()))
                .put("to", text(gap.to()))
                .put("reason", gap.reason())
                .put("symbol", gap.symbol())
                .put("feed", settings.feed()));
    }

    private static ObjectNode withoutNulls(ObjectNode json) {
        json.removeIf(value -> value.isNull());
        return json;
    }

    /** Finer ones are cut: no type of the lake has them. */
    static String text(Instant time) {
        return (time.getNano() / 1000 % 1000 == 0 ? MILLISECONDS : MICROSECONDS).format(time);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
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

package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One index of the market: its last price, and its last days as candles. */
final class MarketIndex {
    private static final int MOST_CANDLES = 500;
    private static final int SPARK = 60;

    private final TreeMap<String, Candle> candles = new TreeMap<>();
    private Tick last;
    private long version;

    /** @param version of the market that this is */
    void add(Tick tick, long version) {
        if (last != null && !last.pass().equals(tick.pass())) {
            // another pass tells the same days again, or others
            candles.clear();
        }
        candles.merge(tick.candle().day(), tick.candle(), Candle::with);
        if (candles.size() > MOST_CANDLES) {
            candles.pollFirstEntry();
        }
        this.last = tick;
        this.version = version;
    }

    long version() {
        return version;
    }

    /** What a page shows of it without asking further. */
    ObjectNode card() {
        Map.Entry<String, Candle> before = candles.lowerEntry(last.candle().day());
        double price = last.candle().close();
        Double change = before == null ? null : Double.valueOf(price - before.getValue().close());
        ObjectNode card = JsonNodeFactory.instance.objectNode()
                .put("index", last.index())
                .put("time", last.time())
                .put("price", price)
                .put("change", change)
                .put("changePercent", change == null ? null : Double.valueOf(100 * change / before.getValue().close()))
                .put("volume", last.candle().volume());
        ArrayNode spark = card.putArray("spark");
        List<Candle> all = List.copyOf(candles.values());
        all.subList(Math.max(0, all.size() - SPARK), all.size()).forEach(candle -> spark.add(candle.close()));
        return card;
    }

    /** The card, with the last candle. */
    ObjectNode news() {
        ObjectNode card = card();
        ArrayNode one = JsonNodeFactory.instance.arrayNode();
        candles.get(last.candle().day()).addTo(one);
        return card.set("candle", one.get(0));
    }

    ObjectNode candles() {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("index", last.index());
        ArrayNode array = node.putArray("candles");
        candles.values().forEach(candle -> candle.addTo(array));
        return node;
    }
}

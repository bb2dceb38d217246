package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** One index of the market: its last price, its last days as candles, and its bars where there are some. */
final class MarketIndex {
    private static final int MOST_CANDLES = 500;
    private static final int SPARK = 60;
    private static final String DAYS = "1d";

    private final TreeMap<String, Candle> days = new TreeMap<>();
    private final TreeMap<String, TreeMap<String, Bar>> bars = new TreeMap<>(Bar.BY_LENGTH);
    private Tick last;
    /** Of the last tick that is of a replay; a record that was sent back is of none. */
    private String pass = "";
    private boolean apart;
    private long version;
    /** The version that a bar before the last one is of. */
    private long revisedAt = -1;

    /** @param version of the market that this is */
    void add(Tick tick, long version) {
        if (!tick.pass().isEmpty()) {
            if (last != null && !pass.equals(tick.pass())) {
                // another pass tells the same days again, or others
                days.clear();
                apart = false;
            }
            pass = tick.pass();
        }
        String day = tick.candle().time();
        days.merge(day, apart && !days.containsKey(day) ? tick.candle().setApart() : tick.candle(), Candle::with);
        apart = false;
        keepTheLast(days);
        this.last = tick;
        this.version = version;
    }

    void add(Bar bar, long version) {
        TreeMap<String, Bar> all = bars.computeIfAbsent(bar.timeframe(), timeframe -> new TreeMap<>());
        all.merge(bar.time(), bar, (known, told) -> told.revision() < known.revision() ? known : told);
        keepTheLast(all);
        if (!all.lastKey().equals(bar.time())) {
            revisedAt = version;
        }
        this.version = version;
    }

    private static void keepTheLast(TreeMap<String, ?> candles) {
        if (candles.size() > MOST_CANDLES) {
            candles.pollFirstEntry();
        }
    }

    /** As many as are shown. */
    boolean hasAllDays() {
        return days.size() >= MOST_CANDLES;
    }

    /** Something is left out before the next price. */
    void skip() {
        apart = !days.isEmpty();
    }

    long version() {
        return version;
    }

    /** Bars may be read before the price that they are of. */
    boolean hasPrice() {
        return last != null;
    }

    /** What a page shows of it without asking further. */
    ObjectNode card() {
        Map.Entry<String, Candle> before = days.lowerEntry(last.candle().time());
        double price = last.candle().close();
        // of a day that is not kept, as it is older than all that are, nothing is known but the tick
        Candle day = days.getOrDefault(last.candle().time(), last.candle());
        double reference = before == null ? day.open() : before.getValue().close();
        Double change = before == null && bars.isEmpty() ? null : Double.valueOf(price - reference);
        ObjectNode card = JsonNodeFactory.instance.objectNode()
                .put("index", last.index())
                .put("time", last.time())
                .put("price", price)
                .put("change", change)
                .put("changePercent", change == null || reference == 0 ? null : Double.valueOf(100 * change / Math.abs(reference)))
                .put("volume", last.candle().volume());
        ArrayNode spark = card.putArray("spark");
        List<Candle> all = List.copyOf(candles(bars.isEmpty() ? DAYS : bars.firstKey()).values());
        all.subList(Math.max(0, all.size() - SPARK), all.size()).forEach(candle -> spark.add(candle.close()));
        return card;
    }

    /**
     * The card, with the last candle of each timeframe.
     *
     * @param since the version that is known; -1 for none
     */
    ObjectNode news(long since) {
        ObjectNode card = card();
        if (since >= 0 && revisedAt > since) {
            card.put("revised", true);
        }
        ObjectNode newest = card.putObject("candles");
        timeframes().forEach(timeframe -> {
            NavigableMap<String, Candle> all = candles(timeframe);
            if (!all.isEmpty()) {
                ArrayNode one = JsonNodeFactory.instance.arrayNode();
                all.lastEntry().getValue().addTo(one);
                newest.set(timeframe, one.get(0));
            }
        });
        return card;
    }

    private List<String> timeframes() {
        return bars.isEmpty() ? List.of(DAYS) : List.copyOf(bars.keySet());
    }

    /**
     * @param timeframe one that there is none of means the shortest
     * @param since the time of the first one; blank for all
     */
    ObjectNode candles(String timeframe, String index, String since) {
        List<String> all = timeframes();
        String shown = all.contains(timeframe) ? timeframe : all.get(0);
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("index", index).put("timeframe", shown);
        all.forEach(node.putArray("timeframes")::add);
        ArrayNode array = node.putArray("candles");
        candles(shown).tailMap(since, true).values().forEach(candle -> candle.addTo(array));
        return node;
    }

    private NavigableMap<String, Candle> candles(String timeframe) {
        if (!bars.containsKey(timeframe)) {
            return days;
        }
        NavigableMap<String, Candle> candles = new TreeMap<>();
        bars.get(timeframe).values().stream().filter(bar -> bar.candle() != null).forEach(bar -> candles.put(bar.time(), bar.candle()));
        return candles;
    }
}

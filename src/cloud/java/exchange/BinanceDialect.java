package exchange;

import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** developers.binance.com, web socket streams: combined streams of trades. */
final class BinanceDialect implements Dialect {
    @Override
    public void welcome(Listener who) {
        who.subscribe(Arrays.stream(who.parameter("streams").split("/"))
                .map(stream -> stream.replace("@trade", "").toUpperCase(Locale.ROOT))
                .toList());
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        // all is said in the address
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        return deals.stream().map(BinanceDialect::tell).toList();
    }

    private static String tell(Deal deal) {
        JsonObject trade = new JsonObject().put("e", "trade").put("E", deal.time().toEpochMilli() + 3).put("s", deal.symbol()).put("t", deal.id())
                .put("p", deal.price().setScale(8).toPlainString()).put("q", deal.size().setScale(8).toPlainString())
                .put("T", deal.time().toEpochMilli()).put("m", true).put("M", true);
        return new JsonObject().put("stream", deal.symbol().toLowerCase(Locale.ROOT) + "@trade").put("data", trade).encode();
    }
}

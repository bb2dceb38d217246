package exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** docs.cdp.coinbase.com/exchange, WebSocket channels: matches and heartbeat. */
final class CoinbaseDialect implements Dialect {
    private final Map<String, Deal> last = new HashMap<>();

    @Override
    public void welcome(Listener who) {
        // it waits to be told what is wanted
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        if (!"subscribe".equals(said.getString("type"))) {
            return;
        }
        List<String> products = said.getJsonArray("product_ids").stream().map(String::valueOf).toList();
        JsonArray channels = new JsonArray();
        said.getJsonArray("channels").forEach(name ->
                channels.add(new JsonObject().put("name", name).put("product_ids", said.getJsonArray("product_ids"))));
        who.say(new JsonObject().put("type", "subscriptions").put("channels", channels).encode());
        products.stream().filter(last::containsKey).forEach(product -> who.say(match("last_match", last.get(product))));
        who.subscribe(products);
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        deals.forEach(deal -> last.merge(deal.symbol(), deal, (one, other) -> one.id() > other.id() ? one : other));
        return deals.stream().map(deal -> match("match", deal)).toList();
    }

    private static String match(String type, Deal deal) {
        return new JsonObject().put("type", type).put("trade_id", deal.id()).put("sequence", 7 * deal.id())
                .put("maker_order_id", "ac928c66-ca53-498f-9c13-a110027a60e8").put("taker_order_id", "132fb6ae-456b-4654-b4e0-d681ac05cea1")
                .put("time", deal.time().toString()).put("product_id", deal.symbol())
                .put("size", deal.size().toPlainString()).put("price", deal.price().toPlainString()).put("side", "sell").encode();
    }

    @Override
    public String heartbeat(Set<String> symbols) {
        return symbols.stream().filter(last::containsKey).findFirst().map(last::get)
                .map(deal -> new JsonObject().put("type", "heartbeat").put("sequence", 7 * deal.id()).put("last_trade_id", deal.id())
                        .put("product_id", deal.symbol()).put("time", deal.time().toString()).encode())
                .orElse(null);
    }
}

package exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** docs.alpaca.markets, real-time stock data. */
final class AlpacaDialect implements Dialect {
    @Override
    public void welcome(Listener who) {
        who.say("[{\"T\":\"success\",\"msg\":\"connected\"}]");
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        if ("auth".equals(said.getString("action"))) {
            who.say(who.knows(said.getString("key"), said.getString("secret"))
                    ? "[{\"T\":\"success\",\"msg\":\"authenticated\"}]"
                    : "[{\"T\":\"error\",\"code\":402,\"msg\":\"auth failed\"}]");
        } else if ("subscribe".equals(said.getString("action"))) {
            JsonArray trades = said.getJsonArray("trades");
            who.say(new JsonArray().add(new JsonObject().put("T", "subscription").put("trades", trades).put("quotes", new JsonArray())
                    .put("corrections", trades).put("cancelErrors", trades)).encode());
            who.subscribe(trades.stream().map(String::valueOf).toList());
        }
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        JsonArray all = new JsonArray();
        deals.forEach(deal -> all.add(deal.corrects() != null ? correction(deal) : trade(deal)));
        return List.of(all.encode());
    }

    private static JsonObject trade(Deal deal) {
        JsonObject trade = new JsonObject().put("T", deal.cancel() ? "x" : "t").put("S", deal.symbol()).put("i", deal.id()).put("x", "V")
                .put("p", deal.price()).put("s", deal.size()).put("t", deal.time().toString()).put("z", "C");
        return deal.cancel() ? trade.put("a", "C") : trade.put("c", conditions(deal));
    }

    private static JsonObject correction(Deal deal) {
        return new JsonObject().put("T", "c").put("S", deal.symbol()).put("x", "V")
                .put("oi", deal.corrects().id()).put("op", deal.corrects().price()).put("os", deal.corrects().size()).put("oc", conditions(deal.corrects()))
                .put("ci", deal.id()).put("cp", deal.price()).put("cs", deal.size()).put("cc", conditions(deal))
                .put("z", "C").put("t", deal.time().toString());
    }

    private static JsonArray conditions(Deal deal) {
        JsonArray conditions = new JsonArray().add("@");
        return deal.isOddLot() ? conditions.add("I") : conditions;
    }

    @Override
    public boolean corrects() {
        return true;
    }
}

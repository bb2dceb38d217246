package exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** finnhub.io/docs/api/websocket-trades. */
final class FinnhubDialect implements Dialect {
    @Override
    public int knock(Listener who) {
        return who.knows(who.parameter("token")) ? 101 : 401;
    }

    @Override
    public void welcome(Listener who) {
        // it says nothing
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        if ("subscribe".equals(said.getString("type"))) {
            who.subscribe(List.of(said.getString("symbol")));
        }
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        JsonArray data = new JsonArray();
        for (Deal deal : deals) {
            data.add(new JsonObject()
                    .put("c", deal.isOddLot() ? new JsonArray().add("1").add("12") : new JsonArray().add("1"))
                    .put("p", deal.price()).put("s", deal.symbol()).put("t", deal.time().toEpochMilli()).put("v", deal.size()));
        }
        return List.of(new JsonObject().put("data", data).put("type", "trade").encode());
    }

    @Override
    public String heartbeat(Set<String> symbols) {
        return "{\"type\":\"ping\"}";
    }
}

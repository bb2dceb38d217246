package exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** massive.com/docs/websocket, stocks: trades. */
final class MassiveDialect implements Dialect {
    @Override
    public void welcome(Listener who) {
        who.say(status("connected", "Connected Successfully"));
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        String params = said.getString("params");
        if ("auth".equals(said.getString("action"))) {
            if (who.knows(params)) {
                who.say(status("auth_success", "authenticated"));
            } else {
                who.say(status("auth_failed", "authentication failed"));
                who.farewell();
            }
        } else if ("subscribe".equals(said.getString("action"))) {
            List<String> symbols = new ArrayList<>();
            for (String channel : params.split(",")) {
                symbols.add(channel.substring("T.".length()));
                who.say(status("success", "subscribed to: " + channel));
            }
            who.subscribe(symbols);
        }
    }

    private static String status(String status, String message) {
        return new JsonArray().add(new JsonObject().put("ev", "status").put("status", status).put("message", message)).encode();
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        JsonArray all = new JsonArray();
        for (Deal deal : deals) {
            all.add(new JsonObject().put("ev", "T").put("sym", deal.symbol()).put("x", 4).put("i", String.valueOf(deal.id())).put("z", 3)
                    .put("p", deal.price()).put("s", deal.size()).put("c", deal.isOddLot() ? new JsonArray().add(0).add(37) : new JsonArray().add(0))
                    .put("t", deal.time().toEpochMilli()).put("q", 3 * deal.id()));
        }
        return List.of(all.encode());
    }
}

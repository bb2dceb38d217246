package exchange;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/** A provider that nobody has heard of. */
final class GenericDialect implements Dialect {
    @Override
    public int knock(Listener who) {
        return who.knows(who.parameter("apikey")) ? 101 : 403;
    }

    @Override
    public void welcome(Listener who) {
        who.say(new JsonObject().put("event", "hello").encode());
    }

    @Override
    public void heard(JsonObject said, Listener who) {
        who.subscribe(List.of(said.getString("listen").split(",")));
    }

    @Override
    public List<String> tell(List<Deal> deals) {
        JsonArray all = new JsonArray();
        for (Deal deal : deals) {
            all.add(new JsonObject().put("what", new JsonObject().put("ticker", deal.symbol()))
                    .put("last", deal.price().toPlainString()).put("amount", deal.size()).put("number", deal.id()).put("when", deal.time().toString()));
        }
        return List.of(new JsonObject().put("event", "ticks").put("ticks", all).encode());
    }
}

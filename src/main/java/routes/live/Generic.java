package routes.live;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Any other provider whose trades are JSON: an address, a message to subscribe with, and where in its messages the values are. What is no
 * trade, since it has no symbol or no price, is passed over.
 */
record Generic(LiveSettings settings, Map<String, JsonPointer> pointers) implements Feed {
    static final List<String> NAMES = List.of("trades", "symbol", "price", "size", "time", "id", "venue", "conditions");

    @Override
    public URI address() {
        return settings.address("", "");
    }

    @Override
    public void opened(Session session) throws FeedException {
        for (String message : settings.subscriptions()) {
            session.say(message);
        }
        session.subscribedWithThePong();
    }

    @Override
    public void heard(JsonNode message, Session session) {
        JsonNode trades = pointers.containsKey("trades") ? message.at(pointers.get("trades")) : message;
        if (trades.isArray()) {
            trades.forEach(one -> heard(new Item(one), session));
        } else {
            heard(new Item(trades), session);
        }
    }

    private void heard(Item said, Session session) {
        String symbol = text(said, "symbol");
        if (symbol != null && text(said, "price") != null) {
            session.trade(Trade.of(
                    symbol, said.at(pointers.get("price")).decimal("price", true),
                    pointers.containsKey("size") ? said.at(pointers.get("size")).decimal("size", false) : null,
                    said.at(pointers.get("time")).instant("time"), text(said, "venue"), codes(said), text(said, "id")));
        }
    }

    private String codes(Item said) {
        return pointers.containsKey("conditions") ? said.at(pointers.get("conditions")).codes() : null;
    }

    private String text(Item said, String name) {
        return pointers.containsKey(name) ? said.at(pointers.get(name)).text() : null;
    }
}

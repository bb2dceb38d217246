package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import routes.lang.Json;

/** exchange.coinbase.com: subscribe within 5 seconds, without a key; ids are counted, and a heartbeat each second tells the last one. */
record Coinbase(LiveSettings settings) implements Feed {
    static final String ADDRESS = "wss://ws-feed.exchange.coinbase.com";

    @Override
    public URI address() {
        return settings.address(ADDRESS, "");
    }

    @Override
    public void opened(Session session) throws FeedException {
        ObjectNode subscribe = Json.object().put("type", "subscribe");
        settings.symbols().forEach(subscribe.putArray("product_ids")::add);
        subscribe.putArray("channels").add("matches").add("heartbeat");
        session.say(subscribe.toString());
    }

    @Override
    public void heard(JsonNode message, Session session) throws FeedException {
        Item said = new Item(message);
        switch (said.required("type")) {
            case "subscriptions" -> session.subscribed();
            case "match" -> session.trade(Trade.of(
                    said.required("product_id"), said.decimal("price"), said.decimal("size"), said.time("time"), "COINBASE", null,
                    said.required("trade_id")));
            case "heartbeat" -> session.lastId(said.required("product_id"), said.integer("last_trade_id"));
            case "error" -> throw session.fails("%s (%s)".formatted(said.text("message"), said.text("reason")));
            default -> {} // last_match: the one before all that was asked for
        }
    }

    @Override
    public boolean countsIds() {
        return true;
    }
}

package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import routes.lang.Json;

/** finnhub.io: the key in the address, a message for each symbol and no answer to it, trades without ids. */
record Finnhub(LiveSettings settings) implements Feed {
    static final String ADDRESS = "wss://ws.finnhub.io";

    @Override
    public URI address() {
        return settings.address(ADDRESS, "?token=" + settings.keyInAddress());
    }

    @Override
    public void opened(Session session) throws FeedException {
        for (String symbol : settings.symbols()) {
            session.say(Json.object().put("type", "subscribe").put("symbol", symbol).toString());
        }
        session.subscribedWithThePong();
    }

    @Override
    public void heard(JsonNode message, Session session) throws FeedException {
        switch (message.path("type").asText()) {
            case "trade" -> message.path("data").forEach(one -> session.trade(trade(new Item(one))));
            case "error" -> {
                String words = message.path("msg").asText();
                throw words.matches("(?i).*(api key|token).*") ? session.refusesKey(words) : session.fails(words);
            }
            default -> {} // ping
        }
    }

    private static Trade trade(Item said) {
        return Trade.of(said.required("s"), said.decimal("p"), said.decimal("v"), said.time("t"), null, said.codes("c"), null);
    }

    @Override
    public int freeSymbols() {
        return 50;
    }
}

package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.stream.Collectors;
import routes.lang.Json;

/** massive.com, formerly polygon.io: connected, log in, subscribe; then trades, several in a message. */
record Massive(LiveSettings settings) implements Feed {
    static final String ADDRESS = "wss://socket.massive.com/stocks";

    @Override
    public URI address() {
        return settings.address(ADDRESS, "");
    }

    @Override
    public void opened(Session session) {
        // it speaks first
    }

    @Override
    public void heard(JsonNode message, Session session) throws FeedException {
        for (JsonNode one : message) {
            Item said = new Item(one);
            switch (said.required("ev")) {
                case "T" -> session.trade(Trade.of(
                        said.required("sym"), said.decimal("p"), said.decimal("s"), said.time("t"), said.text("x"), said.codes("c"), said.required("i")));
                case "status" -> status(said, session);
                default -> {} // of a channel that nobody asked for
            }
        }
    }

    private void status(Item said, Session session) throws FeedException {
        String words = said.text("message");
        switch (said.required("status")) {
            case "connected" -> session.say(Json.object().put("action", "auth").put("params", settings.key()).toString());
            case "auth_success" -> session.say(Json.object().put("action", "subscribe").put("params", channels()).toString());
            case "success" -> session.subscribed();
            case "auth_failed", "auth_timeout", "not_authorized" -> throw session.refusesKey(words);
            default -> throw session.fails(words);
        }
    }

    private String channels() {
        return settings.symbols().stream().map(symbol -> "T." + symbol).collect(Collectors.joining(","));
    }
}

package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import routes.lang.Json;

/** alpaca.markets: connected, log in, subscribe; then trades, their corrections and cancels, several in a message. */
record Alpaca(LiveSettings settings) implements Feed {
    static final String ADDRESS = "wss://stream.data.alpaca.markets/v2/iex";

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
            heard(new Item(one), session);
        }
    }

    private void heard(Item said, Session session) throws FeedException {
        switch (said.required("T")) {
            case "success" -> session.say(said.required("msg").equals("connected") ? login() : subscription());
            case "subscription" -> session.subscribed();
            case "t" -> session.trade(trade(said));
            case "c" -> session.trade(Trade.of(
                    said.required("S"), said.decimal("cp"), said.decimal("cs"), said.time("t"), said.text("x"), said.codes("cc"), said.text("ci"))
                    .correcting(said.required("oi")));
            case "x" -> session.trade(trade(said).cancelled());
            case "error" -> throw error(said, session);
            default -> {} // of a channel that nobody asked for
        }
    }

    private static Trade trade(Item said) {
        return Trade.of(
                said.required("S"), said.decimal("p"), said.decimal("s"), said.time("t"), said.text("x"), said.codes("c"), said.required("i"));
    }

    private static FeedException error(Item said, Session session) {
        String words = said.text("code") + " " + said.text("msg");
        return switch ((int) said.integer("code")) {
            case 401, 402, 404, 409 -> session.refusesKey(words);
            case 405, 410 -> session.refuses("the symbols (%s): ask for fewer in live.symbols".formatted(words));
            // 406: it has not noticed yet that the last connection is gone, or another program has the only one
            default -> session.fails(words);
        };
    }

    private String login() {
        return Json.object().put("action", "auth").put("key", settings.key()).put("secret", settings.secret()).toString();
    }

    private String subscription() {
        ObjectNode subscribe = Json.object().put("action", "subscribe");
        settings.symbols().forEach(subscribe.putArray("trades")::add);
        return subscribe.toString();
    }

    @Override
    public int freeSymbols() {
        return 30;
    }
}

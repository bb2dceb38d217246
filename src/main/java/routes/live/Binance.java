package routes.live;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.Locale;
import java.util.stream.Collectors;

/** binance.com: what is wanted is in the address, and no key; prices are texts, ids are counted. It ends each connection after 24 hours. */
record Binance(LiveSettings settings) implements Feed {
    static final String ADDRESS = "wss://stream.binance.com:9443";

    @Override
    public URI address() {
        String streams = settings.symbols().stream().map(symbol -> symbol.toLowerCase(Locale.ROOT) + "@trade").collect(Collectors.joining("/"));
        return settings.address(ADDRESS, "/stream?streams=" + streams);
    }

    @Override
    public void opened(Session session) {
        session.subscribed();
    }

    @Override
    public void heard(JsonNode message, Session session) throws FeedException {
        if (message.has("error")) {
            throw session.fails(message.path("error").path("msg").asText());
        }
        Item said = new Item(message.path("data"));
        if ("trade".equals(said.text("e"))) {
            session.trade(Trade.of(
                    said.required("s"), said.decimal("p"), said.decimal("q"), said.time("T"), "BINANCE", null, said.required("t")));
        }
    }

    @Override
    public boolean countsIds() {
        return true;
    }

    @Override
    public int freeSymbols() {
        return 1024;
    }
}

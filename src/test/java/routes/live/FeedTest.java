package routes.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lang.Json;
import routes.lang.StartException;

/** What is said to each provider, and what its messages say, as its documentation has them. */
class FeedTest {
    private static final Instant NOW = Instant.parse("2026-03-02T15:00:00.123456789Z");

    @TempDir
    Path directory;

    private final List<String> said = new ArrayList<>();
    private final LiveSettings settings = new LiveSettings();

    private Session session(String feed) throws FeedException {
        settings.setFeed(feed);
        settings.setSymbols("AAPL, MSFT");
        settings.setKey("k&y");
        settings.setSecret("s");
        Feed opened = settings.open();
        Session session = new Session(feed, opened, new Session.Line() {
            @Override
            public void say(String message) {
                said.add(message);
            }

            @Override
            public void ping() {
                said.add("ping");
            }
        });
        opened.opened(session);
        return session;
    }

    private Session heard(String feed, String... messages) throws FeedException {
        Session session = session(feed);
        for (String message : messages) {
            session.hear(message, NOW);
        }
        return session;
    }

    @Test
    void finnhub() throws FeedException {
        Session session = heard("finnhub", "{\"type\":\"ping\"}", """
                {"data":[{"c":["1","8"],"p":7296.89,"s":"AAPL","t":1575526691134,"v":0.011467},
                         {"c":null,"p":7296.890,"s":"AAPL","t":1575526691134,"v":3},
                         {"c":null,"p":7296.890,"s":"AAPL","t":1575526691134,"v":3}],"type":"trade"}""");

        assertThat(settings.open().address()).hasToString("wss://ws.finnhub.io?token=k%26y");
        assertThat(said).containsExactly("{\"type\":\"subscribe\",\"symbol\":\"AAPL\"}", "{\"type\":\"subscribe\",\"symbol\":\"MSFT\"}", "ping");
        assertThat(session.isSubscribed()).as("before the pong").isFalse();
        session.pong();
        assertThat(session.isSubscribed()).isTrue();
        assertThat(session.takeTrades()).containsExactly(
                trade("AAPL", "7296.89", "0.011467", "2019-12-05T06:18:11.134Z", null, "1,8", "1575526691134-7296.89-0.011467-1,8-1"),
                trade("AAPL", "7296.890", "3", "2019-12-05T06:18:11.134Z", null, null, "1575526691134-7296.890-3-1"),
                trade("AAPL", "7296.890", "3", "2019-12-05T06:18:11.134Z", null, null, "1575526691134-7296.890-3-2"));
    }

    @Test
    void alpaca() throws FeedException {
        Session session = heard("alpaca", "[{\"T\":\"success\",\"msg\":\"connected\"}]", "[{\"T\":\"success\",\"msg\":\"authenticated\"}]",
                "[{\"T\":\"subscription\",\"trades\":[\"AAPL\",\"MSFT\"],\"quotes\":[],\"bars\":[]}]", """
                [{"T":"t","i":96921,"S":"AAPL","x":"D","p":126.55,"s":1,"t":"2021-02-22T15:51:44.208123456Z","c":["@","I"],"z":"C"},
                 {"T":"c","S":"AAPL","x":"M","oi":7,"op":39.1582,"os":440000,"oc":["@","7"],"ci":8,"cp":39.1809,"cs":440000,"cc":["@","7"],
                  "z":"C","t":"2023-04-06T14:25:06.542305024Z"},
                 {"T":"x","S":"MSFT","i":465,"x":"D","p":300,"s":100,"a":"C","z":"C","t":"2021-10-04T13:56:10.6Z"},
                 {"T":"q","S":"AAPL"}]""");

        assertThat(said).containsExactly(
                "{\"action\":\"auth\",\"key\":\"k&y\",\"secret\":\"s\"}", "{\"action\":\"subscribe\",\"trades\":[\"AAPL\",\"MSFT\"]}");
        assertThat(session.isSubscribed()).isTrue();
        assertThat(session.takeTrades()).containsExactly(
                trade("AAPL", "126.55", "1", "2021-02-22T15:51:44.208123456Z", "D", "@,I", "96921"),
                trade("AAPL", "39.1809", "440000", "2023-04-06T14:25:06.542305024Z", "M", "@,7", "8").correcting("7"),
                trade("MSFT", "300", "100", "2021-10-04T13:56:10.600Z", "D", null, "465").cancelled());
    }

    @Test
    void massive() throws FeedException {
        Session session = heard("massive", "[{\"ev\":\"status\",\"status\":\"connected\",\"message\":\"Connected Successfully\"}]",
                "[{\"ev\":\"status\",\"status\":\"auth_success\",\"message\":\"authenticated\"}]",
                "[{\"ev\":\"status\",\"status\":\"success\",\"message\":\"subscribed to: T.AAPL\"}]",
                "[{\"ev\":\"T\",\"sym\":\"MSFT\",\"x\":4,\"i\":\"12345\",\"z\":3,\"p\":114.125,\"s\":100,\"c\":[0,12],\"t\":1536036818784,\"q\":3681328}]");

        assertThat(said).containsExactly("{\"action\":\"auth\",\"params\":\"k&y\"}", "{\"action\":\"subscribe\",\"params\":\"T.AAPL,T.MSFT\"}");
        assertThat(session.isSubscribed()).isTrue();
        assertThat(session.takeTrades()).containsExactly(trade("MSFT", "114.125", "100", "2018-09-04T04:53:38.784Z", "4", "0,12", "12345"));
    }

    @Test
    void binance() throws FeedException {
        Session session = heard("binance", """
                {"stream":"aapl@trade","data":{"e":"trade","E":1672515782136,"s":"BNBBTC","t":12345,"p":"0.00100000","q":"100","T":1672515782136,
                 "m":true,"M":true}}""");

        assertThat(settings.open().address()).hasToString("wss://stream.binance.com:9443/stream?streams=aapl@trade/msft@trade");
        assertThat(said).isEmpty();
        assertThat(session.takeTrades()).containsExactly(trade("BNBBTC", "0.00100000", "100", "2022-12-31T19:43:02.136Z", "BINANCE", null, "12345"));
    }

    @Test
    void coinbase() throws FeedException {
        Session session = heard("coinbase", "{\"type\":\"subscriptions\",\"channels\":[]}", """
                {"type":"last_match","trade_id":9,"time":"2014-11-07T08:19:26Z","product_id":"BTC-USD","size":"1","price":"400"}""", """
                {"type":"match","trade_id":10,"sequence":50,"maker_order_id":"a","taker_order_id":"b","time":"2014-11-07T08:19:27.028459Z",
                 "product_id":"BTC-USD","size":"5.23512","price":"400.23","side":"sell"}""", """
                {"type":"heartbeat","sequence":90,"last_trade_id":20,"product_id":"BTC-USD","time":"2014-11-07T08:19:28.464459Z"}""");

        assertThat(said).containsExactly(
                "{\"type\":\"subscribe\",\"product_ids\":[\"AAPL\",\"MSFT\"],\"channels\":[\"matches\",\"heartbeat\"]}");
        assertThat(session.isSubscribed()).isTrue();
        assertThat(session.takeTrades()).containsExactly(trade("BTC-USD", "400.23", "5.23512", "2014-11-07T08:19:27.028459Z", "COINBASE", null, "10"));
        assertThat(session.takeLastIds()).containsExactly(new Session.LastId("BTC-USD", 20, NOW));
    }

    /** As EODHD's, and as Twelve Data's. */
    @Test
    void anyOther() throws FeedException {
        settings.setUrl("wss://example.org/us?api_token=<key>");
        settings.setSubscribe("{\"action\":\"subscribe\",\"symbols\":\"<symbols>\"}");
        settings.setPointers("symbol:/s,price:/p,time:/t,size:/v,venue:/x");
        Session session = heard("generic", "{\"status_code\":200,\"message\":\"Authorized\"}", "{\"s\":\"AAPL\",\"p\":227.31,\"v\":100,\"t\":1725198451165,\"x\":4}");

        assertThat(settings.open().address()).hasToString("wss://example.org/us?api_token=k%26y");
        assertThat(said).containsExactly("{\"action\":\"subscribe\",\"symbols\":\"AAPL,MSFT\"}", "ping");
        assertThat(session.takeTrades()).containsExactly(
                trade("AAPL", "227.31", "100", "2024-09-01T13:47:31.165Z", "4", null, "1725198451165-227.31-100-1"));

        said.clear();
        settings.setSubscribe("{\"add\":\"<symbol>\"}");
        session("generic");
        assertThat(said).containsExactly("{\"add\":\"AAPL\"}", "{\"add\":\"MSFT\"}", "ping");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            finnhub  | {"type":"trade","data":[{"s":"A","v":1,"t":1}]}                            | it has no p
            finnhub  | {"type":"trade","data":[{"s":"A","p":"1,5","v":1,"t":1}]}                  | a message could not be read
            coinbase | {"type":"match","product_id":"A","price":"1","size":"1","time":"today"}    | 'today' could not be parsed
            massive  | {"ev":                                                                     | a message could not be read
            """)
    void whatCannotBeReadIsSaidAndNotPassedOver(String feed, String message, String why) throws FeedException {
        Session session = heard(feed, message);

        assertThat(session.takeTrades()).isEmpty();
        assertThat(session.takeUnread()).singleElement().asString().startsWith("a message could not be read: ").contains(why);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            finnhub  | {"type":"error","msg":"Invalid API key"}                                                | finnhub refuses the key (Invalid API key): check
            finnhub  | {"type":"error","msg":"Subscribing to too many symbols"}                                | finnhub says: Subscribing to too many symbols
            alpaca   | [{"T":"error","code":402,"msg":"auth failed"}]                                          | alpaca refuses the key (402 auth failed): check
            alpaca   | [{"T":"error","code":405,"msg":"symbol limit exceeded"}]                                | alpaca refuses the symbols (405 symbol limit exceeded): ask
            alpaca   | [{"T":"error","code":406,"msg":"connection limit exceeded"}]                            | alpaca says: 406 connection limit exceeded
            massive  | [{"ev":"status","status":"auth_failed","message":"authentication failed"}]              | massive refuses the key (authentication failed): check
            massive  | [{"ev":"status","status":"max_connections","message":"Maximum connections exceeded."}]  | massive says: Maximum connections exceeded.
            coinbase | {"type":"error","message":"Failed to subscribe","reason":"X-Y is not a valid product"}  | coinbase says: Failed to subscribe (X-Y is not a valid product)
            """)
    void whatAProviderRefusesIsSaidInItsWords(String feed, String message, String sentence) {
        assertThatThrownBy(() -> heard(feed, message)).isInstanceOf(FeedException.class).hasMessageStartingWith(sentence);
    }

    @ParameterizedTest
    @CsvSource({"1700000000,2023-11-14T22:13:20Z", "1700000000.5,2023-11-14T22:13:20.500Z", "1700000000123,2023-11-14T22:13:20.123Z",
        "1700000000123456,2023-11-14T22:13:20.123456Z", "1700000000123456789,2023-11-14T22:13:20.123456789Z",
        "2023-11-14T22:13:20Z,2023-11-14T22:13:20Z", "2023-11-14 17:13:20-05:00,2023-11-14T22:13:20Z"})
    void aTimeIsReadInWhateverUnit(String text, Instant time) throws Exception {
        assertThat(new Item(Json.mapper().readTree("\"" + text + "\"")).instant("time")).isEqualTo(time);
    }

    @Test
    void theKeyMayBeInAFile() throws Exception {
        Path file = Files.writeString(directory.resolve("key"), "the key\nthe secret\n");
        settings.setKeyFile(file.toString());
        session("alpaca").hear("[{\"T\":\"success\",\"msg\":\"connected\"}]", NOW);

        assertThat(said).containsExactly("{\"action\":\"auth\",\"key\":\"the key\",\"secret\":\"the secret\"}");
        assertThat(settings.masked("wss://x?token=the+key and the key, the secret")).isEqualTo("wss://x?token=*** and ***, ***");
    }

    @Test
    void whatIsMissingOrMisspeltIsSaidBeforeAnythingIsConnected() {
        refused("live.feed is 'bloomberg'; it can be finnhub, alpaca,", () -> settings.setFeed("bloomberg"));
        refused("live.symbols is blank", () -> settings.setFeed("finnhub"));
        refused("finnhub wants a key: set LIVE_KEY", () -> settings.setSymbols("A"));
        refused("alpaca wants a secret", () -> {
            settings.setKey("k");
            settings.setFeed("alpaca");
        });
        refused("live.url is 'http://x/***'; it must be", () -> {
            settings.setFeed("finnhub");
            settings.setUrl("http://x/k");
        });
        refused("live.pointers has 'prise:/p'", () -> {
            settings.setFeed("generic");
            settings.setPointers("symbol:/s,prise:/p");
        });
        refused("live.pointers must tell", () -> settings.setPointers("symbol:/s,price:/p"));
        refused("live.key-file: nowhere does not exist", () -> settings.setKeyFile("nowhere"));
        assertThatThrownBy(() -> settings.setIdleTimeout("soon")).hasMessage("live.idle-timeout is 'soon'; it can be a time such as 30s");
    }

    private void refused(String sentence, Runnable setting) {
        setting.run();
        assertThatThrownBy(settings::open).isInstanceOf(StartException.class).hasMessageStartingWith(sentence);
    }

    private static Trade trade(String symbol, String price, String size, String time, String venue, String conditions, String id) {
        return Trade.of(symbol, new BigDecimal(price), new BigDecimal(size), Instant.parse(time), venue, conditions, id).received(NOW);
    }
}

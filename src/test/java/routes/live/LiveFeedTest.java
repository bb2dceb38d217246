package routes.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import exchange.Deal;
import exchange.FakeExchange;
import exchange.Mischief;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Each feed against an exchange that speaks as the provider does: each trade that was sent comes once, or is in a gap. */
@Tag("servers")
class LiveFeedTest {
    private static final Duration PACE = Duration.ofMillis(1);
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final List<Mischief> CUTS = List.of(Mischief.CUT, Mischief.CUT_IN_MESSAGE, Mischief.CLOSE);
    private static final List<Mischief> ODDITIES =
            List.of(Mischief.REPEAT, Mischief.REORDER, Mischief.LATE, Mischief.PARTS, Mischief.CORRECT, Mischief.CANCEL);

    /** That of our own classes passes nothing on to the other. */
    private static final List<Logger> LOGGERS = List.of((Logger) LoggerFactory.getLogger("ROOT"), (Logger) LoggerFactory.getLogger("routes"));

    private final List<Received> received = new CopyOnWriteArrayList<>();
    private final LiveSettings settings = new LiveSettings();
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private FakeExchange exchange;

    private void listen(String feed, long seed) throws Exception {
        exchange = FakeExchange.start(feed, seed, PACE);
        settings.setFeed(feed);
        settings.setSymbols("AAA,BBB,CCC");
        settings.setUrl(exchange.url());
        settings.setKey(FakeExchange.KEY);
        settings.setSecret(FakeExchange.SECRET);
        settings.setSubscribe("{\"listen\":\"<symbols>\"}");
        settings.setPointers("trades:/ticks,symbol:/what/ticker,price:/last,size:/amount,time:/when,id:/number");
        settings.setIdleTimeout("300ms");
        settings.setReconnectDelay("2ms");
        settings.setLongestReconnectDelay("20ms");
        start();
    }

    private void start() throws Exception {
        camel.getRegistry().bind("liveSettings", settings);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("live:" + settings.feed()).process(one -> received.add(one.getMessage().getBody(Received.class)));
            }
        });
        camel.start();
    }

    @AfterEach
    void stop() {
        camel.stop();
        if (exchange != null) {
            exchange.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"finnhub", "alpaca", "massive", "binance", "coinbase", "generic"})
    void aFeedTellsEachTradeOnceHoweverOftenItIsCut(String feed) throws Exception {
        Random random = new Random(17);
        listen(feed, 17);
        for (int i = 0; i < 100; i++) {
            exchange.mischief(CUTS.get(random.nextInt(CUTS.size())));
            exchange.mischief(ODDITIES.get(random.nextInt(ODDITIES.size())));
        }

        await().atMost(LIMIT).until(() -> exchange.done() >= 200);
        finish();

        assertThat(LiveConsumers.of(camel).reconnects()).isGreaterThanOrEqualTo(100);
        assertThat(repeated()).as("twice").isEmpty();
        assertThat(lost()).as("neither here nor in a gap").isEmpty();
        assertThat(trades().size()).isGreaterThan(exchange.made().size() / 10);
    }

    /** What is quiet and what is gone look alike until nobody answers a ping. */
    @Test
    void aConnectionThatFallsSilentIsReplaced() throws Exception {
        listen("alpaca", 3);
        exchange.mischief(Mischief.HALF_OPEN);
        await().atMost(LIMIT).until(() -> exchange.done() >= 1 && exchange.connections() >= 2);
        finish();

        assertThat(gaps()).extracting(Gap::reason).contains("nothing was heard of alpaca for 300ms");
        assertThat(lost()).isEmpty();
    }

    @Test
    void aTradeHasTheDigitsThatTheExchangeSent() throws Exception {
        listen("binance", 5);
        await().atMost(LIMIT).until(() -> trades().size() > 10);
        finish();

        assertThat(trades()).allSatisfy(trade -> {
            assertThat(trade.price().scale()).isEqualTo(8);
            assertThat(exchange.made()).anySatisfy(made -> {
                assertThat(made.deal().price()).isEqualByComparingTo(trade.price());
                assertThat(made.deal().time()).isEqualTo(trade.time());
                assertThat(String.valueOf(made.deal().id())).isEqualTo(trade.id());
            });
            assertThat(trade.received()).isAfterOrEqualTo(trade.time());
        });
    }

    @Test
    void correctionsAndCancelsSayWhichTradeTheyAreAbout() throws Exception {
        listen("alpaca", 9);
        exchange.mischief(Mischief.CORRECT);
        exchange.mischief(Mischief.CANCEL);
        await().atMost(LIMIT).until(() -> trades().stream().map(Trade::kind).distinct().count() == 3);
        finish();

        List<Deal> deals = exchange.made().stream().map(FakeExchange.Made::deal).toList();
        Deal correction = deals.stream().filter(deal -> deal.corrects() != null).findFirst().orElseThrow();
        Deal cancel = deals.stream().filter(Deal::cancel).findFirst().orElseThrow();
        assertThat(trades()).filteredOn(trade -> trade.kind() == Trade.Kind.CORRECTION).singleElement()
                .returns(String.valueOf(correction.corrects().id()), Trade::corrects)
                .satisfies(trade -> assertThat(trade.price()).isEqualByComparingTo(correction.price()));
        assertThat(trades()).filteredOn(trade -> trade.kind() == Trade.Kind.CANCEL).singleElement()
                .returns(String.valueOf(cancel.id()), Trade::corrects);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            finnhub | HTTP 401
            alpaca  | 402 auth failed
            massive | authentication failed
            generic | HTTP 403
            """)
    void aRefusedKeyIsToldInOneSentenceWithoutTheKey(String feed, String words) throws Exception {
        ListAppender<ILoggingEvent> log = log();
        String wrong = "s3cr3t/key+%";
        exchange = FakeExchange.start(feed, 1, PACE);
        settings.setFeed(feed);
        settings.setSymbols("AAA");
        settings.setUrl(exchange.url());
        settings.setKey(wrong);
        settings.setSecret("s3cr3t2");
        settings.setSubscribe("{\"listen\":\"<symbols>\"}");
        settings.setPointers("symbol:/s,price:/p,time:/t");
        settings.setLongestReconnectDelay("2ms");
        start();
        await().atMost(LIMIT).until(() -> exchange.connections() > 3);

        assertThat(texts(log)).filteredOn(line -> line.contains("refuses the key")).singleElement().asString()
                .startsWith("live: " + feed + " refuses the key (" + words + "): check live.key, or the file live.key-file");
        assertThat(texts(log)).noneMatch(line -> line.contains("s3cr3t"));
    }

    @Test
    void aProviderThatRefusesMoreConnectionsIsLeftInPeaceForAWhile() throws Exception {
        ListAppender<ILoggingEvent> log = log();
        exchange = FakeExchange.start("coinbase", 1, PACE);
        exchange.refuseOnce(429);
        settings.setFeed("coinbase");
        settings.setSymbols("AAA");
        settings.setUrl(exchange.url());
        settings.setLongestReconnectDelay("40ms");
        start();
        await().atMost(LIMIT).until(() -> !trades().isEmpty());

        assertThat(texts(log)).anyMatch(line -> line.contains("coinbase refuses so many connections (HTTP 429)"));
    }

    @Test
    void pointersThatFindNothingAreNoticed() throws Exception {
        ListAppender<ILoggingEvent> log = log();
        exchange = FakeExchange.start("generic", 1, PACE);
        settings.setFeed("generic");
        settings.setSymbols("AAA");
        settings.setUrl(exchange.url());
        settings.setKey(FakeExchange.KEY);
        settings.setSubscribe("{\"listen\":\"<symbols>\"}");
        settings.setPointers("trades:/ticks,symbol:/what/ticker,price:/price,time:/when");
        start();

        await().atMost(LIMIT).until(() -> texts(log).stream().anyMatch(line -> line.startsWith("live: many messages came, and no trade was found in them")));
        assertThat(texts(log)).filteredOn(line -> line.contains("many messages")).singleElement().asString().contains("\"ticker\":\"AAA\"");
    }

    /** What the key is part of: settings, addresses, messages to the provider and what the JDK says of them. */
    @Test
    void theKeyIsInNoLineOfTheLog() throws Exception {
        Level before = LOGGERS.get(0).getLevel();
        ListAppender<ILoggingEvent> log = log();
        try {
            LOGGERS.forEach(logger -> logger.setLevel(Level.DEBUG));
            listen("finnhub", 2);
            exchange.mischief(Mischief.CUT);
            exchange.refuseOnce(500);
            await().atMost(LIMIT).until(() -> exchange.connections() > 2 && exchange.done() > 0);
            finish();
        } finally {
            LOGGERS.get(0).setLevel(before);
            LOGGERS.get(1).setLevel(Level.INFO);
        }

        assertThat(texts(log)).hasSizeGreaterThan(10)
                .noneMatch(line -> line.contains(FakeExchange.KEY));
    }

    private static ListAppender<ILoggingEvent> log() {
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        LOGGERS.forEach(logger -> logger.addAppender(log));
        return log;
    }

    private static List<String> texts(ListAppender<ILoggingEvent> log) {
        return log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }

    /** The market closes, and what was under way arrives: the last trade that was made, or the gap that it is in. */
    private void finish() {
        int connected = received.size();
        await().atMost(LIMIT).until(() -> LiveConsumers.of(camel).connected() == 1 && received.size() > connected);
        exchange.closeMarket();
        await().atMost(LIMIT).until(() -> lost().isEmpty());
    }

    private List<Trade> trades() {
        return received.stream().flatMap(one -> one.trades().stream()).toList();
    }

    private List<Gap> gaps() {
        return received.stream().flatMap(one -> one.gaps().stream()).toList();
    }

    private List<String> repeated() {
        Map<String, Integer> counts = new HashMap<>();
        trades().forEach(trade -> counts.merge(identity(trade), 1, Integer::sum));
        return counts.entrySet().stream().filter(count -> count.getValue() > 1).map(Map.Entry::getKey).toList();
    }

    private List<FakeExchange.Made> lost() {
        List<String> here = trades().stream().map(LiveFeedTest::identity).toList();
        var known = new HashSet<>(here);
        List<Gap> gaps = gaps();
        List<FakeExchange.Made> lost = new ArrayList<>(exchange.made());
        lost.removeIf(made -> known.contains(identity(made.deal())) || gaps.stream().anyMatch(gap -> isIn(gap, made)));
        return lost;
    }

    /** By what the gap says: when the trade was sent. */
    private static boolean isIn(Gap gap, FakeExchange.Made made) {
        return !made.at().isBefore(gap.from()) && !made.at().isAfter(gap.to()) && (gap.symbol() == null || gap.symbol().equals(made.deal().symbol()));
    }

    private static String identity(Trade trade) {
        return identity(trade.symbol(), trade.price(), trade.size(), trade.time().toEpochMilli(), trade.kind() == Trade.Kind.CANCEL);
    }

    private static String identity(Deal deal) {
        return identity(deal.symbol(), deal.price(), deal.size(), deal.time().toEpochMilli(), deal.cancel());
    }

    private static String identity(String symbol, BigDecimal price, BigDecimal size, long time, boolean cancel) {
        return symbol + " " + price.stripTrailingZeros() + " " + size.stripTrailingZeros() + " " + time + (cancel ? " cancelled" : "");
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import exchange.FakeExchange;
import exchange.Mischief;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import routes.lang.StartException;
import routes.replay.Replay;
import routes.watch.Progress;

/** From the exchange to the lake: each trade that was sent after the first subscription is there once, or in a gap that is named. */
@Tag("servers")
class LiveToLakeTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Duration PACE = Duration.ofMillis(2);
    private static final List<Mischief> CUTS = List.of(Mischief.CUT, Mischief.CUT_IN_MESSAGE, Mischief.CLOSE);

    private FakeExchange exchange;

    private Lab lab(String feed, String... further) {
        exchange = FakeExchange.start(feed, 4, PACE);
        List<String> settings = new ArrayList<>(List.of(
                "source", "websocket", "live.feed", feed, "live.symbols", "AAA,BBB,CCC", "live.url", exchange.url(), "live.key", FakeExchange.KEY,
                "live.secret", FakeExchange.SECRET, "live.reconnect-delay", "5ms", "live.longest-reconnect-delay", "20ms", "live.idle-timeout", "500ms",
                "live.subscribe", "{\"listen\":\"<symbols>\",\"as\":{\"in\":{} } }",
                "live.pointers", "trades:/ticks,symbol:/what/ticker,price:/last,size:/amount,time:/when,id:/number"));
        settings.addAll(Arrays.asList(further));
        Lab lab = Lab.with(settings.toArray(String[]::new));
        lab.set("live.gaps-topic", lab.topic + ".gaps").set("bars.topic", lab.topic + ".bars").set("bars.group", lab.topic + "-bars");
        return lab;
    }

    @AfterEach
    void close() {
        if (exchange != null) {
            exchange.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"finnhub", "alpaca", "massive", "binance", "coinbase", "generic"})
    void everyTradeIsInTheLakeOnceOrInAGapAlsoWhenTheServiceIsStoppedMeanwhile(String feed) {
        try (Lab lab = lab(feed)) {
            for (int run = 0; run < 2; run++) {
                lab.start();
                for (int i = 0; i < 50; i++) {
                    exchange.mischief(CUTS.get(i % CUTS.size()));
                    exchange.mischief(Mischief.REPEAT);
                }
                long done = 100L * (run + 1);
                Lab.until(() -> exchange.done() >= done);
                if (run == 0) {
                    lab.stop();
                }
            }
            exchange.closeMarket();
            await().atMost(LIMIT).untilAsserted(() -> assertThat(lost(records(lab), gaps(lab))).as("in the gaps %s", gaps(lab)).isEmpty());
            lab.drained();

            List<JsonNode> lines = lab.lines();
            assertThat(lost(lines, gaps(lab))).as("neither in the lake nor in a gap").isEmpty();
            assertThat(lines.stream().map(LiveToLakeTest::identity)).as("twice").doesNotHaveDuplicates();
            assertThat(gaps(lab)).extracting(gap -> gap.get("reason").asText()).contains("the pipeline was not running");
            assertThat(lines).allSatisfy(line -> {
                assertThat(fields(line)).contains("symbol", "price", "size", "trade_time", "received_time", "feed", "trade_id", "kind", "sets_price", "sets_volume");
                assertThat(line.get("price").isNumber()).isTrue();
                assertThat(line.get("feed").asText()).isEqualTo(feed);
                assertThat(line.get("sets_price").asBoolean()).isEqualTo(!tellsOddLots(feed) || line.get("size").asInt() >= 100);
            });
            assertThat(lab.verify().clean()).isTrue();
            assertThat(lab.pipeline().bean("progress", Progress.class).rows()).isPositive();
        }
    }

    @Test
    void nothingIsReplayedBesideAndAFeedHasNoEnd() {
        try (Lab lab = lab("coinbase")) {
            lab.start();
            assertThat(lab.pipeline().context().getRoute("live-to-kafka")).isNotNull();
            assertThat(lab.pipeline().bean("replay", Replay.class).source()).isNull();
            assertThat(lab.pipeline().setting("report.directory")).isEqualTo("classpath:live/reports");
        }
        assertThatThrownBy(() -> lab("coinbase", "pipeline.once", "true").start())
                .isInstanceOf(StartException.class).hasMessageContaining("a live feed has no end");
        assertThatThrownBy(() -> lab("finnhub", "live.key", "").start())
                .isInstanceOf(StartException.class).hasMessageStartingWith("finnhub wants a key: set LIVE_KEY");
    }

    /** At the start Camel logs all settings, and the routes with their addresses; at DEBUG its settings in full, which a file's content is none of. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theKeyAndTheSecretAreInNoLineOfTheLog(boolean inFile, @TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("key"), FakeExchange.KEY + "\n" + FakeExchange.SECRET);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        List<Logger> loggers = Stream.of("ROOT", "routes", "route", "org.apache.camel").map(name -> (Logger) LoggerFactory.getLogger(name)).toList();
        Level before = loggers.get(3).getLevel();
        loggers.subList(0, 3).forEach(logger -> logger.addAppender(log));
        loggers.get(3).setLevel(inFile ? Level.DEBUG : Level.INFO);
        try (Lab lab = inFile ? lab("alpaca", "live.key", "", "live.secret", "", "live.key-file", file.toString()) : lab("alpaca")) {
            lab.start();
            Lab.until(() -> lab.pipeline().bean("progress", Progress.class).rows() > 0);
        } finally {
            loggers.get(3).setLevel(before);
            loggers.subList(0, 3).forEach(logger -> logger.detachAppender(log));
        }

        List<String> lines = log.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertThat(lines).anyMatch(line -> line.contains("live.symbols")).anyMatch(line -> line.contains("live.key"));
        assertThat(lines).noneMatch(line -> line.contains(FakeExchange.KEY) || line.contains(FakeExchange.SECRET));
    }

    @Test
    void withoutTheSettingThereIsNoSuchRoute() {
        try (Lab lab = Lab.with()) {
            lab.start();
            assertThat(lab.pipeline().context().getRoute("live-to-kafka")).isNull();
            assertThat(lab.pipeline().setting("report.directory")).isEqualTo("classpath:reports");
        }
    }

    private static List<JsonNode> records(Lab lab) {
        return lab.records().stream().map(record -> Lab.json(record.value())).toList();
    }

    private static List<JsonNode> gaps(Lab lab) {
        return Lab.records(lab.topic + ".gaps").stream().map(record -> Lab.json(record.value())).toList();
    }

    private List<FakeExchange.Made> lost(List<JsonNode> lines, List<JsonNode> gaps) {
        Set<String> known = lines.stream().map(LiveToLakeTest::identity).collect(Collectors.toSet());
        List<Missing> missing = gaps.stream().map(Missing::of).toList();
        return exchange.made().stream()
                .filter(made -> !known.contains(identity(made)))
                .filter(made -> missing.stream().noneMatch(gap -> gap.covers(made)))
                .toList();
    }

    /** @param symbol null for all */
    private record Missing(Instant from, Instant to, String symbol) {
        static Missing of(JsonNode gap) {
            return new Missing(time(gap.get("from")), time(gap.get("to")), gap.has("symbol") ? gap.get("symbol").asText() : null);
        }

        boolean covers(FakeExchange.Made made) {
            return (symbol == null || symbol.equals(made.deal().symbol())) && !made.at().isBefore(from) && !made.at().isAfter(to);
        }
    }

    private static Instant time(JsonNode text) {
        return LocalDateTime.parse(text.asText().replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    private static boolean tellsOddLots(String feed) {
        return Set.of("finnhub", "alpaca", "massive").contains(feed);
    }

    private static String identity(JsonNode line) {
        return identity(line.get("symbol").asText(), line.get("price").decimalValue(), line.get("size").decimalValue(), time(line.get("trade_time")));
    }

    private static String identity(FakeExchange.Made made) {
        return identity(made.deal().symbol(), made.deal().price(), made.deal().size(), made.deal().time());
    }

    private static String identity(String symbol, BigDecimal price, BigDecimal size, Instant time) {
        return "%s %s %s %s".formatted(symbol, price.stripTrailingZeros(), size.stripTrailingZeros(), time);
    }

    private static Set<String> fields(JsonNode line) {
        Set<String> names = new TreeSet<>();
        line.fieldNames().forEachRemaining(names::add);
        return names;
    }
}

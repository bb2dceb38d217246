package routes.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import routes.bar.TradeRecord.Kind;
import routes.lang.Json;

/** What is told of a bar, and when. */
class PartitionBarsTest {
    private final List<TradeRecord> records = new ArrayList<>();
    private long begin;
    private PartitionBars bars = bars("1m,1h", Progress.since(0));

    private PartitionBars bars(String timeframes, Progress progress) {
        return bars(timeframes, ZoneOffset.UTC, progress);
    }

    private PartitionBars bars(String timeframes, ZoneId zone, Progress progress) {
        return new PartitionBars(Stream.of(timeframes.split(",")).map(Timeframe::of).toList(), zone, 0, new TradeLog() {
            @Override
            public long begin() {
                return begin;
            }

            @Override
            public Chunk read(long from, long to, String symbol) {
                assertThat(from).as("what is gone cannot be read").isGreaterThanOrEqualTo(begin);
                return new Chunk(records.subList((int) from, (int) to).stream().filter(one -> symbol == null || symbol.equals(one.symbol())).toList(), to);
            }
        }, progress);
    }

    private boolean add(String symbol, String time, String price, String size, String id) {
        return add(Kind.TRADE, symbol, time, price, size, id, null, true);
    }

    private boolean add(Kind kind, String symbol, String time, String price, String size, String id, String corrects, boolean setsPrice) {
        Instant at = Instant.parse(time + "Z");
        records.add(new TradeRecord(
                records.size(), at.toEpochMilli(), kind, symbol, "V", id, corrects, at.toEpochMilli() * 1000, new BigDecimal(price), new BigDecimal(size),
                setsPrice, true));
        return bars.add(records.get(records.size() - 1));
    }

    private List<String> changed() {
        return bars.changed().stream().map(bar -> Json.text(bar.json())).toList();
    }

    private List<String> states(String timeframe) {
        return bars.changed().stream()
                .filter(bar -> bar.timeframe().equals(timeframe))
                .map(bar -> "%s %s %d %s".formatted(bar.symbol(), bar.time().substring(5, 16), bar.revision(), bar.state()))
                .toList();
    }

    @Test
    void aBarFormsIsClosedByTheNextAndRevisedByWhatIsLate() {
        add("A", "2026-03-02T15:00:01", "10.50", "100", "1");
        add("A", "2026-03-02T15:00:59.999", "10.00", "300", "2");
        assertThat(changed()).containsExactly("""
                {"symbol":"A","timeframe":"1m","bar_time":"2026-03-02 15:00:00","open":10.5,"high":10.5,"low":10,"close":10,"volume":400,\
                "vwap":10.125,"trade_count":2,"revision":1,"state":"forming"}""", """
                {"symbol":"A","timeframe":"1h","bar_time":"2026-03-02 15:00:00","open":10.5,"high":10.5,"low":10,"close":10,"volume":400,\
                "vwap":10.125,"trade_count":2,"revision":1,"state":"forming"}""");

        add("B", "2026-03-02T15:02:00", "1", "1", "1");
        assertThat(states("1m")).as("each symbol for itself").containsExactly("B 03-02 15:02 2 FORMING");

        add("A", "2026-03-02T15:01:00", "11", "100", "3");
        assertThat(states("1m")).containsExactly("A 03-02 15:00 3 CLOSED", "A 03-02 15:01 3 FORMING");

        add("A", "2026-03-02T15:00:30", "9", "100", "4");
        assertThat(states("1m")).containsExactly("A 03-02 15:00 4 REVISED");
        assertThat(changed()).isEmpty();
    }

    @Test
    void aTradeThatSetsNoPriceCountsAndABarThatLostAllItsTradesIsToldToo() {
        add(Kind.TRADE, "A", "2026-03-02T15:00:01", "99", "10", "1", null, false);
        assertThat(changed()).first().asString().contains("\"open\":null", "\"close\":null", "\"volume\":10,\"vwap\":99,\"trade_count\":1");

        add("A", "2026-03-02T15:00:02", "98", "10", "2");
        add("A", "2026-03-02T15:01:00", "98", "10", "3");
        add(Kind.CANCEL, "A", "2026-03-02T15:01:00", "99", "10", "1", "1", true);
        add(Kind.CANCEL, "A", "2026-03-02T15:01:00", "98", "10", "2", "2", true);
        assertThat(changed()).first().asString()
                .contains("\"open\":null", "\"volume\":0,\"vwap\":null,\"trade_count\":0,\"revision\":4,\"state\":\"revised\"");
    }

    @Test
    void theSessionIsADateOfTheExchangeAndEndsWithTheNext() {
        bars = bars("1m,1d", ZoneId.of("America/New_York"), Progress.since(0));
        add("A", "2026-03-03T04:59:00", "1", "1", "1");
        add("B", "2026-03-03T04:59:00", "1", "1", "1");
        assertThat(states("1d")).containsExactly("A 03-02 05:00 0 FORMING", "B 03-02 05:00 1 FORMING");

        add("A", "2026-03-03T05:00:00", "1", "1", "2");
        assertThat(bars.changed()).extracting(bar -> bar.symbol() + " " + bar.timeframe() + " " + bar.state()).containsExactlyInAnyOrder(
                "A 1m CLOSED", "A 1d CLOSED", "B 1m CLOSED", "B 1d CLOSED", "A 1m FORMING", "A 1d FORMING");
    }

    @Test
    void afterARestartTheSessionThatEndedMeanwhileIsReadAgainAndClosed() {
        add("A", "2026-03-02T15:00:00", "1", "1", "1");
        changed();
        bars = bars("1m,1d", Progress.parse(bars.progress().text()));
        add("A", "2026-03-03T15:00:00", "1", "1", "1");

        assertThat(states("1d")).containsExactlyInAnyOrder("A 03-02 00:00 1 CLOSED", "A 03-03 00:00 1 FORMING");
    }

    @Test
    void noBarIsToldWhoseTradesKafkaHasLost() {
        add("A", "2026-03-02T15:00:00", "1", "1", "1");
        add("A", "2026-03-02T15:10:00", "2", "1", "2");
        begin = 1;
        bars = bars("1m,1h", Progress.parse(bars.progress().text()));

        assertThat(add("A", "2026-03-02T15:10:30", "3", "1", "3")).as("of a minute that may have begun before").isFalse();
        assertThat(add("A", "2026-03-02T15:12:00", "4", "1", "4")).isTrue();
        assertThat(add("A", "2026-03-02T16:00:00", "4", "1", "5")).isTrue();
        assertThat(bars.changed()).extracting(bar -> bar.timeframe() + " " + bar.time().substring(11, 16)).containsExactlyInAnyOrder(
                "1m 15:12", "1m 16:00", "1h 16:00");

        bars = bars("1m", Progress.parse(bars.progress().text()));
        assertThat(add("A", "2026-03-02T15:11:00", "3", "1", "6")).as("still after another restart").isFalse();
    }

    @Test
    void aColdMinuteThatCannotBeReadAgainIsLeftAsItWas() {
        add("A", "2026-03-02T15:00:00", "1", "1", "1");
        add("A", "2026-03-02T15:10:00", "2", "1", "2");
        changed();
        begin = 1;

        assertThat(add("A", "2026-03-02T15:00:30", "3", "1", "3")).isFalse();
        assertThat(add("A", "2026-03-02T15:10:30", "3", "1", "4")).isTrue();
        assertThat(states("1h")).as("it would lack a trade").isEmpty();
        assertThat(add("B", "2026-03-02T15:00:30", "3", "1", "3")).as("another symbol").isTrue();
    }

    @Test
    void whatStandsInTheMetadataOfACommitFitsThereForEver() {
        IntStream.range(0, 400).forEach(day ->
                add("A", Instant.parse("2026-03-02T15:00:00Z").plusSeconds(86_400L * day).toString().replace("Z", ""), "1", "1", "1"));

        assertThat(bars.progress().text().length()).isLessThan(3000);
        assertThat(add("A", "2026-03-02T15:01:00", "1", "1", "2")).as("of a session that is forgotten").isFalse();
        assertThat(add("A", "2027-04-01T15:01:00", "1", "1", "2")).isTrue();
    }

    @Test
    void whatIsNoTradeIsPassedOver() {
        assertThat(parsed("{\"symbol\":\"A\"}")).isEmpty();
        assertThat(parsed("no JSON")).isEmpty();
        assertThat(parsed("{\"symbol\":\"A\",\"price\":\"1.5\",\"trade_time\":\"2026-03-02 15:00:00\",\"trade_id\":\"7\",\"kind\":\"trade\"}")).isEmpty();
        assertThat(TradeRecord.of(new ConsumerRecord<>("t", 0, 0, null, null))).isEmpty();
        assertThat(parsed("""
                {"symbol":"A","price":1.50,"trade_time":"2026-03-02 15:00:00.123456","feed":"x","trade_id":"7","kind":"trade"}"""))
                .as("without what is new, and without size").contains(new TradeRecord(
                        5, -1, Kind.TRADE, "A", null, "7", null, 1_772_463_600_123_456L, new BigDecimal("1.50"), BigDecimal.ZERO, true, true));
    }

    private static Optional<TradeRecord> parsed(String json) {
        return TradeRecord.of(new ConsumerRecord<>("t", 0, 5, null, json.getBytes()));
    }
}

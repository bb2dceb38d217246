package routes.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import routes.lang.StartException;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;

class SimulatedMarketTest {
    private static final int INDICES = SimulatedIndex.ALL.size();
    private static final int DAY = INDICES * SimulatedMarket.TICKS;

    private final SimulatedMarket market = SimulatedMarket.of(1, SimulatedMarket.TICKS, 0, "index");

    /** A row, parsed. */
    private record Tick(
            String index, LocalDate day, LocalDateTime time, double open, double high, double low, double close, double adjClose, long volume) {
        static Tick of(RawRow row) {
            String[] cells = new String(row.bytes(), StandardCharsets.UTF_8).split(",");
            return new Tick(cells[0], LocalDate.parse(cells[1]), LocalDateTime.parse(cells[2]), Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]), Double.parseDouble(cells[5]), Double.parseDouble(cells[6]), Double.parseDouble(cells[7]),
                    Long.parseLong(cells[8]));
        }
    }

    @Test
    void theSameSeedGivesTheSameRowsForEver() {
        assertThat(texts(market.rows(MarketTime.NONE, 0), 2)).containsExactly(
                "N225,2025-01-01,2025-01-01T00:00,33572.58,33572.58,33572.58,33572.58,33572.58,3987,335.73",
                "KS11,2025-01-01,2025-01-01T00:00,2447.14,2447.14,2447.14,2447.14,2447.14,8302,2.20");
        assertThat(texts(SimulatedMarket.of(2, SimulatedMarket.TICKS, 0, "index").rows(MarketTime.NONE, 0), 100))
                .doesNotContainAnyElementsOf(texts(market.rows(MarketTime.NONE, 0), 100));
    }

    @Property(seed = "1", tries = 50)
    void goesOnAfterAnyRowAsIfItHadNeverStopped(@ForAll @LongRange(max = 40L * 14 * 79) long after, @ForAll @IntRange(min = 1, max = 3000) int rows) {
        List<RawRow> all = take(market.rows(MarketTime.NONE, 0), (int) after + rows);
        List<RawRow> rest = take(market.rows(MarketTime.NONE, after), rows);

        assertThat(rest).extracting(RawRow::number).first().isEqualTo(after + 1);
        assertThat(rest.stream().map(SimulatedMarketTest::text)).isEqualTo(all.subList((int) after, all.size()).stream().map(SimulatedMarketTest::text).toList());
    }

    @Property(seed = "2", tries = 100)
    void beginsAtAnyTimeWithTheFirstRowThatIsNotBefore(@ForAll @LongRange(min = -10, max = 3_000_000) long day, @ForAll @IntRange(max = 86_399) int second) {
        long from = market.period().first() + day * 86_400_000 + second * 1000L;
        try (PassRows rows = market.rows(from, 0)) {
            assertThat(rows.hasNext()).isEqualTo(from <= market.period().last());
            if (rows.hasNext()) {
                RawRow first = rows.next();
                assertThat(market.time(first)).isGreaterThanOrEqualTo(from);
                assertThat(first.number() == 1 || market.time(first.numbered(first.number() - 1)) < from).isTrue();
            }
        } catch (java.io.IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }

    @Test
    void aDayGrowsTickByTickInTheOrderOfTime() {
        List<Tick> ticks = take(market.rows(MarketTime.NONE, 0), 10 * DAY).stream().map(Tick::of).toList();
        Map<String, Tick> last = new HashMap<>();
        for (Tick tick : ticks) {
            Tick before = last.put(tick.index() + tick.day(), tick);
            assertThat(tick.low()).isPositive().isLessThanOrEqualTo(Math.min(tick.open(), tick.close()));
            assertThat(tick.high()).isGreaterThanOrEqualTo(Math.max(tick.open(), tick.close()));
            assertThat(tick.adjClose()).isEqualTo(tick.close());
            assertThat(tick.time().toLocalDate()).isEqualTo(tick.day());
            if (before == null) {
                assertThat(tick.open()).isEqualTo(tick.close());
            } else {
                assertThat(tick.open()).isEqualTo(before.open());
                assertThat(tick.high()).isGreaterThanOrEqualTo(before.high());
                assertThat(tick.low()).isLessThanOrEqualTo(before.low());
                assertThat(tick.volume()).isGreaterThanOrEqualTo(before.volume());
                assertThat(tick.time()).isAfter(before.time());
            }
        }
        assertThat(ticks).extracting(Tick::time).isSorted();
        assertThat(last).hasSize(10 * INDICES);
        assertThat(ticks).extracting(Tick::day).extracting(LocalDate::getDayOfWeek).doesNotContain(DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
        assertThat(ticks.get(2 * DAY).day()).isEqualTo("2025-01-03");
        assertThat(ticks.get(3 * DAY).day()).as("a Monday").isEqualTo("2025-01-06");
    }

    @Test
    void everyIndexStaysNearItsLevelForEightThousandYears() {
        Map<String, List<Double>> closes = new HashMap<>();
        for (long day = 0; day < 2_080_000; day += 20_000) {
            take(market.rows(MarketTime.NONE, day * DAY), DAY).stream().map(Tick::of)
                    .forEach(tick -> closes.computeIfAbsent(tick.index(), index -> new ArrayList<>()).add(tick.close()));
        }
        for (SimulatedIndex index : SimulatedIndex.ALL) {
            double mean = closes.get(index.symbol()).stream().mapToDouble(close -> Math.log(close / index.level())).average().orElseThrow();
            assertThat(mean).as(index.symbol()).isCloseTo(0, Offset.offset(0.25));
            assertThat(closes.get(index.symbol())).as(index.symbol()).allMatch(close -> close > index.level() / 10 && close < index.level() * 10);
        }
    }

    @Test
    void aYearOfAnIndexIsAsVolatileAsItShouldBe() {
        SimulatedIndex hsi = SimulatedIndex.ALL.stream().filter(index -> index.symbol().equals("HSI")).findFirst().orElseThrow();
        RandomWalk walk = hsi.walk(7);
        double squares = 0;
        for (int day = 0; day < 10_000; day++) {
            squares += Math.pow(walk.at(day + 1) - walk.at(day), 2);
        }
        assertThat(Math.sqrt(squares / 10_000 * 252)).isCloseTo(hsi.volatility(), Offset.offset(0.01));
    }

    @Test
    void endsWithItsDaysOrWithTheCalendar() {
        assertThat(take(SimulatedMarket.of(1, 2, 3, "index").rows(MarketTime.NONE, 0), 1000)).hasSize(3 * 2 * INDICES);
        assertThat(market.period()).hasToString("2025-01-01 to 9999-12-31 21:00:00");
        assertThat(SimulatedMarket.of(1, 2, 3, "index").fingerprint()).isEqualTo(SimulatedMarket.of(1, 2, 300, "index").fingerprint());
    }

    @Test
    void saysWhatCannotBe() {
        assertThatThrownBy(() -> SimulatedMarket.of(1, 1, 0, "index")).isInstanceOf(StartException.class)
                .hasMessage("simulated.ticks is 1; it can be 2 to 23400: a session has no more seconds");
        assertThatThrownBy(() -> SimulatedMarket.of(1, 79, -1, "index")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("simulated.days is -1; it can be 1 to ");
    }

    private static List<RawRow> take(PassRows rows, int most) {
        List<RawRow> taken = new ArrayList<>();
        while (taken.size() < most && rows.hasNext()) {
            taken.add(rows.next());
        }
        return taken;
    }

    private static List<String> texts(PassRows rows, int most) {
        return take(rows, most).stream().map(SimulatedMarketTest::text).toList();
    }

    private static String text(RawRow row) {
        return new String(row.bytes(), StandardCharsets.UTF_8);
    }
}

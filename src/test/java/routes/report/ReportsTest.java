package routes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import routes.transform.Transform;

/** The answers are worked out a second time in plain Java, from the CSV itself. */
class ReportsTest {
    private static final Path REPORTS = Path.of("src/main/resources/reports");
    private static final Path TRANSFORM = Path.of("src/main/resources/transforms/quotes_daily.sql");
    private static final Path QUOTES = Path.of("data/quotes.csv");
    private static final String COLUMNS =
            """
            index varchar, trade_date varchar, open double, high double, low double, close double, adj_close double,
            volume %s, close_usd double, kafka_partition bigint, kafka_offset bigint, kafka_timestamp varchar, "date" varchar""";
    private static final Set<String> OF_PAIRS_OR_EVENTS = Set.of("correlation", "gaps");
    private static final Set<String> OF_MANY_DAYS = Set.of("correlation", "gaps", "bollinger-and-rsi");
    /** Both sides round to hundredths, possibly to either side of a half. */
    private static final Offset<Double> ROUNDING = within(0.0101);

    private static Map<String, List<Day>> days;
    private static Connection lake;

    @BeforeAll
    static void replayTheFileTwice() throws Exception {
        days = Files.readAllLines(QUOTES).stream()
                .skip(1)
                .map(Day::parse)
                .collect(Collectors.groupingBy(Day::index, LinkedHashMap::new, Collectors.toList()));
        lake = emptyLake("bigint");
        // the later pass is stored first: only the offset may tell which version is the latest
        replay(1_000_000, "1");
        replay(0, "(1 + row_number() OVER () % 7)");
        try (Statement statement = lake.createStatement()) {
            statement.execute("CREATE TABLE latest AS SELECT * FROM quotes_daily");
            statement.execute("CREATE OR REPLACE VIEW quotes_daily AS SELECT * FROM latest");
        }
    }

    @AfterAll
    static void close() throws SQLException {
        lake.close();
    }

    private static String name(Path report) {
        return report.getFileName().toString().replace(".sql", "");
    }

    static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(REPORTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void speaksTheGrammarOfAthena(Path report) throws IOException {
        String sql = Report.parse("a", Files.readString(report)).sql();
        assertThat(sql).isNotEmpty();
        assertThatCode(() -> new SqlParser().createStatement(sql)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void opensWithTitleDescriptionAndChart(Path report) throws IOException {
        assertThat(Files.readAllLines(report).subList(0, 3))
                .satisfiesExactly(
                        title -> assertThat(title).matches("-- title: \\S.*"),
                        description -> assertThat(description).matches("-- description: [A-Z].*\\."),
                        chart -> assertThat(chart).matches("-- chart: (none|[a-z]+ x=\\S+( \\w+=\\S+)+)"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void givesTheSameFewRowsInTheSameOrder(Path report) throws Exception {
        List<Map<String, Object>> rows = query(lake, report);
        assertThat(rows).hasSizeBetween(1, 1000).isEqualTo(query(lake, report));
        if (!OF_PAIRS_OR_EVENTS.contains(name(report))) {
            assertThat(rows).extracting(row -> row.get("index")).containsAll(days.keySet());
        }
        assertThat(rows).noneMatch(Map::isEmpty).allSatisfy(row -> assertThat(row).doesNotContainValue(null));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void answersForAnEmptyLakeAndForOneIndexOfAFewDaysWithoutVolume(Path report) throws Exception {
        try (Connection small = emptyLake("double")) {
            assertThat(query(small, report)).isEmpty();
            for (int day = 1; day <= 5; day++) {
                append(small, "'HSI', '1986-12-0%d', 10, 10, 10, 10, 10, 0.0, 1.3, 0, %d, '', ''".formatted(day, day));
                assertThat(query(small, report)).hasSizeLessThanOrEqualTo(day);
            }
            assertThat(query(small, report).isEmpty()).isEqualTo(OF_MANY_DAYS.contains(name(report)));
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void skipsADayWithoutAPrice(Path report) throws Exception {
        try (Connection small = emptyLake("bigint")) {
            append(small, "'HSI', '2024-01-02', 10, 12, 9, 11, 11, 500, 1.43, 0, 1, '', ''");
            append(small, "'HSI', '2024-01-03', 11, 12, 9, 10, 10, 500, 1.30, 0, 2, '', ''");
            List<Map<String, Object>> before = query(small, report);
            append(small, "'HSI', '2024-01-04', NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, 3, '', ''");
            append(small, "'HSI', '2024-01-05', 0, 0, 0, 0, 0, 0, 0, 0, 4, '', ''");
            assertThat(before.isEmpty()).isEqualTo(OF_MANY_DAYS.contains(name(report)));
            List<Map<String, Object>> after = query(small, report);
            if (name(report).equals("data-quality")) {
                assertThat(after).singleElement().satisfies(row -> assertThat(number(row, "left_out")).isEqualTo(2));
            } else {
                assertThat(after).isEqualTo(before);
            }
        }
    }

    @Test
    void givesNoAverageOfFewerDaysThanItsNameSays() throws Exception {
        try (Connection small = emptyLake("bigint")) {
            appendFalling(small, 100);
            assertThat(query(small, "moving-averages")).element(0).satisfies(row -> {
                assertThat(number(row, "average_50")).isEqualTo(924.5);
                assertThat(row).containsEntry("average_200", null);
                assertThat(row).containsEntry("last_cross", null);
                assertThat(row).containsEntry("crossed_on", null);
            });
        }
    }

    @Test
    void givesNoVolumeRatioWhereNothingWasTraded() throws Exception {
        try (Connection small = emptyLake("double")) {
            appendFalling(small, 300);
            assertThat(query(small, "volume-leaders")).singleElement().satisfies(row -> {
                assertThat(number(row, "usual_volume")).isZero();
                assertThat(row).containsEntry("ratio", null);
            });
        }
    }

    @Test
    void comparesTheLatestCloseWithTheSessionBefore() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("latest-close");
        days.forEach((index, history) -> {
            Day last = history.get(history.size() - 1);
            Day previous = history.get(history.size() - 2);
            Map<String, Object> row = rows.get(index);
            assertThat(row).containsEntry("trade_date", last.date());
            assertThat(number(row, "close")).isEqualTo(last.close());
            assertThat(number(row, "previous_close")).isEqualTo(previous.close());
            assertThat(number(row, "close_usd")).isEqualTo(last.closeUsd());
            assertThat(number(row, "change_pct")).isCloseTo(changePct(previous, last), ROUNDING);
        });
    }

    @Test
    void findsTheBiggestGainAndLossOfEachIndex() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("top-movers");
        days.forEach((index, history) -> {
            int best = 1;
            int worst = 1;
            for (int day = 2; day < history.size(); day++) {
                double change = changePct(history.get(day - 1), history.get(day));
                best = change > changePct(history.get(best - 1), history.get(best)) ? day : best;
                worst = change < changePct(history.get(worst - 1), history.get(worst)) ? day : worst;
            }
            Map<String, Object> row = rows.get(index);
            assertThat(row).containsEntry("gain_date", history.get(best).date());
            assertThat(row).containsEntry("loss_date", history.get(worst).date());
            assertThat(number(row, "gain_pct")).isCloseTo(changePct(history.get(best - 1), history.get(best)), ROUNDING);
            assertThat(number(row, "loss_pct")).isCloseTo(changePct(history.get(worst - 1), history.get(worst)), ROUNDING);
        });
    }

    @Test
    void sumsUpTheLastThreeMonths() throws Exception {
        List<Map<String, Object>> rows = query(lake, "monthly-ohlc");
        assertThat(rows).hasSize(3 * days.size());
        for (Map<String, Object> row : rows) {
            List<Day> month = days.get(row.get("index")).stream()
                    .filter(day -> day.date().startsWith((String) row.get("trade_month")))
                    .toList();
            assertThat((String) row.get("trade_month")).isBetween("2024-10", "2024-12");
            assertThat(number(row, "open")).isEqualTo(month.get(0).open());
            assertThat(number(row, "high")).isEqualTo(month.stream().mapToDouble(Day::high).max().orElseThrow());
            assertThat(number(row, "low")).isEqualTo(month.stream().mapToDouble(Day::low).min().orElseThrow());
            assertThat(number(row, "close")).isEqualTo(month.get(month.size() - 1).close());
            assertThat(number(row, "volume")).isEqualTo(month.stream().mapToDouble(Day::volume).sum());
        }
    }

    @Test
    void dropsAverageAndCrossingOfTheLastDay() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("moving-averages");
        days.forEach((index, history) -> {
            int last = history.size() - 1;
            int crossing = last;
            while (isGolden(history, crossing - 1) == isGolden(history, last)) {
                crossing--;
            }
            Map<String, Object> row = rows.get(index);
            assertThat(row).containsEntry("trade_date", history.get(last).date());
            assertThat(number(row, "close")).isEqualTo(history.get(last).close());
            assertThat(number(row, "average_50")).isCloseTo(average(history, last, 50, Day::close), ROUNDING);
            assertThat(number(row, "average_200")).isCloseTo(average(history, last, 200, Day::close), ROUNDING);
            assertThat(row).containsEntry("crossed_on", history.get(crossing).date());
            assertThat(row).containsEntry("last_cross", isGolden(history, last) ? "golden" : "death");
        });
    }

    @Test
    void drawsTheAveragesOfAYearWeekByWeek() throws Exception {
        List<Map<String, Object>> rows = query(lake, "moving-averages");
        assertThat(rows).hasSize(52 * days.size());
        for (Map<String, Object> row : rows) {
            List<Day> history = days.get(row.get("index"));
            int day = IntStream.range(0, history.size()).filter(i -> history.get(i).date().equals(row.get("trade_date"))).findFirst().orElseThrow();
            assertThat(number(row, "average_50")).isCloseTo(average(history, day, 50, Day::close), ROUNDING);
            assertThat(row).containsEntry("last_cross", isGolden(history, day) ? "golden" : "death");
            LocalDate date = LocalDate.parse(history.get(day).date());
            assertThat(day == history.size() - 1 || !LocalDate.parse(history.get(day + 1).date()).isBefore(date.plusDays(8 - date.getDayOfWeek().getValue())))
                    .as("the last day of its week").isTrue();
        }
    }

    @Test
    void ranksTheVolumeOfTheLastSessionsAgainstTheYearBefore() throws Exception {
        List<Map<String, Object>> rows = query(lake, "volume-leaders");
        for (Map<String, Object> row : rows) {
            List<Day> history = days.get(row.get("index"));
            double recent = average(history, history.size() - 1, 20, Day::volume);
            double usual = average(history, history.size() - 21, 250, Day::volume);
            assertThat(number(row, "recent_volume")).isCloseTo(recent, within(0.5));
            assertThat(number(row, "usual_volume")).isCloseTo(usual, within(0.5));
            assertThat(number(row, "ratio")).isCloseTo(recent / usual, ROUNDING);
        }
        assertThat(rows).extracting(row -> number(row, "ratio")).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(rows).extracting(row -> number(row, "place"))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, rows.size()).mapToObj(i -> (double) i).toList());
    }

    @Test
    void measuresVolatilityAndTheDeepestFallFromAPeak() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("volatility-and-drawdown");
        days.forEach((index, history) -> {
            Map<String, Object> row = rows.get(index);
            assertThat(number(row, "volatility_pct")).isCloseTo(volatilityPct(history), ROUNDING);
            Fall deepest = deepestFall(history);
            assertThat(number(row, "drawdown_pct")).isCloseTo(changePct(deepest.peak(), deepest.trough()), ROUNDING);
            assertThat(row).containsEntry("peak_date", deepest.peak().date());
            assertThat(row).containsEntry("trough_date", deepest.trough().date());
        });
    }

    @Test
    void comparesTheLastCloseOfEachYearWithThatOfTheYearBefore() throws Exception {
        List<Map<String, Object>> rows = query(lake, "yearly-returns");
        assertThat(rows).hasSize(5 * days.size());
        for (Map<String, Object> row : rows) {
            List<Day> history = days.get(row.get("index"));
            int year = (int) number(row, "trade_year");
            Day last = lastOf(history, year);
            assertThat(year).isBetween(2020, 2024);
            assertThat(number(row, "close")).isEqualTo(last.close());
            assertThat(number(row, "sessions")).isEqualTo(history.stream().filter(day -> day.date().startsWith(year + "-")).count());
            assertThat(number(row, "return_pct")).isCloseTo(changePct(lastOf(history, year - 1), last), ROUNDING);
        }
    }

    private static Day lastOf(List<Day> history, int year) {
        return history.stream().filter(day -> day.date().startsWith(year + "-")).reduce((a, b) -> b).orElseThrow();
    }

    @Test
    void correlatesTheReturnsOfDaysThatBothIndicesTraded() throws Exception {
        List<Map<String, Object>> rows = query(lake, "correlation");
        assertThat(rows).hasSize(days.size() * (days.size() - 1) / 2);
        LocalDate last = days.values().stream().map(history -> LocalDate.parse(history.get(history.size() - 1).date()))
                .max(LocalDate::compareTo).orElseThrow();
        for (Map<String, Object> row : rows) {
            Map<String, Double> returns = returnsAfter(last.minusDays(365), days.get(row.get("index")));
            Map<String, Double> others = returnsAfter(last.minusDays(365), days.get(row.get("other")));
            returns.keySet().retainAll(others.keySet());
            assertThat(number(row, "sessions")).isEqualTo(returns.size());
            assertThat(number(row, "correlation")).isCloseTo(correlation(returns, others), within(0.00101));
        }
        assertThat(rows).extracting(row -> number(row, "correlation")).isSortedAccordingTo((a, b) -> Double.compare(b, a));
    }

    private static Map<String, Double> returnsAfter(LocalDate start, List<Day> history) {
        Map<String, Double> returns = new TreeMap<>();
        for (int day = 1; day < history.size(); day++) {
            if (LocalDate.parse(history.get(day).date()).isAfter(start)) {
                returns.put(history.get(day).date(), changePct(history.get(day - 1), history.get(day)));
            }
        }
        return returns;
    }

    private static double correlation(Map<String, Double> a, Map<String, Double> b) {
        double meanA = a.values().stream().mapToDouble(value -> value).average().orElseThrow();
        double meanB = a.keySet().stream().mapToDouble(b::get).average().orElseThrow();
        double together = a.keySet().stream().mapToDouble(day -> (a.get(day) - meanA) * (b.get(day) - meanB)).sum();
        double squaresA = a.keySet().stream().mapToDouble(day -> Math.pow(a.get(day) - meanA, 2)).sum();
        double squaresB = a.keySet().stream().mapToDouble(day -> Math.pow(b.get(day) - meanB, 2)).sum();
        return together / Math.sqrt(squaresA * squaresB);
    }

    /** Two weeks about Christmas, of an exchange that is known in this one year. */
    private static Connection lakeAtChristmas(String... symbolsAndExchanges) throws SQLException {
        Connection small = emptyLake("bigint");
        try (Statement statement = small.createStatement()) {
            statement.execute("INSERT INTO trading_days SELECT 'XLON', CAST(day AS date) FROM range(DATE '2024-01-01', DATE '2025-01-01', INTERVAL 1 DAY) AS days(day)"
                    + " WHERE isodow(day) < 6 AND CAST(day AS varchar) NOT SIMILAR TO '2024-12-2[56].*'");
            for (int i = 0; i < symbolsAndExchanges.length; i += 2) {
                statement.execute("INSERT INTO symbol_exchanges VALUES ('%s', '%s')".formatted(symbolsAndExchanges[i], symbolsAndExchanges[i + 1]));
            }
        }
        for (String index : List.of("FTSE", "BP.L", "GOLD")) {
            // four days are missing from Monday to Friday, or two if the exchange was closed on two of them; later five, when none is known
            for (String day : List.of("2024-12-20", "2024-12-23", "2024-12-30", "2025-01-07")) {
                append(small, "'%s', '%s', 1, 1, 1, 1, 1, 1, 1, 0, %d, '', ''".formatted(index, day, day.hashCode()));
            }
        }
        return small;
    }

    @Test
    void aHolidayIsNoGap() throws Exception {
        try (Connection small = lakeAtChristmas("FTSE", "XLON", ".L", "XLON")) {
            assertThat(query(small, "gaps")).extracting(row -> row.get("index") + " " + row.get("last_day") + " " + (long) number(row, "missing_days")).containsExactly(
                    "BP.L 2024-12-30 5", "FTSE 2024-12-30 5", "GOLD 2024-12-30 5", "GOLD 2024-12-23 4", "BP.L 2024-12-23 2", "FTSE 2024-12-23 2");
        }
    }

    @Test
    void theSymbolsOwnCalendarCountsBeforeThatOfAllOthers() throws Exception {
        try (Connection small = lakeAtChristmas("*", "XLON", "BP.L", "XNYS")) {
            assertThat(query(small, "gaps")).extracting(row -> row.get("index") + " " + row.get("calendar") + " " + row.get("last_day")).containsExactly(
                    "BP.L Monday to Friday 2024-12-30", "FTSE Monday to Friday 2024-12-30", "GOLD Monday to Friday 2024-12-30",
                    "BP.L Monday to Friday 2024-12-23", "FTSE XLON 2024-12-23", "GOLD XLON 2024-12-23");
        }
    }

    @Test
    void aGapIsCountedByTheCalendarOfItsSymbol() throws Exception {
        try (Connection small = lakeAtChristmas(".L", "XLON")) {
            append(small, "'BP.L', '2024-11-01', 1, 1, 1, 1, 1, 1, 1, 0, 1, '', ''");
            assertThat(query(small, "gaps")).filteredOn(row -> row.get("index").equals("BP.L")).extracting(row -> row.get("calendar") + " " + (long) number(row, "missing_days"))
                    .containsExactly("XLON 34", "Monday to Friday 5", "XLON 2");
        }
    }

    @Test
    void findsTheWeekdaysThatAreMissing() throws Exception {
        List<String> expected = new ArrayList<>();
        days.forEach((index, history) -> {
            for (int day = 1; day < history.size(); day++) {
                LocalDate next = LocalDate.parse(history.get(day).date());
                long missing = LocalDate.parse(history.get(day - 1).date()).plusDays(1).datesUntil(next)
                        .filter(date -> date.getDayOfWeek().getValue() <= 5).count();
                if (missing >= 2) {
                    expected.add("%s %s %s %d".formatted(index, history.get(day - 1).date(), next, missing));
                }
            }
        });
        List<Map<String, Object>> rows = query(lake, "gaps");
        assertThat(rows).hasSize(Math.min(40, expected.size())).isNotEmpty();
        assertThat(rows).extracting(row -> "%s %s %s %d".formatted(
                        row.get("index"), row.get("last_day"), row.get("next_day"), (long) number(row, "missing_days")))
                .isSubsetOf(expected);
        assertThat(rows).extracting(row -> -number(row, "missing_days")).isSorted();
    }

    @Test
    void countsWeekdaysOfGapsThatEndOnAnyDayOfTheWeek() throws Exception {
        try (Connection small = emptyLake("bigint")) {
            // Friday, then the Sunday nine days later: five weekdays; then the Saturday after: five; and one before 1970
            for (String day : List.of("1969-12-25", "1970-01-02", "1970-01-11", "1970-01-17")) {
                append(small, "'HSI', '%s', 1, 1, 1, 1, 1, 1, 1, 0, %d, '', ''".formatted(day, day.hashCode()));
            }
            assertThat(query(small, "gaps")).extracting(row -> row.get("last_day") + " " + (long) number(row, "missing_days"))
                    .containsExactly("1969-12-25 5", "1970-01-02 5", "1970-01-11 5");
        }
    }

    @Test
    void accountsForEveryRawRow() throws Exception {
        try (Connection small = emptyLake("bigint")) {
            append(small, "'HSI', '2024-01-02', 10, 12, 9, 11, 11, 500, 1.43, 0, 1, '', ''");
            append(small, "'HSI', '2024-01-02', 10, 12, 9, 11, 11, 500, 1.43, 0, 2, '', ''");
            append(small, "'HSI', '2024-01-03', 10, 10.5, 9, 11, 11, 500, 1.43, 0, 3, '', ''");
            append(small, "'HSI', '3 January', 10, 12, 9, 11, 11, 500, 1.43, 0, 4, '', ''");
            append(small, "'HSI', NULL, 10, 12, 9, NULL, 11, 500, 1.43, 0, 5, '', ''");
            append(small, "'NYA', '2024-01-05', 10, 12, 9, 0, 11, 500, 1.43, 0, 6, '', ''");
            append(small, "'NYA', '2024-01-05', 10, 12, 9, 11, 11, -1, 1.43, 0, 7, '', ''");
            append(small, "NULL, '2024-01-05', 10, 12, 9, 11, 11, 500, 1.43, 0, 8, '', ''");
            assertThat(query(small, "data-quality")).extracting(row -> row.values().toString()).containsExactly(
                    "[(none), 1, 0, 0, 1, 0, 0, 0, null, null]",
                    "[HSI, 5, 2, 1, 2, 2, 1, 1, 2024-01-03, 2]",
                    "[NYA, 2, 1, 0, 1, 0, 1, 1, 2024-01-05, 0]");
        }
        assertThat(byIndex("data-quality")).allSatisfy((index, row) -> {
            assertThat(number(row, "raw_rows")).isEqualTo(2 * days.get(index).size());
            assertThat(number(row, "repeated")).isEqualTo(days.get(index).size());
        });
    }

    @Test
    void findsTheHighestAndLowestPriceOfAYear() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("year-range");
        days.forEach((index, history) -> {
            Day last = history.get(history.size() - 1);
            LocalDate start = LocalDate.parse(last.date()).minusWeeks(52);
            List<Day> year = history.stream().filter(day -> LocalDate.parse(day.date()).isAfter(start)).toList();
            double highest = year.stream().mapToDouble(Day::high).max().orElseThrow();
            double lowest = year.stream().mapToDouble(Day::low).min().orElseThrow();
            Map<String, Object> row = rows.get(index);
            assertThat(row).containsEntry("trade_date", last.date());
            assertThat(number(row, "highest")).isEqualTo(highest);
            assertThat(number(row, "lowest")).isEqualTo(lowest);
            assertThat(number(row, "below_high_pct")).isCloseTo((highest - last.close()) / highest * 100, ROUNDING);
            assertThat(number(row, "above_low_pct")).isCloseTo((last.close() - lowest) / lowest * 100, ROUNDING);
        });
    }

    @Test
    void drawsBandsAroundTheAverageAndMeasuresStrength() throws Exception {
        Map<String, Map<String, Object>> rows = byIndex("bollinger-and-rsi");
        days.forEach((index, history) -> {
            int last = history.size() - 1;
            double middle = average(history, last, 20, Day::close);
            double deviation = Math.sqrt(average(history, last, 20, day -> Math.pow(day.close() - middle, 2)));
            double gains = 0;
            double losses = 0;
            for (int day = last - 13; day <= last; day++) {
                double change = history.get(day).close() - history.get(day - 1).close();
                gains += Math.max(change, 0);
                losses += Math.max(-change, 0);
            }
            Map<String, Object> row = rows.get(index);
            assertThat(number(row, "middle_band")).isCloseTo(middle, ROUNDING);
            assertThat(number(row, "upper_band")).isCloseTo(middle + 2 * deviation, ROUNDING);
            assertThat(number(row, "lower_band")).isCloseTo(middle - 2 * deviation, ROUNDING);
            assertThat(number(row, "rsi")).isCloseTo(100 - 100 / (1 + gains / losses), ROUNDING);
        });
    }

    @Test
    void averagesTheReturnsOfEachWeekday() throws Exception {
        for (Map<String, Object> row : query(lake, "weekdays")) {
            List<Day> history = days.get(row.get("index"));
            double[] returns = IntStream.range(1, history.size())
                    .filter(day -> LocalDate.parse(history.get(day).date()).getDayOfWeek().getDisplayName(TextStyle.SHORT, Locale.ENGLISH).equals(row.get("day")))
                    .mapToDouble(day -> changePct(history.get(day - 1), history.get(day)))
                    .toArray();
            assertThat(number(row, "sessions")).isEqualTo(returns.length);
            assertThat(number(row, "average_pct")).isCloseTo(IntStream.range(0, returns.length).mapToDouble(i -> returns[i]).average().orElseThrow(), within(0.00101));
            assertThat(number(row, "rose_pct"))
                    .isCloseTo(100.0 * IntStream.range(0, returns.length).filter(i -> returns[i] > 0).count() / returns.length, within(0.101));
        }
    }

    private static double changePct(Day from, Day to) {
        return (to.close() - from.close()) / from.close() * 100;
    }

    private static double average(List<Day> history, int last, int sessions, ToDoubleFunction<Day> value) {
        return history.subList(last + 1 - sessions, last + 1).stream().mapToDouble(value).average().orElseThrow();
    }

    private static boolean isGolden(List<Day> history, int day) {
        return average(history, day, 50, Day::close) >= average(history, day, 200, Day::close);
    }

    private static double volatilityPct(List<Day> history) {
        double[] returns = IntStream.range(history.size() - 252, history.size())
                .mapToDouble(day -> Math.log(history.get(day).close()) - Math.log(history.get(day - 1).close()))
                .toArray();
        double mean = IntStream.range(0, 252).mapToDouble(i -> returns[i]).sum() / 252;
        double squares = IntStream.range(0, 252).mapToDouble(i -> Math.pow(returns[i] - mean, 2)).sum();
        return 100 * Math.sqrt(squares / 251) * Math.sqrt(252);
    }

    private static Fall deepestFall(List<Day> history) {
        Day peak = history.get(0);
        Fall deepest = new Fall(peak, peak);
        for (Day day : history) {
            peak = day.close() >= peak.close() ? day : peak;
            if (changePct(peak, day) < changePct(deepest.peak(), deepest.trough())) {
                deepest = new Fall(peak, day);
            }
        }
        return deepest;
    }

    private static Connection emptyLake(String volumeType) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET integer_division = true");
            statement.execute("CREATE TABLE quotes (" + COLUMNS.formatted(volumeType) + ")");
            statement.execute("CREATE VIEW quotes_daily AS " + latestVersions());
            statement.execute("CREATE VIEW quotes_adjusted AS SELECT * FROM quotes_daily");
            statement.execute("CREATE TABLE trading_days (exchange varchar, trade_date date)");
            statement.execute("CREATE TABLE symbol_exchanges (symbol varchar, exchange varchar)");
        }
        return connection;
    }

    /** What the transform promises, said another way: of the rows with the same key, the one that was sent last. */
    private static String latestVersions() {
        try {
            Transform transform = Transform.parse("quotes_daily", Files.readString(TRANSFORM));
            return """
                    WITH version AS (%s)
                    SELECT * FROM version v
                    WHERE NOT EXISTS (SELECT 1 FROM version w
                                      WHERE w.index = v.index AND w.trade_date = v.trade_date AND w.kafka_offset > v.kafka_offset)"""
                    .formatted(transform.sql());
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static void append(Connection connection, String values) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO quotes VALUES (" + values + ")");
        }
    }

    /** Closes 999, 998, 997 and so on, without volume. */
    private static void appendFalling(Connection connection, int sessions) throws SQLException {
        for (int session = 1; session <= sessions; session++) {
            int close = 1000 - session;
            append(connection, "'HSI', '%s', %d, %d, %d, %d, %d, 0, %d, 0, %d, '', ''".formatted(
                    LocalDate.EPOCH.plusDays(session), close, close, close, close, close, close, session));
        }
    }

    private static void replay(long firstOffset, String error) throws SQLException {
        try (Statement statement = lake.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO quotes
                    SELECT "Index", "Date", "Open" * %2$s, "High" * %2$s, "Low" * %2$s, "Close" * %2$s, "Adj Close" * %2$s,
                           "Volume" * %2$s, "CloseUSD" * %2$s, 0, %1$d + row_number() OVER (), '', '2026-11-22'
                    FROM read_csv('%3$s')"""
                            .formatted(firstOffset, error, QUOTES));
        }
    }

    /** The first row of each. */
    private static Map<String, Map<String, Object>> byIndex(String report) throws Exception {
        return query(lake, report).stream().collect(Collectors.toMap(row -> (String) row.get("index"), row -> row, (first, later) -> first));
    }

    private static List<Map<String, Object>> query(Connection connection, String report) throws Exception {
        return query(connection, REPORTS.resolve(report + ".sql"));
    }

    private static List<Map<String, Object>> query(Connection connection, Path report) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(Report.parse(name(report), Files.readString(report)).sql())) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    Object value = result.getObject(column);
                    row.put(result.getMetaData().getColumnName(column), value instanceof LocalDate day ? day.toString() : value);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    private static double number(Map<String, Object> row, String column) {
        return ((Number) row.get(column)).doubleValue();
    }

    private record Fall(Day peak, Day trough) {}

    private record Day(
            String index, String date, double open, double high, double low, double close, double volume, double closeUsd) {
        static Day parse(String line) {
            String[] cells = line.split(",");
            return new Day(
                    cells[0],
                    cells[1],
                    Double.parseDouble(cells[2]),
                    Double.parseDouble(cells[3]),
                    Double.parseDouble(cells[4]),
                    Double.parseDouble(cells[5]),
                    Double.parseDouble(cells[7]),
                    Double.parseDouble(cells[8]));
        }
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.within;

import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

/** The answers are worked out a second time in plain Java, from the CSV itself. */
class ReportsTest {
    private static final Path REPORTS = Path.of("src/main/resources/reports");
    private static final Path QUOTES = Path.of("data/quotes.csv");
    private static final String COLUMNS =
            """
            index varchar, trade_date varchar, open double, high double, low double, close double, adj_close double,
            volume %s, close_usd double, kafka_partition bigint, kafka_offset bigint, kafka_timestamp varchar, "date" varchar""";
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
    }

    @AfterAll
    static void close() throws SQLException {
        lake.close();
    }

    static List<Path> reports() throws IOException {
        try (Stream<Path> files = Files.list(REPORTS)) {
            return files.sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("reports")
    void speaksTheGrammarOfAthena(Path report) {
        assertThatCode(() -> new SqlParser().createStatement(Files.readString(report))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("reports")
    void opensWithTitleDescriptionAndChart(Path report) throws IOException {
        assertThat(Files.readAllLines(report).subList(0, 3))
                .satisfiesExactly(
                        title -> assertThat(title).matches("-- title: \\S.*"),
                        description -> assertThat(description).matches("-- description: [A-Z].*\\."),
                        chart -> assertThat(chart).matches("-- chart: (line|bar|candlestick|none)"));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void givesTheSameFewRowsInTheSameOrder(Path report) throws Exception {
        List<Map<String, Object>> rows = query(lake, report);
        assertThat(rows).hasSizeBetween(14, 42).isEqualTo(query(lake, report));
        assertThat(rows).extracting(row -> row.get("index")).containsAll(days.keySet());
        assertThat(rows).noneMatch(Map::isEmpty).allSatisfy(row -> assertThat(row).doesNotContainValue(null));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void answersForAnEmptyLakeAndForOneIndexOfAFewDaysWithoutVolume(Path report) throws Exception {
        try (Connection small = emptyLake("double")) {
            assertThat(query(small, report)).isEmpty();
            for (int day = 1; day <= 5; day++) {
                append(small, "'HSI', '1986-12-0%d', 10, 10, 10, 10, 10, 0.0, 1.3, 0, %d, '', ''".formatted(day, day));
                assertThat(query(small, report)).hasSizeLessThanOrEqualTo(1);
            }
            assertThat(query(small, report)).hasSize(1);
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
            assertThat(query(small, report)).isNotEmpty().isEqualTo(before);
        }
    }

    @Test
    void givesNoAverageOfFewerDaysThanItsNameSays() throws Exception {
        try (Connection small = emptyLake("bigint")) {
            appendFalling(small, 100);
            assertThat(query(small, "moving-averages")).singleElement().satisfies(row -> {
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
        }
        return connection;
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

    private static Map<String, Map<String, Object>> byIndex(String report) throws Exception {
        return query(lake, report).stream().collect(Collectors.toMap(row -> (String) row.get("index"), row -> row));
    }

    private static List<Map<String, Object>> query(Connection connection, String report) throws Exception {
        return query(connection, REPORTS.resolve(report + ".sql"));
    }

    private static List<Map<String, Object>> query(Connection connection, Path report) throws Exception {
        List<Map<String, Object>> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(Files.readString(report))) {
            while (result.next()) {
                Map<String, Object> row = new LinkedHashMap<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.put(result.getMetaData().getColumnName(column), result.getObject(column));
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

package routes.reference;

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
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.query.SqlFiles;
import routes.report.Report;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Table;

/** Factors of a file, and the view and the reports with them on a real engine. */
class AdjustmentsTest {
    private static final LocalDate TODAY = LocalDate.of(2024, 6, 30);
    private static final List<String> COLUMNS = List.of("index", "trade_date", "open", "high", "low", "close", "adj_close", "volume", "close_usd");

    @TempDir
    Path directory;

    private Connection lake;

    @BeforeEach
    void openLake() throws SQLException {
        lake = DriverManager.getConnection("jdbc:duckdb:");
        execute("SET integer_division = true");
        execute("CREATE TABLE quotes_daily (index varchar, trade_date date, open double, high double, low double, close double, adj_close double, volume double,"
                + " close_usd double, year varchar)");
    }

    @AfterEach
    void closeLake() throws SQLException {
        lake.close();
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = lake.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Statement statement = lake.createStatement(); ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int column = 1; column <= result.getMetaData().getColumnCount(); column++) {
                    row.add(String.valueOf(result.getObject(column)));
                }
                rows.add(String.join("|", row));
            }
        }
        return rows;
    }

    private void quote(String index, String day, double close, double volume) throws SQLException {
        execute("INSERT INTO quotes_daily VALUES ('%1$s', DATE '%2$s', %3$s, %3$s, %3$s, %3$s, %3$s, %4$s, %3$s, '%5$s')".formatted(index, day, close, volume, day.substring(0, 4)));
    }

    private Adjustments read(String... lines) throws IOException {
        return Adjustments.read(Files.write(directory.resolve("adjustments.csv"), List.of(lines)).toString(), TODAY);
    }

    private static String view() {
        return AdjustedView.sql(Table.builder()
                .storageDescriptor(storage -> storage.columns(COLUMNS.stream().map(name -> Column.builder().name(name).build()).toList()))
                .partitionKeys(Column.builder().name("year").build())
                .build());
    }

    private void adjust(String... lines) throws Exception {
        Path json = Files.write(directory.resolve("adjustments.json"), read(lines).table().lines());
        execute("CREATE TABLE adjustments AS SELECT * FROM read_json('%s', format = 'newline_delimited', columns = {symbol: 'VARCHAR', ex_date: 'DATE', factor: 'DOUBLE',"
                .formatted(json) + " reason: 'VARCHAR', since: 'DATE', price_factor: 'DOUBLE', volume_factor: 'DOUBLE'})");
        execute(view());
    }

    private List<String> report(String name) throws Exception {
        return rows(Report.parse(name, Files.readString(Path.of("src/main/resources/reports", name + ".sql"))).sql());
    }

    @Test
    void theViewSpeaksTheGrammarOfAthena() {
        assertThatCode(() -> new SqlParser().createStatement(view())).doesNotThrowAnyException();
    }

    @Test
    void aSplitIsNoFall() throws Exception {
        quote("AAPL", "2020-08-28", 499.23, 46_900_000);
        quote("AAPL", "2020-08-31", 129.04, 225_700_000);
        adjust("symbol,ex_date,factor,reason", "AAPL,2020-08-31,0.25,split");

        assertThat(report("top-movers")).containsExactly("AAPL|3.39|2020-08-31|3.39|2020-08-31");
        assertThat(report("latest-close")).containsExactly("AAPL|2020-08-31|129.04|124.81|3.39|129.04");
        assertThat(rows("SELECT trade_date, close, volume FROM quotes_adjusted ORDER BY 1")).containsExactly("2020-08-28|124.8075|1.876E8", "2020-08-31|129.04|2.257E8");
        assertThat(rows("SELECT close FROM quotes_daily ORDER BY trade_date")).as("the raw prices stay").containsExactly("499.23", "129.04");
    }

    @ParameterizedTest
    @CsvSource({"yearly-returns,return_pct", "volatility-and-drawdown,volatility_pct", "weekdays,average_pct", "year-range,below_high_pct", "moving-averages,average_50"})
    void theReportsOfAShareThatWasSplitAreThoseOfOneThatWasNot(String report, String figure) throws Exception {
        LocalDate start = LocalDate.of(2021, 1, 1);
        for (int day = 0; day < 900; day++) {
            double price = 100 + 20 * Math.sin(day / 40.0) + day % 7;
            String date = start.plusDays(day).toString();
            quote("WHOLE", date, price, 1000);
            quote("SPLIT", date, day < 500 ? price * 10 : day < 700 ? price * 2 : price, 1000);
        }
        adjust("SPLIT,%s,0.2".formatted(start.plusDays(500)), "SPLIT,%s,0.5".formatted(start.plusDays(700)));

        String sql = Report.parse(report, Files.readString(Path.of("src/main/resources/reports", report + ".sql"))).sql();
        List<String> figures = rows("SELECT index, %1$s FROM (%2$s) WHERE %1$s IS NOT NULL ORDER BY 1, 2".formatted(figure, sql));
        int half = figures.size() / 2;
        assertThat(half).isPositive();
        for (int i = 0; i < half; i++) {
            double split = Double.parseDouble(figures.get(i).split("\\|")[1]);
            assertThat(split).isCloseTo(Double.parseDouble(figures.get(half + i).split("\\|")[1]), within(0.0101)).isFinite();
        }
    }

    @Test
    void factorsOfAllLaterDaysAreMultiplied() throws Exception {
        for (String day : List.of("2020-01-01", "2021-01-01", "2021-06-30", "2022-01-01", "2024-01-01")) {
            quote("X", day, 1000, 1000);
        }
        adjust("X,2022-01-01,0.5,split", "X,2021-01-01,0.98,dividend", "X,2022-01-01,0.9,dividend", "Y,2023-01-01,0.1");

        assertThat(rows("SELECT trade_date, close, volume, adj_close FROM quotes_adjusted ORDER BY 1")).containsExactly(
                "2020-01-01|441.0|2000.0|1000.0", "2021-01-01|450.0|2000.0|1000.0", "2021-06-30|450.0|2000.0|1000.0", "2022-01-01|1000.0|1000.0|1000.0",
                "2024-01-01|1000.0|1000.0|1000.0");
        assertThat(rows("SELECT symbol, ex_date, factor, reason, since FROM adjustments ORDER BY 1, 2")).containsExactly(
                "X|2021-01-01|0.98|dividend|null", "X|2022-01-01|0.45|split, dividend|2021-01-01", "Y|2023-01-01|0.1|split|null");
    }

    @Test
    void withoutAdjustmentsTheViewIsTheTable() throws Exception {
        for (int day = 1; day < 29; day++) {
            quote("HSI", "2024-02-%02d".formatted(day), 1e4 / 3 + day / 7.0, day * 1e6 / 3);
        }
        execute("INSERT INTO quotes_daily (index, trade_date, close) VALUES ('HSI', DATE '2024-03-01', 0.1)");
        adjust();

        assertThat(rows("SELECT * FROM quotes_daily ORDER BY trade_date")).hasSize(29).isEqualTo(rows("SELECT * FROM quotes_adjusted ORDER BY trade_date"));
    }

    @Test
    void theReportsOnPricesReadTheView() {
        assertThat(SqlFiles.of("report.directory", "classpath:reports")).filteredOn(report -> report.text().contains("quotes_daily"))
                .extracting(SqlFiles.SqlFile::name).containsExactly("data-quality", "gaps");
    }

    @Test
    void aSplitThatIsStillToComeWaits() throws IOException {
        assertThat(read("X,2024-07-01,0.5").table().lines()).isEmpty();
        assertThat(read("X,2024-06-30,0.5").table().lines()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "X;2022-01-01;0.5            | a line is symbol,ex_date,factor,reason: AAPL,2020-08-31,0.25,split",
        "X,2022-01-01                | a line is symbol,ex_date,factor,reason: AAPL,2020-08-31,0.25,split",
        ",2022-01-01,0.5             | a line is symbol,ex_date,factor,reason: AAPL,2020-08-31,0.25,split",
        "X,31.08.2020,0.5            | ex_date '31.08.2020' is no day as 2020-08-31; a line is",
        "X,2022-02-30,0.5            | ex_date '2022-02-30' is no day as 2020-08-31; a line is",
        "X,2022-01-01,4:1            | factor '4:1' is no number above 0, such as 0.25 for four new shares for each old one; a line is",
        "X,2022-01-01,0.0            | factor '0.0' is no number above 0",
        "X,2022-01-01,-1             | factor '-1' is no number above 0",
        "X,2022-01-01,0.5,merger     | the reason 'merger' is not split or dividend",
        "GOOD,2020-01-02,0.5         | there is a split of this symbol and day in a line above: multiply the two factors"})
    void aLineThatIsWrongIsToldWithItsFileAndNumberAndTheOthersCount(String wrong, String sentence) throws IOException {
        Adjustments adjustments = read("GOOD,2020-01-02,0.5 # two for one", wrong, "FINE , 2020-01-02 , 0.99 , dividend");

        assertThat(adjustments.problems()).singleElement().asString().startsWith(directory.resolve("adjustments.csv") + ":2: " + sentence);
        assertThat(adjustments.table().lines()).hasSize(2);
    }

    @Test
    void aFileThatDoesNotExistIsTold() {
        String missing = directory.resolve("none.csv").toString();

        assertThat(Adjustments.read(missing, TODAY).problems()).containsExactly("%s cannot be read: %s does not exist".formatted(missing, missing));
        assertThat(Adjustments.read("", TODAY).problems()).isEmpty();
    }
}

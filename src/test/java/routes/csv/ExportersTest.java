package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lang.Errors;

/** A small file of each exporter's shape, with invented values: docs/csv.md says what each comes to, and here it does. */
class ExportersTest {
    private static final Path FILES = Path.of("src/test/resources/csv");

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "yahoo | trade_date date 2031-01-02, open double 7.1, high double 7.4, low double 7.0, close double 7.2, adj_close double 7.15, volume bigint 100",
        "stooq | ticker string ZED.US, per bigint 5, trade_date date 2031-01-02, time bigint 153500, open double 7.1, high double 7.4, low double 7.0, close double 7.2, vol bigint 100, openint bigint 0, trade_date_time timestamp 2031-01-02 15:35:00.000",
        "nasdaq | trade_date date 2031-01-14, close_last double 7.25, volume bigint 1200, open double 7.10, high double 7.30, low double 7.05",
        "investing | trade_date date 2031-01-14, price double 60309.1, open double 60100.0, high double 60500.2, low double 59900.5, vol bigint 106300, change double 0.35",
        "fred | observation_date date 2031-01-02, zedx double ",
        "ecb | key string EXR.M.ZED.EUR, time_period date 2031-01-01, obs_value double 1.1025",
        "metatrader | trade_date date 2031-01-02, time string 12:00:00, open double 7.1, high double 7.4, low double 7.0, close double 7.2, tickvol bigint 100, vol bigint 0, spread bigint 2, trade_date_time timestamp 2031-01-02 12:00:00.000",
        "metatrader4 | trade_date date 2031-01-02, clock string 12:00, open double 7.1, high double 7.4, low double 7.0, close double 7.2, volume bigint 100, trade_date_time timestamp 2031-01-02 12:00:00.000",
        "histdata | time timestamp 2031-01-02 17:00:00.000, open double 1.10350, high double 1.10370, low double 1.10340, close double 1.10360, volume bigint 0",
        "binance | time timestamp 2031-01-02 09:30:00.000, open double 7.10, high double 7.40, low double 7.00, close double 7.20, volume double 100.5, column_7 timestamp 2031-01-02 09:30:59.999, column_8 double 720.5, column_9 bigint 12, column_10 double 50.25, column_11 double 360.1, column_12 bigint 0",
        "yfinance | trade_date date 2031-01-02, close double 7.200000047683716, high double 7.4, low double 7.0, open double 7.1, volume bigint 100, symbol string ZED",
        "yfinance_many | trade_date date 2031-01-02, close_zed double 7.2, close_yak double 8.2, volume_zed bigint 100, volume_yak bigint 200",
        "pandas | column_1 bigint 0, trade_date date 2031-01-02, close double 7.2, name string ZED",
        "alphavantage | timestamp date 2031-01-03, open double 7.2, high double 7.5, low double 7.1, close double 7.3, volume bigint 120",
        "tradingview | time timestamp 2031-01-02 09:30:00.000, open double 7.1, high double 7.4, low double 7.0, close double 7.2, volume bigint 100",
        "cboe | trade_date date 2031-01-13, open double 17.1, high double 17.4, low double 17.0, close double 17.2",
        "excel_german | datum date 2031-01-02, eroffnung double 7.20, schlusskurs double 7.25, stuck bigint 1000, column_5 string ",
        "euronext | trade_date date 2031-01-14, open double 7.1, high double 7.4, low double 7.0, last double 7.2, close double 7.2, number_of_shares bigint 100, turnover double 720.5",
        "spaced | trade_date date 2031-01-02, close double 1007.10, volume bigint 100",
        "months | month date 2031-01-01, settle double 7.1",
        "titled | trade_date date 2031-01-02, open double 7.1, close double 7.2",
        "turkish | tarih date 2031-01-13, acilis double 7.10, yuksek double 7.40, fark double 0.35",
        "chinese | dai_ma string 000001, ri_qi date 2031-01-02, shou_pan double 7.2",
        "ticks | ticker string ZED, ts timestamp 2031-01-02 09:30:00.000, price bigint 7, ts_ns bigint 1925112600000000001"
    })
    void aFileOfEachExporterIsUnderstood(String name, String columns) throws IOException {
        CsvFile file = open(FILES.resolve(name + ".csv"));

        assertThat(IntStream.range(0, file.columns().size()).mapToObj(i -> column(file, i)).toList())
                .containsExactlyElementsOf(Arrays.stream(columns.split(",")).map(String::trim).toList());
    }

    @Test
    void numbersOfIndiaAreParted() throws IOException {
        CsvFile file = open(FILES.resolve("nse.csv"));

        assertThat(IntStream.range(0, file.columns().size()).mapToObj(i -> column(file, i)).toList())
                .startsWith("trade_date date 2031-01-14", "series string EQ", "open double 1007.10")
                .endsWith("volume bigint 123456", "value double 123456789.50", "no_of_trades bigint 4321");
    }

    @Test
    void eachOfThemIsInTheDocument() throws IOException {
        String page = Files.readString(Path.of("docs/csv.md"));
        try (var files = Files.list(FILES)) {
            List<String> names = files.map(file -> file.getFileName().toString()).toList();
            assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(page).contains("`" + name + "`"));
        }
    }

    private static CsvFile open(Path file) {
        return Csv.open(file, "", Map.of("date", "trade_date"), Dialect.NULL_VALUES, new Dialect());
    }

    private static String column(CsvFile file, int place) {
        try {
            return "%s %s %s".formatted(file.columns().get(place).name(), file.columns().get(place).word(), FormatsTest.values(file, place).get(0)).trim();
        } catch (IOException unreadable) {
            throw new AssertionError(Errors.sentence(unreadable), unreadable);
        }
    }
}

package routes.source;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTest {
    @ParameterizedTest(name = "''{0}'' becomes ''{1}''")
    @CsvSource({
        "Index, index",
        "Adj Close, adj_close",
        "CloseUSD, close_usd",
        "closeUSD, close_usd",
        "USDClose, usd_close",
        "HTTPStatusCode, http_status_code",
        "trade_date, trade_date",
        "S&P 500, s_p_500",
        "SMA20Days, sma20_days",
        "'  Volume  ', volume",
        "'Volume (shares, total)', volume_shares_total",
        "%change%, change",
        "__x__, x",
        "a--b..c, a_b_c",
        "ID, id",
        "1st, 1st",
        "'', ''",
        "'---', ''"
    })
    void namesAreInSnakeCase(String header, String name) {
        assertThat(Column.snakeCase(header)).isEqualTo(name);
    }
}

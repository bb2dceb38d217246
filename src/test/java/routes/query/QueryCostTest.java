package routes.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QueryCostTest {
    @ParameterizedTest
    @CsvSource({
        "0,              5,    0.000048 USD",
        "10485760,       5,    0.000048 USD",
        "10485761,       5,    0.000052 USD",
        "1099511627776,  5,    5 USD",
        "3298534883328,  5,    15 USD",
        "1099511627776,  6.75, 6.8 USD",
        "1099511627776,  0,    0 USD"})
    void chargesByTheMegabyteAndForTenAtLeast(long bytes, BigDecimal usdPerTerabyte, String cost) {
        assertThat(QueryCost.format(QueryCost.of(bytes, usdPerTerabyte))).isEqualTo(cost);
    }
}

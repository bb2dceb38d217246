package bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpreadTest {
    @Test
    void theMedianIsTheMiddleOneOrBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(3.0, 1.0, 2.0))).isEqualTo(new Spread(1, 2, 3));
        assertThat(Spread.of(4, 1, 3, 2)).isEqualTo(new Spread(1, 2.5, 4));
        assertThat(Spread.of(7)).isEqualTo(new Spread(7, 7, 7));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "0 | 0", "0.4567 | 0.46", "-0.4567 | -0.46", "9.876 | 9.88", "12.345 | 12.3", "99.94 | 99.9", "100 | 100", "999.4 | 999",
        "1000 | 1,000", "1234 | 1,230", "412345 | 412,000", "1000000 | 1,000,000", "-1234 | -1,230"
    })
    void threeDigitsCount(double number, String text) {
        assertThat(Spread.text(number)).isEqualTo(text);
    }

    @Test
    void theEndsAreToldWhereThereAreSeveral() {
        assertThat(Spread.of(2).text()).isEqualTo("2.00");
        assertThat(Spread.of(100, 200, 300).text()).isEqualTo("200 (100–300)");
    }
}

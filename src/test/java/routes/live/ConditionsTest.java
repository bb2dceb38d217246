package routes.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionsTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            alpaca   | @       | true  | true
            alpaca   |         | true  | true
            alpaca   | @,F     | true  | true
            alpaca   | @,F,T,I | false | true
            alpaca   | M       | false | false
            massive  | 0,14    | true  | true
            massive  | 14,37   | false | true
            massive  | 15      | false | false
            finnhub  | 1,8     | true  | true
            finnhub  | 1,24,12 | false | true
            finnhub  | 39      | false | false
            binance  | 12      | true  | true
            generic  | I       | true  | true
            """)
    void whatATradeSetsDependsOnItsConditions(String feed, String conditions, boolean setsPrice, boolean setsVolume) {
        assertThat(Conditions.ofFeed(feed, "").setPrice(conditions)).isEqualTo(setsPrice);
        assertThat(Conditions.ofFeed(feed, "").setVolume(conditions)).isEqualTo(setsVolume);
    }

    @Test
    void theListOfTheFeedMayBeReplaced() {
        assertThat(Conditions.ofFeed("massive", "37, 2").setPrice("12")).isTrue();
        assertThat(Conditions.ofFeed("massive", "37, 2").setPrice("2")).isFalse();
        assertThat(Conditions.ofFeed("massive", "37, 2").setVolume("15")).isFalse();
        assertThat(Conditions.ofFeed("massive", "none").setPrice("12,37")).isTrue();
        assertThat(Conditions.ofFeed("generic", "X").setPrice("X")).isFalse();
    }
}

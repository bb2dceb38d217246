package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class MarketIndexTest {
    /** As from a file whose newest day is the first: more days than are kept, each older than all before. */
    @Test
    void aDayOlderThanAllThatAreKeptIsShownByItself() {
        MarketIndex index = new MarketIndex();
        for (int i = 0; i < 600; i++) {
            String day = LocalDate.of(2024, 12, 31).minusDays(i).toString();
            index.add(new Tick("A", day, Candle.of(day, i, i, i, i, null), ""), i);
        }

        assertThat(index.card().get("price").asInt()).isEqualTo(599);
        assertThat(index.card().get("change").isNull()).isTrue();
        assertThat(index.candles("1d", "A", "").get("candles")).hasSize(500);
    }

    @Test
    void givesTheCandlesSinceATime() {
        MarketIndex index = new MarketIndex();
        for (int day = 1; day <= 9; day++) {
            index.add(new Tick("A", "2024-01-0" + day, Candle.of("2024-01-0" + day, day, day, day, day, null), ""), day);
        }

        assertThat(index.candles("1d", "A", "2024-01-08").get("candles")).extracting(candle -> candle.get(0).asText())
                .containsExactly("2024-01-08", "2024-01-09");
        assertThat(index.candles("1d", "A", "2024-02-01").get("candles")).isEmpty();
    }
}

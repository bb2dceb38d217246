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
        assertThat(index.candles("1d", "A").get("candles")).hasSize(500);
    }
}

package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a page takes from the values of records. */
class TickTest {
    @Test
    void aDaysFiguresAreItsCandle() {
        assertThat(tick("N225", "{\"index\":\"N225\",\"trade_date\":\"2020-01-06\",\"open\":1,\"high\":4.5,\"low\":0.5,\"close\":2e0,\"volume\":700}"))
                .contains(new Tick("N225", "2020-01-06", Candle.of("2020-01-06", 1, 4.5, 0.5, 2, 700.0), ""));
    }

    @Test
    void aPriceAloneIsACandleOfItsTimestampWhichSaysMoreThanItsDay() {
        assertThat(tick(null, "{\"price\":\"12.50\",\"index\":\"HSI\",\"day\":\"2020-01-06\",\"at\":\"2020-01-06 09:30:00\",\"other\":[{\"close\":3}]}"))
                .contains(new Tick("HSI", "2020-01-06 09:30:00", Candle.of("2020-01-06", 12.5, 12.5, 12.5, 12.5, null), ""));
    }

    @Test
    void withoutATimeItIsOfWhenItWasSent() {
        assertThat(tick("A", "{\"close\":1,\"note\":\"20200106-100\",\"volume\":null,\"open\":true,\"high\":\"NaN\"}"))
                .contains(new Tick("A", "1970-01-01 00:00:01", Candle.of("1970-01-01", 1, 1, 1, 1, null), ""));
    }

    @Test
    void whatSetsNoPriceIsNone() {
        assertThat(tick("A", "{\"close\":1,\"sets_price\":false}")).isEmpty();
        assertThat(tick("A", "{\"close\":1,\"kind\":\"cancel\"}")).isEmpty();
        assertThat(tick("A", "{\"close\":null}")).isEmpty();
        assertThat(tick("A", "{\"close\":\"\"}")).isEmpty();
        assertThat(tick(" ", "{\"close\":1}")).isEmpty();
        assertThat(tick(null, "{\"close\":1}")).isEmpty();
    }

    @Test
    void whatIsNoJsonObjectIsNone() {
        assertThat(tick("A", "{\"close\":1")).isEmpty();
        assertThat(tick("A", "{\"close\":1,}")).isEmpty();
        assertThat(tick("A", "[1]")).isEmpty();
        assertThat(tick("A", "")).isEmpty();
        assertThat(tick("A", null)).isEmpty();
    }

    private static Optional<Tick> tick(String key, String value) {
        return Tick.of(new ConsumerRecord<>(
                "quotes", 0, 0, 1000, TimestampType.CREATE_TIME, 0, 0, bytes(key), bytes(value),
                new RecordHeaders(), Optional.empty()));
    }

    private static byte[] bytes(String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}

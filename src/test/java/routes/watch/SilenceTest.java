package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.calendar.Calendars;

class SilenceTest {
    private static Silence silence(String feed, String symbols) {
        Silence silence = new Silence(new Calendars());
        silence.setFeed(feed);
        silence.setSymbols(symbols);
        silence.setAfter("10m");
        return silence;
    }

    /** After a quarter of an hour without a trade. */
    private static String told(String feed, String symbols, String time) {
        Silence silence = silence(feed, symbols);
        Instant now = Instant.parse(time);
        assertThat(silence.sentence(7, true, now.minus(Duration.ofMinutes(15)))).as("a trade came just now").isNull();
        return silence.sentence(7, true, now);
    }

    @ParameterizedTest
    @CsvSource({
        "finnhub,AAPL,2024-07-02T15:00:00Z,XNYS", "alpaca,AAPL,2024-07-02T15:00:00Z,XNYS", "massive,BRK.B,2024-07-02T15:00:00Z,XNYS",
        "binance,btcusdt,2024-12-25T03:00:00Z,ALWAYS", "coinbase,BTC-USD,2024-12-28T03:00:00Z,ALWAYS", "generic,HSI,2024-07-02T03:00:00Z,XHKG",
        "finnhub,'AAPL,0700.HK',2024-07-04T03:00:00Z,XHKG"})
    void aFeedThatIsSilentWhileItsMarketIsOpenIsToldOf(String feed, String symbols, String time, String market) {
        assertThat(told(feed, symbols, time)).isEqualTo(
                "%s is open, and %s sent no trade for 15 minutes: see whether it still has the symbols %s".formatted(market, feed, symbols.replace(",", ", ")));
    }

    @ParameterizedTest
    @CsvSource({
        // a holiday, an early close, the evening, a Saturday
        "finnhub,AAPL,2024-07-04T15:00:00Z", "finnhub,AAPL,2024-07-03T17:05:00Z", "alpaca,AAPL,2024-07-02T23:00:00Z", "massive,AAPL,2024-07-06T15:00:00Z",
        // it opened five minutes ago
        "finnhub,AAPL,2024-07-02T13:35:00Z",
        // a break at noon
        "generic,N225,2024-07-02T03:00:00Z",
        // no calendar
        "generic,EURUSD,2024-07-02T15:00:00Z", "finnhub,OANDA:EUR_USD,2024-07-02T15:00:00Z", "finnhub,'',2024-07-02T15:00:00Z"})
    void aMarketThatIsClosedIsNotStale(String feed, String symbols, String time) {
        assertThat(told(feed, symbols, time)).isNull();
    }

    @Test
    void theTimeWithoutAConnectionIsNoSilence() {
        Silence silence = silence("finnhub", "AAPL");
        Instant open = Instant.parse("2024-07-02T15:00:00Z");

        assertThat(silence.sentence(5, true, open)).isNull();
        assertThat(silence.sentence(5, false, open.plus(Duration.ofMinutes(20)))).as("that it is away is told otherwise").isNull();
        assertThat(silence.sentence(5, true, open.plus(Duration.ofMinutes(21)))).isNull();
        assertThat(silence.sentence(5, true, open.plus(Duration.ofMinutes(30)))).contains("no trade for 10 minutes");
    }

    @Test
    void aTradeEndsTheSilence() {
        Silence silence = silence("finnhub", "AAPL");
        Instant open = Instant.parse("2024-07-02T15:00:00Z");

        assertThat(silence.sentence(0, true, open)).isNull();
        assertThat(silence.sentence(0, true, open.plus(Duration.ofMinutes(9)))).isNull();
        assertThat(silence.sentence(0, true, open.plus(Duration.ofMinutes(11)))).contains("no trade for 11 minutes");
        assertThat(silence.sentence(1, true, open.plus(Duration.ofMinutes(12)))).isNull();
        assertThat(silence.sentence(1, true, open.plus(Duration.ofMinutes(21)))).isNull();
        assertThat(silence.sentence(1, true, open.plus(Duration.ofMinutes(22)))).contains("no trade for 10 minutes");
    }
}

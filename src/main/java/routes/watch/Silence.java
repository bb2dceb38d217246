package routes.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.util.TimeUtils;
import routes.calendar.Calendars;
import routes.calendar.MarketCalendar;

/**
 * A live feed that sends nothing while a market of its symbols is open: it is connected, so nothing else tells. A market that is closed may
 * be silent.
 */
public class Silence {
    /** For symbols without a calendar of their own. */
    private static final Map<String, String> USUAL =
            Map.of("finnhub", "XNYS", "alpaca", "XNYS", "massive", "XNYS", "binance", "ALWAYS", "coinbase", "ALWAYS");

    private final Calendars calendars;
    private String feed = "";
    private List<String> symbols = List.of();
    private Duration after = Duration.ofMinutes(10);
    private long trades = -1;
    private Instant since = Instant.MAX;

    public Silence(Calendars calendars) {
        this.calendars = calendars;
    }

    /**
     * @param trades that came until now
     * @param connected whether any could come
     * @return a sentence, null while there is nothing to tell
     */
    synchronized String sentence(long trades, boolean connected, Instant now) {
        if (trades != this.trades || !connected) {
            this.trades = trades;
            since = now;
        }
        if (since.plus(after).isAfter(now)) {
            return null;
        }
        return symbols.stream()
                .flatMap(symbol -> calendar(symbol).stream())
                .filter(calendar -> calendar.isOpen(now.minus(after)) && calendar.isOpen(now))
                .findFirst()
                .map(calendar -> "%s is open, and %s sent no trade for %d minutes: see whether it still has the symbols %s"
                        .formatted(calendar.name(), feed, Duration.between(since, now).toMinutes(), String.join(", ", symbols)))
                .orElse(null);
    }

    /** A prefix, as in BINANCE:BTCUSDT, names another market than the feed's usual one. */
    private Optional<MarketCalendar> calendar(String symbol) {
        Optional<MarketCalendar> usual = Optional.ofNullable(symbol.contains(":") ? null : USUAL.get(feed)).flatMap(calendars::named);
        return calendars.of(symbol).or(() -> usual);
    }

    public void setFeed(String feed) {
        this.feed = feed.trim();
    }

    /** @param symbols separated by commas */
    public void setSymbols(String symbols) {
        this.symbols = Arrays.stream(symbols.split(",")).map(String::trim).filter(symbol -> !symbol.isEmpty()).toList();
    }

    /** @param after time without a trade, such as 10m */
    public void setAfter(String after) {
        this.after = Duration.ofMillis(TimeUtils.toMilliSeconds(after));
    }
}

package routes.live;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A time of which the feed may have left out trades.
 *
 * @param from no trade that was sent before is missing
 * @param to no trade that was sent later is missing
 * @param symbol whose trades; null for all
 */
record Gap(Instant from, Instant to, String reason, String symbol) {
    /** Of all symbols, not over yet. */
    static Gap since(Instant from, String reason) {
        return new Gap(from, null, reason, null);
    }

    /** Clocks may differ: it never ends before it begins. Its record has microseconds. */
    Gap until(Instant time) {
        Instant end = time.plusNanos(999).truncatedTo(ChronoUnit.MICROS);
        return new Gap(from, end.isBefore(from) ? from : end, reason, symbol);
    }
}

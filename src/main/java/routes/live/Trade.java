package routes.live;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A trade as a feed told it, or what was said of an earlier one.
 *
 * @param venue where it was made, in the provider's letters; null when the feed does not say
 * @param conditions the provider's codes, separated by commas; null when there are none
 * @param id the provider's; where there is none, made of what the trade says
 * @param corrects the id of the earlier trade, null for a new one
 * @param received when its message came, by this machine's clock
 */
record Trade(
        Kind kind, String symbol, BigDecimal price, BigDecimal size, Instant time, String venue, String conditions, String id, String corrects, Instant received) {
    /** Whether it is new, or replaces or takes back an earlier one. */
    enum Kind {
        TRADE, CORRECTION, CANCEL
    }

    static Trade of(String symbol, BigDecimal price, BigDecimal size, Instant time, String venue, String conditions, String id) {
        return new Trade(Kind.TRADE, symbol, price, size, time, blankToNull(venue), blankToNull(conditions), blankToNull(id), null, null);
    }

    /** The same in place of an earlier trade. */
    Trade correcting(String earlier) {
        return new Trade(Kind.CORRECTION, symbol, price, size, time, venue, conditions, id, earlier, received);
    }

    /** That this trade does not count. */
    Trade cancelled() {
        return new Trade(Kind.CANCEL, symbol, price, size, time, venue, conditions, id, id, received);
    }

    Trade received(Instant at) {
        return new Trade(kind, symbol, price, size, time, venue, conditions, id, corrects, at);
    }

    Trade withId(String made) {
        return new Trade(kind, symbol, price, size, time, venue, conditions, made, corrects, received);
    }

    /** What it says of itself, when it has no id. */
    String content() {
        return time.toEpochMilli() + "-" + price.toPlainString() + "-" + (size == null ? "" : size.toPlainString()) + (conditions == null ? "" : "-" + conditions);
    }

    /** By which it is told from all others: ids begin anew each day at some exchanges, and each venue has its own. */
    String identity() {
        return String.join("|", kind.name(), symbol, String.valueOf(venue), id, time.toString());
    }

    private static String blankToNull(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}

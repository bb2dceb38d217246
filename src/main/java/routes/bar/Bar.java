package routes.bar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import routes.lang.Json;

/**
 * What is known of a bar.
 *
 * @param start its first minute since 1970
 * @param revision the offset of the newest record that made a difference to it, by which the newest of several is known
 */
record Bar(String symbol, String timeframe, long start, Aggregate sum, long revision, State state) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");

    enum State {
        /** No later bar of the symbol has begun. */
        FORMING,
        /** One has. */
        CLOSED,
        /** It changed after that. */
        REVISED
    }

    String time() {
        return TIME.format(LocalDateTime.ofEpochSecond(start * 60, 0, ZoneOffset.UTC));
    }

    ObjectNode json() {
        return Json.object()
                .put("symbol", symbol)
                .put("timeframe", timeframe)
                .put("bar_time", time())
                .put("open", plain(sum.open()))
                .put("high", plain(sum.high()))
                .put("low", plain(sum.low()))
                .put("close", plain(sum.close()))
                .put("volume", plain(sum.volume()))
                .put("vwap", plain(sum.vwap()))
                .put("trade_count", sum.trades())
                .put("revision", revision)
                .put("state", state.name().toLowerCase(Locale.ROOT));
    }

    /** Equal numbers look the same, whichever trade they are of. */
    private static BigDecimal plain(BigDecimal number) {
        BigDecimal plain = number == null ? null : number.stripTrailingZeros();
        return plain != null && plain.scale() < 0 ? plain.setScale(0) : plain;
    }
}

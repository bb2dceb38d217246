package routes.bar;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Objects;

/** What trades come to together, whatever the order in which they are added. None can be taken away: then all others are added anew. */
final class Aggregate {
    static final int VWAP_SCALE = 8;

    private BigDecimal open;
    private BigDecimal high;
    private BigDecimal low;
    private BigDecimal close;
    private BigDecimal volume = BigDecimal.ZERO;
    private BigDecimal turnover = BigDecimal.ZERO;
    private long trades;
    private long openMicros;
    private long openOffset;
    private long closeMicros;
    private long closeOffset;

    /** @return whether it makes a difference */
    boolean add(TradeRecord trade) {
        if (trade.setsPrice()) {
            addPrice(trade);
        }
        if (trade.setsVolume()) {
            volume = volume.add(trade.size());
            turnover = turnover.add(trade.price().multiply(trade.size()));
            trades++;
        }
        return trade.setsPrice() || trade.setsVolume();
    }

    private void addPrice(TradeRecord trade) {
        BigDecimal price = trade.price();
        high = high == null ? price : high.max(price);
        low = low == null ? price : low.min(price);
        if (open == null || comesAfter(openMicros, openOffset, trade)) {
            open = price;
            openMicros = trade.micros();
            openOffset = trade.offset();
        }
        if (close == null || !comesAfter(closeMicros, closeOffset, trade)) {
            close = price;
            closeMicros = trade.micros();
            closeOffset = trade.offset();
        }
    }

    /** Trades of the same time as they came. */
    private static boolean comesAfter(long micros, long offset, TradeRecord trade) {
        return micros == trade.micros() ? offset > trade.offset() : micros > trade.micros();
    }

    /** @param later whose trades are all later */
    void append(Aggregate later) {
        if (later.open != null) {
            open = open == null ? later.open : open;
            high = high == null ? later.high : high.max(later.high);
            low = low == null ? later.low : low.min(later.low);
            close = later.close;
        }
        volume = volume.add(later.volume);
        turnover = turnover.add(later.turnover);
        trades += later.trades;
    }

    boolean isSameAs(Aggregate other) {
        return trades == other.trades && openOffset == other.openOffset && closeOffset == other.closeOffset
                && Objects.equals(high, other.high) && Objects.equals(low, other.low) && volume.compareTo(other.volume) == 0 && turnover.compareTo(other.turnover) == 0;
    }

    BigDecimal open() {
        return open;
    }

    BigDecimal high() {
        return high;
    }

    BigDecimal low() {
        return low;
    }

    BigDecimal close() {
        return close;
    }

    BigDecimal volume() {
        return volume;
    }

    /** Null without volume. */
    BigDecimal vwap() {
        return volume.signum() == 0 ? null : turnover.divide(volume, VWAP_SCALE, RoundingMode.HALF_UP);
    }

    long trades() {
        return trades;
    }
}

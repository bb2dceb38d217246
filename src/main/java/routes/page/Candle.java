package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * A day of an index.
 *
 * @param day {@code 2020-03-01}
 * @param volume null where the records have none
 */
record Candle(String day, double open, double high, double low, double close, Double volume) {
    /** With a later price of the same day; records that have the day's figures so far replace what was known. */
    Candle with(Candle later) {
        boolean priceAlone = later.open == later.close && later.high == later.close && later.low == later.close;
        return priceAlone
                ? new Candle(day, open, Math.max(high, later.high), Math.min(low, later.low), later.close, later.volume)
                : later;
    }

    /** {@code ["2020-03-01", open, high, low, close, volume]} */
    void addTo(ArrayNode candles) {
        candles.addArray().add(day).add(open).add(high).add(low).add(close).add(volume);
    }
}

package routes.page;

import com.fasterxml.jackson.databind.node.ArrayNode;

/**
 * What became of a price in a day, or in the time of another bar.
 *
 * @param time when it begins: {@code 2020-03-01}, or {@code 2020-03-01 14:30:00}
 * @param volume null where the records have none
 * @param apart whether something was left out before it
 */
record Candle(String time, double open, double high, double low, double close, Double volume, boolean apart) {
    static Candle of(String time, double open, double high, double low, double close, Double volume) {
        return new Candle(time, open, high, low, close, volume, false);
    }

    /** With a later price of the same day; records that have the day's figures so far replace what was known. */
    Candle with(Candle later) {
        boolean priceAlone = later.open == later.close && later.high == later.close && later.low == later.close;
        return priceAlone
                ? new Candle(time, open, Math.max(high, later.high), Math.min(low, later.low), later.close, later.volume, apart)
                : apart ? later.setApart() : later;
    }

    Candle setApart() {
        return new Candle(time, open, high, low, close, volume, true);
    }

    /** {@code ["2020-03-01", open, high, low, close, volume]}, and true where something was left out before it. */
    void addTo(ArrayNode candles) {
        ArrayNode candle = candles.addArray().add(time).add(open).add(high).add(low).add(close).add(volume);
        if (apart) {
            candle.add(true);
        }
    }
}

package exchange;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * A trade at the exchange, or what it says of an earlier one.
 *
 * @param id counted for each symbol
 * @param corrects the deal that this one replaces, null for a new one
 * @param cancel whether it takes back the deal of its id
 */
public record Deal(String symbol, BigDecimal price, BigDecimal size, long id, Instant time, Deal corrects, boolean cancel) {
    /** Fewer than a hundred shares: such a trade sets no price. */
    boolean isOddLot() {
        return size.compareTo(BigDecimal.valueOf(100)) < 0;
    }

    Deal cancelled() {
        return new Deal(symbol, price, size, id, time, null, true);
    }
}

package exchange;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** Invented trades: prices that walk at random from where the symbol's name puts them. The same seed gives the same prices and sizes. */
final class SimulatedDay {
    private static final int PIPS = 100;

    private final Random random;
    private final Map<String, Long> prices = new HashMap<>();
    private final Map<String, Long> ids = new HashMap<>();

    SimulatedDay(long seed) {
        random = new Random(seed);
    }

    /** @param at to the millisecond, which all providers have */
    Deal next(String symbol, Instant at) {
        long price = prices.merge(symbol, start(symbol), (last, first) -> Math.max(PIPS, last + Math.round(random.nextGaussian() * last / 4000)));
        long id = ids.merge(symbol, 1L, Long::sum);
        // no two deals of a symbol in the same millisecond are alike
        BigDecimal size = BigDecimal.valueOf(1 + 389 * id % 997);
        return new Deal(symbol, BigDecimal.valueOf(price, 2), size, id, at.truncatedTo(ChronoUnit.MILLIS), null, false);
    }

    Deal correcting(Deal earlier, Instant at) {
        Deal better = next(earlier.symbol(), at);
        return new Deal(better.symbol(), better.price(), better.size(), better.id(), better.time(), earlier, false);
    }

    private static long start(String symbol) {
        return 50L * PIPS + Math.floorMod(symbol.hashCode(), 400 * PIPS);
    }
}

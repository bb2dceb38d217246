package routes.source;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which columns are the prices, where their names do not tell: of four columns side by side, the high is never below the others, and the low never
 * above them; of the other two, the open comes first. The number after them is the volume.
 */
final class PricesByRelation {
    private static final int PRICES = 4;
    /** Real files have a few odd days. */
    private static final double MOST = 0.98;

    private final List<double[]> rows;

    /** @param rows of the sample; NaN where there is no number */
    PricesByRelation(List<double[]> rows) {
        this.rows = rows;
    }

    /** @param candidates columns of numbers, as they come in the file */
    Map<MarketRole, Integer> among(List<Integer> candidates) {
        for (int from = 0; from + PRICES <= candidates.size(); from++) {
            List<Integer> four = candidates.subList(from, from + PRICES);
            int high = four.stream().filter(column -> holds(column, four, 1)).findFirst().orElse(-1);
            int low = four.stream().filter(column -> holds(column, four, -1)).findFirst().orElse(-1);
            if (high >= 0 && low >= 0 && high != low && vary(high, low)) {
                List<Integer> others = new ArrayList<>(four);
                others.removeAll(List.of(high, low));
                Map<MarketRole, Integer> found = new EnumMap<>(Map.of(
                        MarketRole.OPEN, others.get(0), MarketRole.HIGH, high, MarketRole.LOW, low, MarketRole.CLOSE, others.get(1)));
                candidates.stream().skip(from + PRICES).filter(column -> !isBetween(column, low, high)).findFirst()
                        .ifPresent(column -> found.put(MarketRole.VOLUME, column));
                return found;
            }
        }
        return Map.of();
    }

    /** @param sign 1 for the highest of all, -1 for the lowest */
    private boolean holds(int column, List<Integer> all, int sign) {
        return share(row -> all.stream().allMatch(other -> sign * row[column] >= sign * row[other]));
    }

    private boolean isBetween(int column, int low, int high) {
        return share(row -> row[low] <= row[column] && row[column] <= row[high]);
    }

    private boolean vary(int high, int low) {
        return rows.stream().anyMatch(row -> row[high] > row[low] && row[low] > 0);
    }

    private boolean share(Predicate<double[]> fits) {
        return !rows.isEmpty() && rows.stream().filter(fits).count() >= MOST * rows.size();
    }
}

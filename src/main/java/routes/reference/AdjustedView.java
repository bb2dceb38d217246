package routes.reference;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.model.Table;

/**
 * The view of the days at the prices of today: those before a split or a dividend multiplied by its factor, and what was traded before a split
 * divided by it. The table stays as it was, and a column that is no price is shown as it is.
 */
final class AdjustedView {
    static final String NAME = "quotes_adjusted";
    static final String OF = "quotes_daily";

    private static final Set<String> PRICES = Set.of("open", "high", "low", "close", "close_usd");
    private static final String VOLUME = "volume";

    private AdjustedView() {}

    static String sql(Table table) {
        return """
                CREATE OR REPLACE VIEW %s AS
                SELECT %s
                FROM %s AS quote
                LEFT JOIN adjustments AS adjustment
                    ON adjustment.symbol = quote.index
                    AND adjustment.ex_date > quote.trade_date
                    AND (adjustment.since IS NULL OR adjustment.since <= quote.trade_date)"""
                .formatted(
                        NAME,
                        Stream.of(table.storageDescriptor().columns(), table.partitionKeys())
                                .flatMap(List::stream)
                                .map(column -> column(column.name()))
                                .collect(Collectors.joining(",\n       ")),
                        OF);
    }

    private static String column(String name) {
        if (PRICES.contains(name)) {
            return "quote.\"%1$s\" * coalesce(adjustment.price_factor, 1e0) AS \"%1$s\"".formatted(name);
        }
        return (name.equals(VOLUME) ? "quote.\"%1$s\" / coalesce(adjustment.volume_factor, 1e0) AS \"%1$s\"" : "quote.\"%1$s\"").formatted(name);
    }
}

package routes.source;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import routes.lang.StartException;

/**
 * What is said of the columns' roles instead of found out.
 *
 * @param roles {@code market.columns}: a column by its role
 * @param inferred whether roles that are not said are found out
 * @param symbol {@code csv.symbol}, blank for none
 * @param named the names that {@code csv.rename} gives
 */
public record MarketSettings(Map<String, String> roles, boolean inferred, String symbol, Set<String> named) {
    /** Everything is found out. */
    public static final MarketSettings NONE = new MarketSettings(Map.of(), true, "", Set.of());

    /** @param roles {@code role:column,…}, blank, or {@code none} */
    public static MarketSettings of(String roles, String symbol, Map<String, String> renames) {
        boolean none = roles.trim().equals("none");
        Map<String, String> columns = none ? Map.of() : Columns.pairs("market.columns", roles);
        columns.keySet().stream().filter(role -> !MarketRole.words().contains(role)).findFirst().ifPresent(role -> {
            throw new StartException("market.columns: '%s' is no role of a column; it can be %s".formatted(role, String.join(", ", MarketRole.words())));
        });
        return new MarketSettings(columns, !none, symbol.trim(), renames.values().stream().map(Column::snakeCase).collect(Collectors.toUnmodifiableSet()));
    }
}

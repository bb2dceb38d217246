package routes.csv;

import java.util.Map;
import java.util.Set;
import routes.lang.StartException;
import routes.source.MarketSettings;
import routes.source.RowOrder;

/**
 * What is said of CSV files instead of found out.
 *
 * @param types {@code csv.columns}, blank to infer them
 * @param renames new names of columns by those that they have
 * @param nullValues texts that stand for no value
 * @param key name of the column that is the key of a record
 * @param timeColumn {@code csv.time-column}, blank to find it
 */
public record CsvSettings(
        String types,
        Map<String, String> renames,
        Set<String> nullValues,
        Dialect dialect,
        MarketSettings market,
        String key,
        RowOrder order,
        String timeColumn) {

    /** @throws StartException when its rows have no such key, or cannot be put in that order */
    void requireReplay(CsvFile file) {
        file.layout().requireKey(key);
        if (order == RowOrder.TIME) {
            TimeColumn.required(file, timeColumn);
        }
    }
}

package routes.source;

import java.util.Locale;

/**
 * A column of the CSV file.
 *
 * @param name in snake_case, as it is called from here to the reports
 */
public record Column(String name, ColumnType type) {
    /** {@code Adj Close} → {@code adj_close}, {@code CloseUSD} → {@code close_usd}. */
    static String snakeCase(String header) {
        return header.trim()
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
    }
}

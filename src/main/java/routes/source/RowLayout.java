package routes.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import routes.lang.StartException;

/**
 * How the rows of a file look, and what all of them have in common.
 *
 * @param file that they stand in, or a name in its place
 * @param columns those of the cells, then those that are made of several of them
 * @param width how many cells a row has
 * @param symbol what all rows are of, where none of their columns tells it: their column {@link MarketColumns#SYMBOL}
 * @param key place of the column that is the key of a record; {@link #SYMBOL} for the symbol of all rows, {@link #NONE} when there is no such column
 */
public record RowLayout(Path file, char delimiter, List<Column> columns, int width, Optional<String> symbol, Set<String> nullValues, int key) {
    /** In place of a column. */
    public static final int SYMBOL = -1;

    /** In place of a column. */
    public static final int NONE = -2;

    /** @param key name of the column that is to be the key */
    public static RowLayout of(
            Path file, char delimiter, List<Column> columns, int width, Optional<String> symbol, Set<String> nullValues, String key) {
        boolean ofAll = key.equals(MarketColumns.SYMBOL) && symbol.isPresent();
        int place = columns.stream().map(Column::name).toList().indexOf(key);
        return new RowLayout(file, delimiter, columns, width, symbol, nullValues, ofAll ? SYMBOL : place < 0 ? NONE : place);
    }

    /**
     * @param setting of the key column
     * @throws StartException when there is no such column
     */
    public RowLayout requireKey(String setting) {
        if (key != NONE) {
            return this;
        }
        throw new StartException("csv.key-column %s is no column of %s; it has %s%s".formatted(setting.trim(), file, names(), setting.trim().equals(MarketColumns.SYMBOL)
                ? ". No column tells the symbol of a row, nor does the file's name: csv.symbol=<symbol> gives that of all rows,"
                        + " market.columns=symbol:<column> names the column, csv.key-column=<column> takes another key"
                : ""));
    }

    public RowLayout with(List<Column> other) {
        return new RowLayout(file, delimiter, other, width, symbol, nullValues, key);
    }

    public List<String> names() {
        return columns.stream().map(Column::name).toList();
    }
}

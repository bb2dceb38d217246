package routes.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import routes.source.Column;
import routes.source.ColumnType;

/** Names for the columns of a file without a header, by their types: a day, a clock, a symbol, and four numbers of which the second is never below the others. */
final class MadeUpNames {
    private final List<Column> columns;
    private final List<List<String>> rows;
    private final List<String> names;

    private MadeUpNames(List<Column> columns, List<List<String>> rows) {
        this.columns = columns;
        this.rows = rows;
        this.names = new ArrayList<>(IntStream.rangeClosed(1, columns.size()).mapToObj(i -> "column_" + i).toList());
    }

    /** @param columns with their types and formats, under any names; those that are made of others come last and stay as they are */
    static List<String> of(List<Column> columns, List<List<String>> rows) {
        return new MadeUpNames(columns.stream().filter(column -> column.from().isEmpty()).toList(), rows).find();
    }

    private List<String> find() {
        name("time", ColumnType.TIMESTAMP, ".*");
        name("trade_date", ColumnType.DATE, ".*");
        name("clock", ColumnType.STRING, "\\d{1,2}:\\d{2}.*");
        name("symbol", ColumnType.STRING, "[A-Za-z^][A-Za-z0-9.^=_/-]{0,14}");
        prices();
        return names;
    }

    private void name(String name, ColumnType type, String form) {
        IntStream.range(0, columns.size())
                .filter(i -> columns.get(i).type() == type && rows.stream().allMatch(row -> row.get(i).trim().matches(form)))
                .findFirst()
                .ifPresent(i -> names.set(i, name));
    }

    private void prices() {
        for (int i = 0; i + 3 < columns.size(); i++) {
            if (isBar(i)) {
                List<String> bar = List.of("open", "high", "low", "close", "volume");
                for (int k = 0; k < bar.size() && i + k < columns.size() && (k < 4 || isNumber(i + k)); k++) {
                    names.set(i + k, bar.get(k));
                }
                return;
            }
        }
    }

    private boolean isBar(int first) {
        return IntStream.range(first, first + 4).allMatch(this::isNumber) && rows.stream().allMatch(row -> isBar(row, first));
    }

    private boolean isBar(List<String> row, int first) {
        try {
            double open = number(row, first);
            double high = number(row, first + 1);
            double low = number(row, first + 2);
            double close = number(row, first + 3);
            return high >= Math.max(open, close) && low <= Math.min(open, close);
        } catch (RuntimeException absent) {
            return true;
        }
    }

    private double number(List<String> row, int column) {
        return Double.parseDouble(columns.get(column).format().plain(row.get(column).trim()));
    }

    private boolean isNumber(int column) {
        ColumnType type = columns.get(column).type();
        return type == ColumnType.DOUBLE || type == ColumnType.BIGINT || type == ColumnType.DECIMAL;
    }
}

package routes.csv;

import java.time.DateTimeException;
import java.util.AbstractList;
import java.util.List;
import routes.source.Column;

/** The values of all columns in a row, written as their types have them; found out when they are asked for, since most are not. */
final class TypedRow extends AbstractList<String> {
    private final List<Column> columns;
    private final List<String> cells;

    TypedRow(List<Column> columns, List<String> cells) {
        this.columns = columns;
        this.cells = cells;
    }

    @Override
    public String get(int place) {
        String cell = columns.get(place).cell(cells, place);
        try {
            String value = columns.get(place).format().plain(cell);
            return value == null ? "" : value;
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException unfit) {
            return cell;
        }
    }

    @Override
    public int size() {
        return columns.size();
    }
}

package routes.csv;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.Columns;
import routes.source.MarketTime;
import routes.source.RowException;

/** The column that says when the rows of a file happened. Only its cell is looked at, not whether the row is fit otherwise. */
final class TimeColumn {
    private final CsvFile file;
    private final int column;

    private TimeColumn(CsvFile file, int column) {
        this.file = file;
        this.column = column;
    }

    /**
     * @param column {@code csv.time-column}; blank for the first one of timestamps, else the first one of dates
     * @return none when it is blank and there is no such column
     */
    static Optional<TimeColumn> of(CsvFile file, String column) {
        if (!column.isBlank()) {
            return Optional.of(new TimeColumn(file, Columns.indexOf(file.columns(), "csv.time-column", file.market().nameOf(column), file.path())));
        }
        return Stream.of(ColumnType.TIMESTAMP, ColumnType.DATE)
                .flatMap(type -> file.columns().stream().filter(candidate -> candidate.type() == type))
                .findFirst()
                .map(found -> new TimeColumn(file, file.columns().indexOf(found)));
    }

    /** @throws StartException when there is no such column */
    static TimeColumn required(CsvFile file, String column) {
        return of(file, column).orElseThrow(() -> new StartException(
                "csv.order=time needs a column of dates or timestamps, and none of %s is one throughout: name it with csv.time-column".formatted(file.path())));
    }

    CsvFile file() {
        return file;
    }

    String name() {
        return file.columns().get(column).name();
    }

    long of(byte[] row) {
        try {
            Column column = file.columns().get(this.column);
            if (column.isPlain()) {
                return MarketTime.parse(cell(row).trim());
            }
            String plain = column.format().plain(column.from().isEmpty() ? cell(row).trim() : joined(column, row));
            return plain == null ? MarketTime.NONE : MarketTime.parse(plain);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException none) {
            return MarketTime.NONE;
        }
    }

    void require(byte[] row) throws RowException {
        if (of(row) == MarketTime.NONE) {
            throw new RowException("column %s: '%s' is no date or timestamp, and csv.order=time needs one".formatted(name(), cell(row).trim()));
        }
    }

    private String joined(Column made, byte[] row) {
        List<String> cells = file.cells(row);
        return cells.size() == file.width() ? made.cell(cells, column) : "";
    }

    private String cell(byte[] row) {
        int at = 0;
        int start = 0;
        for (int i = 0; i <= row.length; i++) {
            if (i < row.length && row[i] == '"') {
                List<String> cells = file.cells(row);
                return column < cells.size() ? cells.get(column) : "";
            }
            if (i == row.length || row[i] == file.delimiter()) {
                if (at++ == column) {
                    return new String(row, start, i - start, StandardCharsets.UTF_8);
                }
                start = i + 1;
            }
        }
        return "";
    }
}

package routes;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When rows happened: what their time column says, a day or a timestamp, as milliseconds since 1970, UTC. Only the cell is looked at, not
 * whether the row is fit otherwise.
 */
final class MarketTime {
    /** Of a row without one that can be read; it is before all others. */
    static final long NONE = Long.MIN_VALUE;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private final CsvFile file;
    private final int column;

    private MarketTime(CsvFile file, int column) {
        this.file = file;
        this.column = column;
    }

    /**
     * @param column {@code csv.time-column}; blank for the first one of timestamps, else the first one of dates
     * @return none when it is blank and there is no such column
     */
    static Optional<MarketTime> of(CsvFile file, String column) {
        if (!column.isBlank()) {
            return Optional.of(new MarketTime(file, Columns.indexOf(file.columns(), "csv.time-column", column, file.path())));
        }
        return Stream.of(ColumnType.TIMESTAMP, ColumnType.DATE)
                .flatMap(type -> file.columns().stream().filter(candidate -> candidate.type() == type))
                .findFirst()
                .map(found -> new MarketTime(file, file.columns().indexOf(found)));
    }

    String column() {
        return file.columns().get(column).name();
    }

    long of(byte[] row) {
        try {
            return parse(cell(row).trim());
        } catch (DateTimeException none) {
            return NONE;
        }
    }

    void require(byte[] row) throws RowException {
        if (of(row) == NONE) {
            throw new RowException("column %s: '%s' is no date or timestamp, and csv.order=time needs one".formatted(column(), cell(row).trim()));
        }
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

    /** @throws DateTimeException when the text is neither a day nor a timestamp */
    static long parse(String text) {
        LocalDateTime time = text.length() <= 10 ? ColumnType.date(text).atStartOfDay() : ColumnType.timestamp(text);
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /** {@code 2020-03-01}, or {@code 2020-03-01 14:30:00} where it is no midnight. */
    static String text(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        if (time.toLocalTime().toNanoOfDay() == 0) {
            return time.toLocalDate().toString();
        }
        return time.format(time.getNano() == 0 ? SECONDS : MILLISECONDS);
    }
}

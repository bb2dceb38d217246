package routes.source;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A column of the CSV file.
 *
 * @param name in snake_case, as it is called from here to the reports
 * @param from the places of the cells that it is made of, when it is not one of the file's own
 */
public record Column(String name, ColumnType type, CellFormat format, List<Integer> from) {
    /** Between the cells that a column is made of. */
    public static final char JOINT = '\t';

    /** Of the file's own, with cells as the type has them. */
    public Column(String name, ColumnType type) {
        this(name, type, CellFormat.PLAIN, List.of());
    }

    public Column named(String other) {
        return new Column(other, type, format, from);
    }

    public Column with(ColumnType other, CellFormat written) {
        return new Column(name, other, written, from);
    }

    public boolean isPlain() {
        return format == CellFormat.PLAIN;
    }

    /** Its text in a row, as it stands there. */
    public String cell(List<String> row, int place) {
        return from.isEmpty()
                ? row.get(place).trim()
                : from.stream().map(i -> row.get(i).trim()).collect(Collectors.joining(String.valueOf(JOINT)));
    }

    /** The type as {@code csv.columns} has it. */
    public String word() {
        return format instanceof Digits digits ? digits.word() : type.word();
    }

    /** {@code Adj Close} → {@code adj_close}, {@code CloseUSD} → {@code close_usd}, {@code 日期} → {@code ri_qi}. */
    static String snakeCase(String header) {
        return Latin.of(header.trim())
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z]+)([A-Z][a-z])", "$1_$2")
                .replaceAll("[^A-Za-z0-9]+", "_")
                .replaceAll("^_+|_+$", "")
                .toLowerCase(Locale.ROOT);
    }
}

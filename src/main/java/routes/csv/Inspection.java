package routes.csv;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.source.Column;
import routes.source.Columns;
import routes.source.RawRow;
import routes.source.RowLayout;

/** What a file was taken for, for people: its shape, its columns with some of their values, what is open, and the settings that say the same. */
final class Inspection {
    private static final int VALUES = 3;
    private static final int ROWS = 5000;

    private final CsvFile file;

    private record Row(RawRow raw, List<String> cells) {}

    /** Rows of the sample that are rejected for one reason. */
    private record Rejected(String reason, long line, long rows) {
        Rejected oneMore() {
            return new Rejected(reason, line, rows + 1);
        }
    }

    private Inspection(CsvFile file) {
        this.file = file;
    }

    /** Of a file that is open. */
    static Inspection of(CsvFile file) {
        return new Inspection(file);
    }

    /** Whether it can be replayed with these settings. */
    boolean isClear() {
        return file.found().questions().isEmpty() && file.layout().key() != RowLayout.NONE;
    }

    /** Files that are written in the same way, together. */
    static Collection<List<CsvFile>> alike(List<CsvFile> files) {
        return files.stream().collect(Collectors.groupingBy(file -> of(file).description(), LinkedHashMap::new, Collectors.toList())).values();
    }

    private String description() {
        return String.join("\n", lines()) + file.market().roles() + file.found().questions() + file.layout().key();
    }

    /** In a few lines. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of(shape()));
        List<String> columns = file.columns().stream().map(column -> column.name() + " " + column.word() + note(column)).toList();
        for (int i = 0; i < columns.size() && lines.size() < 5; i += 8) {
            lines.add("  " + String.join(", ", columns.subList(i, Math.min(columns.size(), i + 8))));
        }
        return lines;
    }

    private static String note(Column column) {
        String format = column.format().toString();
        return format.isEmpty() ? "" : " (" + format + ")";
    }

    private String shape() {
        CsvShape shape = file.shape();
        List<String> parts = new ArrayList<>();
        parts.add(file.text().written().isEmpty() ? "UTF-8" : file.text().written());
        parts.add("cells parted by " + delimiter());
        parts.add(shape.isHeaderless() ? "no header" : "header above line " + shape.firstLine());
        if (shape.passedOver() > 0) {
            parts.add(shape.passedOver() == 1 ? "one line above it passed over" : shape.passedOver() + " lines above it passed over");
        }
        shape.symbol().ifPresent(symbol -> parts.add("symbol " + symbol));
        return String.join(", ", parts);
    }

    private String delimiter() {
        return file.delimiter() == '\t' ? "tab" : "'" + file.delimiter() + "'";
    }

    String text() {
        try {
            List<Row> rows = rows();
            return String.join("\n", lines(rows)) + "\n";
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file.path(), unreadable);
        }
    }

    private List<Row> rows() throws IOException {
        try (RawRows rows = file.rows()) {
            return rows.take(ROWS).stream().map(row -> new Row(row, file.cells(row.bytes()))).toList();
        }
    }

    private List<String> lines(List<Row> rows) {
        List<String> lines = new ArrayList<>();
        lines.add(file.path() + ": " + shape());
        lines.add("");
        table(rows).forEach(lines::add);
        lines.add("\n" + file.market().line());
        file.found().questions().forEach(question -> lines.add("\nmust be set: " + question));
        if (file.layout().key() == RowLayout.NONE) {
            lines.add("\nmust be set: csv.key-column %s is no column; it can be one of %s".formatted(file.settings().key(), file.layout().names()));
        }
        file.found().doubts().forEach(doubt -> lines.add("\nnot certain: " + doubt));
        List<Rejected> rejected = rejected(rows);
        lines.add("\nof the first %,d rows, %s".formatted(rows.size(), rejected.isEmpty() ? "none is rejected" : "these are rejected:"));
        rejected.stream().limit(5).forEach(one -> lines.add("  %,d, first on line %d: %s".formatted(one.rows(), one.line(), one.reason())));
        lines.add("\nthe same as settings:");
        settings().forEach(setting -> lines.add("  " + setting));
        return lines;
    }

    private List<String> table(List<Row> rows) {
        List<List<String>> table = new ArrayList<>();
        table.add(List.of("column", "in the file", "type", "written as", "values"));
        for (int i = 0; i < file.columns().size(); i++) {
            Column column = file.columns().get(i);
            String title = i < file.shape().titles().size() ? file.shape().titles().get(i).trim() : "";
            table.add(List.of(column.name(), title, column.word(), column.format().toString(), values(rows, column, i)));
        }
        int[] widths = IntStream.range(0, 4).map(i -> table.stream().mapToInt(row -> row.get(i).length()).max().orElse(1)).toArray();
        return table.stream()
                .map(row -> "  " + IntStream.range(0, 4).mapToObj(i -> ("%-" + Math.max(1, widths[i]) + "s").formatted(row.get(i))).collect(Collectors.joining("  "))
                        + "  " + row.get(4))
                .map(String::stripTrailing)
                .toList();
    }

    private String values(List<Row> rows, Column column, int place) {
        return rows.stream()
                .map(Row::cells)
                .filter(cells -> cells.size() == file.width())
                .map(cells -> column.cell(cells, place))
                .filter(cell -> !file.settings().nullValues().contains(cell))
                .map(cell -> column.from().isEmpty() ? cell : made(column, cell))
                .distinct()
                .limit(VALUES)
                .map(cell -> cell.length() <= 30 ? cell : cell.substring(0, 30) + "…")
                .collect(Collectors.joining(" | "));
    }

    private static String made(Column column, String cell) {
        return isFit(column, cell) ? String.valueOf(column.format().plain(cell)) : cell.replace(Column.JOINT, ' ');
    }

    private List<Rejected> rejected(List<Row> rows) {
        Map<String, Rejected> byReason = new LinkedHashMap<>();
        for (Row row : rows) {
            reason(row).ifPresent(reason -> byReason.merge(
                    reason.replaceAll("'.*'", "…"), new Rejected(reason, row.raw().line(), 1), (first, more) -> first.oneMore()));
        }
        return byReason.values().stream().sorted((one, other) -> Long.compare(other.rows(), one.rows())).toList();
    }

    private Optional<String> reason(Row row) {
        List<String> cells = row.cells();
        if (!row.raw().isUtf8()) {
            return Optional.of("not UTF-8 text; csv.encoding says what it is");
        }
        if (cells.size() != file.width()) {
            return Optional.of("%d values for %d columns".formatted(cells.size(), file.width()));
        }
        for (int i = 0; i < file.columns().size(); i++) {
            Column column = file.columns().get(i);
            String cell = column.cell(cells, i);
            if (!file.settings().nullValues().contains(cell) && !isFit(column, cell)) {
                return Optional.of("column %s: '%s' is no %s%s".formatted(column.name(), cell.replace(Column.JOINT, ' '), column.word(), note(column)));
            }
        }
        return Optional.empty();
    }

    private static boolean isFit(Column column, String cell) {
        try {
            String plain = column.format().plain(cell);
            return plain == null || Columns.isValue(column.type(), plain);
        } catch (IllegalArgumentException | ArithmeticException | DateTimeException other) {
            return false;
        }
    }

    private List<String> settings() {
        List<String> settings = new ArrayList<>();
        settings.add("-Dcsv.file=" + quoted(file.path().toString()));
        settings.add("-Dcsv.delimiter=" + (file.delimiter() == '\t' ? "tab" : quoted(String.valueOf(file.delimiter()))));
        if (!file.text().written().isEmpty()) {
            settings.add("-Dcsv.encoding=" + file.text().charset());
        }
        List<Column> own = file.found().columns().subList(0, file.width());
        if (file.shape().isHeaderless()) {
            settings.add("-Dcsv.header=" + own.stream().map(Column::name).collect(Collectors.joining(",")));
        } else if (file.shape().passedOver() > 0) {
            settings.add("-Dcsv.skip-lines=" + file.shape().passedOver());
        }
        decimal().ifPresent(sign -> settings.add("-Dcsv.decimal=" + sign));
        String dates = own.stream().map(Column::format).map(Inspection::dateFormat).flatMap(Optional::stream).distinct().collect(Collectors.joining("|"));
        if (!dates.isEmpty()) {
            settings.add("-Dcsv.date-format=" + quoted(dates));
        }
        settings.add("-Dcsv.columns=" + quoted(own.stream().map(column -> column.name() + ":" + column.word()).collect(Collectors.joining(","))));
        Map<String, String> roles = file.market().roles();
        if (!roles.isEmpty()) {
            settings.add("-Dmarket.columns=" + roles.entrySet().stream().map(role -> role.getKey() + ":" + role.getValue()).collect(Collectors.joining(",")));
        }
        if (file.market().symbol() != null) {
            settings.add("-Dcsv.symbol=" + quoted(file.market().symbol()));
        }
        return settings;
    }

    private Optional<Character> decimal() {
        return file.columns().stream()
                .map(column -> column.format().toString())
                .filter(format -> format.startsWith("decimal "))
                .map(format -> format.endsWith("comma") ? ',' : '.')
                .findFirst();
    }

    private static Optional<String> dateFormat(routes.source.CellFormat format) {
        return format instanceof DateFormat date ? Optional.of(date.pattern())
                : format instanceof Absent absent ? dateFormat(absent.format()) : Optional.empty();
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9_./:,+-]+") ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}

package routes.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import routes.lang.Counts;
import routes.query.ReportResult;
import software.amazon.awssdk.services.athena.model.ColumnInfo;

/** A result as an aligned table of text: numbers to the right, the rest to the left. */
final class ReportTable {
    private static final int MOST_ROWS = 60;
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "integer", "bigint", "float", "real", "double", "decimal");

    private ReportTable() {}

    /** @param empty what to say when there are no rows */
    static String format(ReportResult result, String empty) {
        if (result.rows().isEmpty()) {
            return "(%s)%n".formatted(empty);
        }
        List<List<String>> rows = new ArrayList<>(List.of(result.names()));
        result.rows().stream().limit(MOST_ROWS).map(ReportTable::blanks).forEach(rows::add);
        long more = result.total() - MOST_ROWS;
        return lines(rows, result.columns()) + (more > 0 ? "… " + Counts.count(more, "more row") + System.lineSeparator() : "");
    }

    private static List<String> blanks(List<String> row) {
        return row.stream().map(value -> value == null ? "" : value).toList();
    }

    private static String lines(List<List<String>> rows, List<ColumnInfo> columns) {
        int[] widths = IntStream.range(0, columns.size())
                .map(i -> rows.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
                .toArray();
        StringBuilder lines = new StringBuilder();
        for (int row = 0; row < rows.size(); row++) {
            lines.append(line(rows.get(row), columns, widths)).append(System.lineSeparator());
            if (row == 0) {
                lines.append(rule(widths)).append(System.lineSeparator());
            }
        }
        return lines.toString();
    }

    private static String line(List<String> row, List<ColumnInfo> columns, int[] widths) {
        return IntStream.range(0, widths.length)
                .mapToObj(i -> {
                    boolean right = NUMBERS.contains(columns.get(i).type());
                    return ("%" + (right ? "" : "-") + Math.max(1, widths[i]) + "s").formatted(row.get(i));
                })
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private static String rule(int[] widths) {
        return IntStream.of(widths).mapToObj("─"::repeat).collect(Collectors.joining("  "));
    }
}

package routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;

/** Athena's result as an aligned table of text: numbers to the right, the rest to the left. */
final class ReportTable {
    private static final int MOST_ROWS = 60;
    private static final Set<String> NUMBERS =
            Set.of("tinyint", "smallint", "integer", "bigint", "float", "real", "double", "decimal");

    private ReportTable() {}

    /** @param pages of GetQueryResults; the first row of the first one is the header */
    static String format(Iterable<GetQueryResultsResponse> pages) {
        List<List<String>> rows = new ArrayList<>();
        List<ColumnInfo> columns = List.of();
        long total = -1;
        for (GetQueryResultsResponse page : pages) {
            columns = columns.isEmpty() ? page.resultSet().resultSetMetadata().columnInfo() : columns;
            total += page.resultSet().rows().size();
            page.resultSet().rows().stream().limit(MOST_ROWS + 1 - rows.size()).forEach(row -> rows.add(texts(row.data())));
        }
        if (total < 1) {
            return "(no rows)%n".formatted();
        }
        return lines(rows, columns) + (total > MOST_ROWS ? String.format(Locale.ROOT, "… %,d rows more%n", total - MOST_ROWS) : "");
    }

    private static List<String> texts(List<Datum> row) {
        return row.stream().map(datum -> datum.varCharValue() == null ? "" : datum.varCharValue()).toList();
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

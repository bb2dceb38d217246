package routes.query;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;

/**
 * What a query gave.
 *
 * @param names of the columns
 * @param rows the first {@link #MOST_ROWS}, an absent value as null
 * @param total of its rows, also of those that are not kept
 */
public record ReportResult(List<String> names, List<ColumnInfo> columns, List<List<String>> rows, long total) {
    static final int MOST_ROWS = 1000;
    public static final ReportResult NONE = new ReportResult(List.of(), List.of(), List.of(), 0);

    /** @param pages of GetQueryResults; the first row of the first one is the header */
    public static ReportResult of(Iterable<GetQueryResultsResponse> pages) {
        List<List<String>> rows = new ArrayList<>();
        List<ColumnInfo> columns = List.of();
        long total = -1;
        for (GetQueryResultsResponse page : pages) {
            columns = columns.isEmpty() ? page.resultSet().resultSetMetadata().columnInfo() : columns;
            total += page.resultSet().rows().size();
            page.resultSet().rows().stream().limit(MOST_ROWS + 1 - rows.size()).forEach(row -> rows.add(texts(row.data())));
        }
        return rows.isEmpty() ? NONE : new ReportResult(rows.get(0), columns, rows.subList(1, rows.size()), total);
    }

    /** One page, with all of its rows. A SELECT repeats its column names in the first row of the first page, a SHOW does not. */
    public static ReportResult ofPage(GetQueryResultsResponse page) {
        List<ColumnInfo> columns = page.resultSet().resultSetMetadata().columnInfo();
        List<String> names = columns.stream().map(ColumnInfo::name).toList();
        List<List<String>> rows = page.resultSet().rows().stream().map(row -> texts(row.data())).toList();
        List<List<String>> values = !rows.isEmpty() && rows.get(0).equals(names) ? rows.subList(1, rows.size()) : rows;
        return new ReportResult(names, columns, values, values.size());
    }

    /** Every row, however many. */
    public static List<List<String>> allOf(Iterable<GetQueryResultsResponse> pages) {
        List<List<String>> rows = new ArrayList<>();
        pages.forEach(page -> page.resultSet().rows().forEach(row -> rows.add(texts(row.data()))));
        return rows.isEmpty() ? rows : rows.subList(1, rows.size());
    }

    /** Every row as a line, as Athena writes them to S3: each value in quotes, an absent one as nothing. */
    static byte[] csv(Iterable<GetQueryResultsResponse> pages) {
        StringBuilder csv = new StringBuilder();
        pages.forEach(page -> page.resultSet().rows().forEach(row -> csv.append(line(row.data())).append('\n')));
        return csv.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String line(List<Datum> row) {
        return row.stream()
                .map(Datum::varCharValue)
                .map(value -> value == null ? "" : '"' + value.replace("\"", "\"\"") + '"')
                .collect(Collectors.joining(","));
    }

    private static List<String> texts(List<Datum> row) {
        return Arrays.asList(row.stream().map(Datum::varCharValue).toArray(String[]::new));
    }
}

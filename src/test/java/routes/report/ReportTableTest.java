package routes.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.query.ReportResult;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.Datum;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.Row;

class ReportTableTest {
    @Test
    void numbersAreAlignedToTheRightAndTheRestToTheLeft() {
        GetQueryResultsResponse page = page(
                List.of("varchar", "double", "bigint", "date"),
                row("index", "close", "volume", "day"),
                row("HSI", "21838.36", "7", "2010-01-04"),
                row("N225", "9.5", "1779056", "2010-01-05"));

        assertThat(lines(page))
                .containsExactly(
                        "index     close   volume  day",
                        "─────  ────────  ───────  ──────────",
                        "HSI    21838.36        7  2010-01-04",
                        "N225        9.5  1779056  2010-01-05");
    }

    @Test
    void everyNumberTypeOfAthenaIsAlignedToTheRight() {
        for (String type : List.of("tinyint", "smallint", "integer", "bigint", "float", "real", "double", "decimal")) {
            assertThat(lines(page(List.of(type), row("number"), row("1")))).as(type).containsExactly("number", "──────", "     1");
        }
        for (String type : List.of("varchar", "char", "boolean", "date", "timestamp", "array")) {
            assertThat(lines(page(List.of(type), row("text"), row("1")))).as(type).containsExactly("text", "────", "1");
        }
    }

    @Test
    void anAbsentValueIsBlank() {
        GetQueryResultsResponse page = page(
                List.of("varchar", "bigint", "varchar"), row("a", "b", "c"), row(null, null, null), row("x", null, "y"), row(null, "1", "z"));

        assertThat(lines(page)).containsExactly("a  b  c", "─  ─  ─", "", "x     y", "   1  z");
    }

    @Test
    void aResultWithoutRowsSaysSo() {
        assertThat(lines(page(List.of("varchar"), row("index")))).containsExactly("(no rows)");
        assertThat(lines(page(List.of("varchar")))).containsExactly("(no rows)");
        assertThat(ReportTable.format(ReportResult.of(List.of()), "no rows")).isEqualTo("(no rows)" + System.lineSeparator());
    }

    @Test
    void sixtyRowsAreShownAndTheOthersCounted() {
        assertThat(lines(numbers(1, 60))).hasSize(62).last().isEqualTo("60");
        assertThat(lines(numbers(1, 61))).hasSize(63).endsWith("60", "… 1 more row");
        assertThat(lines(numbers(1, 999))).hasSize(63).endsWith("60", "… 939 more rows");
    }

    @Test
    void onlyTheFirstPageHasAHeader() {
        GetQueryResultsResponse second = page(List.of("bigint"), row("41"), row("42"));

        assertThat(lines(numbers(1, 40), second)).hasSize(44).startsWith(" n", "──", " 1").endsWith("40", "41", "42");
        assertThat(lines(numbers(1, 59), second, second)).hasSize(63).endsWith("59", "41", "… 3 more rows");
    }

    @Test
    void theCountIsWrittenAlikeInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.GERMANY);

            assertThat(lines(numbers(1, 2060))).endsWith("… 2,000 more rows");
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A first page: the header n, then the numbers. */
    private static GetQueryResultsResponse numbers(int from, int to) {
        List<Row> rows = new ArrayList<>(List.of(row("n")));
        IntStream.rangeClosed(from, to).forEach(n -> rows.add(row(String.valueOf(n))));
        return page(List.of("bigint"), rows.toArray(Row[]::new));
    }

    private static GetQueryResultsResponse page(List<String> types, Row... rows) {
        List<ColumnInfo> columns =
                types.stream().map(type -> ColumnInfo.builder().name("column").type(type).build()).toList();
        return GetQueryResultsResponse.builder()
                .resultSet(set -> set.rows(rows).resultSetMetadata(metadata -> metadata.columnInfo(columns)))
                .build();
    }

    private static Row row(String... values) {
        return Row.builder()
                .data(Arrays.stream(values).map(value -> Datum.builder().varCharValue(value).build()).toList())
                .build();
    }

    private static List<String> lines(GetQueryResultsResponse... pages) {
        return ReportTable.format(ReportResult.of(List.of(pages)), "no rows").lines().toList();
    }
}

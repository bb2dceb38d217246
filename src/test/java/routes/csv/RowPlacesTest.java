package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowLayout;
import routes.source.RowOrder;

/** A row by its number or its line, without all of those before it. */
class RowPlacesTest {
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final String COLUMNS = "index:string,trade_date:date,note:string";

    @TempDir
    Path directory;

    /** Two files of 9,000 rows; every 1,000th row of the first has two lines, and a blank line follows it. */
    @BeforeEach
    void write() throws IOException {
        StringBuilder rows = new StringBuilder("Index,Date,Note\n");
        StringBuilder more = new StringBuilder("Index,Date,Note\n");
        for (int i = 0; i < 9000; i++) {
            String date = "20%02d-%02d-%02d".formatted(i % 10 + 10, i % 12 + 1, i % 28 + 1);
            rows.append("A,").append(date).append(i % 1000 == 0 ? ",\"two\nlines %d\"\n\n".formatted(i) : "," + i + "\n");
            more.append("B,").append(date).append(',').append(i).append('\n');
        }
        Files.writeString(directory.resolve("a.csv"), rows);
        Files.writeString(directory.resolve("b.csv"), more);
    }

    @ParameterizedTest
    @EnumSource
    void findsARowByItsNumberAndByEachOfItsLines(RowOrder order) throws IOException {
        CsvSource source = source(order);
        int rows = 0;
        try (PassRows pass = source.rows(MarketTime.NONE, 0)) {
            while (pass.hasNext()) {
                RawRow row = pass.next();
                if (++rows % 997 != 0 && row.number() > 3 && row.lines() == 1) {
                    continue;
                }
                assertThat(source.row(row.number(), LONG)).hasValueSatisfying(found -> assertSame(found, row));
                for (long line = row.line(); line < row.line() + row.lines(); line++) {
                    assertThat(source.rowAt(row.layout(), line, LONG)).hasValueSatisfying(found -> assertSame(found, row));
                }
            }
        }
        assertThat(rows).isEqualTo(18_000);
        assertThat(source.row(18_000, LONG)).isPresent();
        assertThat(source.row(18_001, LONG)).isEmpty();
        assertThat(source.row(0, LONG)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void findsNoneAtTheHeaderABlankLineOrBehindTheLast(RowOrder order) throws IOException {
        CsvSource source = source(order);
        RowLayout a = source.layouts().get(0);
        assertThat(source.rowAt(a, 1, LONG)).isEmpty();
        assertThat(source.rowAt(a, 4, LONG)).isEmpty();
        assertThat(source.rowAt(a, 5, LONG)).isPresent();
        assertThat(source.rowAt(a, 1_000_000, LONG)).isEmpty();
    }

    @Test
    void saysHowFarItCameWhenThereIsNoTimeAndGoesOnThere() {
        CsvSource source = source(RowOrder.FILE);
        Duration none = Duration.ofSeconds(-1);
        assertThatThrownBy(() -> source.row(9000, none)).hasMessageEndingWith("a.csv has been looked through up to line 2 only: ask again, and it goes on there");
        assertThatThrownBy(() -> source(RowOrder.RANDOM).row(18_000, none)).hasMessageStartingWith("in the order random a row is found by reading those before it, and ");
    }

    private static void assertSame(RawRow found, RawRow row) {
        assertThat(found.bytes()).isEqualTo(row.bytes());
        assertThat(found.line()).isEqualTo(row.line());
        assertThat(found.number()).isEqualTo(row.number());
        assertThat(found.layout()).isEqualTo(row.layout());
    }

    private CsvSource source(RowOrder order) {
        CsvFiles files = CsvFiles.open(directory.toString(), Csv.settings(COLUMNS, Map.of("date", "trade_date"), Set.of(), new Dialect()));
        return CsvSource.of(files, order, 1, "");
    }
}

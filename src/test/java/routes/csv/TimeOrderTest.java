package routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import routes.lang.StartException;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowOrder;

/** {@code csv.order=time}: the rows of a file by their market time. */
class TimeOrderTest {
    private static final String HEADER = "Index,Date,Note\n";

    @Test
    void bringsTheRowsOfAllKeysTogetherAndKeepsTheFilesOrderWithinATime() throws IOException {
        CsvSource source = source(HEADER + "A,2020-01-02,1\nA,2020-01-03,2\n\nA,2020-01-03,3\nB,2019-12-31,4\nB,2020-01-03,5\nC,02/01/2020,6\n", "");

        assertThat(texts(source.rows(MarketTime.NONE, 0))).containsExactly(
                "1 6 B,2019-12-31,4", "2 2 A,2020-01-02,1", "3 8 C,02/01/2020,6", "4 3 A,2020-01-03,2", "5 5 A,2020-01-03,3", "6 7 B,2020-01-03,5");
        assertThat(source.period()).hasToString("2019-12-31 to 2020-01-03");
    }

    @Test
    void putsRowsWithoutATimeFirstAndTellsWhy() throws IOException {
        CsvSource source = source(HEADER + "A,2020-01-02,1\nA,,2\nA,soon,3\nA\n", "trade_date");

        List<RawRow> rows = rows(source.rows(MarketTime.NONE, 0));
        assertThat(rows.stream().map(TimeOrderTest::text)).containsExactly("A,,2", "A,soon,3", "A", "A,2020-01-02,1");
        assertThatThrownBy(() -> source.requireTime(rows.get(1)))
                .hasMessage("column trade_date: 'soon' is no date or timestamp, and csv.order=time needs one");
        assertThat(texts(source.rows(MarketTime.parse("2020-01-01"), 0))).containsExactly("4 2 A,2020-01-02,1");
    }

    @Test
    void prefersTimestampsToDates() throws IOException {
        CsvSource source = source("Index,Date,At\nA,2020-01-02,2020-01-02 10:00\nB,2020-01-02,2020-01-02T09:30:00Z\n", "");

        assertThat(texts(source.rows(MarketTime.NONE, 0))).containsExactly("1 3 B,2020-01-02,2020-01-02T09:30:00Z", "2 2 A,2020-01-02,2020-01-02 10:00");
        assertThat(source.fingerprint()).endsWith("-time-at");
    }

    @Test
    void saysWhenThereIsNoTimeToOrderBy() {
        assertThatThrownBy(() -> source("Index,Close\nA,1\n", "")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("csv.order=time needs a column of dates or timestamps, and none of ");
        assertThatThrownBy(() -> source("Index,Close\nA,1\n", "day")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("csv.time-column day is no column of ").hasMessageEndingWith("it has [index, close]");
        assertThatThrownBy(() -> source("Index,Close\nA,1\n", "close")).isInstanceOf(StartException.class)
                .hasMessageStartingWith("csv.order=time: no row of ").hasMessageContaining("in column close");
    }

    @Test
    void saysWhenAFileHasTooManyRowsForTheMemory() throws IOException {
        CsvFile file = file(HEADER + "A,2020-01-02,1\n".repeat(101));
        TimeColumn time = TimeColumn.of(file, "").orElseThrow();

        assertThat(TimeIndex.of(List.of(time), 101 * TimeIndex.BYTES_PER_ROW).rows()).isEqualTo(101);
        assertThatThrownBy(() -> TimeIndex.of(List.of(time), 100 * TimeIndex.BYTES_PER_ROW)).isInstanceOf(StartException.class)
                .hasMessageStartingWith("csv.order=time takes 32 bytes of memory for a row: ")
                .hasMessageEndingWith(" has 101 rows, and this JVM has room for 100; give it more with -Xmx");
    }

    @Property(seed = "7", tries = 300)
    void hasEveryRowOfAnyFileOnceAndInOrder(@ForAll("files") String content) {
        try {
            CsvFile file = file(content);
            TimeColumn time = TimeColumn.of(file, "trade_date").orElseThrow();
            CsvSource source;
            try {
                source = CsvSource.of(CsvFiles.of(file), RowOrder.TIME, 1, "trade_date");
            } catch (StartException noTimes) {
                assertThat(noTimes).hasMessageContaining("no row of");
                return;
            }
            List<RawRow> expected = rows(file.rows());
            expected.sort(Comparator.comparingLong(row -> time.of(row.bytes())));
            List<RawRow> ordered = rows(source.rows(MarketTime.NONE, 0));
            assertThat(lines(ordered)).isEqualTo(lines(expected));
            assertThat(ordered).extracting(RawRow::number).isEqualTo(numbers(ordered.size()));

            for (long from : List.of(source.period().first(), MarketTime.parse("2020-01-15"), source.period().last())) {
                List<String> rest = lines(ordered.stream().filter(row -> time.of(row.bytes()) >= from).toList());
                assertThat(lines(rows(source.rows(from, 0)))).isEqualTo(rest);
                // other orders leave out the same rows
                assertThat(lines(rows(CsvSource.of(CsvFiles.of(file), RowOrder.RANDOM, 1, "trade_date").rows(from, 0)))).containsExactlyInAnyOrderElementsOf(rest);
                assertThat(lines(rows(CsvSource.of(CsvFiles.of(file), RowOrder.FILE, 1, "trade_date").rows(from, 0)))).containsExactlyInAnyOrderElementsOf(rest);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    @Provide
    Arbitrary<String> files() {
        Arbitrary<String> day = Arbitraries.integers().between(1, 31).map("2020-01-%02d"::formatted);
        Arbitrary<String> cell = Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(20, day), net.jqwik.api.Tuple.of(1, Arbitraries.of("", "soon", "2020-02-31", "\"2020-01-07\"", "ü")));
        Arbitrary<String> note = Arbitraries.of("x", "\"two\nlines\"", "\"two\r\nlines\"", "\"a, b\"", "6\" pipe", "", "x,y", "\"open");
        Arbitrary<String> row = Combinators.combine(Arbitraries.of("A", "B", "C"), cell, note)
                .as((index, date, text) -> "%s,%s,%s".formatted(index, date, text));
        return Combinators.combine(row.list().ofMinSize(1).ofMaxSize(40), Arbitraries.of("\n", "\r\n", "\n\n"))
                .as((rows, lineBreak) -> HEADER + String.join(lineBreak, rows));
    }

    private static List<Long> numbers(int count) {
        return java.util.stream.LongStream.rangeClosed(1, count).boxed().toList();
    }

    private static List<String> lines(List<RawRow> rows) {
        return rows.stream().map(row -> row.line() + " " + text(row)).toList();
    }

    private static List<String> texts(PassRows rows) {
        return rows(rows).stream().map(row -> row.number() + " " + row.line() + " " + text(row)).toList();
    }

    private static List<RawRow> rows(PassRows rows) {
        try (rows) {
            List<RawRow> all = new ArrayList<>();
            rows.forEachRemaining(all::add);
            return all;
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static String text(RawRow row) {
        return new String(row.bytes(), UTF_8);
    }

    private static CsvSource source(String content, String timeColumn) throws IOException {
        return CsvSource.of(CsvFiles.of(file(content)), RowOrder.TIME, 1, timeColumn);
    }

    private static CsvFile file(String content) throws IOException {
        Path path = Files.createTempFile("time", ".csv");
        path.toFile().deleteOnExit();
        Files.writeString(path, content);
        return Csv.open(path, "", Map.of("date", "trade_date"), Set.of(""));
    }
}

package routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.source.RawRow;

class RawRowsTest {
    private static final int BUFFER = 1 << 16;

    @Test
    void everyLineIsARowWithItsLineAndItsNumber() {
        List<RawRow> rows = rows("a\nb\nc\n", 7).take(10);

        assertThat(texts(rows)).containsExactly("a", "b", "c");
        assertThat(rows).extracting(RawRow::line).containsExactly(7L, 8L, 9L);
        assertThat(rows).extracting(RawRow::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void linesWithoutAnyValueArePassedOverButCountAsLines() {
        List<RawRow> rows = rows("\n  \na,b\n,,,,\n;;\n\t\t\n , ,\n\r\nc,d\n\n", 2).take(10);

        assertThat(texts(rows)).containsExactly("a,b", "c,d");
        assertThat(rows).extracting(RawRow::line).containsExactly(4L, 10L);
        assertThat(rows).extracting(RawRow::number).containsExactly(1L, 2L);
    }

    @Test
    void aLineOfPipesHasNoValueEither() {
        assertThat(texts(rows("a|b\n|\n | | \nc|d\n", 1).take(10))).containsExactly("a|b", "c|d");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\n\n\n", " \r\n,,\r\n"})
    void contentWithoutValuesHasNoRows(String content) {
        RawRows rows = rows(content, 1);

        assertThat(rows.hasNext()).isFalse();
        assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(rows::next);
    }

    @Test
    void theLastLineNeedsNoLineBreak() {
        assertThat(texts(rows("a\nb", 1).take(10))).containsExactly("a", "b");
    }

    @Test
    void windowsLineBreaksAreNoPartOfTheRow() {
        assertThat(texts(rows("a,b\r\nc,d\r\ne,f\r", 1).take(10))).containsExactly("a,b", "c,d", "e,f");
    }

    @Test
    void aReturnInsideALineStays() {
        assertThat(texts(rows("a\rb\r\n", 1).take(10))).containsExactly("a\rb");
    }

    @Test
    void askingTwiceWhetherThereIsMoreTakesNothing() {
        RawRows rows = rows("a\nb\n", 1);

        assertThat(rows.hasNext()).isTrue();
        assertThat(rows.hasNext()).isTrue();
        assertThat(texts(rows.take(10))).containsExactly("a", "b");
    }

    @Test
    void noMoreRowsAreTakenThanWanted() {
        RawRows rows = rows("a\nb\nc\n", 1);

        assertThat(texts(rows.take(2))).containsExactly("a", "b");
        assertThat(texts(rows.take(2))).containsExactly("c");
        assertThat(rows.take(2)).isEmpty();
    }

    @Test
    void aQuotedValueWithLineBreaksIsOneRow() {
        List<RawRow> rows = rows("1,\"two\nlines\",x\r\n2,\"with a\n\n,,\nblank and an \"\"empty\"\" one\",y\r\n3,z,z\n", 2).take(10);

        assertThat(texts(rows))
                .containsExactly("1,\"two\nlines\",x", "2,\"with a\n\n,,\nblank and an \"\"empty\"\" one\",y", "3,z,z");
        assertThat(rows).extracting(RawRow::line).containsExactly(2L, 4L, 8L);
        assertThat(rows).extracting(RawRow::number).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aWindowsLineBreakInsideAQuotedValueBecomesAPlainOne() {
        assertThat(texts(rows("1,\"two\r\nlines\",x\r\n", 1).take(10))).containsExactly("1,\"two\nlines\",x");
    }

    @Test
    void aStrayQuoteSpoilsOnlyItsOwnLine() {
        List<RawRow> rows = rows("1,a\",x\n2,b,x\n3,c,x\n", 2).take(10);

        assertThat(texts(rows)).containsExactly("1,a\",x", "2,b,x", "3,c,x");
        assertThat(rows).extracting(RawRow::line).containsExactly(2L, 3L, 4L);
    }

    @Test
    void twoStrayQuotesDoNotSwallowTheLinesBetweenThem() {
        assertThat(texts(rows("1,6\" pipe,x\n2,b,x\n3,8\" pipe,x\n4,d,x\n", 2).take(10)))
                .containsExactly("1,6\" pipe,x", "2,b,x", "3,8\" pipe,x", "4,d,x");
    }

    @Test
    void aStrayQuoteBeforeAQuotedValueWithLineBreaksSpoilsOnlyItsOwnLine() {
        assertThat(texts(rows("1,6\" pipe,x\n2,\"two\nlines\",x\n3,c,x\n", 2).take(10)))
                .containsExactly("1,6\" pipe,x", "2,\"two\nlines\",x", "3,c,x");
    }

    @Test
    void joinedLinesThatMakeNoRowOfTheFileStayApart() {
        List<RawRow> rows = new RawRows(stream("1,\"a\nb\",x\n"), 1, row -> false).take(10);

        assertThat(texts(rows)).containsExactly("1,\"a", "b\",x");
    }

    @Test
    void aQuoteThatClosesAfterFiftyLinesOrMoreIsAStrayOne() {
        String fifty = "1,\"" + "l\n".repeat(50) + "\",x\n";
        String fiftyOne = "1,\"" + "l\n".repeat(51) + "\",x\n";

        assertThat(rows(fifty, 1).take(100)).hasSize(1);
        assertThat(rows(fiftyOne, 1).take(100)).hasSize(52);
    }

    @ParameterizedTest
    @ValueSource(ints = {
        BUFFER - 2, BUFFER - 1, BUFFER, BUFFER + 1, 2 * BUFFER - 1, 2 * BUFFER, 2 * BUFFER + 1, RawRows.MAX_LINE - 1
    })
    void linesAroundTheEndOfTheBufferAreWhole(int length) {
        String line = letters(length);

        List<RawRow> rows = rows("first\n" + line + "\nlast\n", 1).take(10);
        List<RawRow> windows = rows(line + "\r\n" + line + "\r\nlast", 1).take(10);

        assertThat(texts(rows)).containsExactly("first", line, "last");
        assertThat(texts(windows)).containsExactly(line, line, "last");
        assertThat(windows).extracting(RawRow::line).containsExactly(1L, 2L, 3L);
    }

    @Test
    void aLineThatEndsWithTheContentAndTheBufferIsWhole() {
        String line = letters(BUFFER);

        assertThat(texts(rows(line, 1).take(10))).containsExactly(line);
    }

    @Test
    void aStreamThatGivesAByteAtATimeGivesTheSameRows() {
        InputStream slow = new ByteArrayInputStream("a,b\r\n1,\"x\ny\",z\nlast".getBytes(UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(1, length));
            }
        };

        assertThat(texts(new RawRows(slow, 1, row -> true).take(10))).containsExactly("a,b", "1,\"x\ny\",z", "last");
    }

    @ParameterizedTest
    @ValueSource(ints = {RawRows.MAX_LINE, RawRows.MAX_LINE + 1, RawRows.MAX_LINE + BUFFER, 3 * RawRows.MAX_LINE})
    void ofALongerLineTheRestIsDroppedAndTheNextIsWhole(int length) {
        List<RawRow> rows = rows("first\n" + letters(length) + "\nlast\n", 1).take(10);

        assertThat(texts(rows)).containsExactly("first", letters(RawRows.MAX_LINE), "last");
        assertThat(rows).extracting(RawRow::line).containsExactly(1L, 2L, 3L);
    }

    @Test
    void theRowsOfAFileBeginAfterItsHeader(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("rows.csv"), "header\na\nb\n");

        try (RawRows rows = Csv.open(file, "", Map.of(), Set.of("")).rows()) {
            List<RawRow> taken = rows.take(10);

            assertThat(texts(taken)).containsExactly("a", "b");
            assertThat(taken).extracting(RawRow::line).containsExactly(2L, 3L);
        }
    }

    @Test
    void aBrokenStreamSaysAtWhichLineItStopped() {
        InputStream broken = new InputStream() {
            private final InputStream start = stream("a\nb\n");

            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = start.read(buffer, offset, length);
                return read < 0 ? read() : read;
            }
        };
        RawRows rows = new RawRows(broken, 5, row -> true);
        assertThat(texts(rows.take(2))).containsExactly("a", "b");

        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(rows::hasNext)
                .withMessage("reading stopped at line 7")
                .withRootCauseExactlyInstanceOf(IOException.class);
    }

    @Test
    void closingClosesTheStream() throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream stream = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        new RawRows(stream, 1, row -> true).close();

        assertThat(closed).isTrue();
    }

    /** Rows of three values, as far as commas between quotes tell. */
    private static RawRows rows(String content, long line) {
        return new RawRows(stream(content), line, row -> new String(row, UTF_8).matches("(?s)[^,\"]*,\"([^\"]|\"\")*\",[^,\"]*"));
    }

    private static InputStream stream(String content) {
        return new ByteArrayInputStream(content.getBytes(UTF_8));
    }

    private static List<String> texts(List<RawRow> rows) {
        return rows.stream().map(row -> new String(row.bytes(), UTF_8)).toList();
    }

    private static String letters(int length) {
        return "abcdefghijklm".repeat(length / 13 + 1).substring(0, length);
    }
}

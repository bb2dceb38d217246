package routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.Lab;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.Columns;
import routes.source.RawRow;

class CsvFileTest {
    private static final Set<String> NULLS = Set.of("", "null", "NaN");

    @TempDir
    private Path folder;

    @Test
    void columnsAreNamedByTheHeaderAndTypedByTheRows() throws IOException {
        CsvFile file = open("Index,Date,Adj Close,Volume\nHSI,2010-01-04,21729.28,1779056\nHSI,2010-01-05,null,0\n");

        assertThat(file.columns())
                .containsExactly(
                        new Column("index", ColumnType.STRING),
                        new Column("trade_date", ColumnType.DATE),
                        new Column("adj_close", ColumnType.DOUBLE),
                        new Column("volume", ColumnType.BIGINT));
    }

    @ParameterizedTest
    @ValueSource(strings = {",", "\t", ";", "|"})
    void theDelimiterIsFoundFromTheHeader(String delimiter) throws IOException {
        CsvFile file = open("Index,Close,Volume\nHSI,1.5,2\n,,\n,3.5,\n".replace(",", delimiter));

        assertThat(file.delimiter()).isEqualTo(delimiter.charAt(0));
        assertThat(file.columns())
                .containsExactly(
                        new Column("index", ColumnType.STRING),
                        new Column("close", ColumnType.DOUBLE),
                        new Column("volume", ColumnType.BIGINT));
        assertThat(texts(file)).containsExactly("HSI,1.5,2".replace(",", delimiter), ",3.5,".replace(",", delimiter));
    }

    @Test
    void theDelimiterIsTheOneThatSplitsTheHeaderMost() throws IOException {
        assertThat(open("Open, in USD;Close;Volume\n1,5;2,5;3\n").delimiter()).isEqualTo(';');
    }

    @Test
    void aDelimiterInsideQuotesDoesNotCount() throws IOException {
        CsvFile file = open("\"Open, High, Low, all in USD\";\"Close\"\n1;2\n");

        assertThat(file.delimiter()).isEqualTo(';');
        assertThat(file.columns()).extracting(Column::name).containsExactly("open_high_low_all_in_usd", "close");
    }

    @Test
    void oneColumnNeedsNoDelimiter() throws IOException {
        CsvFile file = open("Close\n1\n2\n");

        assertThat(file.columns()).containsExactly(new Column("close", ColumnType.BIGINT));
        assertThat(texts(file)).containsExactly("1", "2");
    }

    @Test
    void quotedTitlesAreUnquoted() throws IOException {
        assertThat(open("\"Index\",\"Adj \"\"Close\"\"\"\nHSI,1\n").columns()).extracting(Column::name).containsExactly("index", "adj_close");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Index,Close\nHSI,1\n",
        "\uFEFFIndex,Close\nHSI,1\n",
        "\uFEFF\"Index\",\"Close\"\nHSI,1\n",
        "Index,Close\r\nHSI,1\r\n",
        "\n\r\n  \nIndex,Close\nHSI,1\n",
        "\uFEFF\r\nIndex,Close\r\n\r\n,,\r\nHSI,1",
        "  Index , Close  \nHSI,1",
        " \"Index\", Close \r\nHSI,1"
    })
    void byteOrderMarkLineBreaksAndBlankLinesMakeNoDifference(String content) throws IOException {
        CsvFile file = open(content);

        assertThat(file.columns()).containsExactly(new Column("index", ColumnType.STRING), new Column("close", ColumnType.BIGINT));
        assertThat(texts(file)).containsExactly("HSI,1");
    }

    @Test
    void linesAreCountedFromTheTopOfTheFile() throws IOException {
        CsvFile file = open("\n\nIndex,Close\n\nHSI,1\nN225,2\n");

        try (RawRows rows = file.rows()) {
            assertThat(rows.take(10)).extracting(RawRow::line).containsExactly(5L, 6L);
        }
    }

    @Test
    void rowsAreReadAnewEachTime() throws IOException {
        CsvFile file = open("Index,Close\nHSI,1\n");

        assertThat(texts(file)).containsExactly("HSI,1").isEqualTo(texts(file));
    }

    @Test
    void aQuotedValueWithLineBreaksAndDelimitersIsOneRow() throws IOException {
        CsvFile file = open("Index,Note,Close\nHSI,\"a, b\nc\",1\nN225,d,2\n");

        assertThat(texts(file)).containsExactly("HSI,\"a, b\nc\",1", "N225,d,2");
        assertThat(file.columns().get(2)).isEqualTo(new Column("close", ColumnType.BIGINT));
    }

    @Test
    void quotedValuesAreTypedWithoutTheirQuotes() throws IOException {
        assertThat(open("Index,Close\n\"HSI\",\"1.5\"\n").columns().get(1).type()).isEqualTo(ColumnType.DOUBLE);
    }

    @Test
    void aRaggedRowOrABrokenQuoteDoesNotChangeTheTypes() throws IOException {
        CsvFile file = open("Index,Close\nHSI,1\nHSI\nHSI,x,y\n\"HSI,x\nHSI,2\n");

        assertThat(file.columns().get(1).type()).isEqualTo(ColumnType.BIGINT);
        assertThat(texts(file)).containsExactly("HSI,1", "HSI", "HSI,x,y", "\"HSI,x", "HSI,2");
    }

    @ParameterizedTest
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', value = {
        "'Index\tClose\t\nHSI\t1\t\n'|index,close,column_3",
        "'\tIndex\tClose\n0\tHSI\t1\n'|column_1,index,close",
        "'Index,,Close\nHSI,,1\n'|index,column_2,close",
        "'Index,Close,CLOSE\nHSI,1,2\n'|index,close,close_2"
    })
    void aColumnWithoutANameOfItsOwnGetsOne(String content, String names) throws IOException {
        assertThat(open(content).columns()).extracting(Column::name).containsExactly(names.split(","));
    }

    @Test
    void aFileThatEndsInTheMiddleOfItsLastNumberIsReadToItsEnd() throws IOException {
        CsvFile file = open("Index,Close\nHSI,1.25\nHSI,23.");

        assertThat(file.columns().get(1).type()).isEqualTo(ColumnType.DOUBLE);
        assertThat(texts(file)).containsExactly("HSI,1.25", "HSI,23.");
    }

    @Test
    void typesCanBeGiven() throws IOException {
        CsvFile file = Csv.open(write("Index,Close\n000001,1\n", UTF_8), "index:bigint,close:double", Map.of(), NULLS);

        assertThat(file.columns()).containsExactly(new Column("index", ColumnType.BIGINT), new Column("close", ColumnType.DOUBLE));
    }

    @Test
    void aSettingThatDoesNotFitTheFileIsNamed() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Csv.open(write("Index,Close\nHSI,1\n", UTF_8), "index:string", Map.of(), NULLS))
                .withMessage("csv.columns names [index], the file has [index, close]");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(ignoreLeadingAndTrailingWhitespace = false, delimiter = '|', value = {
        "''|is empty",
        "'\n\n'|has only blank lines",
        "' \r\n\t\r\n'|has only blank lines",
        "'\uFEFF'|has only blank lines",
        "'Index,Close'|has a header but no rows below it",
        "'Index,Close\n'|has a header but no rows below it",
        "'Index,Close\n\n,\n  \n'|has a header but no rows below it",
        "'Index,Kafka Offset\nHSI,1\n'|column Kafka Offset has a name that the lake needs itself",
        "'\"Index,Close\nHSI,1\n'|the header cannot be read as CSV: \"Index,Close"
    })
    void aFileThatCannotBeReplayedIsNamedWithTheReason(String content, String reason) {
        assertRefused(content, reason);
    }

    @Test
    void aMissingFileIsNamedWithThePlaceLookedAt() {
        Path missing = folder.resolve("missing.csv");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Csv.open(missing, "", Map.of(), NULLS))
                .withMessage("csv.file %s does not exist (looked at %s)", missing, missing.toAbsolutePath());
    }

    @Test
    void aDirectoryIsNoFile() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Csv.open(folder, "", Map.of(), NULLS))
                .withMessage("csv.file %s is not a file; name the CSV file itself", folder);
    }

    @Test
    void aBinaryFileIsRefused() throws IOException {
        Path zip = Files.write(folder.resolve("quotes.csv"), new byte[] {'P', 'A', 3, 4, 20, 0});

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Csv.open(zip, "", Map.of(), NULLS))
                .withMessage("csv.file %s: is not a text file (byte 0x03 at offset 2)", zip);
    }

    @Test
    void aFileWithAZeroByteIsNoText() {
        assertRefused("Index,\0Close\nHSI,1\n", "is not a text file (byte 0x00 at offset 6)");
    }

    @Test
    void aZeroByteBelowTheHeaderSpoilsNoFile() throws IOException {
        assertThat(open("Index,Close\nHSI,1\nNY\0A,2\n").columns()).hasSize(2);
    }

    @Test
    void theFingerprintIsThatOfTheContent() throws IOException {
        String one = fingerprint("Index,Close\nHSI,1\n");

        assertThat(fingerprint("Index,Close\nHSI,1\n")).isEqualTo(one).matches("[0-9a-f]+-[0-9a-f]{8}");
        assertThat(List.of(
                        fingerprint("Index,Close\nHSI,2\n"), fingerprint("Index,Close\nHSI,1\n\n"), fingerprint("Index,Close\nHSI,1")))
                .doesNotContain(one)
                .doesNotHaveDuplicates();
    }

    @Test
    void theKeyColumnIsFoundByName() throws IOException {
        CsvFile file = open("Index,Close\nHSI,1\n");

        assertThat(Columns.indexOf(file.columns(), "csv.key-column", "close", file.path())).isEqualTo(1);
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.indexOf(file.columns(), "csv.key-column", "symbol", file.path()))
                .withMessageStartingWith("csv.key-column symbol is no column of")
                .withMessageEndingWith("it has [index, close]");
    }

    /** The rows that are not whole numbers make up the last fifth of an 8 MB file, far from its head. */
    @Test
    void theTypesOfALargeFileComeFromAllOfIt() throws IOException {
        String whole = "HSI,2020-01-01,100\n".repeat(340_000);
        String odd = "HSI,2020-01-01,1.5\n".repeat(80_000);

        assertThat(open("Index,Date,Close\n" + whole + odd).columns())
                .containsExactly(
                        new Column("index", ColumnType.STRING),
                        new Column("trade_date", ColumnType.DATE),
                        new Column("close", ColumnType.DOUBLE));
        assertThat(open("Index,Date,Close\n" + whole).columns().get(2).type()).isEqualTo(ColumnType.BIGINT);
    }

    @Test
    void theLastRowOfALargeFileIsLookedAt() throws IOException {
        String rows = "HSI,100\n".repeat(700_000);

        assertThat(open("Index,Close\n" + rows + "HSI,1.5").columns().get(1).type()).isEqualTo(ColumnType.DOUBLE);
    }

    /** A row cut at the end of a stretch, such as 10 of 10.5 or 2020-01-0, is no value of the file. */
    @Test
    void theCutRowsOfASampleDoNotCount() throws IOException {
        String rows = "2020-01-01,HSI\n".repeat(400_000);

        assertThat(open("Date,Index\n" + rows).columns().get(0)).isEqualTo(new Column("trade_date", ColumnType.DATE));
        assertThat(open("Index,Date\n" + "HSI,2020-01-01\n".repeat(400_000)).columns().get(1).type()).isEqualTo(ColumnType.DATE);
    }

    private CsvFile open(String content) throws IOException {
        return Csv.open(write(content, UTF_8), "", Map.of("date", "trade_date"), NULLS);
    }

    private String fingerprint(String content) throws IOException {
        return open(content).fingerprint();
    }

    private void assertRefused(String content, String reason) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open(content))
                .withMessageStartingWith("csv.file %s: ", folder.resolve("quotes.csv"))
                .withMessageContaining(reason);
    }

    private Path write(String content, Charset charset) throws IOException {
        return Files.writeString(folder.resolve("quotes.csv"), content, charset);
    }

    private static List<String> texts(CsvFile file) throws IOException {
        try (RawRows rows = file.rows()) {
            return rows.take(10).stream().map(row -> Lab.text(row.bytes())).toList();
        }
    }
}

package routes.csv;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.MarketSettings;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RawRow;
import routes.source.RowLayout;
import routes.source.RowOrder;

/** {@code csv.file} as a directory, a pattern or a list. */
class CsvFilesTest {
    private static final String HEADER = "Date,Open,High,Low,Close,Volume\n";

    @TempDir
    private Path folder;

    @Test
    void aDirectoryIsItsCsvFilesInTheOrderOfTheirNames() throws IOException {
        write("MSFT.csv", HEADER + "2031-01-02,1,2,1,2,10\n");
        write("AAPL.csv", HEADER + "2031-01-02,7,8,7,8,10\n2031-01-03,8,9,8,9,10\n");
        write("notes.md", "nothing for a lake");
        write(".hidden.csv", "nothing");
        Files.createDirectory(folder.resolve("old"));

        assertThat(rows(source(folder.toString(), RowOrder.FILE))).containsExactly(
                "1 AAPL 2031-01-02,7,8,7,8,10", "2 AAPL 2031-01-03,8,9,8,9,10", "3 MSFT 2031-01-02,1,2,1,2,10");
    }

    @Test
    void aPatternAndAListNameFilesToo() throws IOException {
        write("AAPL.csv", HEADER + "2031-01-02,7,8,7,8,10\n");
        write("MSFT.csv", HEADER + "2031-01-02,1,2,1,2,10\n");
        Files.createDirectories(folder.resolve("more"));
        write("more/SAP, DE.csv", HEADER + "2031-01-02,3,4,3,4,10\n");

        assertThat(names(folder + "/*.csv")).containsExactly("AAPL.csv", "MSFT.csv");
        assertThat(names(folder + "/**.csv")).containsExactly("AAPL.csv", "MSFT.csv", "SAP, DE.csv");
        assertThat(names(folder + "/{AAPL,MSFT}.csv")).containsExactly("AAPL.csv", "MSFT.csv");
        assertThat(names(folder + "/MSFT.csv, " + folder + "/A*.csv," + folder + "/MSFT.csv")).containsExactly("MSFT.csv", "AAPL.csv");
        assertThat(names(folder + "/more/SAP, DE.csv")).containsExactly("SAP, DE.csv");
    }

    @Test
    void saysWhatNamesNoFile() throws IOException {
        write("notes.md", "nothing");

        assertThatExceptionOfType(StartException.class).isThrownBy(() -> names(folder + "/*.csv"))
                .withMessageContaining("csv.file %s/*.csv matches no file (looked in ".formatted(folder));
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> names(folder.toString()))
                .withMessageContaining("is a directory without a CSV file: none in it is called *.csv");
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> names(folder + "/gone/*.csv")).withMessageContaining("matches no file");
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> files(folder + "/A.csv", RowOrder.FILE)).withMessageContaining("does not exist");
    }

    @Test
    void filesOfAllKindsBecomeOneTableByTheirRoles() throws IOException {
        write("DE.csv", "Datum;Schlusskurs\n02.01.2031;7,25\n13.01.2031;7,35\n");
        write("US.csv", "\"Date\",\"Close/Last\"\n\"01/02/2031\",\"$1,008.00\"\n\"01/13/2031\",\"$1,009.50\"\n");
        write("ZZ.csv.gz", "day\tprice\n2031-01-02\t3\n");

        CsvFiles files = files(folder.toString(), RowOrder.FILE);

        assertThat(files.files()).extracting(file -> file.layout().names().toString())
                .containsExactly("[trade_date, close]", "[trade_date, close]", "[trade_date, close]");
        assertThat(files.layouts()).extracting(layout -> layout.symbol().orElseThrow()).containsExactly("DE", "US", "ZZ");
        assertThat(files.layouts()).extracting(RowLayout::delimiter).containsExactly(';', ',', '\t');
        assertThat(files.files()).allSatisfy(file -> assertThat(file.columns().get(1).word()).isEqualTo("double"));
    }

    @Test
    void aColumnHasOneTypeInAllFiles() throws IOException {
        write("A.csv", "Date,Close,Volume,Dividend,Note,Lot\n2031-01-02,1,10,,x,1\n2031-01-03,2,11,,y,2\n");
        write("B.csv", "Date,Close,Volume,Dividend,Note,Lot\n2031-01-02,1.5,n.v.,0.5,7,\n2031-01-03,2.5,12,0.25,8,\n");

        assertThat(files(folder.toString(), RowOrder.FILE).files()).extracting(CsvFilesTest::types).containsExactly(
                "trade_date date, close double, volume bigint, dividend double, note string, lot bigint",
                "trade_date date, close double, volume bigint, dividend double, note string, lot bigint");
    }

    @Test
    void onePriceThatIsTextDoesNotHideHowTheOthersAreWritten() throws IOException {
        write("A.csv", "Date,Close\n2031-01-02,1.5\n");
        write("B.csv", "Datum;Schluss\n2031-01-02;1.000,5\n2031-01-03;ausgesetzt\n"
                + IntStream.range(10, 30).mapToObj("2031-01-%d;1.0%1$d,5%n"::formatted).collect(Collectors.joining()));

        Column close = files(folder.toString(), RowOrder.FILE).files().get(1).columns().get(1);
        assertThat(close.word()).isEqualTo("double");
        assertThat(close.format().plain("1.001,5")).isEqualTo("1001.5");
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> close.format().plain("ausgesetzt"));
    }

    @Test
    void daysAreMidnightsBesideTimes() throws IOException {
        write("A.csv", "Time,Close\n2031-01-02 10:00:00,1\n2031-01-02 11:00:00,2\n");
        write("B.csv", "Time,Close\n2031-01-02,5\n2031-01-03,6\n");

        CsvFiles files = files(folder.toString(), RowOrder.TIME);
        Column time = files.files().get(1).columns().get(0);

        assertThat(time.format().plain("2031-01-03")).isEqualTo("2031-01-03T00:00");
        assertThat(rows(CsvSource.of(files, RowOrder.TIME, 1, ""))).containsExactly(
                "1 B 2031-01-02,5", "2 A 2031-01-02 10:00:00,1", "3 A 2031-01-02 11:00:00,2", "4 B 2031-01-03,6");
    }

    @Test
    void aBrokenFileIsLeftOutAndTheOthersGoOn() throws IOException {
        write("A.csv", HEADER + "2031-01-02,7,8,7,8,10\n");
        write("B.csv", "");
        write("C.csv", "Date,Close\n01/02/2031,1\n02/02/2031,2\n");

        assertThat(files(folder.toString(), RowOrder.FILE).files()).extracting(file -> file.path().getFileName().toString()).containsExactly("A.csv");
        Files.delete(folder.resolve("A.csv"));
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> files(folder.toString(), RowOrder.FILE)).withMessageContaining("B.csv");
    }

    @Test
    void allOrdersHaveEachRowOnce() throws IOException {
        write("A.csv", HEADER + "2031-01-03,7,8,7,8,1\n2031-01-05,7,8,7,8,2\n");
        write("B.csv", HEADER + "2031-01-02,7,8,7,8,3\n2031-01-03,7,8,7,8,4\n2031-01-06,7,8,7,8,5\n");

        CsvSource source = source(folder.toString(), RowOrder.TIME);
        assertThat(rows(source)).containsExactly(
                "1 B 2031-01-02,7,8,7,8,3", "2 A 2031-01-03,7,8,7,8,1", "3 B 2031-01-03,7,8,7,8,4", "4 A 2031-01-05,7,8,7,8,2", "5 B 2031-01-06,7,8,7,8,5");
        assertThat(source.period()).hasToString("2031-01-02 to 2031-01-06");
        assertThat(texts(source.rows(MarketTime.parse("2031-01-05"), 0))).containsExactly("4 A 2031-01-05,7,8,7,8,2", "5 B 2031-01-06,7,8,7,8,5");
        CsvSource asTheyStand = source(folder.toString(), RowOrder.FILE);
        assertThat(asTheyStand.period()).hasToString("2031-01-02 to 2031-01-06");
        assertThat(texts(asTheyStand.rows(MarketTime.parse("2031-01-05"), 0))).containsExactly("2 A 2031-01-05,7,8,7,8,2", "5 B 2031-01-06,7,8,7,8,5");
        assertThat(rows(source(folder.toString(), RowOrder.RANDOM))).hasSize(5).doesNotHaveDuplicates();
    }

    @Test
    void aFileThatComesAfterTheOthersIsMoreOfTheSameReplay() throws IOException {
        write("GSPC_2031-01.csv", HEADER + "2031-01-02,7,8,7,8,1\n2031-01-03,7,8,7,8,2\n");
        write("GSPC_2031-02.csv", HEADER + "2031-02-03,7,8,7,8,3\n");
        String before = source(folder.toString(), RowOrder.FILE).fingerprint();
        Files.writeString(folder.resolve("GSPC_2031-02.csv"), "2031-02-04,7,8,7,8,4\n", java.nio.file.StandardOpenOption.APPEND);
        String grown = source(folder.toString(), RowOrder.FILE).fingerprint();
        write("GSPC_2031-03.csv", HEADER + "2031-03-03,7,8,7,8,5\n");

        CsvSource now = source(folder.toString(), RowOrder.FILE);
        assertThat(now.rowsInCommon(before)).isEqualTo(3);
        assertThat(now.rowsInCommon(grown)).isEqualTo(4);
        assertThat(now.rowsInCommon(now.fingerprint())).isEqualTo(Long.MAX_VALUE);
        write("GSPC_2031-00.csv", HEADER + "2030-12-31,7,8,7,8,0\n");
        assertThat(source(folder.toString(), RowOrder.FILE).rowsInCommon(before)).isZero();
    }

    @Test
    void anotherFileIsAnotherReplay() throws IOException {
        write("A.csv", HEADER + "2031-01-02,7,8,7,8,1\n");
        write("B.csv", HEADER + "2031-01-02,7,8,7,8,2\n");
        String before = source(folder.toString(), RowOrder.FILE).fingerprint();

        Files.move(folder.resolve("B.csv"), folder.resolve("C.csv"));
        assertThat(source(folder.toString(), RowOrder.FILE).rowsInCommon(before)).as("another symbol").isZero();
        Files.move(folder.resolve("C.csv"), folder.resolve("B.csv"));
        assertThat(source(folder.toString(), RowOrder.FILE).rowsInCommon(before)).isEqualTo(Long.MAX_VALUE);
        write("A.csv", HEADER + "2031-01-02,7,8,7,8,9\n");
        assertThat(source(folder.toString(), RowOrder.FILE).rowsInCommon(before)).isZero();
        Files.delete(folder.resolve("B.csv"));
        assertThat(source(folder.toString(), RowOrder.FILE).rowsInCommon(before)).isZero();
    }

    @Test
    void inspectionTellsFilesThatAreAlikeOnce() throws IOException {
        write("A.csv", HEADER + "2031-01-02,7.5,8,7,8,10\n");
        write("B.csv", HEADER + "2031-01-02,7.5,8,7,8,10\n");
        write("C.csv", "Datum;Schluss\n2031-01-02;7,5\n");
        write("D.csv", "");

        FilesInspection found = FilesInspection.of(folder.toString(), settings(RowOrder.FILE));

        assertThat(found.text())
                .contains("A.csv: UTF-8, cells parted by ','", "\none more is written in the same way: B.csv\n", "C.csv: UTF-8, cells parted by ';'")
                .containsPattern("left out: csv.file .*D.csv");
        assertThat(found.isClear()).isFalse();
    }

    private List<String> names(String setting) {
        return FilePaths.of(setting).paths().stream().map(path -> path.getFileName().toString()).toList();
    }

    private static String types(CsvFile file) {
        return String.join(", ", file.columns().stream().map(column -> column.name() + " " + column.word()).toList());
    }

    private static CsvSource source(String setting, RowOrder order) {
        return CsvSource.of(files(setting, order), order, 1, "");
    }

    private static CsvFiles files(String setting, RowOrder order) {
        return CsvFiles.open(setting, settings(order));
    }

    private static CsvSettings settings(RowOrder order) {
        return new CsvSettings("", Map.of("date", "trade_date"), Dialect.NULL_VALUES, new Dialect(), MarketSettings.NONE, "index", order, "");
    }

    private static List<String> rows(CsvSource source) throws IOException {
        return texts(source.rows(MarketTime.NONE, 0));
    }

    private static List<String> texts(PassRows rows) throws IOException {
        try (rows) {
            List<String> texts = new ArrayList<>();
            while (rows.hasNext()) {
                RawRow row = rows.next();
                texts.add("%d %s %s".formatted(row.number(), row.layout().symbol().orElse("-"), new String(row.bytes(), UTF_8)));
            }
            return texts;
        }
    }

    private void write(String name, String content) throws IOException {
        Files.write(folder.resolve(name), name.endsWith(".gz") ? zipped(content) : content.getBytes(UTF_8));
    }

    private static byte[] zipped(String content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content.getBytes(UTF_8));
        }
        return bytes.toByteArray();
    }
}

package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.lang.StartException;
import routes.source.Column;
import routes.source.RawRow;

/** What the values of a column mean, and what they become. */
class FormatsTest {
    private static final Set<String> NULLS = Dialect.NULL_VALUES;

    @TempDir
    private Path folder;

    private final Dialect dialect = new Dialect();

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', value = {
        "7.25;1,000.50;1,234,567 | double | 7.25;1000.50;1234567",
        "1.234.567;2.000 | bigint | 1234567;2000",
        "$273.36;$1,000.00;-$5.10 | double | 273.36;1000.00;-5.10",
        "7,25 €;1.000,00 € | double | 7.25;1000.00",
        "USD 7.5;USD 8 | double | 7.5;8",
        "7.5 CHF;8.5 CHF | double | 7.5;8.5",
        "106.30K;1.5M;2B;300 | bigint | 106300;1500000;2000000000;300",
        "3.60%;-0.25% | double | 3.60;-0.25",
        "(12.50);3.25 | double | -12.50;3.25",
        "12.50-;3.25 | double | -12.50;3.25",
        "1'234.50;7.25 | double | 1234.50;7.25",
        "1 234,50;7,25 | double | 1234.50;7.25",
        "1,5;2,5 | double | 1.5;2.5",
        "12,34,567.80;99.5 | double | 1234567.80;99.5",
        "7.3;.;7.4 | double | 7.3;;7.4",
        "7.3;N/A;-;7.4 | double | 7.3;;;7.4",
        "7;#N/A;9 | bigint | 7;;9",
        "−7.5;8 | double | -7.5;8",
        "000001;000700 | string | 000001;000700",
        "3M;6M;1Y | string | 3M;6M;1Y",
        "3M;6M | string | 3M;6M",
        "TOP40;DAX30 | string | TOP40;DAX30",
        "-;N/A | string | -;N/A",
        "0.12345678901234567;1.5 | decimal | 0.12345678901234567;1.5",
        "123456789012345678901234567890;5 | decimal | 123456789012345678901234567890;5",
        "1.2300000190734863;1.5 | double | 1.2300000190734863;1.5"
    })
    void aNumberIsFoundAsPeopleWriteIt(String cells, String type, String values) throws IOException {
        assertColumn("Price", cells, type, values);
    }

    @ParameterizedTest(name = "{0} is {1} {2}")
    @CsvSource(delimiter = '|', value = {
        "2018/09/17;2018/09/18 | date | 2018-09-17;2018-09-18",
        "2018.09.17;2018.09.18 | date | 2018-09-17;2018-09-18",
        "20240917;20240918 | date | 2024-09-17;2024-09-18",
        "17.09.2024;1.2.2024 | date | 2024-09-17;2024-02-01",
        "09/17/2024;09/05/2024 | date | 2024-09-17;2024-09-05",
        "17/09/2024;05/09/2024 | date | 2024-09-17;2024-09-05",
        "17-09-2024;05-09-2024 | date | 2024-09-17;2024-09-05",
        "9/17/24;9/5/24 | date | 2024-09-17;2024-09-05",
        "Sep 17, 2024;Aug 01, 2024 | date | 2024-09-17;2024-08-01",
        "17-Sep-2024;01-Aug-2024 | date | 2024-09-17;2024-08-01",
        "17-SEP-24;01-AUG-24 | date | 2024-09-17;2024-08-01",
        "17 September 2024;1 August 2024 | date | 2024-09-17;2024-08-01",
        "Tue, Sep 17, 2024;Thu, Aug 1, 2024 | date | 2024-09-17;2024-08-01",
        "17. Oktober 2024;1. Mai 2024 | date | 2024-10-17;2024-05-01",
        "2024年9月17日;2024年10月1日 | date | 2024-09-17;2024-10-01",
        "2024-09;2024-10 | date | 2024-09-01;2024-10-01",
        "2024-Q1;2024-Q3 | date | 2024-01-01;2024-07-01",
        "2024-9-17;2024-10-1 | date | 2024-09-17;2024-10-01",
        "2024-09-17;n/a | date | 2024-09-17;",
        "2024-09-17 09:30:00-0500;2024-09-18 09:30:00-0500 | timestamp | 2024-09-17 14:30:00.000;2024-09-18 14:30:00.000",
        "2024-09-17T09:30:00.123456Z;2024-09-17T09:30:00Z | timestamp | 2024-09-17 09:30:00.123456;2024-09-17 09:30:00.000",
        "09/17/2024 04:00:00 PM;09/17/2024 9:30:00 AM | timestamp | 2024-09-17 16:00:00.000;2024-09-17 09:30:00.000",
        "17.09.2024 16:00;17.09.2024 9:30 | timestamp | 2024-09-17 16:00:00.000;2024-09-17 09:30:00.000",
        "20240917 093000;20240917 160000 | timestamp | 2024-09-17 09:30:00.000;2024-09-17 16:00:00.000",
        "20240917 09:30:00.250;20240917 16:00:00.000 | timestamp | 2024-09-17 09:30:00.250;2024-09-17 16:00:00.000",
        "Sep 17, 2024, 4:00 PM;Sep 18, 2024, 4:00 PM | timestamp | 2024-09-17 16:00:00.000;2024-09-18 16:00:00.000",
        "1726565400;1726565460 | timestamp | 2024-09-17 09:30:00.000;2024-09-17 09:31:00.000",
        "1726565400.5;1726565460.25 | timestamp | 2024-09-17 09:30:00.500;2024-09-17 09:31:00.250",
        "1726565400123;1726565460000 | timestamp | 2024-09-17 09:30:00.123;2024-09-17 09:31:00.000",
        "1726565400123456;1726565460000000 | timestamp | 2024-09-17 09:30:00.123456;2024-09-17 09:31:00.000",
        "soon;later | string | soon;later",
        "09:30;16:00 | string | 09:30;16:00"
    })
    void aDateOrTimeIsFoundAsExportersWriteIt(String cells, String type, String values) throws IOException {
        assertColumn("Time", cells, type, values);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1726565400;1726565460", "19990101;20450630"})
    void aVolumeThatMightBeATimeIsANumber(String cells) throws IOException {
        assertColumn("Volume", cells, "bigint", cells);
    }

    @Test
    void theDecimalSignIsTheOneOfTheWholeFile() throws IOException {
        CsvFile file = open("Datum;Schlusskurs;Stueck\n2031-01-02;7,25;1.000\n2031-01-03;7,35;2.000\n");

        assertThat(values(file, 1)).containsExactly("7.25", "7.35");
        assertThat(values(file, 2)).containsExactly("1000", "2000");
        assertThat(types(file)).containsExactly("date", "double", "bigint");
    }

    @Test
    void aThousandThatMayBeAFractionIsTold() throws IOException {
        CsvFile file = open("Datum;Stueck\n2031-01-02;1.000\n2031-01-03;2.000\n");

        assertThat(file.found().doubts()).singleElement().asString()
                .isEqualTo("column stueck: whether 1.000 has decimals or thousands, no value of the file tells; it is taken as decimals; set csv.decimal to . or ,");
        assertThat(values(file, 1)).containsExactly("1.000", "2.000");
    }

    @Test
    void whereCommasPartTheCellsAPointHasDecimals() throws IOException {
        CsvFile file = open("Day,Rate\n2031-01-02,110.125\n2031-01-03,111.250\n");

        assertThat(file.found().doubts()).isEmpty();
        assertThat(types(file)).containsExactly("date", "double");
    }

    @Test
    void theDecimalSignCanBeSet() throws IOException {
        dialect.setDecimal(",");

        assertThat(values(open("Datum;Stueck\n2031-01-02;1.000\n2031-01-03;2.000\n"), 1)).containsExactly("1000", "2000");
    }

    /** A day of January each, or the first of each month: only one who knows the file can say. */
    @Test
    void daysThatMayBeMonthsAreAsked() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open("Symbol,Date,Close\nZED,01/01/2031,10.5\nZED,02/01/2031,11.5\nZED,03/01/2031,12.5\n"))
                .withMessage("csv.file %s: column trade_date: '02/01/2031' may be 2031-01-02 or 2031-02-01, and no row tells which: set "
                        + "csv.date-format=d/M/yyyy or csv.date-format=M/d/yyyy", folder.resolve("quotes.csv"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({"MM/dd/yyyy, 2031-02-01", "M/d/yyyy, 2031-02-01", "dd/MM/yyyy, 2031-01-02"})
    void theFormOfDatesCanBeSet(String format, String second) throws IOException {
        dialect.setDateFormat(format);

        assertThat(values(open("Symbol,Date,Close\nZED,01/01/2031,10.5\nZED,02/01/2031,11.5\n"), 1)).containsExactly("2031-01-01", second);
    }

    @Test
    void aFormThatNoColumnHasIsNamed() {
        dialect.setDateFormat("dd.MM.yyyy");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> open("Day,Close\n2031-01-02,1.5\n"))
                .withMessageContaining("csv.date-format dd.MM.yyyy is the form of no column; the columns are [day, close]");
    }

    /** As days of January and then of a year later, they would leap; as months they do not. */
    @Test
    void evenStepsTellTheMonthFromTheDay() throws IOException {
        StringBuilder rows = new StringBuilder("Date,Close\n");
        List<String> expected = new ArrayList<>();
        for (int month = 0; month < 24; month++) {
            rows.append("%02d/01/%d,1.5%n".formatted(month % 12 + 1, 2030 + month / 12));
            expected.add("%d-%02d-01".formatted(2030 + month / 12, month % 12 + 1));
        }

        assertThat(values(open(rows.toString().replace("\r", "")), 0)).containsExactlyElementsOf(expected);
    }

    @Test
    void theOrderOfRowsTellsTheMonthFromTheDay() throws IOException {
        String newestFirst = "Date,Close\n02/03/2031,1\n02/02/2031,1\n01/12/2031,1\n01/11/2031,1\n01/10/2031,1\n";

        assertThat(values(open(newestFirst), 0)).startsWith("2031-02-03", "2031-02-02", "2031-01-12");
    }

    @Test
    void anotherColumnTellsTheMonthFromTheDay() throws IOException {
        assertThat(values(open("Date,Settled,Close\n01/02/2031,01/14/2031,1\n01/03/2031,01/15/2031,1\n"), 0)).containsExactly("2031-01-02", "2031-01-03");
    }

    @Test
    void aDayAndAClockMakeOneTime() throws IOException {
        CsvFile file = open("<TICKER>,<DATE>,<TIME>,<CLOSE>\nZED,20310102,093000,7.2\nZED,20310102,160000,7.3\n");

        assertThat(file.columns()).extracting(Column::name).containsExactly("ticker", "trade_date", "time", "close", "trade_date_time");
        assertThat(values(file, 4)).containsExactly("2031-01-02 09:30:00.000", "2031-01-02 16:00:00.000");
    }

    @Test
    void aClockThatIsAlwaysMidnightMakesNoTime() throws IOException {
        assertThat(open("<DATE>,<TIME>,<CLOSE>\n20310102,000000,7.2\n").columns()).hasSize(3);
    }

    @Test
    void localTimesBecomeUtcOfTheirZone() throws IOException {
        dialect.setZone("America/New_York");

        assertThat(values(open("Day,Time,Close\n2031-01-02,09:30,1\n2031-07-02,09:30,1\n"), 3))
                .containsExactly("2031-01-02 14:30:00.000", "2031-07-02 13:30:00.000");
        assertThat(values(open("Time,Close\n2031-01-02 09:30:00,1\n2031-01-02T09:30:00Z,1\n"), 0))
                .containsExactly("2031-01-02 14:30:00.000", "2031-01-02 09:30:00.000");
        assertThat(values(open("Time,Close\n01/13/2031 09:30,1\n"), 0)).containsExactly("2031-01-13 14:30:00.000");
    }

    @Test
    void nanosecondsAreKeptBeside() throws IOException {
        CsvFile file = open("Ticker,Ts,Price\nZED,2031-01-02 09:30:00.000000001,7\nZED,2031-01-02 09:30:00.000000999,8\n");

        assertThat(file.columns()).extracting(Column::name).containsExactly("ticker", "ts", "price", "ts_ns");
        assertThat(values(file, 3)).containsExactly("1925112600000000001", "1925112600000000999");
        assertThat(values(open("Ts,Price\n1925112600000000001,7\n1925112600000000999,8\n"), 2)).containsExactly("1925112600000000001", "1925112600000000999");
    }

    @Test
    void aCellThatIsNotWrittenAsItsColumnIsRejectedWithTheForm() {
        assertThatExceptionOfType(IllegalArgumentException.class)
                .isThrownBy(() -> open("Price\n$1.5\n$2.5\n").columns().get(0).format().plain("much"));
    }

    @Test
    void wordsThatAreSetAreTheOnlyOnesForNoValue() throws IOException {
        CsvFile file = Csv.open(write("Price\n1.5\n.\n"), "", Map.of(), Set.of("", "."), dialect);
        CsvFile other = Csv.open(write("Price\n1.5\n-\n"), "", Map.of(), Set.of("", "."), dialect);

        assertThat(types(file)).containsExactly("double");
        assertThat(types(other)).containsExactly("string");
    }

    @Test
    void typesThatAreGivenKeepTheFormOfTheCells() throws IOException {
        CsvFile file = Csv.open(
                write("Day;Price;Size\n01.02.2031;7,25;1.000\n"), "day:date,price:decimal(12,4),size:double", Map.of(), NULLS, dialect);

        assertThat(file.columns()).extracting(Column::word).containsExactly("date", "decimal(12,4)", "double");
        assertThat(values(file, 0)).containsExactly("2031-02-01");
        assertThat(values(file, 1)).containsExactly("7.25");
        assertThat(values(file, 2)).containsExactly("1000");
        assertThatExceptionOfType(NumberFormatException.class).isThrownBy(() -> file.columns().get(1).format().plain("7,12345"));
    }

    private void assertColumn(String title, String cells, String type, String values) throws IOException {
        CsvFile file = open(title + "|Note\n" + cells.replace(";", "|x\n") + "|x\n");

        assertThat(file.columns().get(0).type().word()).as("%s", file.found()).isEqualTo(type);
        assertThat(values(file, 0)).containsExactly(values.split(";", -1));
    }

    private static List<String> types(CsvFile file) {
        return file.columns().stream().map(column -> column.type().word()).toList();
    }

    private CsvFile open(String content) throws IOException {
        return Csv.open(write(content), "", Map.of("date", "trade_date"), NULLS, dialect);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("quotes.csv"), content);
    }

    /** As they are in JSON, without quotes; blank where there is none. */
    static List<String> values(CsvFile file, int place) throws IOException {
        List<String> values = new ArrayList<>();
        Column column = file.columns().get(place);
        try (RawRows rows = file.rows()) {
            for (RawRow row : rows.take(1000)) {
                String cell = column.cell(file.cells(row.bytes()), place);
                String plain = file.settings().nullValues().contains(cell) ? null : column.format().plain(cell);
                StringWriter out = new StringWriter();
                try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
                    if (plain != null) {
                        column.type().write(plain, json);
                    }
                }
                values.add(out.toString().replace("\"", ""));
            }
        }
        return values;
    }
}

package routes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.query.AthenaQuery;
import routes.query.ReportResult;

class ReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void theLeadingCommentsTellOfTheReport(String lineBreak) {
        String text = String.join(
                lineBreak, "-- title: Latest close", "-- description: One row: the last of each index", "--chart:  bar x=index y=a,b ", "SELECT 1", "");

        assertThat(Report.parse("latest-close", text))
                .isEqualTo(new Report(
                        "latest-close", "Latest close", "One row: the last of each index", "", Integer.MAX_VALUE,
                        new Chart("bar", "index", null, List.of("a", "b"), null, null, List.of(), null), List.of(), "no rows", text.strip(), null));
    }

    @Test
    void aReportWithoutCommentsIsNamedAfterItsFile() {
        assertThat(Report.parse("latest-close", "SELECT 1"))
                .isEqualTo(new Report("latest-close", "latest-close", "", "", Integer.MAX_VALUE, Chart.NONE, List.of(), "no rows", "SELECT 1", null));
    }

    @Test
    void aReportSaysWhatItNeedsAndWhatItMeansThatThereAreNoRows() {
        Report report = Report.parse("x", "-- needs: close, volume\n-- empty: needs two indices\nSELECT 1");

        assertThat(report.needs()).containsExactly("close", "volume");
        assertThat(report.empty()).isEqualTo("needs two indices");
    }

    @Test
    void reportsComeByTheirPlacesAndThenByName() {
        Report last = Report.parse("a", "SELECT 1");
        Report first = Report.parse("z", "-- group: Prices\n-- place: 1\nSELECT 1");
        Report second = Report.parse("y", "-- place: 20\nSELECT 1");

        assertThat(Stream.of(Report.parse("b", "SELECT 1"), last, second, first).sorted(Report.BY_PLACE)).extracting(Report::name).containsExactly("z", "y", "a", "b");
        assertThat(first.group()).isEqualTo("Prices");
    }

    @Test
    void aReportIsNotForDataWithoutWhatItNeeds() {
        Report report = Report.parse("x", "-- needs: close, open, volume\nSELECT 1");

        assertThat(new Reports().sql(report, Set.of("high"))).isEqualTo(report.sql());
        assertThatExceptionOfType(NotForTheDataException.class)
                .isThrownBy(() -> new Reports().sql(report, Set.of("volume", "open")))
                .withMessage("needs an open and a volume, the data have none");
    }

    @Test
    void theFirstReportsOfARunAreShownInFullAndTheOthersInALine() {
        Report report = Report.parse("x", "-- title: Gaps\n-- description: Days without rows\n-- empty: no gaps\nSELECT 1");
        AthenaQuery query = new AthenaQuery("1", null, null, 2048, 1500, BigDecimal.ZERO);
        Reports reports = new Reports();
        reports.setShow("1");
        reports.begin();

        assertThat(reports.notForTheData(report, new NotForTheDataException(List.of("volume"))).lines())
                .containsExactly("", "Gaps · Days without rows", "(needs a volume, the data have none)");
        assertThat(reports.table(report, query, ReportResult.NONE).lines())
                .containsExactly("", "Gaps · Days without rows", "(no gaps)", "2.0 KB scanned in 1,500 ms, 0 USD");
        assertThat(reports.table(report, query, ReportResult.NONE)).isEqualTo("Gaps: no gaps, 2.0 KB scanned in 1,500 ms, 0 USD");
        assertThat(reports.table(report, query, new ReportResult(List.of(), List.of(), List.of(List.of("1")), 3000)))
                .isEqualTo("Gaps: 3,000 rows, 2.0 KB scanned in 1,500 ms, 0 USD");
        assertThat(reports.notForTheData(report, new NotForTheDataException(List.of("volume")))).isEqualTo("Gaps (needs a volume, the data have none)");
        assertThat(reports.costLine()).endsWith(" (report.show=all shows all rows)");
        reports.begin();
        assertThat(reports.table(report, query, ReportResult.NONE)).as("the first of the next run").startsWith(System.lineSeparator());
    }

    @Test
    void reportShowIsANumberOrAll() {
        Reports reports = new Reports();

        reports.setShow(" all ");
        assertThatIllegalArgumentException().isThrownBy(() -> reports.setShow("-1")).withMessage("report.show '-1' is neither a number of reports nor all");
    }

    @Test
    void commentsBelowTheFirstLineOfSqlTellNothing() {
        Report report = Report.parse("x", "-- title: One\n-- a remark\nSELECT 1 -- title: Two\n-- title: Three\n");

        assertThat(report.title()).isEqualTo("One");
        assertThat(report.sql()).isEqualTo("-- title: One\n-- a remark\nSELECT 1 -- title: Two\n-- title: Three");
    }

    @Test
    void remarksTellNothing() {
        Report report = Report.parse("x", "--\n-- title\n--:\n-- Written by: me\n-- chart: line x=a y=b series=c\nSELECT 1");

        assertThat(report.title()).isEqualTo("x");
        assertThat(report.chart()).isEqualTo(new Chart("line", "a", null, List.of("b"), "c", null, List.of(), null));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-- titel: A                                    | x.sql:1: 'titel' is not one of [chart, description, empty, group, needs, parameter, place, title]",
        "-- title: A;-- title: B                        | x.sql:2: title is given a second time",
        "-- a remark;-- title:                          | x.sql:2: title has no value",
        "-- title: A;-- chart: pie                      | x.sql:2: chart 'pie' is not one of [band, bar, candlestick, chips, heatmap, line, matrix, none, range, timeline]",
        "-- chart: bar index                            | x.sql:1: a chart is 'kind x=column y=column,column series=column', each once; 'index' is not",
        "-- chart: line x=a                             | x.sql:1: chart line needs x= and y=",
        "-- chart: heatmap x=a y=b                      | x.sql:1: chart heatmap needs x=, y= and series=",
        "-- chart: candlestick x=a y=b,c                | x.sql:1: chart candlestick needs x= and y=open,high,low,close",
        "-- chart: band x=a y=b,c                       | x.sql:1: chart band needs x= and y=value,lower,middle,upper",
        "-- chart: timeline x=a series=b                | x.sql:1: chart timeline needs x=, end= and series=",
        "-- chart: line x=a y=b below=c,high            | x.sql:1: below= is a column and levels, such as rsi,30,70; 'high' is no number",
        "-- chart: none x=a                             | x.sql:1: chart none needs no columns",
        "-- chart: bar x=a y=b mark=c end=d             | x.sql:1: chart bar takes no end= and mark=",
        "-- title: A;-- place: first                    | x.sql:2: place 'first' is no whole number up to 999999",
        "-- parameter: days                             | x.sql:1: a parameter is 'name = default', not 'days'",
        "-- title: A;-- parameter: days = 3             | x.sql:2: the SQL does not use :days",
        "-- parameter: a = 1;-- parameter: a = 2        | x.sql:2: parameter a is declared a second time",
        "-- parameter: day = 2024-02-30                 | x.sql:1: '2024-02-30' is no day"})
    void whatIsWrongIsSaidWithFileAndLine(String comments, String problem) {
        assertThat(Report.parse("x", comments.trim().replace(";", "\n") + "\nSELECT 1").problem()).isEqualTo(problem);
    }

    @Test
    void aPlaceholderWithoutAParameterIsSaidWithItsLine() {
        assertThat(Report.parse("x", "-- title: A\nSELECT 1\nWHERE a = :days").problem())
                .isEqualTo("x.sql:3: :days is not a parameter; declare it with '-- parameter: days = …'");
    }

    @Test
    void parametersStandInTheSqlAsLiteralsOfTheirDefaultsType() {
        String text = """
                -- parameter: n = 30
                -- parameter: share = 0.5
                -- parameter: since = 2024-01-31
                -- parameter: open = true
                -- parameter: name = it's
                -- parameter: code = '007'
                SELECT :n, :share, :since, :open, :name, :code, ':n' AS ":n" -- :n
                /* :n */ WHERE a = :n""";

        assertThat(Report.parse("x", text).sql()).endsWith("""
                SELECT 30, 0.5e0, DATE '2024-01-31', true, 'it''s', '007', ':n' AS ":n" -- :n
                /* :n */ WHERE a = 30""");
        assertThat(Report.parse("x", text, Map.of("n", "-7", "share", "2", "since", "2020-02-29", "name", "'; DROP TABLE quotes --")).sql()).endsWith("""
                SELECT -7, 2e0, DATE '2020-02-29', true, '''; DROP TABLE quotes --', '007', ':n' AS ":n" -- :n
                /* :n */ WHERE a = -7""");
    }

    @ParameterizedTest
    @CsvSource({"3 OR 1 = 1", "1.5", "''", "99999999999999999999", "0x1"})
    void aValueOfAnotherTypeIsRefused(String value) {
        assertThat(Report.parse("x", "-- parameter: n = 30\nSELECT :n", Map.of("n", value)).problem())
                .isEqualTo("x.sql:1: parameter n: '%s' is no number".formatted(value));
    }

    @Test
    void aValueForNoParameterIsRefused() {
        assertThat(Report.parse("x", "-- parameter: n = 30\nSELECT :n", Map.of("m", "1")).problem())
                .isEqualTo("x.sql:1: the settings give a value to [m], which is not a parameter here");
    }

    @Test
    void theReportsOfTheProjectTellOfThemselves() {
        Reports reports = new Reports();
        reports.setDirectory("src/main/resources/reports");

        assertThat(reports.all()).hasSize(13).allSatisfy(report -> {
            assertThat(report.problem()).isNull();
            assertThat(report.title()).isNotEqualTo(report.name());
            assertThat(report.description()).isNotBlank();
        });
    }
}

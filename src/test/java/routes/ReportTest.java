package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void theLeadingCommentsTellOfTheReport(String lineBreak) {
        String text = String.join(
                lineBreak, "-- title: Latest close", "-- description: One row: the last of each index", "--chart:  bar ", "SELECT 1", "");

        assertThat(Report.parse("latest-close", text))
                .isEqualTo(new Report("latest-close", "Latest close", "One row: the last of each index", "bar", text.strip()));
    }

    @Test
    void aReportWithoutCommentsIsNamedAfterItsFile() {
        assertThat(Report.parse("latest-close", "SELECT 1")).isEqualTo(new Report("latest-close", "latest-close", "", "none", "SELECT 1"));
    }

    @Test
    void commentsBelowTheFirstLineOfSqlTellNothing() {
        Report report = Report.parse("x", "-- title: One\n-- a remark\nSELECT 1 -- title: Two\n-- title: Three\n");

        assertThat(report.title()).isEqualTo("One");
        assertThat(report.sql()).isEqualTo("-- title: One\n-- a remark\nSELECT 1 -- title: Two\n-- title: Three");
    }

    @Test
    void aCommentWithoutAColonTellsNothing() {
        assertThat(Report.parse("x", "--\n-- title\n--:\n-- chart: line\nSELECT 1").title()).isEqualTo("x");
        assertThat(Report.parse("x", "--\n-- title\n--:\n-- chart: line\nSELECT 1").chart()).isEqualTo("line");
    }

    @Test
    void theReportsOfTheProjectTellOfThemselves() {
        Reports reports = new Reports();
        reports.setDirectory("src/main/resources/reports");

        assertThat(reports.all()).hasSize(6).allSatisfy(report -> {
            assertThat(report.title()).isNotEqualTo(report.name());
            assertThat(report.description()).isNotBlank();
            assertThat(report.chart()).isIn(Set.of("line", "bar", "candlestick", "none"));
        });
    }
}

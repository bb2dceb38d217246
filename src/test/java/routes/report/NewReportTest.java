package routes.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NewReportTest {
    @TempDir
    Path directory;

    @Test
    void isAReportThatIsReadAsItWasGiven() throws IOException {
        Path file = new NewReport("closes", "All: closes", "Line\n-- chart: none", "line x=a y=b", "-- needs: nothing\nSELECT a, b FROM c").writeTo(directory.toString());
        Report report = Report.parse("closes", Files.readString(file));
        assertThat(report.problem()).isNull();
        assertThat(report.title()).isEqualTo("All: closes");
        assertThat(report.description()).isEqualTo("Line -- chart: none");
        assertThat(report.chart().kind()).isEqualTo("line");
        assertThat(report.needs()).isEmpty();
    }

    @Test
    void replacesNone() throws IOException {
        NewReport report = new NewReport("a", "", "", "", "SELECT 1");
        report.writeTo(directory.toString());
        assertThatIOException().isThrownBy(() -> report.writeTo(directory.toString())).withMessageContaining("choose another name");
    }

    @Test
    void saysWhatToSetWhereNothingCanBeAdded() {
        NewReport report = new NewReport("a", "", "", "", "SELECT 1");
        assertThatIOException().isThrownBy(() -> report.writeTo("classpath:reports")).withMessageContaining("set report.directory");
        assertThatIOException().isThrownBy(() -> report.writeTo(directory.resolve("none").toString())).withMessageContaining("report.directory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "..", "../a", "a/b", "A", "a_b", "-a", "a--b", "a.sql", "nul\u0000"})
    void hasANameThatIsOneOfAFileHere(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NewReport(name, "", "", "", "SELECT 1").writeTo(directory.toString()));
    }
}

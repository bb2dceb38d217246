package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InspectCommandTest {
    @TempDir
    Path directory;

    @AfterEach
    void forget() {
        System.clearProperty("csv.date-format");
    }

    @Test
    void aFileThatCanBeReplayedIsClear() throws IOException {
        assertThat(inspect(file("AAPL.csv", "Date,Close\n2031-01-02,7.1\n2031-01-03,7.2\n"))).isZero();
    }

    @Test
    void aFileThatNeedsASettingIsNotClearUntilItHasIt() throws IOException {
        String open = file("AAPL.csv", "Date,Close\n01/02/2031,7.1\n01/02/2031,7.2\n");

        assertThat(inspect(open)).isEqualTo(1);
        assertThat(inspect("-Dcsv.date-format=M/d/yyyy", open)).isZero();
    }

    @Test
    void aFileThatIsNotThereCannotBeInspected() {
        String missing = directory.resolve("missing.csv").toString();

        assertThat(inspect(missing)).isEqualTo(2);
        assertThat(inspect("--", missing)).isEqualTo(2);
    }

    private static int inspect(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "inspect";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Application.run(Map.of(), () -> {}, all);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text).toString();
    }
}

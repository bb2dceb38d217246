package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.redrive.RedriveOptions;
import routes.replay.Replay;

/** Files to which rows are appended, between the runs of a replay and while it runs. */
@Tag("servers")
class GrownFileTest {
    @TempDir
    Path directory;

    private Path file;

    @BeforeEach
    void writeFile() throws IOException {
        file = directory.resolve("rows.csv");
        Files.writeString(file, "Index,N\n" + rows(1, 500));
    }

    @Test
    void afterAFinishedReplayOnlyTheRowsThatWereAppendedAreSent() throws IOException {
        try (Lab lab = lab()) {
            replay(lab);
            append(rows(501, 600));
            replay(lab);
            assertSentOnce(lab, 600);
            assertThat(lab.records()).extracting(record -> Lab.header(record, "pass")).containsOnly("1");

            append(rows(601, 601));
            append(rows(602, 700));
            replay(lab);
            assertSentOnce(lab, 700);

            // unchanged: the next pass, as ever
            replay(lab);
            assertThat(lab.records()).hasSize(1400);
        }
    }

    @Test
    void aReplayThatWasInterruptedGoesOnThroughTheRowsThatWereAppended() throws IOException {
        try (Lab lab = lab().set("csv.rate", "200")) {
            lab.start();
            Lab.until(() -> lab.records().size() > 50);
            // also while it runs: those come with the next start, which knows where the file ended
            append(rows(501, 550));
            lab.stop();
            int before = lab.records().size();
            assertThat(before).isLessThan(500);
            append(rows(551, 600));
            replay(lab.set("csv.rate", "0"));

            assertSentOnce(lab, 600);
        }
    }

    @Test
    void whatIsAppendedWhileItIsReadComesWithTheNextStart() throws IOException {
        try (Lab lab = lab().set("csv.rate", "1000")) {
            lab.start();
            Lab.until(() -> !lab.records().isEmpty());
            append(rows(501, 600));
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
            assertSentOnce(lab, 500);
            lab.stop();

            replay(lab);
            assertSentOnce(lab, 600);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void aLastLineWithoutABreakIsTheSameRowWithOne(String lineBreak) throws IOException {
        append("K3,501");
        try (Lab lab = lab()) {
            replay(lab);
            append(lineBreak + rows(502, 510));
            replay(lab);

            assertSentOnce(lab, 510);
        }
    }

    @Test
    void aLastLineThatWasCutIsSentOnceMoreWhenItIsWhole() throws IOException {
        append("K3,5");
        try (Lab lab = lab()) {
            replay(lab);
            append("01\n" + rows(502, 510));
            replay(lab);

            assertThat(numbers(lab)).hasSize(511).contains(5, 501).containsAll(IntStream.rangeClosed(1, 510).boxed().toList());
            replay(lab.set("pipeline.once", "true"));
            assertThat(lab.records()).as("the next pass has the whole line alone").hasSize(511 + 510);
        }
    }

    @Test
    void aLastLineThatWasCutBeforeItFitIsALetterAndThenARecord() throws IOException {
        append("K3");
        try (Lab lab = lab().set("csv.columns", "index:string,n:bigint")) {
            replay(lab);
            assertThat(lab.letters()).hasSize(1);
            append(",501\n" + rows(502, 510));
            replay(lab);

            assertSentOnce(lab, 510);
            assertThat(lab.letters()).hasSize(1);
        }
    }

    @Test
    void aQuoteThatClosesLaterMakesOneRowOfTheLastLines() throws IOException {
        append("\"K3\nx");
        try (Lab lab = lab().set("csv.columns", "index:string,n:bigint")) {
            replay(lab);
            append("\",501\n" + rows(502, 510));
            replay(lab);

            assertSentOnce(lab, 510);
            assertThat(lab.records()).filteredOn(record -> Lab.text(record.key()).equals("K3\nx")).hasSize(1);
        }
    }

    @Test
    void aFileThatChangedBeforeItsEndOrBecameShorterIsAnotherReplay() throws IOException {
        try (Lab lab = lab()) {
            replay(lab);
            Files.writeString(file, Files.readString(file).replace("K5,250\n", "K5,251\n") + rows(501, 510));
            replay(lab);
            assertThat(lab.records()).hasSize(500 + 510);

            Files.writeString(file, "Index,N\n" + rows(1, 400));
            replay(lab);
            assertThat(lab.records()).hasSize(500 + 510 + 400);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"time", "random"})
    void inAnotherOrderAGrownFileIsAnotherReplay(String order) throws IOException {
        Files.writeString(file, "Index,Date,N\nA,2020-01-02,1\nB,2020-01-01,2\n");
        try (Lab lab = lab().set("csv.order", order)) {
            replay(lab);
            append("A,2020-01-01,3\n");
            replay(lab);

            assertThat(lab.records()).hasSize(2 + 3);
        }
    }

    @Test
    void thePassThatIsUnderWayTakesTheRowsThatWereAppended() throws IOException {
        try (Lab lab = lab().set("csv.repeat", "2")) {
            replay(lab);
            append(rows(501, 510));
            replay(lab.set("csv.repeat", "1"));

            assertThat(lab.records()).filteredOn(record -> Lab.header(record, "pass").equals("1")).hasSize(500);
            assertThat(lab.records()).filteredOn(record -> Lab.header(record, "pass").equals("2")).hasSize(510);
        }
    }

    @Test
    void typesThatChangeWithTheNewRowsHoldFromThereOn() throws IOException {
        try (Lab lab = lab()) {
            replay(lab);
            append("K0,501.5\n");
            replay(lab);

            assertThat(lab.records()).hasSize(501);
            assertThat(lab.records()).filteredOn(record -> Lab.text(record.value()).contains("501.5")).hasSize(1);
        }
    }

    @Test
    void lettersOfRowsFromBeforeItGrewCanBeRedriven() throws IOException {
        append("K3,abc\n");
        try (Lab lab = lab().set("csv.columns", "index:string,n:bigint")) {
            replay(lab);
            append(rows(502, 510));
            replay(lab);
            assertThat(lab.letters()).hasSize(1);

            lab.set("csv.columns", "index:string,n:string");
            assertThat(lab.redrive(RedriveOptions.ALL).complete()).isTrue();
            assertThat(lab.records()).hasSize(510);
        }
    }

    private Lab lab() {
        return Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1");
    }

    /** Until the lake has its records, too: a run once through continues a pass that the lake lags behind. */
    private static void replay(Lab lab) {
        lab.start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        lab.drained().stop();
    }

    private static void assertSentOnce(Lab lab, int rows) {
        assertThat(numbers(lab)).containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, rows).boxed().toList());
    }

    private static List<Integer> numbers(Lab lab) {
        return lab.records().stream().map(record -> Lab.json(record.value()).get("n").asInt()).toList();
    }

    private static String rows(int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(n -> "K%d,%d\n".formatted(n % 7, n)).collect(Collectors.joining());
    }

    private void append(String text) throws IOException {
        Files.writeString(file, text, StandardOpenOption.APPEND);
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.letter.DeadLetters;
import routes.redrive.RedriveOptions;
import routes.replay.Replay;

/** A directory of files, each written in its own way, through Kafka. */
@Tag("servers")
class SeveralFilesTest {
    @TempDir
    private Path directory;

    @BeforeEach
    void writeFiles() throws IOException {
        write("AAPL.csv", "Date,Close,N\n" + days(1, 200, ","));
        write("SAP.csv", "Datum;Schlusskurs;N\n" + days(201, 400, ";"));
    }

    @Test
    void theRecordsOfAllFilesHaveTheirSymbolAndTheSameColumns() {
        try (Lab lab = lab()) {
            replay(lab);

            assertSentOnce(lab, 400);
            assertThat(lab.records()).filteredOn(record -> Lab.text(record.key()).equals("SAP"))
                    .hasSize(200)
                    .allSatisfy(record -> assertThat(Lab.text(record.value())).startsWith("{\"index\":\"SAP\",\"trade_date\":\"2031-"));
        }
    }

    @Test
    void aFileThatIsAddedAfterTheOthersContinuesTheReplay() throws IOException {
        try (Lab lab = lab()) {
            replay(lab);
            write("ZZ.csv", "Date,Close,N\n" + days(401, 450, ","));
            replay(lab);

            assertSentOnce(lab, 450);
            assertThat(lab.records()).extracting(record -> Lab.header(record, "pass")).containsOnly("1");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "time", "random"})
    void aReplayThatWasInterruptedGoesOnWhereItWas(String order) {
        try (Lab lab = lab().set("csv.order", order).set("csv.rate", "300")) {
            lab.start();
            Lab.until(() -> lab.records().size() > 150);
            lab.stop();
            assertThat(lab.records().size()).isLessThan(400);
            replay(lab.set("csv.rate", "0"));

            assertSentOnce(lab, 400);
        }
    }

    @Test
    void aLetterNamesItsFileAndIsRedrivenAsThatFileIsWritten() throws IOException {
        write("SAP.csv", "Datum;Schlusskurs;N\n" + days(201, 400, ";") + "31.12.2031;n.v.!;401\n");
        write("YY.csv", "Date,Close,N\n" + days(402, 410, ","));
        try (Lab lab = lab()) {
            replay(lab);

            assertThat(lab.records()).hasSize(409);
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.ORIGIN)).containsExactly(directory.resolve("SAP.csv") + ":202");
            lab.set("csv.null-values", "\"\",n.v.!");
            assertThat(lab.redrive(RedriveOptions.ALL).complete()).isTrue();
            assertThat(lab.records()).filteredOn(record -> Lab.text(record.value()).equals("{\"index\":\"SAP\",\"trade_date\":\"2031-12-31\",\"n\":401}")).hasSize(1);
        }
    }

    private Lab lab() {
        return Lab.with("csv.file", directory.toString(), "csv.rate", "0", "csv.repeat", "1");
    }

    private static void replay(Lab lab) {
        lab.start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        lab.drained().stop();
    }

    private static void assertSentOnce(Lab lab, int rows) {
        assertThat(lab.records().stream().map(record -> Lab.json(record.value()).get("n").asInt()).toList())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(1, rows).boxed().toList());
    }

    /** Rows with these numbers, as an American or a German program writes them. */
    private static String days(int first, int last, String delimiter) {
        boolean german = delimiter.equals(";");
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> german
                        ? "%02d.%02d.2031;%d,5;%d".formatted(1 + n % 28, 1 + n / 28 % 12, n, n)
                        : "2031-%02d-%02d,%d.5,%d".formatted(1 + n / 28 % 12, 1 + n % 28, n, n))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(directory.resolve(name), content);
    }
}

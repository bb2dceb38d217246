package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The crash test finds nothing wrong with the service, and does find what is wrong with writers that lose records. */
@Tag("servers")
class CrashTestIT {
    @TempDir
    Path directory;

    @Test
    @Tag("full")
    void findsNothingLostAndNothingTwice() {
        try (Program run = crashTest("--rounds", "3", "--seed", "3", "--faults", "kill,kill-after-put,zombie,put-errors")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).matches("3 rounds, \\d faults \\(.+\\): [\\d,]+ records, 0 lost, 0 twice");
            assertThat(run.output()).contains(", verified");
        }
    }

    @Test
    @Tag("full")
    void findsEachRecordThatARouteDropsCountedOnceAndTheOthersChanged() {
        try (Program run = crashTest("--rounds", "3", "--seed", "5", "--each-record", "--faults", "kill,kill-after-put,zombie,garbage")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).matches("3 rounds, \\d faults \\(.+\\): [\\d,]+ records, 0 lost, 0 twice");
        }
    }

    @Test
    @Tag("full")
    void findsNothingLostAndNothingTwiceThoughKafkaLosesRecords() {
        try (Program run = crashTest("--rounds", "4", "--seed", "3", "--faults", "tail-loss,topic-anew")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine())
                    .matches("4 rounds, \\d faults \\(.+\\): [\\d,]+ records, 0 lost, 0 twice, "
                            + "[\\d,]+ lost by Kafka \\([\\d,]+ of them in the lake\\)");
            assertThat(run.output()).contains(", verified");
        }
    }

    @Test
    void findsWhatAWriterLosesThatCommitsBeforeThePut() {
        try (Program run = broken("commits-before-put", "put-outage", 2)) {
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            assertThat(run.output())
                    .contains("is in no object", "lost: quotes-", ", 0 twice")
                    .doesNotContain(" 0 lost");
        }
    }

    @Test
    @Tag("full")
    void findsWhatAWriterLosesThatTakes412ForSuccess() {
        // a loaded machine is always behind, and cuts by records are the same again: not every kill shows what this writer does
        try (Program run = broken("takes-412-for-success", "kill-after-put", 6)) {
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            assertThat(run.output())
                    .contains("is in no object", "lost: quotes-", ", 0 twice")
                    .doesNotContain(" 0 lost");
        }
    }

    @Test
    @Tag("full")
    void findsWhatAWriterSpoilsThatPutsWithoutCondition() {
        try (Program run = broken("puts-without-condition", "late-put", 2)) {
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            assertThat(run.output()).contains("is in no object", "lost: quotes-").doesNotContain(" 0 lost");
        }
    }

    @Test
    @Tag("full")
    void findsWhatAWriterLosesThatBelievesOffsets() {
        try (Program run = broken("believes-offsets", "tail-loss", 4, "--seed", "11")) {
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            // what it lost, Kafka may have lost too by the end: the gap in the lake stays
            assertThat(run.output()).contains(", 0 twice").containsAnyOf("is in no object", "lost: quotes-");
        }
    }

    @Test
    void namesTheFaultsThatThereAre() {
        try (Program run = crashTest("--faults", "earthquake")) {
            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.output()).contains("there is no fault 'earthquake'; there are: kill, kill-after-put, zombie,");
        }
    }

    private Program broken(String routes, String faults, int rounds, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--rounds", String.valueOf(rounds), "--faults", faults, "--routes", "src/test/resources/broken/%s.yaml".formatted(routes)));
        options.addAll(List.of(more));
        return crashTest(options.toArray(String[]::new));
    }

    private Program crashTest(String... options) {
        List<String> arguments = new ArrayList<>(List.of("crash-test", "--directory", directory.resolve("crash-test").toString()));
        arguments.addAll(List.of(options));
        return Program.main(directory, List.of(), arguments.toArray(String[]::new));
    }
}

package simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Level;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SimulateTest {
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);

    @BeforeAll
    static void quiet() {
        Simulate.log(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        Simulate.log(Level.INFO);
    }

    @Test
    void nothingIsWrongInAHundredHoursOfFaults() throws InterruptedException {
        assertThat(Simulate.hours(100, 1, out)).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void nothingIsWrongWhereAFaultComesAlone(Fault fault) {
        assertThat(Run.of(Scenario.of(fault.ordinal(), List.of(fault)).lasting(Duration.ofHours(3)), false).violation()).isNull();
    }

    @Test
    void aScheduledRunIsMadeOnceWhereNothingFails() {
        assertThat(LongStream.range(0, 10).mapToObj(seed -> ScheduledRuns.of(seed, false))).containsOnlyNulls();
    }

    @Test
    void noTwoInstancesMakeRunsAtOnceWhateverFails() {
        assertThat(LongStream.range(0, 30).mapToObj(seed -> ScheduledRuns.of(seed, true))).containsOnlyNulls();
    }

    @Test
    void eachLetterGoesBackOnceWhereverRedriveWasKilled() {
        assertThat(LongStream.range(0, 30).mapToObj(Redrives::of)).containsOnlyNulls();
    }

    @Test
    void eachRowOfAPassIsThereOnceWhateverInterruptsTheReplay() {
        assertThat(LongStream.range(0, 5).mapToObj(Replays::of)).containsOnlyNulls();
    }

    @Test
    void theSameSeedGivesTheSameHistory() {
        Outcome first = Run.of(Scenario.random(12), true);
        Outcome second = Run.of(Scenario.random(12), true);

        assertThat(second.story()).isEqualTo(first.story()).hasSizeGreaterThan(1000);
        assertThat(second.digest()).isEqualTo(first.digest());
        assertThat(Run.of(Scenario.random(13), false).digest()).isNotEqualTo(first.digest());
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "the tail of the log is lost, and nobody looks",
        "the topic is created anew, and nobody looks",
        "offsets are committed when a batch is handed out",
        "objects are put whether they are there or not"
    })
    void findsABugThatWasPlanted(String name) {
        Mutant mutant = mutant(name);
        assertThat(Hunt.kill(mutant, mutant.seed(), Hunt.MOST)).isNotNull();
    }

    /**
     * Resets into the middle of an object of another date, also where compaction has taken its first record; the rest of a batch that another
     * writer stored the head of, which had lines of a later date than its object; a rebalance while records are read again.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 12, 19, 21, 37})
    void whatItFoundAfterResetsOfMixedDatesStaysMended(long seed) {
        assertThat(new Hunt.Find("group-set-back,mixed-dates,compaction").apply(seed)).isNull();
    }

    private static Mutant mutant(String name) {
        return Mutant.all().stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void aMutantWhoseCodeHasMovedIsAnError() {
        Mutant moved = new Mutant("moved", "routes/batch/Batch.java", "no such code", "", 1);
        assertThatIllegalArgumentException().isThrownBy(() -> MutantClasses.of(moved)).withMessageContaining("not exactly one 'no such code'");
    }

    @Test
    void eachMutantChangesCodeThatIsThere() {
        assertThat(Mutant.all()).hasSizeGreaterThanOrEqualTo(50).allSatisfy(mutant -> assertThat(MutantClasses.mutatedSource(mutant)).isNotEmpty());
    }

    @Test
    void tellsTheStoryOfASeedAndWritesItsHistory(@TempDir Path directory) throws Exception {
        Path history = directory.resolve("history.edn");

        assertThat(Simulate.seed(12, true, false, history, out)).isZero();

        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("S3 putObject lake/raw/quotes/date=", "Kafka commitSync of i1.1", "nothing is wrong");
        assertThat(Files.readAllLines(history))
                .anyMatch(line -> line.matches("\\{:index \\d+, :time \\d+, :process 0, :type :ok, :f :send, :value \\[\\d+ \\d+]}"))
                .anyMatch(line -> line.matches("\\{:index \\d+, :time \\d+, :process 1, :type :ok, :f :store, :value \\[\\d+ \\d+ \\d+]}"));
    }
}

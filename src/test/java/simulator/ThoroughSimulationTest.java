package simulator;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("full")
class ThoroughSimulationTest {
    static Stream<Mutant> found() {
        return Mutant.all().stream().filter(mutant -> mutant.seed() != Mutant.UNKNOWN);
    }

    @BeforeAll
    static void quiet() {
        Simulate.log(Level.OFF);
    }

    @AfterAll
    static void asBefore() {
        Simulate.log(Level.INFO);
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsNothingWhereNoBugIsPlanted(Mutant mutant) {
        assertThat(new Hunt.Find(mutant.where()).apply(mutant.seed())).isNull();
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsEachBugThatWasPlanted(Mutant mutant) {
        assertThat(Hunt.kill(mutant, mutant.seed(), Hunt.MOST)).as(mutant.name()).isNotNull();
    }
}

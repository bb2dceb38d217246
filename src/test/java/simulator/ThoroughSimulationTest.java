package simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("full")
class ThoroughSimulationTest {
    static Stream<Mutant> found() {
        return Mutant.all().stream().filter(mutant -> mutant.seed() != Mutant.UNKNOWN);
    }

    @ParameterizedTest
    @MethodSource("found")
    void findsEachBugThatWasPlanted(Mutant mutant) {
        assertThat(Hunt.kill(mutant, mutant.seed(), Hunt.MOST)).as(mutant.name()).isNotNull();
    }
}

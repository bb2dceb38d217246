package simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("full")
class MutantsTest {
    static Stream<Mutant> all() {
        return Mutant.all().stream();
    }

    @ParameterizedTest
    @MethodSource("all")
    void isFound(Mutant mutant) {
        assertThat(Hunt.kill(mutant, mutant.seed(), Hunt.MOST)).as(mutant.name()).isNotNull();
    }
}

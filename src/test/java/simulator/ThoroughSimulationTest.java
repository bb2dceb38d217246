package simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("full")
class ThoroughSimulationTest {
    static Stream<Mutant> all() {
        return Mutant.all().stream();
    }

    @Test
    void nothingIsWrongWhereTwoKindsOfFaultsMeet() throws InterruptedException {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        assertThat(Simulate.pairs(new PrintStream(printed, true, StandardCharsets.UTF_8))).as(printed.toString(StandardCharsets.UTF_8)).isZero();
    }

    @ParameterizedTest
    @MethodSource("all")
    void findsEachBugThatWasPlanted(Mutant mutant) {
        assertThat(Hunt.kill(mutant, mutant.seed(), Hunt.MOST)).as(mutant.name()).isNotNull();
    }
}

package cloud.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import cloud.trino.TrinoEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AthenaEngineTest {

    @Test
    void isNamedInAnyCase() {
        assertThat(AthenaEngine.of(" Trino ")).isEqualTo(AthenaEngine.TRINO);
        assertThat(AthenaEngine.of("duckdb")).isEqualTo(AthenaEngine.DUCKDB);
    }

    @Test
    void anotherNameEndsWithASentenceThatNamesTheSetting() {
        assertThatThrownBy(() -> AthenaEngine.of("spark")).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("local.athena-engine is 'spark'; it must be duckdb or trino");
    }

    @Test
    @Tag("servers")
    void whereTrinoCannotRunASentenceSaysWhatToDo(@TempDir Path directory) {
        assumeFalse(TrinoEngine.isThere(), "Trino runs here");
        assertThatThrownBy(() -> LocalAccount.start(directory, Ports.LOOPBACK, 0, 0, PutFaults.none(), AthenaEngine.TRINO))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("local.athena-engine=trino: ")
                .hasMessageContaining("docs/local-athena.md")
                .hasMessageFindingMatch("set JAVA_HOME|MAVEN_OPTS|-Ptrino");
    }
}

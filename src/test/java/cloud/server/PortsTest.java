package cloud.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PortsTest {
    /** Five hundred of some ten thousand, drawn one by one, would hardly ever be different ones. */
    @Test
    void portsThatAreAskedForTogetherAreDifferentOnes() throws IOException {
        assertThat(Ports.any(500)).hasSize(500).doesNotHaveDuplicates().allMatch(port -> port >= 10_000 && port < 32_768);
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, 127.0.0.1", "::, 127.0.0.1", "127.0.0.2, 127.0.0.2", "::1, [0:0:0:0:0:0:0:1]"})
    void aServerOnAllAddressesIsReachedOnThisMachine(String listens, String reached) throws IOException {
        assertThat(Ports.reached(InetAddress.getByName(listens))).isEqualTo(reached);
        assertThat(URI.create("http://%s:9000".formatted(reached)).getPort()).isEqualTo(9000);
    }
}

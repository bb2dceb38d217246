package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class PortsTest {
    /** Five hundred of a few thousand, drawn one by one, would hardly ever be different ones. */
    @Test
    void portsThatAreAskedForTogetherAreDifferentOnes() throws IOException {
        assertThat(Ports.any(500)).hasSize(500).doesNotHaveDuplicates().allMatch(port -> port > 1023);
    }
}

package routes.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.junit.jupiter.api.Test;

class ErrorsTest {
    @Test
    void theSentenceIsTheMessage() {
        assertThat(Errors.sentence(new IllegalStateException("no broker"))).isEqualTo("no broker");
    }

    @Test
    void theInnermostMessageSaysMost() {
        Exception failure = new RuntimeException("outer", new UncheckedIOException("middle", new IOException("connection refused")));

        assertThat(Errors.sentence(failure)).isEqualTo("connection refused");
    }

    @Test
    void aCauseThatSaysNothingIsPassedOver() {
        Exception failure = new RuntimeException("outer", new RuntimeException("middle", new IOException(" ", new IOException())));

        assertThat(Errors.sentence(failure)).isEqualTo("middle");
    }

    @Test
    void withoutAnyMessageItIsTheNameOfTheException() {
        assertThat(Errors.sentence(new IOException(null, new IOException((String) null)))).isEqualTo("java.io.IOException");
    }

    @Test
    void aSentenceIsOneLine() {
        assertThat(Errors.sentence(new RuntimeException("  line 1:8: \n\n\tmismatched input\r\n"))).isEqualTo("line 1:8: mismatched input");
    }
}

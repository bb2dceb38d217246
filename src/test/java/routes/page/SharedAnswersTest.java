package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class SharedAnswersTest {
    @Test
    void anAnswerIsMadeOnceUntilThePagesAreToldMore() {
        AtomicLong told = new AtomicLong();
        AtomicInteger made = new AtomicInteger();
        SharedAnswers shared = new SharedAnswers(told::get);
        Supplier<Future<Body>> answer = () -> Future.succeededFuture(Body.shared(String.valueOf(made.incrementAndGet()).getBytes(StandardCharsets.UTF_8)));

        Body first = shared.of("/api/market", answer).result();
        assertThat(shared.of("/api/market", answer).result()).isSameAs(first);
        assertThat(shared.of("/api/market/A", answer).result()).isNotSameAs(first);
        told.incrementAndGet();
        assertThat(shared.of("/api/market", answer).result().plain()).hasToString("3");
        assertThat(made).hasValue(3);
    }
}

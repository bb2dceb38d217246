package routes.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;
import routes.Lab;

class InquiriesTest {
    private final Inquiries kafka = new Inquiries("Kafka", Duration.ZERO);
    private final AtomicInteger looks = new AtomicInteger();
    private final CountDownLatch answers = new CountDownLatch(1);

    private final Supplier<Integer> question = () -> {
        int look = looks.incrementAndGet();
        try {
            answers.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
        return look;
    };

    @Test
    void allWhoAskAtOneMomentShareOneLook() throws Exception {
        List<CompletableFuture<Integer>> asked = IntStream.range(0, 50).mapToObj(one -> kafka.ask("letters", question)).toList();
        answers.countDown();
        for (CompletableFuture<Integer> one : asked) {
            assertThat(one.get(10, TimeUnit.SECONDS)).isEqualTo(1);
        }

        Lab.until(() -> kafka.ask("letters", question).join() > 1);
    }

    @Test
    void anAnswerIsGivenAgainWhileItIsFresh() {
        answers.countDown();
        Inquiries keeping = new Inquiries("Kafka", Duration.ofMinutes(1));
        assertThat(IntStream.range(0, 10).map(one -> keeping.ask("letters", question).join())).containsOnly(1);
    }

    @Test
    void whoAsksSomethingThatHangsIsToldSoAndTheLookIsNotRepeated() {
        CompletableFuture<Integer> first = kafka.ask("letters", question);
        assertThatThrownBy(() -> first.get(Inquiries.PATIENCE.toSeconds() + 20, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(AwayException.class)
                .hasMessage("Kafka did not answer within 4 s");

        assertThat(kafka.ask("letters", question)).as("at once").isCompletedExceptionally();
        assertThat(looks).hasValue(1);

        answers.countDown();
        Lab.until(() -> !kafka.ask("letters", question).isCompletedExceptionally());
        assertThat(kafka.ask("letters", question).join()).isGreaterThan(1);
    }

    @Test
    void saysWhoIsAway() {
        assertThatThrownBy(() -> kafka.ask("letters", () -> {
            throw new TimeoutException("no answer");
        }).get(10, TimeUnit.SECONDS)).hasRootCauseMessage("Kafka does not answer: no answer");
    }
}

package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import routes.lang.Inquiries;

class DependencyTest {
    @Test
    void thoseThatHangAreWaitedForTogether() throws Exception {
        CountDownLatch answers = new CountDownLatch(1);
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            List<Dependency> dependencies = List.of("Kafka", "S3", "Glue").stream()
                    .map(name -> Dependency.of(name, () -> await(answers), Duration.ofSeconds(5)))
                    .toList();
            dependencies.forEach(dependency -> {
                dependency.setCamelContext(camel);
                camel.getRegistry().bind(dependency.getId(), dependency);
            });

            CompletableFuture<Collection<HealthCheck.Result>> asked = CompletableFuture.supplyAsync(() -> dependencies.stream().map(Dependency::call).toList());

            // less than two of them after each other
            assertThat(asked.get(2 * Inquiries.PATIENCE.toMillis() - 500, TimeUnit.MILLISECONDS))
                    .allSatisfy(result -> assertThat(result.getState()).isEqualTo(HealthCheck.State.DOWN))
                    .extracting(result -> result.getMessage().orElseThrow())
                    .containsExactly("Kafka did not answer within 4 s", "S3 did not answer within 4 s", "Glue did not answer within 4 s");
        } finally {
            answers.countDown();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}

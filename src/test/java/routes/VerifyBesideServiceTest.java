package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.verify.VerifyResult;

/** Nothing that a running service does may look wrong. */
@Tag("servers")
class VerifyBesideServiceTest {
    private static final int RUNS = 24;
    private static final int SENT = 5;

    @Test
    void theLakeIsCleanAtEachMomentWhileAServiceWritesAndRejects() throws InterruptedException {
        try (Lab lab = Lab.with("batch.max-records", "40", "batch.max-idle", "50ms")) {
            lab.createTopics();
            lab.start();
            // a run lasts as long as the lake is large: what is sent is bound to the runs
            Semaphore due = new Semaphore(0);
            AtomicReference<Throwable> failed = new AtomicReference<>();
            Thread load = new Thread(() -> {
                for (int i = 0; i < RUNS * SENT; i++) {
                    due.acquireUninterruptibly();
                    lab.send(i % 2, mixed());
                }
            });
            load.setUncaughtExceptionHandler((thread, failure) -> failed.set(failure));
            load.setDaemon(true);
            load.start();

            int beside = 0;
            for (int run = 0; run < RUNS; run++) {
                due.release(SENT);
                long before = objects(lab);
                VerifyResult result = run % 2 == 0 ? lab.verify() : lab.quickVerify();
                assertThat(result.problems()).as("run " + run).isEmpty();
                assertThat(result.partitions()).allSatisfy(partition -> assertThat(partition.lag()).isNotNegative());
                beside += objects(lab) > before ? 1 : 0;
            }
            load.join();
            lab.drained();

            assertThat(failed).hasNullValue();
            assertThat(beside).as("runs beside which objects came").isGreaterThan(RUNS / 2);
            VerifyResult end = lab.verify();
            assertThat(end.problems()).isEmpty();
            assertThat(end.records() + end.rejected()).isEqualTo(RUNS * SENT * 50);
            assertThat(end.rejected()).isEqualTo(RUNS * SENT * 10);
        }
    }

    /** Each fifth of them is rejected. */
    private static String[] mixed() {
        String[] values = Lab.numbers(50);
        for (int i = 0; i < values.length; i += 5) {
            values[i] = "broken";
        }
        return values;
    }

    private static long objects(Lab lab) {
        return lab.keys().size();
    }
}

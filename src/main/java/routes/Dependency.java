package routes;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/**
 * Readiness: whether something answers that the pipeline cannot do without. It is asked by one thread at a time and at most every few
 * seconds, however often the pipeline is asked.
 */
public final class Dependency extends AbstractHealthCheck {
    private static final Duration KEEP = Duration.ofSeconds(5);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Runnable question;
    private final Duration keep;
    private CompletableFuture<Void> answer;
    private long askedAt;
    private volatile boolean lastAnswer;
    private volatile String trouble;

    private Dependency(String name, Runnable question, Duration keep) {
        super("dependency", name);
        this.question = question;
        this.keep = keep;
    }

    private static Dependency of(String name, Runnable question) {
        return of(name, question, KEEP);
    }

    /** @param keep how long an answer counts */
    static Dependency of(String name, Runnable question, Duration keep) {
        return new Dependency(name, question, keep);
    }

    public static Dependency kafka(Topics topics) {
        return of("kafka", topics::check);
    }

    public static Dependency s3(Lake lake) {
        return of("s3", lake::check);
    }

    public static Dependency catalog(LakePartitions partitions) {
        return of("catalog", partitions::check);
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        try {
            ask().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            builder.up();
        } catch (TimeoutException slow) {
            builder.down().message("no answer within %d s".formatted(PATIENCE.toSeconds()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            builder.unknown();
        } catch (ExecutionException failed) {
            builder.down().message(Errors.sentence(failed));
        }
    }

    /** What it last answered; asks in the background when that is old. */
    synchronized boolean lastAnswer() {
        ask();
        return lastAnswer && !late();
    }

    /** What it last answered, or that it did not, as a sentence; null when all is well, or nothing was asked yet. */
    synchronized String trouble() {
        boolean well = lastAnswer();
        return well || !late() ? trouble : "%s does not answer".formatted(getId());
    }

    private boolean late() {
        return !answer.isDone() && System.nanoTime() - askedAt > PATIENCE.toNanos();
    }

    private synchronized CompletableFuture<Void> ask() {
        boolean old = answer == null || System.nanoTime() - askedAt > keep.toNanos();
        if (old && (answer == null || answer.isDone())) {
            askedAt = System.nanoTime();
            CompletableFuture<Void> asked = new CompletableFuture<>();
            answer = asked;
            Thread asking = new Thread(() -> ask(asked), "ready-" + getId());
            asking.setDaemon(true);
            asking.start();
        }
        return answer;
    }

    private void ask(CompletableFuture<Void> asked) {
        try {
            question.run();
            trouble = null;
            lastAnswer = true;
            asked.complete(null);
        } catch (RuntimeException failed) {
            trouble = Errors.sentence(failed);
            lastAnswer = false;
            asked.completeExceptionally(failed);
        }
    }
}

package routes.watch;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;
import routes.catalog.LakePartitions;
import routes.kafka.Topics;
import routes.lake.Lake;
import routes.lang.Errors;
import routes.lang.Inquiries;

/**
 * Readiness: whether something that the pipeline depends on answers. However often health is requested, only one thread at a time checks a
 * dependency, and at most every few seconds; all dependencies are checked in parallel, so that several that hang cost one timeout.
 */
public final class Dependency extends AbstractHealthCheck {
    private static final Duration KEEP = Duration.ofSeconds(5);
    /** An older answer, up to this age, is returned while the next one is fetched: so health answers quickly, however many requests there are. */
    private static final Duration RECENT = Duration.ofSeconds(15);

    private final Runnable question;
    private final Inquiries inquiries;
    private volatile boolean lastAnswer;
    private volatile String trouble;
    private boolean answered;
    private long keptAt;

    private Dependency(String name, Runnable question, Inquiries inquiries) {
        super("dependency", name);
        this.question = question;
        this.inquiries = inquiries;
    }

    /** @param keep how long an answer counts */
    static Dependency of(String name, Runnable question, Duration keep) {
        return new Dependency(name, question, new Inquiries(name, keep));
    }

    public static Dependency kafka(Topics topics) {
        return new Dependency("kafka", topics::check, new Inquiries("Kafka", KEEP));
    }

    public static Dependency s3(Lake lake) {
        return new Dependency("s3", lake::check, new Inquiries("S3", KEEP));
    }

    public static Dependency catalog(LakePartitions partitions) {
        return new Dependency("catalog", partitions::check, new Inquiries("Glue", KEEP));
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        getCamelContext().getRegistry().findByType(Dependency.class).forEach(Dependency::ask);
        CompletableFuture<Void> answer = ask();
        if (!isRecent()) {
            answer.join();
        }
        String why = trouble;
        if (why == null) {
            builder.up();
        } else {
            builder.down().message(why);
        }
    }

    /** What it last answered; asks in the background when that is old. */
    boolean lastAnswer() {
        ask();
        return lastAnswer;
    }

    /** What it last answered, or that it did not, as a sentence; null when all is well, or nothing was answered yet. */
    public String trouble() {
        ask();
        return trouble;
    }

    /** @return completes when the answer is kept, good or bad, and no later than the patience of the caller */
    private CompletableFuture<Void> ask() {
        return inquiries.<Void>ask(getId(), () -> {
            question.run();
            return null;
        }).handle((none, failed) -> keep(failed));
    }

    private synchronized Void keep(Throwable failed) {
        trouble = failed == null ? null : Errors.sentence(failed);
        lastAnswer = failed == null;
        keptAt = System.nanoTime();
        answered = true;
        return null;
    }

    private synchronized boolean isRecent() {
        return answered && System.nanoTime() - keptAt < RECENT.toNanos();
    }
}

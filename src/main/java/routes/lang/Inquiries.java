package routes.lang;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Requests to something that may be away, such as Kafka. An answer is looked up once, on a thread of this class, for all callers who ask at
 * that moment or a little later; nobody waits longer than {@link #PATIENCE}, and while the look-up still hangs after that, callers are told
 * so at once.
 */
public final class Inquiries {
    /** Every request to the pipeline is answered within five seconds. */
    public static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final int MOST_AT_ONCE = 4;

    private final String whom;
    private final Duration fresh;
    private final Map<Object, Inquiry<?>> inquiries = new HashMap<>();
    private final ThreadPoolExecutor threads;

    /**
     * @param whom as sentences call it
     * @param fresh how long an answer is given to those who ask later
     */
    public Inquiries(String whom, Duration fresh) {
        this.whom = whom;
        this.fresh = fresh;
        this.threads = new ThreadPoolExecutor(MOST_AT_ONCE, MOST_AT_ONCE, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), this::thread);
        threads.allowCoreThreadTimeOut(true);
    }

    private final class Inquiry<T> {
        private final CompletableFuture<T> answer = new CompletableFuture<>();
        private long endedAt;
        private boolean ended;

        boolean isOld() {
            return ended && System.nanoTime() - endedAt > fresh.toNanos();
        }
    }

    /**
     * @param what is asked; equal for those who are to share the answer
     * @return the answer, or why there is none: a {@link AwayException} when nobody is there to give it
     */
    @SuppressWarnings("unchecked")
    public synchronized <T> CompletableFuture<T> ask(Object what, Supplier<T> question) {
        inquiries.values().removeIf(Inquiry::isOld);
        Inquiry<T> known = (Inquiry<T>) inquiries.get(what);
        return known == null ? begin(what, question) : known.answer;
    }

    private <T> CompletableFuture<T> begin(Object what, Supplier<T> question) {
        Inquiry<T> inquiry = new Inquiry<>();
        inquiries.put(what, inquiry);
        CompletableFuture.delayedExecutor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .execute(() -> inquiry.answer.completeExceptionally(new AwayException("%s did not answer within %d s".formatted(whom, PATIENCE.toSeconds()))));
        threads.execute(() -> {
            look(inquiry.answer, question);
            end(inquiry);
        });
        return inquiry.answer;
    }

    private <T> void look(CompletableFuture<T> answer, Supplier<T> question) {
        if (answer.isDone()) {
            // all threads were taken as long as anybody waited
            return;
        }
        try {
            answer.complete(question.get());
        } catch (KafkaException failed) {
            answer.completeExceptionally(new AwayException("%s does not answer: %s".formatted(whom, Errors.sentence(failed))));
        } catch (SdkException failed) {
            answer.completeExceptionally(new AwayException(AwsErrors.sentence(whom, failed)));
        } catch (RuntimeException | Error failed) {
            answer.completeExceptionally(failed);
        }
    }

    private synchronized void end(Inquiry<?> inquiry) {
        inquiry.endedAt = System.nanoTime();
        inquiry.ended = true;
    }

    private Thread thread(Runnable work) {
        Thread thread = new Thread(work, "ask-" + whom);
        thread.setDaemon(true);
        return thread;
    }
}

package routes.page;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** What many pages ask for when they are told the same: each answer is made once for all of them, and forgotten when there is more to tell. */
final class SharedAnswers {
    private final Map<String, Future<Body>> answers = new HashMap<>();
    private final LongSupplier told;
    private long toldThen;

    /** @param told how often the pages were told something; grows before they are, so that no answer is older than what they know */
    SharedAnswers(LongSupplier told) {
        this.told = told;
    }

    /** @param what is asked */
    synchronized Future<Body> of(String what, Supplier<Future<Body>> answer) {
        long now = told.getAsLong();
        if (now != toldThen) {
            toldThen = now;
            answers.clear();
        }
        return answers.computeIfAbsent(what, asked -> answer.get());
    }
}

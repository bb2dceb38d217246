package routes.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers of Glue and S3, for some seconds: a query is estimated again and again while it is written. */
final class Remembered {
    private static final int SECONDS = 15;

    private final Map<Key, Object> answers = new ConcurrentHashMap<>();

    private record Key(long time, Object what) {}

    @SuppressWarnings("unchecked")
    <T> T get(Object what, Supplier<T> question) {
        long time = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime()) / SECONDS;
        answers.keySet().removeIf(key -> key.time() != time);
        return (T) answers.computeIfAbsent(new Key(time, what), asked -> question.get());
    }

    void forget() {
        answers.clear();
    }
}

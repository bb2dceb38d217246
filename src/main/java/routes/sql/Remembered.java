package routes.sql;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Answers of Glue and S3, for a minute at most: a query is estimated again and again while it is written. */
final class Remembered {
    private final Map<Key, Object> answers = new ConcurrentHashMap<>();

    private record Key(long minute, Object what) {}

    @SuppressWarnings("unchecked")
    <T> T get(Object what, Supplier<T> question) {
        long minute = TimeUnit.NANOSECONDS.toMinutes(System.nanoTime());
        answers.keySet().removeIf(key -> key.minute() != minute);
        return (T) answers.computeIfAbsent(new Key(minute, what), asked -> question.get());
    }
}

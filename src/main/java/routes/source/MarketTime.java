package routes.source;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** When something happened on the market: a day or a time of a day, as milliseconds since 1970, UTC. */
public final class MarketTime {
    /** Of a row without one that can be read; it is before all others. */
    public static final long NONE = Long.MIN_VALUE;

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
    private static final DateTimeFormatter MILLISECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS");

    private MarketTime() {}

    /** @throws DateTimeException when the text is neither a day nor a timestamp */
    public static long parse(String text) {
        LocalDateTime time = text.length() <= 10 ? ColumnType.date(text).atStartOfDay() : ColumnType.timestamp(text);
        return time.toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    /**
     * UTC, where the text says no zone.
     *
     * @throws DateTimeException when it is no ISO timestamp
     */
    public static LocalDateTime timestamp(String text) {
        return ColumnType.timestamp(text);
    }

    /** {@code 2020-03-01}, or {@code 2020-03-01 14:30:00} where it is no midnight. */
    public static String text(long millis) {
        LocalDateTime time = LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
        if (time.toLocalTime().toNanoOfDay() == 0) {
            return time.toLocalDate().toString();
        }
        return time.format(time.getNano() == 0 ? SECONDS : MILLISECONDS);
    }
}

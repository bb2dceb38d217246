package routes.bar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * A date at the exchange.
 *
 * @param start its first minute since 1970
 * @param end the first minute after it
 */
record Session(LocalDate date, long start, long end) {
    static Session of(LocalDate date, ZoneId zone) {
        return new Session(date, minute(date, zone), minute(date.plusDays(1), zone));
    }

    static Session of(long minute, ZoneId zone) {
        return of(Instant.ofEpochSecond(minute * 60).atZone(zone).toLocalDate(), zone);
    }

    private static long minute(LocalDate date, ZoneId zone) {
        return Math.floorDiv(date.atStartOfDay(zone).toEpochSecond(), 60);
    }

    boolean has(long minute) {
        return start <= minute && minute < end;
    }
}

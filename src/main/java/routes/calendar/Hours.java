package routes.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Hours without a break; they end on the next day when they do not end later than they begin. */
record Hours(LocalTime opens, LocalTime closes) {
    /** @param words such as 09:00-11:30 12:30-15:00, in their order */
    static List<Hours> parse(List<String> words) {
        List<Hours> all = new ArrayList<>();
        for (String word : words) {
            List<LocalTime> times = Arrays.stream(word.split("-")).map(LocalTime::parse).toList();
            if (times.size() != 2) {
                throw new IllegalArgumentException("'%s' are no hours".formatted(word));
            }
            all.add(new Hours(times.get(0), times.get(1)));
        }
        if (all.isEmpty()) {
            throw new IllegalArgumentException("there are no hours");
        }
        return all;
    }

    Instant opens(LocalDate date, ZoneId zone) {
        return date.atTime(opens).atZone(zone).toInstant();
    }

    Instant closes(LocalDate date, ZoneId zone) {
        return (closes.isAfter(opens) ? date : date.plusDays(1)).atTime(closes).atZone(zone).toInstant();
    }

    boolean contain(Instant time, LocalDate date, ZoneId zone) {
        return !time.isBefore(opens(date, zone)) && time.isBefore(closes(date, zone));
    }
}

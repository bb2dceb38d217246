package routes.csv;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import java.util.regex.Pattern;
import routes.source.CellFormat;
import routes.source.Column;
import routes.source.MarketTime;

/** Times that are put together: a local time with its zone, a day with its clock, and the nanoseconds of a time. */
final class TimeFormats {
    private static final Pattern ZONED = Pattern.compile(".*\\d[\\d:.,]*\\s*(Z|[+-]\\d\\d:?\\d\\d)");
    private static final Pattern BARE = Pattern.compile("\\d{1,2}|\\d{4}|\\d{5,6}");
    private static final DateTimeFormatter CLOCK = new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("[h:mm:ss a][h:mm a][H:mm:ss]")
            .optionalStart().appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, true).optionalEnd()
            .appendPattern("[H:mm]")
            .toFormatter(Locale.ENGLISH);

    private TimeFormats() {}

    /** ISO times of a zone that they do not say. */
    record Local(ZoneId zone) implements CellFormat {
        @Override
        public String plain(String cell) {
            return ZONED.matcher(cell).matches() ? cell : utc(MarketTime.timestamp(cell), zone);
        }

        @Override
        public String toString() {
            return "local time of " + zone;
        }
    }

    /** A day and a clock in two cells. */
    record DayAndClock(CellFormat day, ZoneId zone) implements CellFormat {
        @Override
        public String plain(String cell) {
            int joint = cell.indexOf(Column.JOINT);
            String date = cell.substring(0, joint);
            String clock = cell.substring(joint + 1);
            String iso = date.isEmpty() || clock.isEmpty() ? null : day.plain(date);
            return iso == null ? null : utc(LocalDate.parse(iso).atTime(clock(clock)), zone);
        }

        @Override
        public String toString() {
            return "day and clock in two columns";
        }
    }

    /** Since 1970: what a timestamp loses. */
    record Nanoseconds(CellFormat time) implements CellFormat {
        @Override
        public String plain(String cell) {
            String plain = time.plain(cell);
            if (plain == null) {
                return null;
            }
            LocalDateTime at = MarketTime.timestamp(plain);
            long seconds = at.toEpochSecond(ZoneOffset.UTC);
            return String.valueOf(Math.addExact(Math.multiplyExact(seconds, 1_000_000_000L), at.getNano()));
        }

        @Override
        public String toString() {
            return "nanoseconds since 1970";
        }
    }

    static LocalTime clock(String text) {
        if (BARE.matcher(text).matches()) {
            String digits = text.length() <= 2 ? "%02d0000".formatted(Integer.parseInt(text))
                    : text.length() <= 4 ? text + "00" : "%06d".formatted(Integer.parseInt(text));
            return LocalTime.of(
                    Integer.parseInt(digits.substring(0, 2)), Integer.parseInt(digits.substring(2, 4)), Integer.parseInt(digits.substring(4)));
        }
        return LocalTime.parse(text, CLOCK);
    }

    private static String utc(LocalDateTime local, ZoneId zone) {
        return local.atZone(zone).withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime().toString();
    }
}

package routes.csv;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import routes.lang.StartException;
import routes.source.CellFormat;
import routes.source.ColumnType;

/**
 * Days, and times of days, in one of the forms that exporters write.
 *
 * @param pattern as {@code csv.date-format} has it
 * @param type date or timestamp
 * @param zone of times without one
 */
record DateFormat(String pattern, ColumnType type, DateTimeFormatter formatter, ZoneId zone) implements CellFormat {
    private static final List<String> DAYS = List.of(
            "uuuu-M-d", "uuuu/M/d", "uuuu.M.d", "uuuuMMdd", "d.M.uuuu", "d/M/uuuu", "M/d/uuuu", "d-M-uuuu", "M-d-uuuu", "d.M.uu", "d/M/uu",
            "M/d/uu", "d-M-uu", "M-d-uu", "uuuu'年'M'月'd'日'", "uuuu-MM", "uuuu'-Q'q", "uuuu'Q'q");
    private static final List<String> NAMED = List.of(
            "MMM d, uuuu", "MMMM d, uuuu", "MMM d uuuu", "MMMM d uuuu", "d MMM uuuu", "d MMMM uuuu", "d. MMMM uuuu", "d. MMM uuuu",
            "d-MMM-uuuu", "d-MMMM-uuuu", "d/MMM/uuuu", "uuuu-MMM-d", "MMM-d-uuuu", "d-MMM-uu", "d MMM uu", "MMM d, uu", "MMM uuuu",
            "MMMM uuuu", "MMM-uuuu", "MMM-uu");
    private static final List<Locale> LANGUAGES = List.of(Locale.ENGLISH, Locale.GERMAN, Locale.FRENCH, new Locale("es"), new Locale("it"));

    /** As nearly all are: digits and signs, and at most a capital AM or PM behind them. */
    private static final Pattern TIDY = Pattern.compile("[\\d/.:,TZ+-]+( [\\d/.:,TZ+-]+)*( ?[AP]M)?");

    /** A clock's text behind a day, as csv.date-format would have it, and how it is read. */
    private static final Map<String, String> CLOCKS = Map.of(
            "", "",
            " HH:mm:ss", "[,][ ]['T'][ ]H:mm[:ss]",
            " hh:mm:ss a", "[,][ ]['T'][ ]h:mm[:ss]",
            " HHmmss", "[' ']['T']HHmmss");

    /** Made once: there are hundreds, and few files need one. */
    private static final class Known {
        static final List<DateFormat> FORMATS = make();
    }

    static List<DateFormat> all(ZoneId zone) {
        return Known.FORMATS.stream().map(known -> new DateFormat(known.pattern(), known.type(), known.formatter(), zone)).toList();
    }

    private static List<DateFormat> make() {
        ZoneId zone = ZoneOffset.UTC;
        List<DateFormat> all = new ArrayList<>();
        for (String day : DAYS) {
            CLOCKS.keySet().stream().sorted().forEach(clock -> all.add(of(day, clock, Locale.ENGLISH, zone)));
        }
        for (Locale language : LANGUAGES) {
            for (String day : NAMED) {
                CLOCKS.keySet().stream().sorted().forEach(clock -> all.add(of(day, clock, language, zone)));
            }
        }
        return all;
    }

    private static DateFormat of(String day, String clock, Locale language, ZoneId zone) {
        DateTimeFormatterBuilder builder = new DateTimeFormatterBuilder().parseCaseInsensitive().appendPattern("[EEEE][EEE][,][ ]");
        if (day.endsWith("uu") && !day.endsWith("uuuu")) {
            builder.appendPattern(day.substring(0, day.length() - 2)).appendValueReduced(ChronoField.YEAR, 2, 2, LocalDate.of(1970, 1, 1));
        } else {
            builder.appendPattern(day);
        }
        if (!clock.isEmpty()) {
            builder.appendPattern(CLOCKS.get(clock));
            fraction(builder, '.');
            fraction(builder, ',');
            builder.appendPattern((clock.endsWith("a") ? "[ ]a" : "") + "[ ][XXX][XX][X][z]");
        }
        if (day.contains("q")) {
            builder.parseDefaulting(IsoFields.DAY_OF_QUARTER, 1);
        } else if (!day.contains("d")) {
            builder.parseDefaulting(ChronoField.DAY_OF_MONTH, 1);
        }
        return new DateFormat((day + clock).replace('u', 'y'), clock.isEmpty() ? ColumnType.DATE : ColumnType.TIMESTAMP,
                builder.toFormatter(language).withResolverStyle(ResolverStyle.STRICT), zone);
    }

    private static void fraction(DateTimeFormatterBuilder builder, char point) {
        builder.optionalStart().appendLiteral(point).appendFraction(ChronoField.NANO_OF_SECOND, 1, 9, false).optionalEnd();
    }

    /**
     * @param pattern {@code csv.date-format}, as {@link DateTimeFormatter} has it
     * @throws StartException when it is no pattern
     */
    static DateFormat of(String pattern, ZoneId zone) {
        String lenient = pattern.replaceAll("(?<!M)MM(?!M)", "M").replaceAll("(?<!d)dd(?!d)", "d").replace('u', 'y');
        return all(zone).stream()
                .filter(known -> known.pattern().equals(pattern) || known.pattern().equals(lenient))
                .findFirst()
                .orElseGet(() -> own(pattern, zone));
    }

    private static DateFormat own(String pattern, ZoneId zone) {
        try {
            DateTimeFormatter formatter = new DateTimeFormatterBuilder()
                    .parseCaseInsensitive()
                    .appendPattern(pattern.replace('y', 'u'))
                    .toFormatter(Locale.ENGLISH)
                    .withResolverStyle(ResolverStyle.STRICT);
            boolean clock = pattern.replaceAll("'[^']*'", "").matches(".*[HhkKms].*");
            return new DateFormat(pattern, clock ? ColumnType.TIMESTAMP : ColumnType.DATE, formatter, zone);
        } catch (IllegalArgumentException wrong) {
            throw new StartException("csv.date-format '%s' is no pattern (%s); write one such as dd/MM/yyyy or MM/dd/yyyy HH:mm:ss, several with | between them"
                    .formatted(pattern, wrong.getMessage()));
        }
    }

    @Override
    public String plain(String cell) {
        TemporalAccessor parsed =
                formatter.parseBest(tidy(cell), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
        if (parsed instanceof LocalDate day) {
            return day.toString();
        }
        ZonedDateTime time = parsed instanceof ZonedDateTime zoned ? zoned : ((LocalDateTime) parsed).atZone(zone);
        return time.withZoneSameInstant(ZoneOffset.UTC).toLocalDateTime().toString();
    }

    private static String tidy(String cell) {
        return TIDY.matcher(cell).matches()
                ? cell
                : cell.replaceAll("\\s+", " ").replaceAll("(?i)\\b(a|p)\\.?m\\.?$", "$1M").replaceAll("(?i)\\bsept\\b", "Sep");
    }

    boolean fits(String cell) {
        try {
            plain(cell);
            return true;
        } catch (DateTimeException other) {
            return false;
        }
    }

    @Override
    public String toString() {
        return pattern;
    }
}

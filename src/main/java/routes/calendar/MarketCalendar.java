package routes.calendar;

import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.MonthDay;
import java.time.Year;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The trading days and hours of an exchange, as the lines of its file say. It knows the years whose closed days are listed; in others, it
 * trades on all its days of the week.
 */
public final class MarketCalendar {
    private static final Hours ALL_DAY = new Hours(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private final String name;
    private final NavigableSet<String> alsoFor = new TreeSet<>();
    private Set<DayOfWeek> week = EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY);
    private ZoneId zone = ZoneOffset.UTC;
    private final NavigableMap<LocalDate, List<Hours>> hours = new TreeMap<>();
    private final NavigableMap<LocalDate, List<Hours>> halfHours = new TreeMap<>();
    private final NavigableMap<Integer, Set<LocalDate>> closed = new TreeMap<>();
    private final Map<Integer, Set<LocalDate>> half = new HashMap<>();
    private final Map<Integer, Set<LocalDate>> open = new HashMap<>();

    MarketCalendar(String name) {
        this.name = name;
    }

    /**
     * Takes one line of a file in; of two that say the same, the later one counts.
     *
     * @throws IllegalArgumentException when there is something wrong in it, as a sentence
     */
    void read(String line) {
        List<String> words = List.of(line.trim().split("\\s+"));
        List<String> rest = words.subList(1, words.size());
        try {
            switch (words.get(0)) {
                case "also" -> alsoFor.addAll(rest);
                case "zone" -> zone = ZoneId.of(String.join(" ", rest));
                case "days" -> week = week(String.join(" ", rest));
                case "hours" -> hours(hours, rest);
                case "half" -> hours(halfHours, rest);
                default -> years(words.get(0), rest);
            }
        } catch (DateTimeException wrong) {
            throw new IllegalArgumentException(wrong.getMessage(), wrong);
        }
    }

    private static Set<DayOfWeek> week(String days) {
        String[] firstAndLast = days.toUpperCase(Locale.ROOT).split("-");
        DayOfWeek last = DayOfWeek.valueOf(firstAndLast[firstAndLast.length - 1]);
        Set<DayOfWeek> week = EnumSet.of(last);
        for (DayOfWeek day = DayOfWeek.valueOf(firstAndLast[0]); day != last; day = day.plus(1)) {
            week.add(day);
        }
        return week;
    }

    /** @param words hours, after the day from which they hold unless they always did */
    private static void hours(NavigableMap<LocalDate, List<Hours>> of, List<String> words) {
        boolean since = !words.isEmpty() && !words.get(0).contains(":");
        if (!since) {
            of.clear();
        }
        of.put(since ? LocalDate.parse(words.get(0)) : LocalDate.MIN, Hours.parse(words.subList(since ? 1 : 0, words.size())));
    }

    private void years(String years, List<String> kindAndDays) {
        if (!years.matches("\\d{4}(-\\d{4})?") || kindAndDays.isEmpty()) {
            throw new IllegalArgumentException(
                    "a line is 'zone …', 'hours …', 'half …', 'days …', 'also …', or '2024 closed …' with half or open for closed, and days as 12-24");
        }
        Map<Integer, Set<LocalDate>> kind = switch (kindAndDays.get(0)) {
            case "closed" -> closed;
            case "half" -> half;
            case "open" -> open;
            default -> throw new IllegalArgumentException("'%s' is not closed, half or open".formatted(kindAndDays.get(0)));
        };
        List<MonthDay> days = kindAndDays.stream().skip(1).map(day -> MonthDay.parse("--" + day)).toList();
        int first = Integer.parseInt(years.substring(0, 4));
        for (int year = first; year <= Integer.parseInt(years.substring(years.length() - 4)); year++) {
            kind.put(year, dates(year, days));
        }
    }

    private static Set<LocalDate> dates(int year, List<MonthDay> days) {
        return days.stream().map(day -> {
            if (!day.isValidYear(year)) {
                throw new IllegalArgumentException("%d has no %s".formatted(year, day.toString().substring(2)));
            }
            return day.atYear(year);
        }).collect(Collectors.toSet());
    }

    /** The exchange's code (MIC). */
    public String name() {
        return name;
    }

    /** Codes of exchanges that keep the same days and hours. */
    public Set<String> alsoFor() {
        return alsoFor;
    }

    /** Whether it says which days of a year are closed. */
    public boolean knows(int year) {
        return closed.containsKey(year);
    }

    /** The days of all years that it knows. */
    public Stream<TradingDay> days() {
        return closed.keySet().stream()
                .flatMap(year -> LocalDate.ofYearDay(year, 1).datesUntil(LocalDate.ofYearDay(year, Year.of(year).length()).plusDays(1)))
                .flatMap(date -> day(date).stream());
    }

    /** @return empty when the exchange is closed all day */
    public Optional<TradingDay> day(LocalDate date) {
        List<Hours> hours = hours(date);
        if (hours.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new TradingDay(
                date, hours.get(0).opens(date, zone), hours.get(hours.size() - 1).closes(date, zone), is(half, date)));
    }

    /** Whether it trades at this moment: it is not in a break either. */
    public boolean isOpen(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        return Stream.of(today.minusDays(1), today).anyMatch(date -> hours(date).stream().anyMatch(span -> span.contain(now, date, zone)));
    }

    private List<Hours> hours(LocalDate date) {
        boolean trades = week.contains(date.getDayOfWeek()) && !is(closed, date) || is(open, date) || is(half, date);
        Map.Entry<LocalDate, List<Hours>> since = (is(half, date) && !halfHours.isEmpty() ? halfHours : hours).floorEntry(date);
        return !trades ? List.of() : since == null ? List.of(ALL_DAY) : since.getValue();
    }

    private static boolean is(Map<Integer, Set<LocalDate>> kind, LocalDate date) {
        return kind.getOrDefault(date.getYear(), Set.of()).contains(date);
    }
}

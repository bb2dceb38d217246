package routes.reference;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import routes.calendar.TextLines;
import routes.lang.Json;

/**
 * Splits and dividends of a file of the user's, {@code symbol,ex_date,factor,reason}: prices before the day are to be multiplied by the
 * factor, and what was traded before a split is to be divided by it. What is of a later day than today waits for its day.
 */
final class Adjustments {
    private static final String FORM = "a line is symbol,ex_date,factor,reason: AAPL,2020-08-31,0.25,split";
    private static final Set<String> REASONS = Set.of("split", "dividend");

    private final LocalDate today;
    private final Map<String, NavigableMap<LocalDate, Day>> symbols = new TreeMap<>();
    private List<String> problems = List.of();

    private Adjustments(LocalDate today) {
        this.today = today;
    }

    /** All of a symbol on one day. */
    private record Day(BigDecimal price, BigDecimal volume, Set<String> reasons) {
        private static final Day NONE = new Day(BigDecimal.ONE, BigDecimal.ONE, Set.of());

        Day and(BigDecimal factor, String reason) {
            Set<String> both = new LinkedHashSet<>(reasons);
            if (!both.add(reason)) {
                throw new IllegalArgumentException("there is a %s of this symbol and day in a line above: multiply the two factors".formatted(reason));
            }
            return new Day(price.multiply(factor), reason.equals("split") ? volume.multiply(factor) : volume, both);
        }
    }

    /** @param file blank for none */
    static Adjustments read(String file, LocalDate today) {
        Adjustments adjustments = new Adjustments(today);
        if (!file.isBlank()) {
            adjustments.problems = TextLines.read(Path.of(file), file, adjustments::add);
        }
        return adjustments;
    }

    private void add(String line) {
        String[] cells = line.split("\\s*,\\s*");
        if (cells[0].equals("symbol")) {
            return;
        }
        if (cells.length < 3 || cells.length > 4 || cells[0].isEmpty()) {
            throw new IllegalArgumentException(FORM);
        }
        String reason = cells.length == 3 ? "split" : cells[3];
        if (!REASONS.contains(reason)) {
            throw new IllegalArgumentException("the reason '%s' is not split or dividend".formatted(reason));
        }
        LocalDate date = date(cells[1]);
        BigDecimal factor = factor(cells[2]);
        if (!date.isAfter(today)) {
            NavigableMap<LocalDate, Day> days = symbols.computeIfAbsent(cells[0], symbol -> new TreeMap<>());
            days.put(date, days.getOrDefault(date, Day.NONE).and(factor, reason));
        }
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException noDay) {
            throw new IllegalArgumentException("ex_date '%s' is no day as 2020-08-31; %s".formatted(text, FORM), noDay);
        }
    }

    private static BigDecimal factor(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,18})?") || new BigDecimal(text).signum() == 0) {
            throw new IllegalArgumentException("factor '%s' is no number above 0, such as 0.25 for four new shares for each old one; %s".formatted(text, FORM));
        }
        return new BigDecimal(text);
    }

    /** A sentence for each line that is wrong. */
    List<String> problems() {
        return problems;
    }

    /** A line says by what prices and volumes are adjusted that are older than its day, but not older than the day of the line before. */
    ReferenceTable table() {
        List<String> lines = new ArrayList<>();
        symbols.forEach((symbol, days) -> {
            BigDecimal price = BigDecimal.ONE;
            BigDecimal volume = BigDecimal.ONE;
            for (LocalDate date : days.descendingKeySet()) {
                Day day = days.get(date);
                price = price.multiply(day.price());
                volume = volume.multiply(day.volume());
                lines.add(line(symbol, days.lowerKey(date), date, day, price, volume));
            }
        });
        return new ReferenceTable(
                "adjustments",
                "Splits and dividends; price_factor and volume_factor are for the days from since to the day before ex_date, with all that came later",
                "symbol string, ex_date date, factor double, reason string, since date, price_factor double, volume_factor double",
                lines);
    }

    private static String line(String symbol, LocalDate since, LocalDate date, Day day, BigDecimal price, BigDecimal volume) {
        return "{\"symbol\":%s,\"ex_date\":\"%s\",\"factor\":%s,\"reason\":\"%s\",\"since\":%s,\"price_factor\":%s,\"volume_factor\":%s}".formatted(
                Json.text(symbol), date, number(day.price()), String.join(", ", day.reasons()), since == null ? "null" : "\"" + since + "\"",
                number(price), number(volume));
    }

    private static String number(BigDecimal value) {
        return Double.toString(value.doubleValue());
    }
}

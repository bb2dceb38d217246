package routes.csv;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.MarketTime;

/**
 * Which form the dates of a column have: the one that all of its values have. Where several have, such as 01/02/2031 as the first of
 * February or the second of January, another column of the file decides, or the order of the rows: in the right form they go one way, in
 * even steps.
 */
final class DateChoice {
    private static final int RARE = 10;

    /** Values that tell most forms from the others. */
    private static final int FIRST = 3;

    /** The longest step between two days of a series, in shortest ones: weekends and holidays are in, a year is not. */
    private static final long EVEN = 12;

    private static final long UNEVEN = 25;

    private final List<Column> columns;
    private final List<List<String>> rows;
    private final Set<String> nullValues;
    private final List<DateFormat> given;
    private final Dialect dialect;
    private final Map<Integer, List<DateFormat>> open = new LinkedHashMap<>();
    private List<DateFormat> known;
    private boolean givenUsed;

    DateChoice(List<Column> columns, List<List<String>> rows, Set<String> nullValues, Dialect dialect) {
        this.columns = columns;
        this.rows = rows;
        this.nullValues = nullValues;
        this.dialect = dialect;
        this.given = dialect.dateFormats();
    }

    boolean isGivenUsed() {
        return givenUsed;
    }

    /**
     * @param throughout whether all values must have the form, or nearly all
     * @return empty when they have none; of several, the first, until {@link #resolve}
     */
    Optional<Column> choose(Column column, Collection<String> cells, int place, boolean throughout) {
        List<DateFormat> fit = fitting(given, cells, throughout);
        if (!fit.isEmpty()) {
            givenUsed = true;
            return Optional.of(column.with(fit.get(0).type(), fit.get(0)));
        }
        // the known ones are many, and made when there is need of them
        if (cells.stream().limit(FIRST).noneMatch(DateChoice::mayBeDate)) {
            return Optional.empty();
        }
        fit = distinct(fitting(known(), cells, throughout), cells);
        if (fit.isEmpty()) {
            return Optional.empty();
        }
        if (fit.size() > 1) {
            open.put(place, fit);
        }
        return Optional.of(written(column, fit.get(0)));
    }

    /** The day before the month is a form that the type knows. */
    private static Column written(Column column, DateFormat format) {
        boolean plain = format.pattern().equals("d/M/yyyy") && column.type() == ColumnType.DATE;
        return plain ? column : column.with(format.type(), format);
    }

    private List<DateFormat> known() {
        if (known == null) {
            known = DateFormat.all(dialect.zone());
        }
        return known;
    }

    private static List<DateFormat> fitting(List<DateFormat> formats, Collection<String> cells, boolean throughout) {
        List<String> first = cells.stream().limit(FIRST).filter(DateChoice::mayBeDate).toList();
        return formats.stream()
                .filter(format -> first.stream().anyMatch(format::fits))
                .filter(format -> throughout ? cells.stream().allMatch(format::fits)
                        : cells.stream().filter(cell -> !format.fits(cell)).count() * RARE <= cells.size())
                .toList();
    }

    private static boolean mayBeDate(String cell) {
        int digits = cell.matches(".*\\p{L}{3}.*") ? 2 : 3;
        return cell.length() >= 6 && cell.length() <= 45 && cell.chars().filter(Character::isDigit).count() >= digits;
    }

    /** Without those that make the same of all values. */
    private static List<DateFormat> distinct(List<DateFormat> formats, Collection<String> cells) {
        Map<List<String>, DateFormat> byOutcome = new LinkedHashMap<>();
        if (formats.size() < 2) {
            return formats;
        }
        for (DateFormat format : formats) {
            byOutcome.putIfAbsent(cells.stream().filter(format::fits).map(format::plain).toList(), format);
        }
        return List.copyOf(byOutcome.values());
    }

    /** Decides between the forms that fit, and adds a question where nothing does. */
    void resolve(List<Column> found, List<String> questions) {
        for (Map.Entry<Integer, List<DateFormat>> undecided : open.entrySet()) {
            int place = undecided.getKey();
            Optional<DateFormat> choice = asElsewhere(undecided.getValue(), found).or(() -> byOrder(undecided.getValue(), place, found));
            if (choice.isPresent()) {
                found.set(place, written(columns.get(place), choice.get()));
            } else {
                questions.add(question(place, undecided.getValue()));
            }
        }
    }

    private Optional<DateFormat> asElsewhere(List<DateFormat> formats, List<Column> found) {
        Set<Character> firsts = IntStream.range(0, found.size())
                .filter(i -> !open.containsKey(i))
                .mapToObj(i -> found.get(i).format())
                .filter(DateFormat.class::isInstance)
                .map(format -> ((DateFormat) format).pattern().charAt(0))
                .collect(Collectors.toSet());
        List<DateFormat> alike = formats.stream().filter(format -> firsts.contains(format.pattern().charAt(0))).toList();
        return alike.size() == 1 ? alike.stream().findFirst() : Optional.empty();
    }

    private Optional<DateFormat> byOrder(List<DateFormat> formats, int place, List<Column> found) {
        Map<DateFormat, Steps> steps = new LinkedHashMap<>();
        formats.forEach(format -> steps.put(format, steps(format, place, found)));
        List<DateFormat> ordered = formats.stream().filter(format -> steps.get(format).goOneWay()).toList();
        if (ordered.size() == 1 && steps.get(ordered.get(0)).count() > 2) {
            return Optional.of(ordered.get(0));
        }
        List<DateFormat> even = ordered.stream().filter(format -> steps.get(format).ratio() <= EVEN).toList();
        boolean othersUneven = ordered.stream().filter(format -> !even.contains(format)).allMatch(format -> steps.get(format).ratio() >= UNEVEN);
        return even.size() == 1 && othersUneven && steps.get(even.get(0)).count() > 2 ? Optional.of(even.get(0)) : Optional.empty();
    }

    /** From each row of a series to the next. */
    private record Steps(List<Long> hours) {
        int count() {
            return hours.size();
        }

        boolean goOneWay() {
            return hours.stream().allMatch(step -> step > 0) || hours.stream().allMatch(step -> step < 0);
        }

        long ratio() {
            long shortest = hours.stream().mapToLong(Math::abs).min().orElse(1);
            return hours.stream().mapToLong(Math::abs).max().orElse(0) / Math.max(1, shortest);
        }
    }

    private Steps steps(DateFormat format, int place, List<Column> found) {
        List<Integer> keys = IntStream.range(0, found.size())
                .filter(i -> i != place && found.get(i).type() == ColumnType.STRING)
                .boxed()
                .toList();
        Map<List<String>, LocalDateTime> last = new HashMap<>();
        List<Long> hours = new ArrayList<>();
        for (List<String> row : rows) {
            time(format, row, place).ifPresent(time -> {
                LocalDateTime before = last.put(keys.stream().map(row::get).toList(), time);
                if (before != null && !before.equals(time)) {
                    hours.add(ChronoUnit.HOURS.between(before, time));
                }
            });
        }
        return new Steps(hours.stream().filter(step -> step != 0).toList());
    }

    private Optional<LocalDateTime> time(DateFormat format, List<String> row, int place) {
        String cell = row.size() == columns.size() ? row.get(place).trim() : "";
        try {
            String plain = nullValues.contains(cell) ? null : format.plain(cell);
            return Stream.ofNullable(plain).map(text -> text.length() <= 10 ? text + "T00:00" : text).map(MarketTime::timestamp).findFirst();
        } catch (DateTimeException other) {
            return Optional.empty();
        }
    }

    private String question(int place, List<DateFormat> formats) {
        String example = rows.stream()
                .filter(row -> row.size() == columns.size())
                .map(row -> row.get(place).trim())
                .filter(cell -> formats.stream().allMatch(format -> format.fits(cell)))
                .filter(cell -> formats.stream().map(format -> format.plain(cell)).distinct().count() > 1)
                .findFirst()
                .orElse("");
        return "column %s: '%s' may be %s, and no row tells which: set %s".formatted(
                columns.get(place).name(), example,
                formats.stream().map(format -> format.plain(example)).distinct().collect(Collectors.joining(" or ")),
                formats.stream().map(format -> "csv.date-format=" + format.pattern()).collect(Collectors.joining(" or ")));
    }
}

package routes.csv;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routes.csv.NumberFormat.Evidence;
import routes.source.CellFormat;
import routes.source.Column;
import routes.source.ColumnType;
import routes.source.Columns;
import routes.source.Digits;

/**
 * How the cells of each column are written, decided over all rows of a sample. What the rows do not decide is said: as a doubt where the
 * cells are taken as they stand, as a question where they would be taken wrongly without a word.
 */
final class Formats {
    /** A stray value among so many others is a mistake, not another form. */
    private static final int RARE = 10;

    private static final Pattern TIME_NAME = Pattern.compile(
            ".*(date|day|time|datum|zeit|tag|fecha|hora|data|dato|tarih|jour|heure|stamp|epoch|unix|period|session|observation|ri_qi|shi_jian|vremya).*|ts|dt|t");
    private static final Pattern CLOCK_NAME = Pattern.compile(".*(time|hour|clock|heure|uhrzeit|zeit|hora|saat|shi_jian|vremya).*");
    private static final Pattern AMOUNT_NAME = Pattern.compile(".*(vol|amount|cap|turnover|value|shares|qty|quantity|size|umsatz|hacim|obem).*");
    private static final Pattern CLOCK = Pattern.compile("\\d{1,2}:\\d{2}(:\\d{2}([.]\\d{1,9})?)?( ?[AaPp][Mm])?");
    private static final Pattern BELOW_MICROSECONDS = Pattern.compile(".*:\\d\\d[.,]\\d{6}(\\d*[1-9]\\d*).*");

    private final List<Column> columns;
    private final List<List<String>> rows;
    private final Dialect dialect;
    private final Set<String> nullValues;
    private final char delimiter;
    private final boolean typesGiven;
    private final boolean namesMadeUp;

    private final List<Collection<String>> values = new ArrayList<>();
    private final List<String> doubts = new ArrayList<>();
    private final List<String> questions = new ArrayList<>();
    private List<Evidence> evidence;

    /**
     * @param columns with what they are made of
     * @param doubts sentences on what may be meant otherwise
     * @param questions sentences on what must be set
     */
    record Found(List<Column> columns, List<String> doubts, List<String> questions) {}

    private Formats(CsvShape shape, List<Column> columns, List<List<String>> rows, Dialect dialect, Set<String> nullValues, boolean typesGiven) {
        this.columns = columns;
        this.rows = rows;
        this.dialect = dialect;
        this.nullValues = nullValues;
        this.delimiter = shape.delimiter();
        this.namesMadeUp = shape.isHeaderless();
        this.typesGiven = typesGiven;
    }

    /** @param columns with the types that their cells have as they stand, or that are given */
    static Found of(CsvShape shape, List<Column> columns, List<List<String>> rows, Dialect dialect, Set<String> nullValues, boolean typesGiven) {
        return new Formats(shape, columns, rows, dialect, nullValues, typesGiven).find();
    }

    private Found find() {
        for (int i = 0; i < columns.size(); i++) {
            values.add(values(i));
        }
        evidence = values.stream().map(Formats::evidence).toList();
        List<Column> found = new ArrayList<>();
        DateChoice dates = new DateChoice(columns, rows, nullValues, dialect);
        for (int i = 0; i < columns.size(); i++) {
            found.add(values.get(i).isEmpty() ? columns.get(i) : format(i, dates));
        }
        dates.resolve(found, questions);
        requireDateFormatUsed(dates);
        List<Column> made = new ArrayList<>(found);
        dayAndClock(found).ifPresent(made::add);
        for (int i = 0; i < found.size(); i++) {
            nanoseconds(found.get(i), i).ifPresent(made::add);
        }
        return new Found(List.copyOf(made), doubts, questions);
    }

    private void requireDateFormatUsed(DateChoice dates) {
        if (!dialect.dateFormat().isEmpty() && !dates.isGivenUsed()) {
            questions.add("csv.date-format %s is the form of no column; the columns are %s".formatted(
                    dialect.dateFormat(), columns.stream().map(Column::name).toList()));
        }
    }

    private Collection<String> values(int column) {
        Set<String> distinct = new LinkedHashSet<>();
        for (List<String> row : rows) {
            String text = row.size() == columns.size() ? row.get(column).trim() : "";
            if (!nullValues.contains(text)) {
                distinct.add(text);
            }
        }
        return distinct;
    }

    private Column format(int i, DateChoice dates) {
        Column column = columns.get(i);
        Set<String> words = new LinkedHashSet<>(values.get(i));
        words.retainAll(nullValues.equals(Dialect.NULL_VALUES) ? Absent.KNOWN : Set.of());
        if (words.isEmpty() || column.type() == ColumnType.STRING && typesGiven) {
            return written(column, values.get(i), i, dates);
        }
        List<String> rest = values.get(i).stream().filter(value -> !words.contains(value)).toList();
        if (rest.isEmpty()) {
            return column;
        }
        ColumnType type = typesGiven ? column.type() : Columns.narrowest(rest::stream);
        Column found = written(column.with(type, column.format()), rest, i, dates);
        // all of them: a later row may have another one than the sample
        return found.type() == ColumnType.STRING ? column : found.with(found.type(), absent(found.format()));
    }

    private static CellFormat absent(CellFormat format) {
        return format instanceof Digits digits
                ? new Digits(digits.precision(), digits.scale(), new Absent(Absent.KNOWN, digits.format()))
                : new Absent(Absent.KNOWN, format);
    }

    /** The column as its cells are written; unchanged when they are what they look like, or are of no known form. */
    private Column written(Column column, Collection<String> cells, int i, DateChoice dates) {
        return switch (column.type()) {
            case BIGINT, DOUBLE, DECIMAL -> number(column, cells, i, dates);
            case DATE, TIMESTAMP -> time(column, cells, i, dates);
            case STRING -> typesGiven ? column : text(column, cells, i, dates);
            case BOOLEAN -> column;
        };
    }

    private Column number(Column column, Collection<String> cells, int i, DateChoice dates) {
        if (!typesGiven && (column.type() == ColumnType.BIGINT || isTimeName(column))) {
            Optional<Column> time = epochOrCompactDate(column, cells, i, dates);
            if (time.isPresent()) {
                return time.get();
            }
        }
        boolean asTheyStand = cells.stream().allMatch(plain(column.type()));
        char decimal = decimal(i, column, cells);
        if (asTheyStand && decimal != ',' || asTheyStand && cells.stream().allMatch(ColumnType.BIGINT::accepts)) {
            return exact(column, cells, CellFormat.PLAIN);
        }
        NumberFormat format = new NumberFormat(decimal == 0 ? '.' : decimal);
        if (!fit(cells, format::fits)) {
            return column;
        }
        return typesGiven ? exact(column, List.of(), format) : numbers(column, cells, format);
    }

    private static Predicate<String> plain(ColumnType type) {
        return type == ColumnType.DECIMAL ? ColumnType.DOUBLE::accepts : type::accepts;
    }

    private Column numbers(Column column, Collection<String> cells, NumberFormat format) {
        List<String> plain = cells.stream().map(format::plain).toList();
        boolean whole = plain.stream().allMatch(ColumnType.BIGINT::accepts);
        return exact(column.with(whole ? ColumnType.BIGINT : ColumnType.DOUBLE, format), plain, format);
    }

    /** A double keeps 15 digits of any number; of more, not always all. */
    private Column exact(Column column, Collection<String> plain, CellFormat format) {
        if (column.format() instanceof Digits given) {
            return column.with(ColumnType.DECIMAL, new Digits(given.precision(), given.scale(), format));
        }
        if (column.type() != ColumnType.DOUBLE || typesGiven
                || plain.stream().noneMatch(Formats::isRoundedByDouble)) {
            return column.with(column.type(), format);
        }
        List<BigDecimal> numbers = plain.stream().map(BigDecimal::new).toList();
        int decimals = numbers.stream().mapToInt(BigDecimal::scale).max().orElse(0);
        int whole = numbers.stream().mapToInt(number -> number.precision() - number.scale()).max().orElse(0);
        int scale = decimals <= 0 ? 0 : Math.max(decimals, Math.min(18, Columns.MOST_DIGITS - whole));
        if (scale + whole > Columns.MOST_DIGITS) {
            return column.with(column.type(), format);
        }
        return column.with(ColumnType.DECIMAL, new Digits(Columns.MOST_DIGITS, scale, format));
    }

    private static boolean isRoundedByDouble(String plain) {
        return plain.length() > 15 && new BigDecimal(plain).compareTo(new BigDecimal(Double.toString(Double.parseDouble(plain)))) != 0;
    }

    private boolean isTimeName(Column column) {
        return namesMadeUp || TIME_NAME.matcher(column.name()).matches();
    }

    private Optional<Column> epochOrCompactDate(Column column, Collection<String> cells, int i, DateChoice dates) {
        if (column.type() == ColumnType.BIGINT && cells.stream().allMatch(cell -> cell.matches("(19|20|21)\\d{6}(\\d{2}){0,3}|(19|20|21)\\d{15}"))
                && (isTimeName(column) || cells.size() >= 3)) {
            Optional<Column> compact = dates.choose(column, cells, i, true);
            if (compact.isPresent()) {
                return compact;
            }
        }
        return isTimeName(column) ? epoch(column, cells, i) : Optional.empty();
    }

    private Optional<Column> epoch(Column column, Collection<String> cells, int i) {
        if (namesMadeUp && !(isAscending(i) && cells.iterator().next().length() >= 10)) {
            return Optional.empty();
        }
        return EpochFormat.of(cells).map(unit -> column.with(ColumnType.TIMESTAMP, unit));
    }

    private boolean isAscending(int i) {
        List<BigDecimal> numbers = values.get(i).stream().map(BigDecimal::new).toList();
        return IntStream.range(1, numbers.size()).allMatch(at -> numbers.get(at - 1).compareTo(numbers.get(at)) < 0);
    }

    private Column time(Column column, Collection<String> cells, int i, DateChoice dates) {
        if (cells.stream().anyMatch(cell -> cell.indexOf('/') >= 0) || !cells.stream().allMatch(column.type()::accepts)) {
            if (typesGiven && column.type() == ColumnType.TIMESTAMP) {
                Optional<EpochFormat> unit = EpochFormat.of(cells);
                if (unit.isPresent()) {
                    return column.with(ColumnType.TIMESTAMP, unit.get());
                }
            }
            return dates.choose(column, cells, i, !typesGiven).orElse(column);
        }
        boolean local = column.type() == ColumnType.TIMESTAMP && !dialect.zone().equals(java.time.ZoneOffset.UTC);
        return local ? column.with(column.type(), new TimeFormats.Local(dialect.zone())) : column;
    }

    private Column text(Column column, Collection<String> cells, int i, DateChoice dates) {
        char decimal = decimal(i, column, cells);
        if (decimal != 0) {
            NumberFormat format = new NumberFormat(decimal);
            if (cells.stream().allMatch(format::fits) && isAmount(column, cells)) {
                return numbers(column, cells, format);
            }
            tellStray(column, cells, format::fits, "number");
        }
        return dates.choose(column, cells, i, true).orElse(column);
    }

    /** Without decimals, 3M and 6M are months, not millions, unless the name says so. */
    private static boolean isAmount(Column column, Collection<String> cells) {
        return cells.stream().anyMatch(Formats::hasFraction) || AMOUNT_NAME.matcher(column.name()).matches() || !NumberFormat.hasFactor(cells);
    }

    private void tellStray(Column column, Collection<String> cells, Predicate<String> fits, String what) {
        List<String> others = cells.stream().filter(fits.negate()).limit(cells.size() / RARE + 1L).toList();
        if (!others.isEmpty() && others.size() * RARE <= cells.size()) {
            doubts.add("column %s is one of strings, since '%s' is no %s as the others are; to reject such rows instead, give its type with csv.columns"
                    .formatted(column.name(), others.get(0), what));
        }
    }

    private boolean fit(Collection<String> cells, Predicate<String> fits) {
        long others = cells.stream().filter(fits.negate()).count();
        return others == 0 || typesGiven && others * RARE <= cells.size();
    }

    /** @return 0 when the values do not decide it and it would matter */
    private char decimal(int i, Column column, Collection<String> cells) {
        if (dialect.decimal() != 0) {
            return dialect.decimal();
        }
        Evidence own = evidence.get(i);
        Evidence all = own == Evidence.EITHER ? ofFile() : own;
        if (all != Evidence.EITHER) {
            return all == Evidence.COMMA ? ',' : '.';
        }
        boolean points = cells.stream().noneMatch(cell -> cell.indexOf(',') >= 0);
        if (points && delimiter == ',') {
            return '.';
        }
        String example = cells.stream().filter(cell -> NumberFormat.evidence(cell) == Evidence.EITHER).findFirst().orElse("");
        doubts.add("column %s: whether %s has %s or thousands, no value of the file tells; it is taken as %s; set csv.decimal to . or ,"
                .formatted(column.name(), example, "decimals", points ? "decimals" : "text"));
        return points ? '.' : (char) 0;
    }

    private Evidence ofFile() {
        boolean point = evidence.contains(Evidence.POINT);
        boolean comma = evidence.contains(Evidence.COMMA);
        return point == comma ? Evidence.EITHER : point ? Evidence.POINT : Evidence.COMMA;
    }

    /** What the values of a column, as far as they are numbers, say of the decimal sign: the clear ones decide. */
    private static Evidence evidence(Collection<String> cells) {
        Set<Evidence> kinds = EnumSet.noneOf(Evidence.class);
        for (String cell : cells) {
            if (!Absent.KNOWN.contains(cell)) {
                Evidence kind = NumberFormat.evidence(cell);
                if (kind == Evidence.POINT || kind == Evidence.COMMA) {
                    return kind;
                }
                kinds.add(kind);
            }
        }
        return kinds.contains(Evidence.EITHER) ? Evidence.EITHER : Evidence.NONE;
    }

    /** A column of days and one of clocks make one time. */
    private Optional<Column> dayAndClock(List<Column> found) {
        List<Integer> days = IntStream.range(0, found.size()).filter(i -> found.get(i).type() == ColumnType.DATE).boxed().toList();
        List<Integer> clocks = IntStream.range(0, found.size()).filter(i -> isClock(found.get(i), i)).boxed().toList();
        boolean timed = found.stream().anyMatch(column -> column.type() == ColumnType.TIMESTAMP);
        if (timed || days.size() != 1 || clocks.size() != 1 || isAlwaysMidnight(clocks.get(0))) {
            return Optional.empty();
        }
        Column day = found.get(days.get(0));
        String name = free(day.name() + "_time", found);
        return Optional.of(new Column(name, ColumnType.TIMESTAMP, new TimeFormats.DayAndClock(isoDays(day), dialect.zone()),
                List.of(days.get(0), clocks.get(0))));
    }

    private static CellFormat isoDays(Column day) {
        return day.isPlain() ? new PlainDays() : day.format();
    }

    /** Days as the type takes them: ISO, or with the day first. */
    private record PlainDays() implements CellFormat {
        @Override
        public String plain(String cell) {
            return routes.source.MarketTime.text(routes.source.MarketTime.parse(cell));
        }

        @Override
        public String toString() {
            return "";
        }
    }

    private static String free(String name, List<Column> columns) {
        return columns.stream().anyMatch(column -> column.name().equals(name)) ? free(name + "_2", columns) : name;
    }

    private boolean isClock(Column column, int i) {
        if (column.type() != ColumnType.STRING && column.type() != ColumnType.BIGINT || values.get(i).isEmpty()) {
            return false;
        }
        boolean colons = values.get(i).stream().allMatch(cell -> CLOCK.matcher(cell).matches());
        boolean named = CLOCK_NAME.matcher(column.name()).matches() && values.get(i).stream().allMatch(cell -> cell.matches("\\d{4,6}"));
        return (colons || named) && values.get(i).stream().allMatch(Formats::isClockText);
    }

    private static boolean isClockText(String cell) {
        try {
            TimeFormats.clock(cell);
            return true;
        } catch (DateTimeException | NumberFormatException other) {
            return false;
        }
    }

    private boolean isAlwaysMidnight(int i) {
        return values.get(i).stream().allMatch(cell -> TimeFormats.clock(cell).equals(LocalTime.MIDNIGHT));
    }

    private Optional<Column> nanoseconds(Column column, int i) {
        if (column.type() != ColumnType.TIMESTAMP) {
            return Optional.empty();
        }
        boolean below = column.format() == EpochFormat.NANOSECONDS
                ? values.get(i).stream().anyMatch(cell -> !cell.endsWith("000"))
                : values.get(i).stream().anyMatch(cell -> hasFraction(cell) && BELOW_MICROSECONDS.matcher(cell).matches());
        return below
                ? Optional.of(new Column(free(column.name() + "_ns", columns), ColumnType.BIGINT, new TimeFormats.Nanoseconds(column.format()), List.of(i)))
                : Optional.empty();
    }

    private static boolean hasFraction(String cell) {
        return cell.indexOf('.') >= 0 || cell.indexOf(',') >= 0;
    }

    static Stream<String> cells(List<List<String>> rows, int column) {
        return rows.stream().map(row -> row.get(column).trim());
    }
}

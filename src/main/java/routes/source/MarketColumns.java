package routes.source;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routes.lang.StartException;

/**
 * Columns under the names that the curated table and the reports use: which of a file's columns is the symbol, the time, the close and so on
 * ({@link MarketRole}). What is said ({@link MarketSettings}) comes first, then a column that has the name already, then the likeliest name that
 * fits its values, then how the numbers relate. A file without a time or without a price is none of a market, and keeps its names.
 *
 * @param columns with those names, in the order of the file
 * @param renamed the new names by the old ones
 * @param roles the old names by the roles' words, as {@code market.columns} takes them
 * @param symbol of all rows, where no column tells it; null where one does, or nothing does
 * @param line what was found, in a sentence
 */
public record MarketColumns(List<Column> columns, Map<String, String> renamed, Map<String, String> roles, String symbol, String line) {
    /** The column that a file's symbol becomes. */
    public static final String SYMBOL = MarketRole.SYMBOL.column();

    private static final String COUNTER = "row_number";
    private static final String DAY = "trade_day";
    private static final List<MarketRole> WANTED = List.of(MarketRole.OPEN, MarketRole.HIGH, MarketRole.LOW, MarketRole.VOLUME);

    /** Of columns that were given other names, and of a symbol that no column tells. */
    public static MarketColumns of(
            Path file, List<String> titles, List<Column> columns, List<List<String>> rows, Set<String> nullValues, MarketSettings settings) {
        List<List<String>> whole = rows.stream().filter(row -> row.size() == columns.size()).toList();
        return new Search(file, titles, columns, whole, nullValues, settings).found();
    }

    /** The name that a column has now, by that name or the one that it had. */
    public String nameOf(String column) {
        String name = column.trim();
        return columns.stream().anyMatch(one -> one.name().equals(name)) ? name : renamed.getOrDefault(name, name);
    }

    private static final class Search {
        private final Path file;
        private final List<String> titles;
        private final List<Column> columns;
        private final List<List<String>> rows;
        private final Set<String> nullValues;
        private final MarketSettings settings;
        private final Map<MarketRole, Integer> roles = new EnumMap<>(MarketRole.class);
        private final int counter;
        /** The only number of each row, when nothing else made it the close. */
        private boolean onlyNumber;

        Search(Path file, List<String> titles, List<Column> columns, List<List<String>> rows, Set<String> nullValues, MarketSettings settings) {
            this.file = file;
            this.titles = titles;
            this.columns = columns;
            this.rows = rows;
            this.nullValues = nullValues;
            this.settings = settings;
            this.counter = settings.named().contains(SYMBOL) ? -1 : names().indexOf(SYMBOL);
        }

        MarketColumns found() {
            said();
            if (settings.inferred()) {
                dayAndClock();
                for (MarketRole role : MarketRole.values()) {
                    byName(role);
                }
                byTypeAndRelation();
            }
            if (!roles.containsKey(MarketRole.TIME) || !roles.containsKey(MarketRole.CLOSE)) {
                roles.keySet().removeIf(role -> !settings.roles().containsKey(role.word()));
                return result(settings.symbol().isEmpty() ? null : symbol());
            }
            return result(symbol());
        }

        private List<String> names() {
            return columns.stream().map(Column::name).toList();
        }

        private void said() {
            settings.roles().forEach((word, column) -> {
                MarketRole role = Stream.of(MarketRole.values()).filter(one -> one.word().equals(word)).findFirst().orElseThrow();
                int index = IntStream.range(0, columns.size())
                        .filter(i -> columns.get(i).name().equals(column) || titles.get(i).trim().equals(column))
                        .findFirst()
                        .orElseThrow(() -> new StartException("market.columns %s is no column of %s; it has %s".formatted(column, file, names())));
                roles.put(role, index);
                int other = names().indexOf(role.column());
                if (other >= 0 && other != index && !roles.containsValue(other) && !isPart(other, index) && !settings.roles().containsValue(role.column())) {
                    throw new StartException("market.columns=%s:%s makes that column %s, and %s has a column of that name: give it another with csv.rename=%3$s:<name>"
                            .formatted(word, column, role.column(), file));
                }
            });
        }

        /** The time of a bar is its day and its clock, whatever the day is called. */
        private void dayAndClock() {
            those(i -> isFree(i) && columns.get(i).type() == ColumnType.TIMESTAMP && columns.get(i).from().size() > 1)
                    .findFirst()
                    .ifPresent(i -> roles.putIfAbsent(MarketRole.TIME, i));
        }

        private void byName(MarketRole role) {
            if (roles.containsKey(role) || (role == MarketRole.SYMBOL && !settings.symbol().isEmpty())) {
                return;
            }
            int named = names().indexOf(role.column());
            if (named >= 0 && isFree(named) && !isCounter(named, role)) {
                roles.put(role, named);
                return;
            }
            Comparator<Integer> likeliest = Comparator.<Integer, Boolean>comparing(i -> !role.fits(columns.get(i).type()))
                    .thenComparing(i -> rank(role, i));
            those(i -> isFree(i) && !isNamed(i) && rank(role, i) >= 0 && !isCounter(i, role)
                            && (role.fits(columns.get(i).type()) || columns.get(i).type() == ColumnType.STRING))
                    .min(likeliest)
                    .ifPresent(i -> roles.put(role, i));
        }

        /** Both are looked at: the title is as the file has it, the name may be made plainer. */
        private int rank(MarketRole role, int column) {
            return Stream.of(columns.get(column).name(), titles.get(column)).mapToInt(role::rank).filter(rank -> rank >= 0).min().orElse(-1);
        }

        private boolean isFree(int column) {
            return !roles.containsValue(column);
        }

        private boolean isPart(int column, int of) {
            return columns.get(of).from().contains(column);
        }

        /** Whether csv.rename gave it its name. */
        private boolean isNamed(int column) {
            return settings.named().contains(columns.get(column).name());
        }

        private Stream<Integer> those(Predicate<Integer> wanted) {
            return IntStream.range(0, columns.size()).boxed().filter(wanted);
        }

        /** A number of the row is no symbol, whatever pandas calls it. */
        private boolean isCounter(int column, MarketRole role) {
            return role == MarketRole.SYMBOL && column == counter && counts(column);
        }

        private boolean counts(int column) {
            if (columns.get(column).type() != ColumnType.BIGINT || rows.size() < 2) {
                return false;
            }
            List<String> values = rows.stream().limit(50).map(row -> row.get(column).trim()).toList();
            return (values.get(0).equals("0") || values.get(0).equals("1"))
                    && IntStream.range(1, values.size()).allMatch(i -> values.get(i).equals(String.valueOf(i + Integer.parseInt(values.get(0)))));
        }

        private void byTypeAndRelation() {
            if (!roles.containsKey(MarketRole.TIME)) {
                Stream.of(ColumnType.TIMESTAMP, ColumnType.DATE)
                        .flatMap(type -> those(i -> isFree(i) && !isNamed(i) && columns.get(i).type() == type))
                        .findFirst()
                        .ifPresent(i -> roles.put(MarketRole.TIME, i));
            }
            List<Integer> free = those(i -> isFree(i) && !isNamed(i) && MarketRole.isNumber(columns.get(i).type())).toList();
            List<Integer> left = free.stream().filter(i -> !counts(i)).toList();
            List<Integer> candidates = left.isEmpty() ? free : left;
            if (Stream.of(MarketRole.OPEN, MarketRole.HIGH, MarketRole.LOW, MarketRole.CLOSE).noneMatch(roles::containsKey)) {
                new PricesByRelation(rows.stream().map(this::values).toList()).among(candidates).forEach(roles::putIfAbsent);
                if (!roles.containsKey(MarketRole.CLOSE) && candidates.size() == 1) {
                    roles.put(MarketRole.CLOSE, candidates.get(0));
                    onlyNumber = true;
                }
            }
            if (!roles.containsKey(MarketRole.SYMBOL) && settings.symbol().isEmpty() && roles.containsKey(MarketRole.TIME)) {
                symbolByRelation().ifPresent(i -> roles.put(MarketRole.SYMBOL, i));
            }
        }

        private double[] values(List<String> row) {
            return row.stream().mapToDouble(Search::value).toArray();
        }

        private static double value(String text) {
            try {
                return Double.parseDouble(text.trim());
            } catch (NumberFormatException none) {
                return Double.NaN;
            }
        }

        /** Where a day has several rows, the only text that tells them apart. */
        private Optional<Integer> symbolByRelation() {
            int time = roles.get(MarketRole.TIME);
            if (isKey(row -> row.get(time))) {
                return Optional.empty();
            }
            List<Integer> telling = those(i -> isTextOfRows(i) && isKey(row -> row.get(time) + '\n' + row.get(i))).toList();
            return telling.size() == 1 ? Optional.of(telling.get(0)) : Optional.empty();
        }

        private boolean isTextOfRows(int column) {
            return (isFree(column) || Integer.valueOf(column).equals(roles.get(MarketRole.CURRENCY)))
                    && !isNamed(column)
                    && columns.get(column).type() == ColumnType.STRING
                    && rows.stream().noneMatch(row -> row.get(column).trim().matches("\\d{1,2}:\\d\\d.*"));
        }

        private boolean isKey(Function<List<String>, String> key) {
            Set<String> keys = new HashSet<>();
            return rows.stream().allMatch(row -> keys.add(key.apply(row)));
        }

        /** @return null when a column tells it, or nothing does */
        private String symbol() {
            if (!settings.symbol().isEmpty()) {
                if (names().contains(SYMBOL) && !isCounter(names().indexOf(SYMBOL), MarketRole.SYMBOL)) {
                    throw new StartException("csv.symbol=%s, and %s has a column %s: leave csv.symbol blank, or give the column another name with csv.rename=%3$s:<name>"
                            .formatted(settings.symbol(), file, SYMBOL));
                }
                return settings.symbol();
            }
            if (roles.containsKey(MarketRole.SYMBOL) || !settings.inferred()) {
                return null;
            }
            return ofSeries().or(() -> FileSymbol.of(file)).orElse(null);
        }

        /** A series has its name above its values: {@code DGS10}. */
        private Optional<String> ofSeries() {
            return onlyNumber
                    ? Optional.of(titles.get(roles.get(MarketRole.CLOSE)).trim()).filter(title -> title.matches("[A-Z0-9][A-Z0-9.^=/_-]{1,29}"))
                    : Optional.empty();
        }

        private MarketColumns result(String symbol) {
            String[] names = names().toArray(String[]::new);
            boolean counted = counter >= 0 && isFree(counter) && (symbol != null || roles.containsKey(MarketRole.SYMBOL));
            if (counted && counts(counter) && !names().contains(COUNTER)) {
                names[counter] = COUNTER;
            }
            List<String> left = new ArrayList<>();
            roles.forEach((role, column) -> {
                int other = List.of(names).indexOf(role.column());
                if (other >= 0 && isPart(other, column) && !names().contains(DAY)) {
                    names[other] = DAY;
                    names[column] = role.column();
                } else if (other >= 0 && other != column && isFree(other)) {
                    left.add("%s stays as it is, for another column is called %s".formatted(columns.get(column).name(), role.column()));
                } else {
                    names[column] = role.column();
                }
            });
            if (severalADay()) {
                left.add(columns.get(roles.get(MarketRole.TIME)).type() == ColumnType.TIMESTAMP
                        ? "quotes_daily makes a day of its bars"
                        : "a day has several rows, of which quotes_daily keeps the one that is sent last");
            }
            Map<String, String> renamed = new HashMap<>();
            Map<String, String> said = new LinkedHashMap<>();
            roles.forEach((role, column) -> said.put(role.word(), columns.get(column).name()));
            List<Column> result = new ArrayList<>();
            for (int i = 0; i < names.length; i++) {
                Column column = columns.get(i);
                if (!column.name().equals(names[i])) {
                    renamed.put(column.name(), names[i]);
                }
                result.add(column(i).named(names[i]));
            }
            return new MarketColumns(List.copyOf(result), Map.copyOf(renamed), said, symbol, line(symbol, left));
        }

        private String title(int column) {
            List<Integer> from = columns.get(column).from();
            return from.size() < 2 ? titles.get(column).trim() : from.stream().map(this::title).collect(Collectors.joining(" and "));
        }

        private boolean severalADay() {
            Integer time = roles.get(MarketRole.TIME);
            Integer of = roles.get(MarketRole.SYMBOL);
            return time != null && !isKey(row -> row.get(time).trim().split("[ T]")[0] + '\n' + (of == null ? "" : row.get(of)));
        }

        private String source(String symbol) {
            if (!settings.symbol().isEmpty()) {
                return "as csv.symbol says";
            }
            return "by the name of the %s (csv.symbol gives another)".formatted(ofSeries().filter(symbol::equals).isPresent() ? "column" : "file");
        }

        /** A code is no number: 600000 is a symbol. */
        private Column column(int index) {
            Column column = columns.get(index);
            boolean code = settings.inferred() && Integer.valueOf(index).equals(roles.get(MarketRole.SYMBOL)) && column.type() != ColumnType.STRING;
            return code ? column.with(ColumnType.STRING, CellFormat.PLAIN) : column;
        }

        private String line(String symbol, List<String> left) {
            if (roles.isEmpty()) {
                return settings.inferred()
                        ? "no columns of a market were found among %s; market.columns=time:<column>,close:<column> names them".formatted(names())
                        : "the columns keep their names";
            }
            List<String> parts = new ArrayList<>();
            if (symbol != null) {
                parts.add("%s is '%s', %s".formatted(SYMBOL, symbol, source(symbol)));
            } else if (!roles.containsKey(MarketRole.SYMBOL)) {
                parts.add("no symbol: csv.symbol gives one");
            }
            roles.forEach((role, column) -> parts.add("%s is %s".formatted(role.column(), title(column))));
            String lacking = WANTED.stream().filter(role -> !roles.containsKey(role)).map(role -> "no " + role.column()).collect(Collectors.joining(", "));
            return Stream.of(String.join(", ", parts), lacking, String.join("; ", left)).filter(part -> !part.isEmpty()).collect(Collectors.joining("; "));
        }
    }
}

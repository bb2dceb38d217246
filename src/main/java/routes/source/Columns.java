package routes.source;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import routes.lang.StartException;

/** The columns of a file: names from its header, types from its values or from {@code csv.columns}. */
public final class Columns {
    /** The lake's own names. "date" is the partition of an object: Athena refuses a table that has a column of that name too. */
    private static final Set<String> TAKEN = Set.of("date", "kafka_partition", "kafka_offset", "kafka_timestamp");

    /** From the narrowest; what fits none is a string. */
    private static final List<ColumnType> INFERRED =
            List.of(ColumnType.BIGINT, ColumnType.DOUBLE, ColumnType.DATE, ColumnType.TIMESTAMP, ColumnType.BOOLEAN);

    /** As Athena has them. */
    public static final int MOST_DIGITS = 38;

    private static final Pattern DECIMAL = Pattern.compile("(?i)\\s*decimal\\s*\\(\\s*(\\d{1,2})\\s*,\\s*(\\d{1,2})\\s*\\)\\s*");

    private Columns() {}

    /**
     * Names for titles of any script; where there is none, or one that another column has already, it is made up.
     *
     * @param renames from snake_case to the name to use, which is brought to snake_case too
     * @throws StartException for a reserved name, or one that is doubled by a rename
     */
    public static List<String> names(List<String> header, Map<String, String> renames) {
        List<String> titles = distinct(header);
        Set<String> names = new LinkedHashSet<>();
        for (String title : titles) {
            String name = Column.snakeCase(renames.getOrDefault(title, title));
            if (TAKEN.contains(name)) {
                throw new StartException(
                        "column %s has a name that the lake needs itself: give it another with -Dcsv.rename=%s:<name>"
                                .formatted(header.get(names.size()), title));
            }
            if (name.isEmpty()) {
                throw new StartException("csv.rename gives column %s a name without a letter: %s".formatted(title, renames.get(title)));
            }
            if (!names.add(name)) {
                throw new StartException("the header has column %s twice: %s".formatted(name, header));
            }
        }
        return List.copyOf(names);
    }

    /** The titles in snake_case: the second {@code close} is {@code close_2}, the third column {@code column_3} if it has no title. */
    private static List<String> distinct(List<String> header) {
        Set<String> names = new LinkedHashSet<>();
        for (String title : header) {
            String snake = Column.snakeCase(title);
            String name = snake.isEmpty() ? "column_" + (names.size() + 1) : snake;
            String free = name;
            for (int i = 2; !names.add(free); i++) {
                free = name + "_" + i;
            }
        }
        return List.copyOf(names);
    }

    /** A column has the narrowest type that all of its sampled values have; without values, string. */
    public static List<Column> infer(List<String> names, List<List<String>> rows, Set<String> nullValues) {
        List<List<String>> whole = rows.stream().filter(row -> row.size() == names.size()).toList();
        return IntStream.range(0, names.size())
                .mapToObj(i -> new Column(names.get(i), narrowest(() -> whole.stream().map(row -> row.get(i).trim()).filter(text -> !nullValues.contains(text)))))
                .toList();
    }

    /** @param values opened for each type anew, and read up to the first that is none of it */
    public static ColumnType narrowest(Supplier<Stream<String>> values) {
        return INFERRED.stream()
                .filter(type -> values.get().allMatch(type::accepts) && values.get().findAny().isPresent())
                .findFirst()
                .orElse(ColumnType.STRING);
    }

    /** Whether a text can be written as a value of that type; of what a setting says, also 000001 as a number. */
    public static boolean isValue(ColumnType type, String text) {
        return type == ColumnType.STRING || type.accepts(text) || text.matches("[+-]?0\\d+(\\.\\d*)?") && type.accepts(text.replaceFirst("0+(?=\\d)", ""));
    }

    /** The columns as {@code csv.columns} has them: {@code name:type,…}, one for each of the file's. */
    public static List<Column> given(List<String> names, String setting) {
        Map<String, String> types = pairs("csv.columns", setting);
        if (!types.keySet().equals(new LinkedHashSet<>(names))) {
            throw new StartException("csv.columns names %s, the file has %s".formatted(types.keySet(), names));
        }
        return names.stream().map(name -> given(name, types.get(name))).toList();
    }

    private static Column given(String name, String type) {
        Matcher decimal = DECIMAL.matcher(type);
        if (!decimal.matches()) {
            return new Column(name, ColumnType.parse(type));
        }
        int precision = Integer.parseInt(decimal.group(1));
        int scale = Integer.parseInt(decimal.group(2));
        if (precision < 1 || precision > MOST_DIGITS || scale > precision) {
            throw new StartException("csv.columns: %s of column %s: a decimal has 1 to %d digits, and no more of them behind the point"
                    .formatted(type, name, MOST_DIGITS));
        }
        return new Column(name, ColumnType.DECIMAL).with(ColumnType.DECIMAL, new Digits(precision, scale, CellFormat.PLAIN));
    }

    /**
     * @param setting that names the column
     * @param source that should have it
     */
    public static int indexOf(List<Column> columns, String setting, String column, Path source) {
        List<String> names = columns.stream().map(Column::name).toList();
        int index = names.indexOf(column.trim());
        if (index < 0) {
            throw new StartException("%s %s is no column of %s; it has %s".formatted(setting, column, source, names));
        }
        return index;
    }

    /** {@code a:b,c:d} as a map. */
    public static Map<String, String> pairs(String key, String setting) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Arrays.stream(setting.split(",(?![^(]*\\))")).map(String::trim).filter(pair -> !pair.isEmpty()).forEach(pair -> {
            int colon = pair.indexOf(':');
            if (colon < 1) {
                throw new StartException("%s: '%s' has no colon; write name:value,…".formatted(key, pair));
            }
            pairs.put(pair.substring(0, colon).trim(), pair.substring(colon + 1).trim());
        });
        return pairs;
    }
}

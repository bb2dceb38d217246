package routes.source;

import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One type for the columns of one name in several files, for their rows become one table. Whole and other numbers are numbers; days are times
 * where a file has times; what has nothing in common is text, except for a number that the reports need: where a file has text in its place,
 * the rows with that text are rejected.
 */
public final class CommonTypes {
    private final Map<String, Set<ColumnType>> types = new LinkedHashMap<>();

    /**
     * @param files the columns of each
     * @param isBlank whether a file has no value in a column: then it says nothing
     */
    public CommonTypes(List<List<Column>> files, BiPredicate<Integer, Column> isBlank) {
        Map<String, Set<ColumnType>> all = new LinkedHashMap<>();
        files.forEach(columns -> columns.forEach(column -> add(all, column)));
        for (int i = 0; i < files.size(); i++) {
            for (Column column : files.get(i)) {
                boolean contested = all.get(column.name()).size() > 1;
                if (!contested || column.type() != ColumnType.STRING || !isBlank.test(i, column)) {
                    add(types, column);
                }
            }
        }
    }

    private static void add(Map<String, Set<ColumnType>> types, Column column) {
        types.computeIfAbsent(column.name(), name -> EnumSet.noneOf(ColumnType.class)).add(column.type());
    }

    public List<Column> of(List<Column> columns) {
        return columns.stream().map(this::of).toList();
    }

    private Column of(Column column) {
        ColumnType type = type(column.name());
        boolean midnight = column.type() == ColumnType.DATE && type == ColumnType.TIMESTAMP;
        return type == column.type() ? column : column.with(type, midnight ? new Midnight(column.format()) : column.format());
    }

    private ColumnType type(String name) {
        Set<ColumnType> all = types.get(name);
        if (all.size() == 1) {
            return all.iterator().next();
        }
        List<ColumnType> numbers = Stream.of(ColumnType.DECIMAL, ColumnType.DOUBLE, ColumnType.BIGINT).filter(all::contains).toList();
        boolean needed = Stream.of(MarketRole.values()).anyMatch(role -> role.column().equals(name) && role.fits(ColumnType.DOUBLE));
        if (!numbers.isEmpty() && (needed || numbers.size() == all.size())) {
            return numbers.get(0);
        }
        return all.equals(EnumSet.of(ColumnType.DATE, ColumnType.TIMESTAMP)) ? ColumnType.TIMESTAMP : ColumnType.STRING;
    }

    /** The columns that are text because their files have nothing in common, each with what they are there. */
    public List<String> contested() {
        return types.entrySet().stream()
                .filter(column -> column.getValue().size() > 1 && type(column.getKey()) == ColumnType.STRING)
                .map(column -> "%s is %s".formatted(column.getKey(), column.getValue().stream().map(ColumnType::word).collect(Collectors.joining(" or "))))
                .toList();
    }
}

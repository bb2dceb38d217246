package routes.csv;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import routes.source.Column;
import routes.source.ColumnType;

/**
 * Values that make a column one of strings which would be one of numbers, dates or times without them: most often a mistake in a row, which
 * then makes every report on that column useless. What was inferred stays; this says what to set when it was not meant.
 */
final class OddValues {
    /** One in so many values, at most. */
    private static final int RARE = 10;

    private static final List<ColumnType> TYPES = List.of(ColumnType.BIGINT, ColumnType.DOUBLE, ColumnType.DATE, ColumnType.TIMESTAMP);

    private OddValues() {}

    private record Stray(Column meant, String value) {
        String sentence() {
            return "column %s is one of strings, since '%s' is no %s as the others are".formatted(meant.name(), value, word(meant));
        }
    }

    /**
     * @param columns as they were inferred from the rows
     * @return a sentence, empty when there are none
     */
    static Optional<String> in(List<Column> columns, List<List<String>> rows, Set<String> nullValues) {
        List<Column> meant = new ArrayList<>(columns);
        List<Stray> strays = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            if (columns.get(i).type() == ColumnType.STRING) {
                stray(columns, i, rows, nullValues).ifPresent(strays::add);
            }
        }
        strays.forEach(stray -> meant.replaceAll(column -> column.name().equals(stray.meant().name()) ? stray.meant() : column));
        return strays.isEmpty() ? Optional.empty() : Optional.of("%s; to reject such rows instead, set csv.columns=%s".formatted(
                strays.stream().map(Stray::sentence).collect(Collectors.joining("; ")),
                meant.stream().map(column -> column.name() + ":" + word(column)).collect(Collectors.joining(","))));
    }

    private static Optional<Stray> stray(List<Column> columns, int index, List<List<String>> rows, Set<String> nullValues) {
        List<String> values = rows.stream()
                .filter(row -> row.size() == columns.size())
                .map(row -> row.get(index).trim())
                .filter(value -> !nullValues.contains(value))
                .toList();
        for (ColumnType type : TYPES) {
            List<String> others = values.stream().filter(value -> !type.accepts(value)).limit(values.size() / RARE + 1L).toList();
            // codes such as 0005 are no mistakes
            if (others.size() * RARE <= values.size() && others.stream().noneMatch(value -> value.matches("\\d+"))) {
                return others.stream().findFirst().map(value -> new Stray(new Column(columns.get(index).name(), type), value));
            }
        }
        return Optional.empty();
    }

    private static String word(Column column) {
        return column.type().name().toLowerCase(Locale.ROOT);
    }
}

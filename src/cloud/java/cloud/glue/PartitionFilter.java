package cloud.glue;

import cloud.catalog.PartitionPath;
import cloud.wire.AwsException;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The Expression of GetPartitions: conditions on partition columns like those of SQL's WHERE. By AWS's API reference it takes
 * {@code = <> > < >= <=}, AND, OR, IN, BETWEEN, LIKE, NOT and IS NULL, on columns of the types string, date, timestamp and the numbers;
 * values compare as their column's type does.
 */
final class PartitionFilter {
    private static final Pattern TOKEN = Pattern.compile("\\s*('(?:[^']|'')*'|\"[^\"]+\"|`[^`]+`|<>|!=|>=|<=|[=<>(),]|[-+]?\\d+(?:\\.\\d+)?(?![\\w.])|[\\w.]+)");
    private static final Set<String> INTEGERS = Set.of("bigint", "long", "int", "integer", "smallint", "tinyint");
    private static final Set<String> TEXTS = Set.of("string", "varchar", "char");

    private final String expression;
    private final Map<String, Integer> positions = new LinkedHashMap<>();
    private final List<String> types = new ArrayList<>();
    private final List<String> tokens = new ArrayList<>();
    private int next;

    private PartitionFilter(String expression, JsonNode keys) {
        this.expression = expression;
        for (JsonNode key : keys) {
            positions.put(key.path("Name").asText().toLowerCase(Locale.ROOT), types.size());
            types.add(key.path("Type").asText().toLowerCase(Locale.ROOT).replaceAll("\\(.*", ""));
        }
    }

    /**
     * @param keys the table's partition columns
     * @return a test of a partition's values
     * @throws AwsException InvalidInputException if it is not such an expression, or names another column
     */
    static Predicate<List<String>> parse(String expression, JsonNode keys) {
        if (expression.isBlank()) {
            return values -> true;
        }
        PartitionFilter filter = new PartitionFilter(expression, keys);
        filter.split();
        Predicate<List<String>> test = filter.or();
        if (filter.next < filter.tokens.size()) {
            throw filter.unsupported();
        }
        return test;
    }

    private void split() {
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (token.find() && token.start() == end) {
            tokens.add(token.group(1));
            end = token.end();
        }
        if (!expression.substring(end).isBlank()) {
            throw unsupported();
        }
    }

    private Predicate<List<String>> or() {
        Predicate<List<String>> test = and();
        while (take("OR")) {
            test = test.or(and());
        }
        return test;
    }

    private Predicate<List<String>> and() {
        Predicate<List<String>> test = not();
        while (take("AND")) {
            test = test.and(not());
        }
        return test;
    }

    private Predicate<List<String>> not() {
        if (take("NOT")) {
            return not().negate();
        }
        if (take("(")) {
            Predicate<List<String>> test = or();
            expect(")");
            return test;
        }
        return condition();
    }

    private Predicate<List<String>> condition() {
        int column = column(token());
        if (take("IS")) {
            boolean negated = take("NOT");
            expect("NULL");
            return values -> values.get(column).equals(PartitionPath.NULL) != negated;
        }
        if (take("NOT")) {
            Predicate<List<String>> listed = listed(column);
            return values -> !values.get(column).equals(PartitionPath.NULL) && !listed.test(values);
        }
        if (at("IN") || at("BETWEEN") || at("LIKE")) {
            return listed(column);
        }
        IntPredicate wanted = comparison(token());
        Comparable<Object> literal = literal(column);
        return values -> of(column, values, value -> wanted.test(value.compareTo(literal)));
    }

    private Predicate<List<String>> listed(int column) {
        if (take("BETWEEN")) {
            Comparable<Object> low = literal(column);
            expect("AND");
            Comparable<Object> high = literal(column);
            return values -> of(column, values, value -> value.compareTo(low) >= 0 && value.compareTo(high) <= 0);
        }
        if (take("LIKE")) {
            Pattern pattern = like(column);
            return values -> of(column, values, value -> pattern.matcher(value.toString()).matches());
        }
        expect("IN");
        expect("(");
        List<Comparable<Object>> literals = new ArrayList<>();
        do {
            literals.add(literal(column));
        } while (take(","));
        expect(")");
        return values -> of(column, values, value -> literals.stream().anyMatch(literal -> value.compareTo(literal) == 0));
    }

    private boolean of(int column, List<String> values, Predicate<Comparable<Object>> test) {
        String value = values.get(column);
        return !value.equals(PartitionPath.NULL) && test.test(typed(types.get(column), value));
    }

    private IntPredicate comparison(String operator) {
        return switch (operator) {
            case "=" -> order -> order == 0;
            case "<>", "!=" -> order -> order != 0;
            case ">" -> order -> order > 0;
            case "<" -> order -> order < 0;
            case ">=" -> order -> order >= 0;
            case "<=" -> order -> order <= 0;
            default -> throw unsupported();
        };
    }

    private int column(String name) {
        Integer position = positions.get(name.replaceAll("^[\"`]|[\"`]$", "").toLowerCase(Locale.ROOT));
        if (position == null) {
            throw AwsException.invalidInput("Unknown column '" + name + "' in the expression '" + expression + "'");
        }
        return position;
    }

    private Comparable<Object> literal(int column) {
        String token = token();
        // date '2026-11-22', as SQL writes it
        if ((token.equalsIgnoreCase("date") || token.equalsIgnoreCase("timestamp")) && next < tokens.size()) {
            token = token();
        }
        boolean text = token.startsWith("'");
        if (!text && !token.matches("[-+]?\\d.*")) {
            throw unsupported();
        }
        return typed(types.get(column), text ? token.substring(1, token.length() - 1).replace("''", "'") : token);
    }

    private Pattern like(int column) {
        if (!TEXTS.contains(types.get(column))) {
            throw AwsException.invalidInput("The type " + types.get(column) + " does not support the operation 'LIKE'");
        }
        StringBuilder pattern = new StringBuilder();
        for (char c : literal(column).toString().toCharArray()) {
            pattern.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
        }
        return Pattern.compile(pattern.toString(), Pattern.DOTALL);
    }

    @SuppressWarnings("unchecked")
    private Comparable<Object> typed(String type, String value) {
        return (Comparable<Object>) (Comparable<?>) comparable(type, value);
    }

    private static Comparable<?> comparable(String type, String value) {
        try {
            if (TEXTS.contains(type)) {
                return value;
            }
            if (INTEGERS.contains(type)) {
                return Long.valueOf(value);
            }
            return switch (type) {
                case "decimal" -> new BigDecimal(value);
                case "date" -> LocalDate.parse(value);
                case "timestamp" -> Timestamp.valueOf(value.length() == 10 ? value + " 00:00:00" : value);
                default -> throw AwsException.invalidInput("Unknown type : '" + type + "'");
            };
        } catch (DateTimeParseException | IllegalArgumentException e) {
            throw AwsException.invalidInput("'" + value + "' is not a " + type);
        }
    }

    private boolean at(String word) {
        return next < tokens.size() && tokens.get(next).equalsIgnoreCase(word);
    }

    private boolean take(String word) {
        boolean there = at(word);
        next += there ? 1 : 0;
        return there;
    }

    private void expect(String word) {
        if (!take(word)) {
            throw unsupported();
        }
    }

    private String token() {
        if (next == tokens.size()) {
            throw unsupported();
        }
        return tokens.get(next++);
    }

    private AwsException unsupported() {
        return AwsException.invalidInput("Unsupported expression '" + expression + "'");
    }
}

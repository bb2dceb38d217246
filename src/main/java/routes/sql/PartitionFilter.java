package routes.sql;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Which partitions a query can read at most: the conditions of its WHERE on partition keys, where they are plain comparisons with texts or
 * dates that hold for the whole of a query on one table. In any other case all of them.
 */
final class PartitionFilter {
    static final PartitionFilter ALL = new PartitionFilter(List.of(), Set.of());

    private static final Set<String> AFTER_WHERE = Set.of("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW");
    private static final Set<String> NOT_PLAIN = Set.of("OR", "NOT", "CASE", "UNION", "EXCEPT", "INTERSECT");

    private final List<List<Token>> conditions;

    /** Of the table, before its columns. */
    private final Set<String> names;

    private PartitionFilter(List<List<Token>> conditions, Set<String> names) {
        this.conditions = conditions;
        this.names = names;
    }

    static PartitionFilter of(SqlText sql) {
        List<Token> tokens = sql.tokens();
        boolean plain = count(tokens, "SELECT") == 1 && count(tokens, "WHERE") == 1 && count(tokens, "JOIN") == 0;
        if (!plain) {
            return ALL;
        }
        int from = indexOf(tokens, "FROM");
        int where = indexOf(tokens, "WHERE");
        List<Token> table = from < 0 || from > where ? List.of() : tokens.subList(from + 1, where);
        boolean alone = !table.isEmpty() && table.stream().allMatch(token -> token.isName() || token.is("."));
        boolean certain = tokens.subList(where, tokens.size()).stream().noneMatch(token -> NOT_PLAIN.stream().anyMatch(token::is));
        return alone && certain && depthAt(tokens, where) == 0 ? new PartitionFilter(conjuncts(where(tokens)), names(table)) : ALL;
    }

    private static int indexOf(List<Token> tokens, String word) {
        return IntStream.range(0, tokens.size()).filter(at -> tokens.get(at).is(word)).findFirst().orElse(-1);
    }

    private static int depthAt(List<Token> tokens, int end) {
        return tokens.subList(0, end).stream().mapToInt(token -> token.is("(") ? 1 : token.is(")") ? -1 : 0).sum();
    }

    /** The last part of the table's name, and what it is called here. */
    private static Set<String> names(List<Token> table) {
        Set<String> names = new HashSet<>();
        for (int at = 0; at < table.size(); at++) {
            if (at + 1 == table.size() || !table.get(at + 1).is(".")) {
                names.add(table.get(at).text().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    private static long count(List<Token> tokens, String word) {
        return tokens.stream().filter(token -> token.is(word)).count();
    }

    private static List<Token> where(List<Token> tokens) {
        int from = tokens.indexOf(tokens.stream().filter(token -> token.is("WHERE")).findFirst().orElseThrow()) + 1;
        int depth = 0;
        for (int at = from; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth < 0 || depth == 0 && AFTER_WHERE.stream().anyMatch(token::is)) {
                return tokens.subList(from, at);
            }
        }
        return tokens.subList(from, tokens.size());
    }

    /** Separated by AND, but for the AND of a BETWEEN. */
    private static List<List<Token>> conjuncts(List<Token> where) {
        List<List<Token>> conjuncts = new ArrayList<>(List.of(new ArrayList<>()));
        int depth = 0;
        boolean between = false;
        for (Token token : where) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is("AND") && !between) {
                conjuncts.add(new ArrayList<>());
            } else {
                conjuncts.get(conjuncts.size() - 1).add(token);
                between = depth == 0 && (token.is("BETWEEN") || between && !token.is("AND"));
            }
        }
        return conjuncts;
    }

    /**
     * @param key a partition key with texts or dates as values
     * @return what its value must be, as far as that is known
     */
    Predicate<String> of(String key) {
        List<Predicate<String>> all = conditions.stream().map(condition -> of(key, condition)).toList();
        return value -> all.stream().allMatch(one -> one.test(value));
    }

    private Predicate<String> of(String key, List<Token> condition) {
        int qualified = condition.size() > 2 && condition.get(1).is(".") && names.contains(condition.get(0).text().toLowerCase(Locale.ROOT)) ? 2 : 0;
        if (condition.size() <= qualified || !condition.get(qualified).isName() || !condition.get(qualified).text().equalsIgnoreCase(key)) {
            return value -> true;
        }
        List<Token> rest = condition.subList(qualified + 1, condition.size()).stream().filter(token -> !token.is("DATE")).toList();
        String form = rest.stream().map(token -> token.kind() == Token.Kind.TEXT ? "?" : token.text().toUpperCase(Locale.ROOT)).collect(Collectors.joining());
        List<String> texts = rest.stream().filter(token -> token.kind() == Token.Kind.TEXT).map(Token::text).toList();
        return switch (form) {
            case "=?" -> value -> value.equals(texts.get(0));
            case "<?" -> value -> value.compareTo(texts.get(0)) < 0;
            case "<=?" -> value -> value.compareTo(texts.get(0)) <= 0;
            case ">?" -> value -> value.compareTo(texts.get(0)) > 0;
            case ">=?" -> value -> value.compareTo(texts.get(0)) >= 0;
            case "BETWEEN?AND?" -> value -> value.compareTo(texts.get(0)) >= 0 && value.compareTo(texts.get(1)) <= 0;
            default -> form.matches("IN\\(\\?(,\\?)*\\)") ? texts::contains : value -> true;
        };
    }
}

package routes.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Which partitions a query can read at most: the conditions of its WHERE on partition keys, where they are plain comparisons with texts or
 * dates that hold for the whole of a query on one table. In any other case all of them.
 */
final class PartitionFilter {
    static final PartitionFilter ALL = new PartitionFilter(List.of());

    private static final Set<String> AFTER_WHERE = Set.of("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW");
    private static final Set<String> NOT_PLAIN = Set.of("OR", "NOT", "CASE", "UNION", "EXCEPT", "INTERSECT");

    private final List<List<Token>> conditions;

    private PartitionFilter(List<List<Token>> conditions) {
        this.conditions = conditions;
    }

    static PartitionFilter of(SqlText sql) {
        List<Token> tokens = sql.tokens();
        boolean plain = count(tokens, "SELECT") == 1 && count(tokens, "WHERE") == 1 && count(tokens, "JOIN") == 0;
        if (!plain) {
            return ALL;
        }
        List<Token> where = where(tokens);
        return where.stream().anyMatch(token -> NOT_PLAIN.stream().anyMatch(token::is)) ? ALL : new PartitionFilter(conjuncts(where));
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
        return conditions.stream().map(condition -> of(key, condition)).reduce(value -> true, Predicate::and);
    }

    private static Predicate<String> of(String key, List<Token> condition) {
        int qualified = condition.size() > 2 && condition.get(1).is(".") ? 2 : 0;
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

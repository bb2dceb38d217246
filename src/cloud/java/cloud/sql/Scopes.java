package cloud.sql;

import io.trino.sql.tree.Expression;
import io.trino.sql.tree.Identifier;
import io.trino.sql.tree.NullLiteral;
import io.trino.sql.tree.StringLiteral;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What names and expressions mean at the point of translation: the enclosing SELECTs and the WITH queries in scope. */
final class Scopes {
    private final Dialect.Scans scans;
    private final Deque<Set<String>> named = new ArrayDeque<>();
    private final Deque<String> withs = new ArrayDeque<>();
    private final Deque<Scope> scopes = new ArrayDeque<>();
    private final Map<String, Optional<Map<String, String>>> described = new HashMap<>();
    private final Deque<Map<String, String>> parameters = new ArrayDeque<>();
    private int lambdas;
    private boolean ordering;

    /** What the names of one SELECT mean: its translated FROM, and the columns of that FROM if they are known. */
    private record Scope(String from, JoinedColumns joined, Optional<Map<String, String>> columns) {}

    Scopes(Dialect.Scans scans) {
        this.scans = scans;
    }

    /** Translates within a query, whose WITH queries are not visible outside it. */
    String inQuery(Supplier<String> translation) {
        named.push(new HashSet<>());
        int outer = withs.size();
        String sql = translation.get();
        while (withs.size() > outer) {
            withs.pop();
        }
        named.pop();
        return sql;
    }

    /** From now on the query can name this one. */
    void name(Identifier query) {
        named.peek().add(canonical(query));
    }

    void beginWith() {
        withs.push("");
    }

    /** The WITH queries that are translated so far, as the last of WITH clauses around. */
    void with(String queries) {
        withs.pop();
        withs.push(queries);
    }

    boolean isNamed(String query) {
        return named.stream().anyMatch(names -> names.contains(query.toLowerCase(Locale.ROOT)));
    }

    /** Translates where the columns of a FROM, which may be empty, are in scope. */
    <T> T inFrom(String from, JoinedColumns joined, Supplier<T> translation) {
        boolean outer = ordering;
        ordering = false;
        scopes.push(new Scope(from, joined, from.isEmpty() ? Optional.of(Map.of()) : describe("SELECT *" + from)));
        T translated = translation.get();
        scopes.pop();
        ordering = outer;
        return translated;
    }

    /** Translates where the columns in scope are unknown. */
    <T> T inTheDark(Supplier<T> translation) {
        scopes.push(new Scope("", JoinedColumns.NONE, Optional.empty()));
        T translated = translation.get();
        scopes.pop();
        return translated;
    }

    /** The parameters of a function: by their names, what they are called in the translation. They hide columns of the same name. */
    Map<String, String> parameters(List<Identifier> names) {
        Map<String, String> unique = new LinkedHashMap<>();
        names.forEach(name -> unique.put(canonical(name), Sql.name(canonical(name) + " of function " + ++lambdas)));
        return unique;
    }

    /** Translates where these are in scope too, each of its type. */
    <T> T inLambda(Map<String, String> names, List<String> types, Supplier<T> translation) {
        String outer = scopes.isEmpty() ? "" : scopes.peek().from();
        List<String> columns = new ArrayList<>();
        names.values().forEach(name -> columns.add(Types.nothing(types.get(columns.size())) + " AS " + name));
        parameters.push(names);
        JoinedColumns joined = joined();
        T translated = inFrom(outer + (outer.isEmpty() ? " FROM " : " CROSS JOIN ") + "(SELECT " + String.join(", ", columns) + ")", joined, translation);
        parameters.pop();
        return translated;
    }

    /** What a function's parameter is called in the translation; empty if there is none of that name. */
    Optional<String> parameter(Identifier name) {
        return parameters.stream().map(names -> names.get(canonical(name))).filter(Objects::nonNull).findFirst();
    }

    /** Translates where the aliases of the SELECT are in scope too, as in ORDER BY. */
    String inOrderBy(Supplier<String> translation) {
        boolean outer = ordering;
        ordering = true;
        String sql = translation.get();
        ordering = outer;
        return sql;
    }

    /** Whether there may be such a column: DuckDB would take an alias of the same SELECT, which Trino does only in ORDER BY. */
    boolean mayBeColumn(Identifier name) {
        return ordering || scopes.isEmpty() || scopes.stream().anyMatch(scope ->
                scope.columns().isEmpty() || scope.columns().get().containsKey(canonical(name)));
    }

    /** Whether the columns in scope are unknown. */
    boolean isOutOfSight() {
        return scopes.isEmpty() || scopes.peek().columns().isEmpty();
    }

    JoinedColumns joined() {
        return scopes.isEmpty() ? JoinedColumns.NONE : scopes.peek().joined();
    }

    /** Whether JOIN USING has made the table's column one with another's. */
    boolean isJoined(Identifier table, Identifier column) {
        return scopes.stream().anyMatch(scope -> scope.joined().hides(table, canonical(column)));
    }

    /** The names that a part of the SELECT list gives; empty if they are unknown. */
    Set<String> columnsOf(String item) {
        return describe("SELECT " + item + scopes.peek().from()).map(Map::keySet).orElse(Set.of());
    }

    private Optional<Map<String, String>> describe(String sql) {
        List<String> queries = new ArrayList<>();
        withs.descendingIterator().forEachRemaining(with -> {
            if (!with.isEmpty()) {
                queries.add(with);
            }
        });
        String whole = queries.isEmpty() ? sql : "WITH RECURSIVE " + String.join(", ", queries) + " " + sql;
        return described.computeIfAbsent(whole, scans::describe);
    }

    /** DuckDB's name of an expression's type; empty if it depends on more than the FROM of its own SELECT. */
    Optional<String> typeOf(Expression expression, String sql) {
        if (expression instanceof StringLiteral) {
            return Optional.of("VARCHAR");
        }
        if (expression instanceof NullLiteral) {
            return Optional.empty();
        }
        if (scopes.isEmpty()) {
            return describe("SELECT " + sql + " AS x").map(columns -> columns.get("x"));
        }
        if (expression instanceof Identifier name && scopes.peek().columns().isPresent() && parameter(name).isEmpty()) {
            return Optional.ofNullable(scopes.peek().columns().get().get(canonical(name)));
        }
        return describe("SELECT " + sql + " AS x" + scopes.peek().from()).map(columns -> columns.get("x"));
    }

    /** The types of a query's columns; empty if it cannot stand alone. */
    List<String> types(String sql) {
        return describe(sql).map(columns -> List.copyOf(columns.values())).orElse(List.of());
    }

    static String canonical(Identifier identifier) {
        return identifier.getValue().toLowerCase(Locale.ROOT);
    }
}

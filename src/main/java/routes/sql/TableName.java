package routes.sql;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A table as Glue names it.
 *
 * @param catalog null for the one of the account
 */
record TableName(String catalog, String database, String table) {
    private static final Set<String> BEFORE_TABLES = Set.of("FROM", "JOIN", "TABLE");
    private static final Set<String> AFTER_TABLES =
            Set.of("SELECT", "WHERE", "GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "FETCH", "WINDOW", "UNION", "EXCEPT", "INTERSECT");

    private static final Set<String> ALSO_NAMES = Set.of("OFFSET", "LIMIT", "FETCH", "WINDOW");
    private static final long MOST_TIMES = 1_000_000;

    /**
     * Those that stand where tables stand, each as often as it stands there: Athena reads it as often. Names that the statement itself defines
     * are among them.
     *
     * @param database of names without one
     */
    static List<TableName> all(SqlText sql, String database) {
        List<TableName> names = new ArrayList<>();
        List<Token> tokens = sql.tokens();
        Deque<Boolean> amongTables = new ArrayDeque<>(List.of(false));
        boolean table = false;
        for (int at = 0; at < tokens.size(); at++) {
            Token token = tokens.get(at);
            if (token.is("(")) {
                amongTables.push(table);
            } else if (token.is(")")) {
                amongTables.pop();
                amongTables.push(!amongTables.isEmpty() && amongTables.pop());
                table = false;
            } else if (token.is(",")) {
                table = amongTables.peek();
            } else if (isOne(token, BEFORE_TABLES) || isOne(token, AFTER_TABLES) && !isAlias(tokens, at)) {
                table = isOne(token, BEFORE_TABLES);
                amongTables.pop();
                amongTables.push(table);
            } else if (table && token.isName()) {
                List<String> parts = parts(tokens, at);
                at += 2 * (parts.size() - 1);
                add(names, parts, database);
                table = false;
            }
        }
        return names;
    }

    /** Some words are names, too: {@code FROM a AS offset, b}. */
    private static boolean isAlias(List<Token> tokens, int at) {
        if (!isOne(tokens.get(at), ALSO_NAMES)) {
            return false;
        }
        Token before = at == 0 ? null : tokens.get(at - 1);
        Token after = at + 1 == tokens.size() ? null : tokens.get(at + 1);
        return before != null && (before.is("AS") || before.is(".") || before.is(","))
                || after == null || Stream.of(",", ")", ".", "JOIN", "CROSS", "INNER", "LEFT", "RIGHT", "FULL", "NATURAL", "ON", "USING", "WHERE").anyMatch(after::is);
    }

    /**
     * How often a table is read at most, where what WITH defines is named more than once: Athena computes it anew each time.
     *
     * @param names of the statement
     */
    static long timesRead(SqlText sql, List<TableName> names) {
        List<Token> tokens = sql.tokens();
        long times = 1;
        for (int at = 0; at + 2 < tokens.size() && times < MOST_TIMES; at++) {
            String name = tokens.get(at).text().toLowerCase(Locale.ROOT);
            if (tokens.get(at).isName() && tokens.get(at + 1).is("AS") && tokens.get(at + 2).is("(")) {
                times *= Math.max(1, names.stream().filter(one -> one.table().equals(name)).count());
            }
        }
        return times;
    }

    private static boolean isOne(Token token, Set<String> words) {
        return token.kind() == Token.Kind.WORD && words.contains(token.text().toUpperCase(Locale.ROOT));
    }

    private static List<String> parts(List<Token> tokens, int at) {
        List<String> parts = new ArrayList<>(List.of(tokens.get(at).text().toLowerCase(Locale.ROOT)));
        for (int i = at + 1; i + 1 < tokens.size() && tokens.get(i).is(".") && tokens.get(i + 1).isName(); i += 2) {
            parts.add(tokens.get(i + 1).text().toLowerCase(Locale.ROOT));
        }
        return parts;
    }

    private static void add(List<TableName> names, List<String> parts, String database) {
        int size = parts.size();
        String catalog = size > 2 && !parts.get(size - 3).equals("awsdatacatalog") ? parts.get(size - 3) : null;
        names.add(new TableName(catalog, size > 1 ? parts.get(size - 2) : database, parts.get(size - 1)));
    }

    @Override
    public String toString() {
        return (catalog == null ? "" : catalog + ".") + database + "." + table;
    }
}

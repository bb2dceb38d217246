package routes.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What only reads, judged by its words and with caution: a word that begins a change is refused wherever a keyword can stand, also where
 * Athena would refuse it itself.
 */
final class ReadOnly {
    private static final Set<String> QUERIES = Set.of("SELECT", "WITH", "VALUES");
    private static final Set<String> SHOWS = Set.of("SHOW", "DESCRIBE", "DESC");
    private static final Set<String> CHANGES = Set.of(
            "INSERT", "UPDATE", "DELETE", "MERGE", "INTO", "CREATE", "ALTER", "DROP", "TRUNCATE", "UNLOAD", "VACUUM", "OPTIMIZE", "MSCK", "GRANT", "REVOKE",
            "CALL", "PREPARE", "EXECUTE", "DEALLOCATE", "REFRESH", "COPY", "ATTACH", "INSTALL", "PRAGMA");

    private ReadOnly() {}

    /** @throws IllegalArgumentException naming line and column, when it may change something */
    static void require(SqlText sql) {
        Token first = sql.tokens().get(0);
        if (SHOWS.contains(keyword(first))) {
            return;
        }
        if (!first.is("EXPLAIN")) {
            requireQuery(sql, 0);
            return;
        }
        requireQuery(sql, explained(sql));
    }

    /** Whether it asks the catalog alone, or how a query would run. */
    static boolean readsNoObjects(SqlText sql) {
        List<Token> tokens = sql.tokens();
        return SHOWS.contains(keyword(tokens.get(0))) || tokens.get(0).is("EXPLAIN") && !(tokens.size() > 1 && tokens.get(1).is("ANALYZE"));
    }

    /** Where the query of an EXPLAIN begins. */
    private static int explained(SqlText sql) {
        List<Token> tokens = sql.tokens();
        int at = 1;
        while (at < tokens.size() && (tokens.get(at).is("ANALYZE") || tokens.get(at).is("VERBOSE"))) {
            at++;
        }
        boolean options = at + 1 < tokens.size() && tokens.get(at).is("(") && (tokens.get(at + 1).is("TYPE") || tokens.get(at + 1).is("FORMAT"));
        while (options && at < tokens.size() && !tokens.get(at).is(")")) {
            at++;
        }
        return options ? at + 1 : at;
    }

    private static void requireQuery(SqlText sql, int from) {
        List<Token> tokens = sql.tokens();
        int at = from;
        while (at < tokens.size() && tokens.get(at).is("(")) {
            at++;
        }
        if (at >= tokens.size()) {
            throw sql.wrong(tokens.get(0).at(), "there is no query in it");
        }
        if (!QUERIES.contains(keyword(tokens.get(at)))) {
            throw sql.wrong(tokens.get(at).at(), "only SELECT, WITH, VALUES, SHOW, DESCRIBE and EXPLAIN run here (sql.read-only), not %s".formatted(tokens.get(at).text()));
        }
        for (; at < tokens.size(); at++) {
            requireNoChange(sql, at);
        }
    }

    private static void requireNoChange(SqlText sql, int at) {
        Token token = sql.tokens().get(at);
        if (CHANGES.contains(keyword(token)) && !isField(sql.tokens(), at)) {
            throw sql.wrong(token.at(), "%s may change something, which is not done here (sql.read-only); put it in double quotes if it is a name".formatted(token.text()));
        }
        if (token.is("TABLE") && at + 1 < sql.tokens().size() && sql.tokens().get(at + 1).is("(")) {
            throw sql.wrong(token.at(), "a table function may do more than read, and is not run here (sql.read-only)");
        }
    }

    /** {@code quote.update} is a column. */
    private static boolean isField(List<Token> tokens, int at) {
        return at > 1 && tokens.get(at - 1).is(".") && tokens.get(at - 2).isName();
    }

    private static String keyword(Token token) {
        return token.kind() == Token.Kind.WORD ? token.text().toUpperCase(Locale.ROOT) : "";
    }
}

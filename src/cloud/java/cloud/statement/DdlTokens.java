package cloud.statement;

import cloud.catalog.TableName;
import cloud.sql.AthenaException;
import cloud.sql.HiveType;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words and symbols of one Hive statement, read one after another. */
final class DdlTokens {
    private static final Pattern TOKEN = Pattern.compile(
            "\\s+|--[^\\n]*|/\\*.*?\\*/|(`(?:[^`]|``)*`|'(?:[^'\\\\]|''|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|[\\p{L}\\p{N}_]+|.)", Pattern.DOTALL);

    private static final Pattern ESCAPE = Pattern.compile("\\\\(u[0-9a-fA-F]{4}|[0-7]{3}|.)", Pattern.DOTALL);

    private record Token(String text, int line, int column, int offset) {}

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int next;

    private DdlTokens(String sql) {
        this.sql = sql;
    }

    static DdlTokens of(String sql) {
        DdlTokens tokens = new DdlTokens(sql);
        Matcher found = TOKEN.matcher(sql);
        int line = 1;
        int lineStart = 0;
        while (found.find()) {
            if (found.group(1) != null) {
                tokens.tokens.add(new Token(found.group(1), line, found.start() - lineStart + 1, found.start()));
            }
            for (int i = found.start(); i < found.end(); i++) {
                if (sql.charAt(i) == '\n') {
                    line++;
                    lineStart = i + 1;
                }
            }
        }
        return tokens;
    }

    boolean startsWithAny(String... starts) {
        for (String start : starts) {
            if (isNext(start.split(" "))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the word stands anywhere in it. */
    boolean holds(String word) {
        return tokens.stream().anyMatch(token -> token.text().equalsIgnoreCase(word));
    }

    boolean isAtEnd() {
        return next == tokens.size();
    }

    /** Consumes these words if all of them come next. */
    boolean take(String... words) {
        boolean taken = isNext(words);
        next += taken ? words.length : 0;
        return taken;
    }

    /** Consumes the first of these phrases that comes next. */
    boolean takeFirst(String... phrases) {
        for (String phrase : phrases) {
            if (take(phrase.split(" "))) {
                return true;
            }
        }
        return false;
    }

    private boolean isNext(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (next + i >= tokens.size() || !tokens.get(next + i).text().equalsIgnoreCase(words[i])) {
                return false;
            }
        }
        return true;
    }

    void expect(String word) {
        if (!take(word)) {
            throw refused();
        }
    }

    void end() {
        if (!isAtEnd()) {
            throw refused();
        }
    }

    /** An identifier, bare or in backticks or double quotes, in lower case as Hive keeps it. */
    String name() {
        String token = token();
        if (token.startsWith("`") || token.startsWith("\"")) {
            return token.substring(1, token.length() - 1).replace("``", "`").toLowerCase(Locale.ROOT);
        }
        if (!token.matches("[\\p{L}\\p{N}_]+")) {
            next--;
            throw refused();
        }
        return token.toLowerCase(Locale.ROOT);
    }

    /** Names and types in brackets, as a list of the catalog's columns. */
    ArrayNode columns() {
        ArrayNode columns = AwsJson.array();
        expect("(");
        do {
            ObjectNode column = columns.addObject().put("Name", name()).put("Type", type());
            if (take("COMMENT")) {
                column.put("Comment", text());
            }
        } while (take(","));
        expect(")");
        return columns;
    }

    /** {@code ('name'='value', …)} */
    ObjectNode properties() {
        ObjectNode properties = AwsJson.object();
        expect("(");
        do {
            String key = text();
            expect("=");
            properties.put(key, text());
        } while (take(","));
        expect(")");
        return properties;
    }

    /** {@code (name = 'value', …)} */
    Map<String, String> assignments() {
        Map<String, String> assignments = new LinkedHashMap<>();
        expect("(");
        do {
            String key = name();
            expect("=");
            assignments.put(key, text());
        } while (take(","));
        expect(")");
        return assignments;
    }

    /** A database, and the catalog before it if it is named. */
    String databaseName() {
        String first = name();
        if (!take(".")) {
            return first;
        }
        requireKnownCatalog(first);
        return name();
    }

    TableName tableName(String database) {
        String first = name();
        if (!take(".")) {
            return new TableName(database, first);
        }
        String second = name();
        if (!take(".")) {
            return new TableName(first, second);
        }
        requireKnownCatalog(first);
        return new TableName(second, name());
    }

    private static void requireKnownCatalog(String catalog) {
        if (!catalog.equals("awsdatacatalog")) {
            throw new AthenaException("CATALOG_NOT_FOUND: Catalog '" + catalog + "' does not exist");
        }
    }

    /** A string in single or double quotes, or a bare number. */
    String text() {
        String token = token();
        if (token.matches("\\d+")) {
            return token;
        }
        if (!token.startsWith("'") && !token.startsWith("\"")) {
            next--;
            throw refused();
        }
        String doubled = token.substring(0, 1).repeat(2);
        return ESCAPE.matcher(token.substring(1, token.length() - 1).replace(doubled, doubled.substring(1)))
                .replaceAll(escape -> Matcher.quoteReplacement(unescape(escape.group(1))));
    }

    /** Consumes everything up to and including this word. */
    void skipTo(String word) {
        while (!take(word)) {
            token();
        }
    }

    /** The rest of the statement, as written. */
    String rest() {
        if (isAtEnd()) {
            throw refused();
        }
        String rest = sql.substring(tokens.get(next).offset());
        next = tokens.size();
        return rest;
    }

    /** The same, with blanks for everything before it, so that lines and columns stay the same. */
    String blankedRest() {
        String rest = rest();
        return blank(sql.length() - rest.length()) + rest;
    }

    private String blank(int end) {
        return sql.substring(0, end).replaceAll("\\S", " ");
    }

    private static String unescape(String escape) {
        if (escape.matches("u[0-9a-fA-F]{4}")) {
            return String.valueOf((char) Integer.parseInt(escape.substring(1), 16));
        }
        if (escape.matches("[0-7]{3}")) {
            return String.valueOf((char) Integer.parseInt(escape, 8));
        }
        return switch (escape) {
            case "t" -> "\t";
            case "n" -> "\n";
            case "r" -> "\r";
            default -> escape;
        };
    }

    /** A column's type, up to the comma or bracket that ends it. */
    String type() {
        StringBuilder type = new StringBuilder();
        int start = next;
        int depth = 0;
        while (!isAtEnd()) {
            String token = tokens.get(next).text();
            if (depth == 0 && (token.equals(",") || token.equals(")") || token.equalsIgnoreCase("COMMENT"))) {
                break;
            }
            depth += token.equals("<") || token.equals("(") ? 1 : token.equals(">") || token.equals(")") ? -1 : 0;
            type.append(token.replace("`", "").toLowerCase(Locale.ROOT));
            next++;
        }
        try {
            HiveType.parse(type.toString()).toDuckDb();
        } catch (IllegalArgumentException e) {
            throw new AthenaException("SYNTAX_ERROR: " + at(start) + e.getMessage());
        }
        return type.toString();
    }

    /** The content of the next brackets, with blanks for everything before it, so that lines and columns stay the same. */
    String bracketed() {
        expect("(");
        int start = isAtEnd() ? sql.length() : tokens.get(next).offset();
        for (int depth = 1; ; next++) {
            if (isAtEnd()) {
                throw refused();
            }
            depth += isNext("(") ? 1 : isNext(")") ? -1 : 0;
            if (depth == 0) {
                return blank(start) + sql.substring(start, tokens.get(next++).offset());
            }
        }
    }

    private String token() {
        if (isAtEnd()) {
            throw refused();
        }
        return tokens.get(next++).text();
    }

    /** The statement is not understood from here on. */
    AthenaException refused() {
        return new AthenaException("SYNTAX_ERROR: " + at(next) + "mismatched input '" + (isAtEnd() ? "<EOF>" : tokens.get(next).text()) + "'");
    }

    /** Where a token stands, or the end. */
    private String at(int token) {
        if (token < tokens.size()) {
            return "line " + tokens.get(token).line() + ":" + tokens.get(token).column() + ": ";
        }
        int lastLine = sql.lastIndexOf('\n') + 1;
        return "line " + (1 + sql.chars().filter(c -> c == '\n').count()) + ":" + (sql.length() - lastLine + 1) + ": ";
    }
}

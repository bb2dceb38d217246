package routes.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One statement as Trino reads it: its tokens, without comments and the semicolon at the end. What engines read in different ways is refused,
 * so that nothing hides in it.
 */
final class SqlText {
    private static final String SYMBOLS = "()[]{},.;:=<>!+-*/%|?^&";

    private static final Pattern NUMBER = Pattern.compile("[0-9][0-9_]*(?:[eE][0-9]*)?|0[xX][0-9a-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    private SqlText(String sql) {
        this.sql = sql;
    }

    /** @throws IllegalArgumentException naming line and column, unless it is one statement */
    static SqlText of(String sql) {
        SqlText text = new SqlText(sql);
        while (text.at < sql.length()) {
            text.next();
        }
        text.requireOneStatement();
        return text;
    }

    List<Token> tokens() {
        return tokens;
    }

    /** In the words of Athena: {@code line 1:8: …}. */
    IllegalArgumentException wrong(int position, String sentence) {
        String before = sql.substring(0, position);
        long line = 1 + before.chars().filter(character -> character == '\n').count();
        return new IllegalArgumentException("line %d:%d: %s".formatted(line, position - before.lastIndexOf('\n'), sentence));
    }

    private void requireOneStatement() {
        while (!tokens.isEmpty() && last().is(";")) {
            tokens.remove(tokens.size() - 1);
        }
        if (tokens.isEmpty()) {
            throw new IllegalArgumentException("there is no statement");
        }
        tokens.stream().filter(token -> token.is(";")).findFirst().ifPresent(end -> {
            throw wrong(end.at(), "one statement at a time: there is more behind this semicolon");
        });
    }

    private Token last() {
        return tokens.get(tokens.size() - 1);
    }

    private void next() {
        char character = sql.charAt(at);
        if (character == ' ' || character == '\t' || character == '\n') {
            at++;
        } else if (character == '\r') {
            carriageReturn();
        } else if (sql.startsWith("--", at)) {
            lineComment();
        } else if (sql.startsWith("/*", at)) {
            comment();
        } else if (character == '\'') {
            quoted(Token.Kind.TEXT, character);
        } else if (character == '"' || character == '`') {
            quoted(Token.Kind.QUOTED_NAME, character);
        } else if (isOfWord(character)) {
            word(Character.isDigit(character) ? Token.Kind.NUMBER : Token.Kind.WORD);
        } else if (SYMBOLS.indexOf(character) >= 0) {
            add(Token.Kind.SYMBOL, String.valueOf(character), at + 1);
        } else {
            throw wrong(at, "the character %s is not part of SQL outside of quotes".formatted(named(character)));
        }
    }

    private static String named(char character) {
        return character > ' ' && character < 127 ? String.valueOf(character) : "U+%04X".formatted((int) character);
    }

    private void carriageReturn() {
        if (!sql.startsWith("\r\n", at)) {
            throw wrong(at, "a carriage return without a line feed: end lines in one way");
        }
        at += 2;
    }

    private void lineComment() {
        while (at < sql.length() && sql.charAt(at) != '\n' && sql.charAt(at) != '\r') {
            at++;
        }
    }

    private void comment() {
        int end = sql.indexOf("*/", at + 2);
        int inner = sql.indexOf("/*", at + 2);
        if (end < 0) {
            throw wrong(at, "this comment has no end");
        }
        if (inner >= 0 && inner < end) {
            throw wrong(inner, "a comment begins within a comment, which engines end in different places");
        }
        at = end + 2;
    }

    /** A quote in it is written twice. */
    private void quoted(Token.Kind kind, char quote) {
        StringBuilder content = new StringBuilder();
        int position = at + 1;
        for (; position < sql.length(); position++) {
            char character = sql.charAt(position);
            boolean twice = character == quote && position + 1 < sql.length() && sql.charAt(position + 1) == quote;
            if (character == quote && !twice) {
                add(kind, content.toString(), position + 1);
                return;
            }
            position += twice ? 1 : 0;
            content.append(character);
        }
        throw wrong(at, "this quote has no end");
    }

    private void word(Token.Kind kind) {
        int end = at;
        while (end < sql.length() && isOfWord(sql.charAt(end))) {
            end++;
        }
        String word = sql.substring(at, end);
        if (kind == Token.Kind.NUMBER && !NUMBER.matcher(word).matches()) {
            throw wrong(at, "the number %s runs into a word: put a space between them".formatted(word));
        }
        add(kind, word, end);
    }

    private static boolean isOfWord(char character) {
        return character == '_' || character < 128 && Character.isLetterOrDigit(character);
    }

    private void add(Token.Kind kind, String text, int end) {
        tokens.add(new Token(kind, text, at));
        at = end;
    }
}

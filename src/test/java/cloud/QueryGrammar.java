package cloud;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Makes queries of Athena's dialect: the functions that the docs list, with arguments at their edges, in all the places that a query has. The
 * same number makes the same query. Most are valid, some are not, and none depends on the time or on chance.
 */
final class QueryGrammar {
    private static final Path FUNCTIONS = Path.of("src/test/resources/generated/functions.txt");

    /** Of each kind of function: its name, and the letters of its arguments. */
    private static final Map<String, Map<String, String[]>> KINDS = new TreeMap<>();

    /** By letter: what an argument may be. */
    private static final Map<Character, List<String>> EDGES = Map.ofEntries(
            edges('i', "0", "1", "-1", "7", "127", "128", "-32768", "2147483647", "-2147483648", "2147483648", "9223372036854775807", "BIGINT '-5'",
                    "SMALLINT '3'", "TINYINT '-128'", "CAST(NULL AS bigint)", "CAST(NULL AS integer)"),
            edges('k', "0", "1", "2", "3", "-1", "-2", "10", "40", "64", "BIGINT '2'", "CAST(NULL AS integer)"),
            edges('d', "0e0", "-0e0", "1e0", "-1e0", "0.5e0", "2.5e0", "-2.5e0", "1e-7", "123456.789e0", "1e17", "1.7976931348623157e308", "4.9e-324",
                    "nan()", "infinity()", "-infinity()", "REAL '1.1'", "REAL 'NaN'", "CAST(NULL AS double)"),
            edges('m', "0.0", "1.5", "-1.5", "2.50", "0.005", "99.99", "12345678901234567890.123456789", "DECIMAL '99999999999999999999999999999999999999'",
                    "-0.1", "CAST(1 AS decimal(38, 10))", "CAST(NULL AS decimal(10, 2))"),
            edges('s', "''", "' '", "'a'", "'abc'", "'Abc,Def,,g'", "' a\tb '", "'ß'", "'İi'", "'é'", "'e\u0301'", "'\uD83D\uDE00'", "'x\uD83D\uDE00y'", "'12'", "'-1.5'", "'1e3'",
                    "'NaN'", "'true'", "'2020-02-29'", "'2020-02-30'", "'2020-01-02 03:04:05'", "'2020-01-02T03:04:05.678Z'", "'a=1,b=2'", "'%'", "'a_b'",
                    "'https://x.y/p%20q?r=1#s'", "'aGk='", "'6869'", "'line\nbreak'", "CAST('ab' AS char(4))", "CAST(NULL AS varchar)"),
            edges('c', "','", "' '", "'a'", "''", "'\uD83D\uDE00'", "'b'", "'='", "CAST(NULL AS varchar)"),
            edges('b', "true", "false", "CAST(NULL AS boolean)", "1 = 1", "NOT true", "1 < 2", "nan() = nan()", "'a' LIKE 'a%'"),
            edges('y', "date '1970-01-01'", "date '2020-02-29'", "date '1999-12-31'", "date '2021-01-03'", "date '0001-01-01'", "date '9999-12-31'", "date '1969-07-20'",
                    "CAST(NULL AS date)"),
            edges('z', "timestamp '2020-01-02 03:04:05'", "timestamp '2020-01-31 23:59:59.999'", "timestamp '1969-12-31 23:59:59.500'",
                    "timestamp '2020-02-29 12:00:00.123456'", "timestamp '0001-01-01 00:00:00'", "timestamp '2024-12-30 00:00:00.0005'", "CAST(NULL AS timestamp)"),
            edges('v', "interval '1' day", "interval '-2' hour", "interval '90' second", "interval '1' month", "interval '0' day", "interval '1' week",
                    "interval '2' year", "interval '1 2:03:04.567' day to second"),
            edges('u', "'day'", "'month'", "'year'", "'week'", "'quarter'", "'hour'", "'minute'", "'second'", "'millisecond'", "'DAY'", "'days'", "'decade'"),
            edges('a', "ARRAY[1, 2, 3]", "ARRAY[]", "ARRAY[NULL]", "ARRAY[3, NULL, 1, 3]", "ARRAY[1e0, nan(), -0e0]", "ARRAY[1.5, 2]", "CAST(NULL AS array(integer))",
                    "ARRAY[2147483647, 1]", "ARRAY[-1]", "ARRAY[ARRAY[1], ARRAY[2, NULL]]", "ARRAY[CAST(NULL AS bigint)]"),
            edges('r', "ARRAY['a', 'b']", "ARRAY['', NULL, 'b']", "ARRAY['b', 'a', 'b']", "CAST(ARRAY[] AS array(varchar))", "CAST(NULL AS array(varchar))", "ARRAY['\uD83D\uDE00']"),
            edges('g', "MAP(ARRAY['a', 'b'], ARRAY[1, NULL])", "MAP(ARRAY['x'], ARRAY[2])", "MAP()", "MAP(ARRAY['a', 'a'], ARRAY[1, 2])", "MAP(ARRAY[1, 2], ARRAY['q', 'r'])",
                    "CAST(NULL AS map(varchar, integer))"),
            edges('j', "JSON '{\"a\": [1, 2.50, null], \"b\": {\"c\": \"x\"}}'", "JSON '[]'", "JSON 'null'", "JSON '1e2'", "json_parse('\"text\"')", "CAST(ARRAY[1, 2] AS json)",
                    "CAST('a' AS json)", "CAST(1.50 AS json)", "CAST(MAP(ARRAY['k'], ARRAY[true]) AS json)", "CAST(NULL AS json)"),
            edges('J', "'{\"a\": [1, 2.50, null], \"b\": {\"c\": \"x\"}}'", "'[1, \"a\", true, null]'", "'{}'", "'null'", "'\"s\"'", "'12'", "''", "'{bad'", "'{\"a\": 1, \"a\": 2}'",
                    "'[1, [2], {\"x\": 3}]'", "'{\"a b\": {\"\": 1}}'", "CAST(NULL AS varchar)"),
            edges('q', "'$'", "'$.a'", "'$.a[0]'", "'$.a[1]'", "'$[0]'", "'$[1]'", "'$.b.c'", "'$[\"a\"]'", "'$.x'", "'$.a[*]'", "'a'", "''", "'$.a b'"),
            edges('x', "X''", "X'00'", "X'616263'", "X'C3A9'", "X'FF'", "to_utf8('\uD83D\uDE00')", "to_utf8('abc')", "CAST(NULL AS varbinary)"),
            edges('p', "'a'", "'.'", "'[a-c]+'", "'(a)(b)?'", "'(\\d+)'", "'^$'", "''", "','", "'(?i)A'", "'\\s+'", "'(?<n>b)'", "'a|b'", "'b*'", "'('", "'\\p{L}'", "'x*+'",
                    "'(?=b)'", "CAST(NULL AS varchar)"),
            edges('f', "'%Y-%m-%d'", "'%H:%i:%s'", "'%Y-%m-%dT%H:%i:%s.%f'", "'%a %b %e %y'", "'%W %M %j'", "'%h %p %l'", "'%%'", "'%v %x'", "'%q'", "'%c/%d/%Y'", "''", "'%k %I %r %T'"),
            edges('F', "'%s'", "'%d'", "'%,d'", "'%.2f'", "'%5s|%-5d'", "'%05d'", "'%e'", "'%x'", "'%s %s %s'", "'%'", "'%tF'", "'%b'", "'plain'", "'%+d'"),
            edges('P', "x -> x > 1", "x -> x IS NULL", "x -> true", "x -> x = 1", "x -> NULL"),
            edges('T', "x -> x", "x -> CAST(x AS varchar)", "x -> coalesce(x, x)", "x -> NULL", "x -> ARRAY[x]"),
            edges('O', "(x, y) -> IF(x < y, 1, IF(x = y, 0, -1))", "(x, y) -> 0"),
            edges('R', "0, (s, x) -> s + x, s -> s", "1e0, (s, x) -> s * x, s -> s", "'', (s, x) -> s || CAST(x AS varchar), s -> s"));

    private static final String TABLE = "WITH t(k, i, d, m, s, b, y, z) AS (VALUES"
            + " (1, BIGINT '5', 1.5e0, CAST(1.25 AS decimal(10, 2)), 'a', true, date '2020-01-31', timestamp '2020-01-31 10:00:00'),"
            + " (2, NULL, nan(), CAST(NULL AS decimal(10, 2)), NULL, NULL, NULL, NULL),"
            + " (3, BIGINT '-5', 0e0, CAST(-0.01 AS decimal(10, 2)), '', false, date '1969-12-31', timestamp '1969-12-31 23:59:59.999'),"
            + " (4, BIGINT '5', infinity(), CAST(99999999.99 AS decimal(10, 2)), '\uD83D\uDE00b', true, date '2020-02-29', timestamp '2020-02-29 00:00:00'),"
            + " (5, BIGINT '9223372036854775807', 1.5e0, CAST(0 AS decimal(10, 2)), 'a', false, date '2020-01-31', timestamp '2020-01-31 10:00:00')) ";

    private static final Map<Character, List<String>> COLUMNS = Map.ofEntries(
            edges('i', "i", "k"), edges('k', "k"), edges('d', "d"), edges('m', "m"), edges('s', "s"), edges('b', "b"), edges('y', "y"), edges('z', "z"));

    /** The same of what only the tables have. */
    private static final Map<Character, List<String>> NESTED = Map.ofEntries(edges('a', "a"), edges('r', "r"), edges('g', "g"), edges('i', "o.x"), edges('s', "o.y"));

    private static final List<String> TYPES = List.of("bigint", "integer", "smallint", "tinyint", "double", "real", "decimal(5, 2)", "decimal(38, 0)", "varchar", "varchar(3)",
            "boolean", "date", "timestamp", "json", "array(varchar)", "char(3)", "varbinary", "timestamp(6)");

    private static final String ANY = "ikdmsbyzvargjx";

    private final Random random;
    /** How deep expressions may still nest. */
    private int depth = 2;
    private boolean inTable;
    /** What the query reads: the rows that stand in it, or a table of {@link EdgeTables}. */
    private String table = "t";

    static {
        try {
            for (String line : Files.readAllLines(FUNCTIONS)) {
                String[] words = line.split(" ");
                if (!line.startsWith("#")) {
                    KINDS.computeIfAbsent(words[0], kind -> new TreeMap<>()).put(words[1], words[2].split("\\|"));
                }
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private static Map.Entry<Character, List<String>> edges(char letter, String... values) {
        return Map.entry(letter, List.of(values));
    }

    private QueryGrammar(Random random) {
        this.random = random;
    }

    static String query(long seed, long number) {
        return new QueryGrammar(new Random(seed * 1_000_003 + number)).query();
    }

    private String query() {
        int shape = random.nextInt(100);
        if (shape < 50) {
            return "SELECT " + expression();
        }
        inTable = true;
        table = one("t", "t", EdgeTables.JSON, EdgeTables.PARQUET);
        String query = ofTable(shape);
        return table.equals("t") ? TABLE + query : query;
    }

    private String ofTable(int shape) {
        if (shape < 62) {
            return "SELECT k, " + expression() + from() + " ORDER BY k";
        }
        if (shape < 72) {
            return chance(2) ? "SELECT " + aggregate() + from() + where()
                    : "SELECT b, " + aggregate() + from() + where() + " GROUP BY b" + (chance(3) ? " HAVING " + condition() : "");
        }
        if (shape < 80) {
            return "SELECT k, " + window() + from() + " ORDER BY k";
        }
        if (shape < 88) {
            return "SELECT k" + from() + " WHERE " + condition() + " ORDER BY k";
        }
        return other();
    }

    private String from() {
        return " FROM " + table;
    }

    /** Shapes of queries rather than of expressions. */
    private String other() {
        String column = one("i", "d", "m", "s", "b", "y", "z");
        String order = one("", " DESC", " NULLS FIRST", " ASC NULLS LAST", " DESC NULLS FIRST");
        return switch (random.nextInt(9)) {
            case 0 -> "SELECT k, " + column + from() + " ORDER BY " + column + order + ", k" + one("", " LIMIT 2", " OFFSET 1 LIMIT 2", " FETCH FIRST 1 ROW ONLY");
            case 1 -> "SELECT DISTINCT " + column + from();
            case 2 -> "SELECT " + column + ", count(*)" + from() + " GROUP BY " + one(column, "1", "ROLLUP (" + column + ")", "CUBE (" + column + ", b)", "GROUPING SETS ((" + column + "), ())");
            case 3 -> "SELECT x.k, w.k FROM " + table + " x " + one("JOIN", "LEFT JOIN", "FULL JOIN", "RIGHT JOIN") + " " + table + " w ON x." + column + " = w." + column + one("", " AND x.k < w.k")
                    + " ORDER BY x.k, w.k";
            case 4 -> "SELECT " + column + from() + " " + one("UNION", "UNION ALL", "INTERSECT", "EXCEPT") + " SELECT " + one(column, argument(random.nextInt(8) == 0 ? '*' : letter(column)))
                    + from() + " WHERE k > 2";
            case 5 -> "SELECT k, u" + from() + " CROSS JOIN UNNEST(" + argument(one("a", "r").charAt(0)) + ") " + one("", "WITH ORDINALITY ") + "AS n(u" + one("", ", o") + ") ORDER BY 1, 2";
            case 6 -> "SELECT k, " + column + " IN (SELECT " + column + from() + " WHERE k " + one("< 3", "> 2", "> 9") + ")" + from() + " ORDER BY k";
            case 7 -> "SELECT k" + from() + " WHERE " + column + one(" = ", " > ", " <> ") + one("ALL", "ANY", "SOME") + " (SELECT " + column + from() + " WHERE k " + one("> 3", "> 9", "= 1") + ") ORDER BY k";
            default -> "SELECT array_agg(" + column + " ORDER BY " + column + order + ", k)" + from();
        };
    }

    private static char letter(String column) {
        return column.charAt(0);
    }

    private String where() {
        return chance(3) ? " WHERE " + condition() : "";
    }

    private String expression() {
        return switch (random.nextInt(10)) {
            case 0 -> (chance(4) ? "TRY_CAST(" : "CAST(") + any() + " AS " + one(TYPES) + ")";
            case 1 -> binary(one("+", "-", "*", "/", "%"));
            case 2 -> condition();
            case 3 -> special();
            default -> call("scalar");
        };
    }

    private String special() {
        return switch (random.nextInt(9)) {
            case 0 -> "CASE WHEN " + condition() + " THEN " + any() + " ELSE " + any() + " END";
            case 1 -> "coalesce(" + any() + ", " + any() + ")";
            case 2 -> "extract(" + one("year", "month", "day", "dow", "doy", "week", "hour", "second", "quarter") + " FROM " + argument(one("y", "z", "v").charAt(0)) + ")";
            case 3 -> "TRY(" + expression() + ")";
            case 4 -> "if(" + condition() + ", " + any() + ")";
            case 5 -> argument('s') + " || " + argument('s');
            case 6 -> argument(one("a", "r", "g").charAt(0)) + "[" + argument(chance(4) ? 's' : 'k') + "]";
            case 7 -> "position(" + argument('c') + " IN " + argument('s') + ")";
            default -> "-" + argument('n');
        };
    }

    private String condition() {
        char kind = one("n", "n", "s", "y", "z", "b", "d", "a", "r", "v", "x", "*").charAt(0);
        return switch (random.nextInt(9)) {
            case 0 -> argument(kind) + " BETWEEN " + argument(kind) + " AND " + argument(kind);
            case 1 -> argument(kind) + one(" IN (", " NOT IN (") + argument(kind) + ", " + argument(kind) + ")";
            case 2 -> argument('s') + one(" LIKE ", " NOT LIKE ") + one("'%'", "'a%'", "'_'", "''", "'a\\_b' ESCAPE '\\'", "'%b_'");
            case 3 -> argument(kind) + one(" IS NULL", " IS NOT NULL");
            case 4 -> argument(kind) + one(" IS DISTINCT FROM ", " IS NOT DISTINCT FROM ") + argument(kind);
            case 5 -> "NOT (" + argument('b') + one(" AND ", " OR ") + argument('b') + ")";
            default -> binary(kind, one("=", "<>", "<", "<=", ">", ">="));
        };
    }

    private String binary(String operator) {
        if (chance(4)) {
            return one(argument('y'), argument('z')) + one(" + ", " - ") + argument('v');
        }
        if (chance(8)) {
            return binary(one("y", "z", "v", "a", "*").charAt(0), operator);
        }
        return binary('n', operator);
    }

    private String binary(char kind, String operator) {
        return argument(kind) + " " + operator + " " + argument(kind);
    }

    private String aggregate() {
        return switch (random.nextInt(8)) {
            case 0 -> call("aggregate") + " FILTER (WHERE " + condition() + ")";
            case 1 -> "count(DISTINCT " + any() + ")";
            case 2 -> "listagg(s, " + argument('c') + ") WITHIN GROUP (ORDER BY k" + one("", " DESC") + ")";
            default -> call("aggregate");
        };
    }

    private String window() {
        String order = one("k", "i, k", "d, k", "s DESC, k", "y NULLS FIRST, k", "k DESC");
        String frame = one("", "", " ROWS BETWEEN 1 PRECEDING AND CURRENT ROW", " ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING",
                " RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW", " ROWS BETWEEN 1 FOLLOWING AND 2 FOLLOWING");
        String partition = one("", "PARTITION BY b ", "PARTITION BY d ");
        boolean own = chance(2);
        return call(own ? "window" : "aggregate") + " OVER (" + partition + "ORDER BY " + order + (own ? "" : frame) + ")";
    }

    private String call(String kind) {
        Map<String, String[]> functions = KINDS.get(kind);
        String name = one(List.copyOf(functions.keySet()));
        String letters = one(functions.get(name)).replace("-", "");
        if (random.nextInt(25) == 0) {
            letters += "*";
        }
        List<String> arguments = new ArrayList<>();
        for (char letter : letters.toCharArray()) {
            arguments.add(argument(random.nextInt(40) == 0 ? '*' : letter));
        }
        return name + "(" + String.join(", ", arguments) + ")";
    }

    private String any() {
        return argument('*');
    }

    private String argument(char letter) {
        if (letter == '*') {
            return random.nextInt(15) == 0 ? "NULL" : argument(ANY.charAt(random.nextInt(ANY.length())));
        }
        if (letter == 'n') {
            return argument("ikdm".charAt(random.nextInt(4)));
        }
        if (inTable && COLUMNS.containsKey(letter) && random.nextInt(4) != 0) {
            return one(COLUMNS.get(letter));
        }
        if (!table.equals("t") && NESTED.containsKey(letter) && random.nextInt(4) != 0) {
            return one(NESTED.get(letter));
        }
        if (depth > 0 && random.nextInt(7) == 0) {
            depth--;
            String nested = nested(letter);
            depth++;
            if (nested != null) {
                return nested;
            }
        }
        return one(EDGES.get(letter));
    }

    /** An expression of the type, null if there is none. */
    private String nested(char letter) {
        return switch (letter) {
            case 'i' -> one("length(" + argument('s') + ")", "CAST(" + argument('k') + " AS bigint)", argument('k') + " + " + argument('k'), "cardinality(" + argument('a') + ")");
            case 'd' -> one("sqrt(" + argument('k') + ")", argument('d') + one(" + ", " * ", " / ") + argument('d'), "CAST(" + argument('k') + " AS double)");
            case 'm' -> one(argument('m') + one(" + ", " * ", " - ") + argument('m'), "CAST(" + argument('k') + " AS decimal(12, 3))");
            case 's' -> one("upper(" + argument('s') + ")", "CAST(" + argument('*') + " AS varchar)", argument('s') + " || " + argument('s'), "reverse(" + argument('s') + ")");
            case 'b' -> condition();
            case 'y' -> one("CAST(" + argument('z') + " AS date)", "date_trunc('month', " + argument('y') + ")", argument('y') + " + interval '1' day");
            case 'z' -> one("CAST(" + argument('y') + " AS timestamp)", argument('z') + " + interval '1' hour");
            case 'a' -> one("filter(" + argument('a') + ", " + argument('P') + ")", "sequence(1, " + argument('k') + ")", "reverse(" + argument('a') + ")");
            case 'r' -> one("split(" + argument('s') + ", ',')", "array_sort(" + argument('r') + ")");
            default -> null;
        };
    }

    private boolean chance(int of) {
        return random.nextInt(of) == 0;
    }

    private String one(String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private String one(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** The functions that it knows. */
    static List<String> functions() {
        return KINDS.values().stream().flatMap(kind -> kind.keySet().stream()).sorted().collect(Collectors.toList());
    }

    static List<String> queries(long seed, int count) {
        return IntStream.range(0, count).mapToObj(number -> query(seed, number)).toList();
    }
}

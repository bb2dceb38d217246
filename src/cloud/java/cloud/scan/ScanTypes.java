package cloud.scan;

import cloud.sql.Sql;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Finds the types of a query's columns without opening an object: each scan is replaced by an empty one with the same columns. */
final class ScanTypes {
    private final Connection duckDb;
    private final Map<String, Map<String, String>> columns = new LinkedHashMap<>();

    ScanTypes(Connection duckDb) {
        this.duckDb = duckDb;
    }

    /** @param scan as it stands in translated queries, @param types of its columns */
    void add(String scan, Map<String, String> types) {
        columns.put(scan, types);
    }

    /** Each scan with the names and types of its columns. */
    Map<String, Map<String, String>> columns() {
        return columns;
    }

    /** A SELECT of no rows. */
    static String nothing(Map<String, String> columns) {
        return columns.entrySet().stream().map(column -> "CAST(NULL AS " + column.getValue() + ") AS " + Sql.name(column.getKey()))
                .collect(Collectors.joining(", ", "SELECT ", " WHERE false"));
    }

    /** The column names, in lower case, and DuckDB types that a translated query would return; empty if it cannot stand alone. */
    Optional<Map<String, String>> describe(String sql) {
        try {
            return Optional.of(types(emptied(sql)));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    private String emptied(String sql) {
        String emptied = sql;
        for (Map.Entry<String, Map<String, String>> scan : columns.entrySet()) {
            emptied = emptied.replace(scan.getKey(), "(" + nothing(scan.getValue()) + ")");
        }
        return emptied;
    }

    /** The columns with the type of NULL where they have no other: DuckDB calls those INTEGER. */
    List<ResultColumn> exactly(List<ResultColumn> columns, String sql) {
        List<ResultColumn> exact = new ArrayList<>();
        for (ResultColumn column : columns) {
            boolean isNull = isNull(emptied(sql), columns.size(), exact.size(), column.type());
            exact.add(isNull ? new ResultColumn(column.name(), column.type().replace("INTEGER", "\"NULL\"")) : column);
        }
        return exact;
    }

    /** Whether a column reported as integer can be coalesced with a type that no integer can. */
    private boolean isNull(String sql, int columns, int column, String type) {
        if (!type.matches("INTEGER(\\[])?") || !sql.replace("CAST(NULL AS", "").contains("NULL") && !sql.contains("[ ]")) {
            return false;
        }
        // what is in WITH is not known inside of brackets
        int body = body(sql);
        String names = IntStream.range(0, columns).mapToObj(i -> "\"c" + i + '"').collect(Collectors.joining(", "));
        try (Statement statement = duckDb.createStatement()) {
            statement.executeQuery("DESCRIBE " + sql.substring(0, body) + "SELECT coalesce(\"c" + column + "\", CAST(NULL AS " + type.replace("INTEGER", "STRUCT(x INTEGER)")
                    + ")) FROM (" + sql.substring(body) + ") AS query(" + names + ")").close();
            return true;
        } catch (SQLException integers) {
            return false;
        }
    }

    /** Where the query begins that follows WITH: outside of brackets and names, with SELECT or a bracket after another. */
    private static int body(String sql) {
        int depth = 0;
        char before = ' ';
        for (int i = 0; sql.startsWith("WITH ") && i < sql.length(); i++) {
            char c = sql.charAt(i);
            if (depth == 0 && before == ')' && (c == '(' || c == 'S')) {
                return i;
            }
            if (c == '"' || c == '\'') {
                i = sql.indexOf(c, i + 1);
            }
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            before = c == ' ' ? before : c;
        }
        return 0;
    }

    private Map<String, String> types(String sql) throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        try (Statement statement = duckDb.createStatement(); ResultSet described = statement.executeQuery("DESCRIBE " + sql)) {
            while (described.next()) {
                columns.add(new ResultColumn(described.getString(1).toLowerCase(Locale.ROOT), described.getString(2)));
            }
        }
        Map<String, String> types = new LinkedHashMap<>();
        exactly(columns, sql).forEach(column -> types.put(column.name(), column.type()));
        return types;
    }
}

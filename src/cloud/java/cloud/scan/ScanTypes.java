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

/** Finds the types of a query's columns without opening an object: each scan in it is replaced by one of the same columns that gives no rows. */
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

    /** Names, lower case, and DuckDB types of what a translated query would give; empty if it cannot stand alone. */
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

    /** Whether a column that is said to be of integers goes together with what no integer does. */
    private boolean isNull(String sql, int columns, int column, String type) {
        if (!type.matches("INTEGER(\\[])?") || !sql.replace("CAST(NULL AS", "").contains("NULL")) {
            return false;
        }
        String names = IntStream.range(0, columns).mapToObj(i -> "\"c" + i + '"').collect(Collectors.joining(", "));
        try (Statement statement = duckDb.createStatement()) {
            statement.executeQuery("DESCRIBE SELECT coalesce(\"c" + column + "\", CAST(NULL AS " + type.replace("INTEGER", "STRUCT(x INTEGER)")
                    + ")) FROM (" + sql + ") AS query(" + names + ")").close();
            return true;
        } catch (SQLException integers) {
            return false;
        }
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

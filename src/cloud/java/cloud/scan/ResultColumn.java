package cloud.scan;

import cloud.sql.AthenaException;
import cloud.sql.Sql;
import cloud.sql.Types;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A column of a query. @param type as DuckDB writes it */
public record ResultColumn(String name, String type) {

    static List<ResultColumn> of(ResultSetMetaData columns) throws SQLException {
        List<ResultColumn> all = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            all.add(new ResultColumn(columns.getColumnName(i), columns.getColumnTypeName(i)));
        }
        return all;
    }

    /** The query with its columns as they can be stored: no file format has DuckDB's integers that are wider than Trino's. */
    public static String storable(String sql, List<ResultColumn> columns) {
        return with(sql, columns, "HUGEINT", "CAST(%s AS BIGINT)");
    }

    /** The query with its intervals as Athena shows them. */
    public static String shown(String sql, List<ResultColumn> columns) {
        columns.stream().filter(column -> column.type().matches(".*INTERVAL.+|.+INTERVAL.*")).findFirst().ifPresent(column -> {
            throw new AthenaException("NOT_SUPPORTED: Intervals inside of the column '" + column.name() + "' are not supported by the local Athena");
        });
        return with(sql, columns, "INTERVAL", "trino_shown_interval(%s)");
    }

    private static String with(String sql, List<ResultColumn> columns, String type, String template) {
        if (columns.stream().noneMatch(column -> column.type().equals(type))) {
            return sql;
        }
        List<String> select = new ArrayList<>();
        List<String> names = new ArrayList<>();
        for (ResultColumn column : columns) {
            String name = "\"c" + names.size() + '"';
            names.add(name);
            select.add((column.type().equals(type) ? template.formatted(name) : name) + " AS " + Sql.name(column.name()));
        }
        return "SELECT " + String.join(", ", select) + " FROM (" + sql + ") AS query(" + String.join(", ", names) + ")";
    }

    /** Whether its name is one given to an unnamed column. */
    public boolean isUnnamed() {
        return name.matches("_col\\d+");
    }

    /** Whether Hive has such a type. */
    public boolean isStorable() {
        return Types.hive(type).isPresent();
    }

    /** @throws QueryFailedException if Hive has no such type */
    public String hiveType() {
        return Types.hive(type).orElseThrow(() -> new AthenaException(type.equals("\"NULL\"") ? "COLUMN_TYPE_UNKNOWN: Column type is unknown: " + name
                : "NOT_SUPPORTED: Unsupported Hive type: " + Types.athena(type)));
    }
}

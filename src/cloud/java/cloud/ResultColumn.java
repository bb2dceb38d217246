package cloud;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A column of a query. @param type in DuckDB's words */
record ResultColumn(String name, String type) {

    static List<ResultColumn> of(ResultSetMetaData columns) throws SQLException {
        List<ResultColumn> all = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            all.add(new ResultColumn(columns.getColumnName(i), columns.getColumnTypeName(i)));
        }
        return all;
    }

    /** Whether its name is one that a column without a name gets. */
    boolean isUnnamed() {
        return name.matches("_col\\d+");
    }

    /** @throws QueryFailedException if Hive has no such type */
    String hiveType() {
        return Types.hive(type).orElseThrow(() -> new QueryFailedException(type.equals("\"NULL\"") ? "COLUMN_TYPE_UNKNOWN: Column type is unknown: " + name
                : "NOT_SUPPORTED: Unsupported Hive type: " + Types.athena(type)));
    }
}

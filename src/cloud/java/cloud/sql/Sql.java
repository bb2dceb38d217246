package cloud.sql;

/** Quoting, the same in Trino and DuckDB. */
public final class Sql {
    private Sql() {}

    public static String name(String identifier) {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    public static String text(String value) {
        return '\'' + value.replace("'", "''") + '\'';
    }
}

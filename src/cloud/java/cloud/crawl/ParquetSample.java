package cloud.crawl;

import cloud.sql.HiveType;
import cloud.sql.Sql;
import cloud.sql.Types;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * The schema that a Parquet object carries itself.
 *
 * @param compression of its column chunks, in lower case
 */
record ParquetSample(Map<String, HiveType> columns, String compression, long records) {

    /** @throws IOException if it is not Parquet, or has a column of a type that Hive does not have */
    static ParquetSample of(Path file) throws IOException {
        String path = Sql.text(file.toString());
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duckDb.createStatement()) {
            Map<String, HiveType> columns = new LinkedHashMap<>();
            try (ResultSet rows = statement.executeQuery("DESCRIBE SELECT * FROM read_parquet(" + path + ", hive_partitioning=false)")) {
                while (rows.next()) {
                    columns.put(rows.getString(1).toLowerCase(Locale.ROOT), type(rows.getString(1), rows.getString(2)));
                }
            }
            try (ResultSet rows = statement.executeQuery("SELECT coalesce(min(compression), 'UNCOMPRESSED'), "
                    + "(SELECT num_rows FROM parquet_file_metadata(" + path + ")) FROM parquet_metadata(" + path + ")")) {
                rows.next();
                String compression = rows.getString(1).toLowerCase(Locale.ROOT);
                return new ParquetSample(columns, compression.equals("uncompressed") ? "none" : compression, rows.getLong(2));
            }
        } catch (SQLException e) {
            throw new IOException("Not Parquet: " + e.getMessage(), e);
        }
    }

    private static HiveType type(String column, String duckDb) throws IOException {
        String known = duckDb.startsWith("TIMESTAMP") ? "TIMESTAMP" : duckDb;
        return HiveType.parse(Types.hive(known).orElseThrow(() -> new IOException("The column " + column + " is of the type " + duckDb)));
    }
}

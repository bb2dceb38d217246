package cloud.catalog;

/** A table and the database it belongs to. */
public record TableName(String database, String table) {}

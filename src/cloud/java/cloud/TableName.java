package cloud;

/** A table and the database it belongs to. */
record TableName(String database, String table) {}

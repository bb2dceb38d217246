/** Athena's SQL in DuckDB's words. It needs nothing but Trino's parser. */
package cloud.sql;

/** Translates Athena's SQL to DuckDB's. It needs nothing but Trino's parser. */
package cloud.sql;

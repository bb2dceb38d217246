/** Translates Athena's SQL to DuckDB's. It needs nothing but Trino's parser and regular expressions, and DuckDB's interface for functions. */
package cloud.sql;

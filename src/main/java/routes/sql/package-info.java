/** Questions in SQL that people ask of the lake: what is allowed, what it costs at most, and the queries that run. */
package routes.sql;

/** The tables of Glue: the crawler, and the partitions of new dates. */
package routes.catalog;

/** Databases, tables and partitions. */
package cloud.catalog;

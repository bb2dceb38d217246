/** Rows as records: typed JSON under a key. */
package routes.record;

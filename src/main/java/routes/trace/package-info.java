/** Where one row is: its record, its object, its line, and the tables and reports that have it. */
package routes.trace;

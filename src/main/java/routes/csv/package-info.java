/** Rows of a CSV file, in the order of the file, of market time, or shuffled. */
package routes.csv;

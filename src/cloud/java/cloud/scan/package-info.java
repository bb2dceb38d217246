/** Queries over tables: which objects are read, and how. */
package cloud.scan;

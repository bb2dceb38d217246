/** A batch as an object of the lake: its key, its lines, its metadata, and what stands there already. */
package routes.lake;

/** Glue's API. */
package cloud.glue;

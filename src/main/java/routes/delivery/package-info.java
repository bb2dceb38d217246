/** The component kafka-batch: when a batch is written, and when its offsets are committed. */
package routes.delivery;

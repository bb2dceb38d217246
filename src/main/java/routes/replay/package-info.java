/** Passes over a source at their pace, and how far Kafka says that they came. */
package routes.replay;

/** Clients of Kafka, topics, offsets, and what a log still holds. */
package routes.kafka;

/** The proof that each record of Kafka is in the lake, once. */
package routes.verify;

/** The local cloud: Kafka, S3, Glue and Athena on one machine, for trying and for tests. */
package cloud;

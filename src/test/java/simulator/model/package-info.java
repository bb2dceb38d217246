/** Models of Kafka and S3 for a simulation: they have its time, its chance and its faults, and each is held against the real one by a contract. */
package simulator.model;

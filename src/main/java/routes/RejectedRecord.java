package routes;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that cannot go to the lake, and why. */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> record, String reason) {}

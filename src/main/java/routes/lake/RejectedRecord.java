package routes.lake;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that cannot go to the lake, the reason, and the exception that reports it (or the class that found it). */
public record RejectedRecord(ConsumerRecord<byte[], byte[]> record, String reason, String exception) {
    static RejectedRecord of(ConsumerRecord<byte[], byte[]> record, Rejection rejection) {
        return new RejectedRecord(record, rejection.reason(), rejection.exception());
    }
}

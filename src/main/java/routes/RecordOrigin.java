package routes;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;

/** Where a rejected record stands. */
record RecordOrigin(TopicPartition partition, long offset) {
    /** As the headers of its letter tell; empty for the letter of a row. */
    static Optional<RecordOrigin> of(Headers headers) {
        String topic = DeadLetter.text(headers, DeadLetters.TOPIC);
        try {
            int partition = Integer.parseInt(DeadLetter.text(headers, DeadLetters.PARTITION));
            long offset = Long.parseLong(DeadLetter.text(headers, DeadLetters.OFFSET));
            return topic.isEmpty() ? Optional.empty() : Optional.of(new RecordOrigin(new TopicPartition(topic, partition), offset));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return partition + "@" + offset;
    }
}

package routes.letter;

import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import routes.batch.LakeOffset;
import routes.kafka.HeaderText;

/**
 * Where a rejected record stands.
 *
 * @param lakeOffset see {@link LakeOffset}; two records may have had the same offset in Kafka
 */
public record RecordOrigin(TopicPartition partition, long lakeOffset) {
    /** As the headers of its letter tell; empty for the letter of a row. */
    static Optional<RecordOrigin> of(Headers headers) {
        String topic = HeaderText.of(headers, DeadLetters.TOPIC);
        try {
            int partition = Integer.parseInt(HeaderText.of(headers, DeadLetters.PARTITION));
            // letters of early versions have Kafka's offset alone
            String lakeOffset = HeaderText.of(headers, DeadLetters.LAKE_OFFSET);
            long offset = Long.parseLong(lakeOffset.isEmpty() ? HeaderText.of(headers, DeadLetters.OFFSET) : lakeOffset);
            return topic.isEmpty() ? Optional.empty() : Optional.of(new RecordOrigin(new TopicPartition(topic, partition), offset));
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    /** In Kafka, as long as it is the same log. */
    public long offset() {
        return LakeOffset.kafka(lakeOffset);
    }

    public int generation() {
        return LakeOffset.generation(lakeOffset);
    }

    @Override
    public String toString() {
        return partition + "@" + lakeOffset;
    }
}

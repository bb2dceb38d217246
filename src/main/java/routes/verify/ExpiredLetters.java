package routes.verify;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import routes.kafka.KafkaClients;
import routes.kafka.Topics;
import routes.lang.Errors;

/**
 * Which letters the retention of the dead-letter topic may have deleted: Kafka deletes from the front, so they are older than the oldest
 * one of the same partition that is still there.
 *
 * @param before the time of that one; {@link Instant#MIN} when nothing was deleted, {@link Instant#MAX} when nothing is left
 */
record ExpiredLetters(Instant before) {
    /** An object is put just after its letters; this is for slow puts, and for clocks that differ. */
    private static final Duration LEEWAY = Duration.ofHours(1);

    /** To be called after the letters were read: only then is known what retention has deleted in the meantime. */
    static ExpiredLetters of(KafkaClients clients, String topic) {
        Map<TopicPartition, OffsetSpec> partitions = Topics.partitions(clients, topic).stream()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), any -> OffsetSpec.earliest()));
        try (Admin admin = clients.admin()) {
            Map<TopicPartition, ListOffsetsResultInfo> first = admin.listOffsets(partitions).all().get();
            partitions.replaceAll((partition, any) -> OffsetSpec.forTimestamp(0));
            Map<TopicPartition, ListOffsetsResultInfo> oldest = admin.listOffsets(partitions).all().get();
            return new ExpiredLetters(partitions.keySet().stream()
                    .filter(partition -> first.get(partition).offset() > 0)
                    .map(partition -> time(oldest.get(partition)))
                    .max(Instant::compareTo)
                    .orElse(Instant.MIN));
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka does not return the offsets of %s: %s".formatted(topic, Errors.sentence(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for offsets", interrupted);
        }
    }

    private static Instant time(ListOffsetsResultInfo oldest) {
        return oldest.offset() < 0 ? Instant.MAX : Instant.ofEpochMilli(oldest.timestamp()).plus(LEEWAY);
    }

    /** @param put when the object was put: after its letters, however often they were sent */
    boolean mayLackThoseOf(Instant put) {
        return put.isBefore(before);
    }
}

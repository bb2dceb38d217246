package routes;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a partition stands.
 *
 * @param first offset that Kafka still has
 * @param end offset that the next record will get
 * @param committed the next offset to read, -1 when nothing was committed
 */
record Offsets(long first, long end, long committed) {
    /** Records that are not committed yet. */
    long lag() {
        return end - Math.max(first, committed);
    }

    /** By partition number. */
    static Map<Integer, Offsets> of(KafkaClients clients, String topic) {
        Set<TopicPartition> partitions = Topics.partitions(clients, topic).stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        try (Admin admin = clients.admin()) {
            // before the ends: a running service may commit meanwhile, and nothing is committed beyond an end
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(clients.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var first = admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.earliest())))
                    .all()
                    .get();
            var end = admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())))
                    .all()
                    .get();
            Map<Integer, Offsets> offsets = new TreeMap<>();
            for (TopicPartition partition : partitions) {
                OffsetAndMetadata next = committed.get(partition);
                offsets.put(
                        partition.partition(),
                        new Offsets(first.get(partition).offset(), end.get(partition).offset(), next == null ? -1 : next.offset()));
            }
            return offsets;
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka does not tell the offsets of %s: %s".formatted(topic, Errors.sentence(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for offsets", interrupted);
        }
    }
}

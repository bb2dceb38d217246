package routes.kafka;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import routes.lang.Errors;
import routes.lang.SteadyClock;

/**
 * Where a partition stands.
 *
 * @param first offset that Kafka still has
 * @param end offset that follows all records that can be read: those of a transaction that is open cannot yet, and behind {@code committed}
 *     the offsets of a transaction's marker, of aborted and of compacted records count only when a record is among them
 * @param committed the next offset to read, -1 when nothing was committed
 */
public record Offsets(long first, long end, long committed) {
    /** Records that are not committed yet. Never negative: Kafka may have lost what was committed, as when a topic was recreated. */
    public long lag() {
        return Math.max(0, end - next());
    }

    /** The next offset to read. */
    private long next() {
        return Math.max(first, committed);
    }

    /** By partition number. */
    public static Map<Integer, Offsets> of(KafkaClients clients, String topic) {
        Set<TopicPartition> partitions = Topics.partitions(clients, topic).stream()
                .map(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toSet());
        try (Admin admin = clients.admin()) {
            // before the ends: a running service may commit meanwhile, and nothing is committed beyond an end
            Function<OffsetSpec, Map<TopicPartition, OffsetSpec>> ofAll =
                    spec -> partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> spec));
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(clients.groupId())
                    .partitionsToOffsetAndMetadata()
                    .get();
            var first = admin.listOffsets(ofAll.apply(OffsetSpec.earliest())).all().get();
            var end = admin.listOffsets(ofAll.apply(OffsetSpec.latest()), new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            Map<TopicPartition, Offsets> offsets = partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> {
                OffsetAndMetadata next = committed.get(partition);
                return new Offsets(first.get(partition).offset(), end.get(partition).offset(), next == null ? -1 : next.offset());
            }));
            return withoutEmptyEnds(clients, offsets);
        } catch (ExecutionException failed) {
            throw new IllegalStateException("Kafka does not return the offsets of %s: %s".formatted(topic, Errors.sentence(failed)), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while asking Kafka for offsets", interrupted);
        }
    }

    private static Map<Integer, Offsets> withoutEmptyEnds(KafkaClients clients, Map<TopicPartition, Offsets> all) {
        Set<TopicPartition> empty = all.keySet().stream().filter(partition -> all.get(partition).lag() > 0).collect(Collectors.toSet());
        empty.removeAll(withRecords(clients, all, empty));
        Map<Integer, Offsets> offsets = new TreeMap<>();
        all.forEach((partition, one) ->
                offsets.put(partition.partition(), empty.contains(partition) ? new Offsets(one.first, one.next(), one.committed) : one));
        return offsets;
    }

    /** Kafka tells offsets and no more: whether a record is among those that are left, only a look can tell. One record is enough. */
    private static Set<TopicPartition> withRecords(KafkaClients clients, Map<TopicPartition, Offsets> all, Set<TopicPartition> behind) {
        if (behind.isEmpty()) {
            return Set.of();
        }
        Set<TopicPartition> found = new HashSet<>();
        try (Consumer<byte[], byte[]> kafka = clients.consumer(Map.of(
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                // retention may delete the first ones during the search
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1))) {
            Set<TopicPartition> open = new HashSet<>(behind);
            kafka.assign(open);
            open.forEach(partition -> kafka.seek(partition, all.get(partition).next()));
            Instant patience = SteadyClock.now().plus(PartitionRange.PATIENCE);
            while (!open.isEmpty()) {
                found.addAll(kafka.poll(Duration.ofMillis(100)).partitions());
                open.removeIf(partition -> found.contains(partition) || kafka.position(partition, PartitionRange.PATIENCE) >= all.get(partition).end);
                kafka.pause(found);
                if (SteadyClock.now().isAfter(patience)) {
                    throw new IllegalStateException("Kafka does not give the records of %s that are not committed".formatted(open));
                }
            }
        }
        return found;
    }
}

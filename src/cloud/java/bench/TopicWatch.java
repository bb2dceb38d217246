package bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.ConsumerGroupState;
import org.apache.kafka.common.TopicPartition;

/** Creates topics, and looks from outside how many records they have, or how many of them a group has committed. */
final class TopicWatch implements AutoCloseable {
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(3);

    private final Admin admin;

    TopicWatch(String brokers) {
        this.admin = Admin.create(Map.of("bootstrap.servers", brokers));
    }

    void create(String topic, int partitions) throws ExecutionException, InterruptedException {
        admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
        // a producer that comes before its leader knows the topic can be stuck for minutes
        until("the leaders know topic " + topic, () -> isKnown(topic, partitions));
    }

    private boolean isKnown(String topic, int partitions) {
        try {
            return records(topic, partitions) == 0;
        } catch (ExecutionException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    long records(String topic) throws ExecutionException, InterruptedException {
        return records(topic, admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions().size());
    }

    private long records(String topic, int partitions) throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        return admin.listOffsets(ends).all().get().values().stream().mapToLong(end -> end.offset()).sum();
    }

    long committed(String group) throws ExecutionException, InterruptedException {
        return committedByPartition(group).values().stream().mapToLong(Long::longValue).sum();
    }

    /** By the partition's number, where something is. */
    Map<Integer, Long> committedByPartition(String group) throws ExecutionException, InterruptedException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().entrySet().stream()
                .filter(next -> next.getValue() != null)
                .collect(Collectors.toMap(next -> next.getKey().partition(), next -> next.getValue().offset()));
    }

    /** Waits until the group has so many members, and each its partitions. */
    void untilMembers(String group, int members) throws ExecutionException, InterruptedException {
        for (long start = System.nanoTime(); !isStable(group, members); pause()) {
            requireTime(start, "group %s has %d members".formatted(group, members));
        }
    }

    private boolean isStable(String group, int members) throws ExecutionException, InterruptedException {
        ConsumerGroupDescription now = admin.describeConsumerGroups(List.of(group)).all().get().get(group);
        return now.state() == ConsumerGroupState.STABLE && now.members().size() == members;
    }

    /** Waits until the group has committed this many records. */
    void untilCommitted(String group, long records) throws ExecutionException, InterruptedException {
        for (long start = System.nanoTime(); committed(group) < records; pause()) {
            requireTime(start, "group %s commits %,d records".formatted(group, records));
        }
    }

    static void until(String what, BooleanSupplier condition) throws InterruptedException {
        for (long start = System.nanoTime(); !condition.getAsBoolean(); pause()) {
            requireTime(start, what);
        }
    }

    static void requireTime(long start, String what) {
        if (System.nanoTime() - start > PATIENCE_NANOS) {
            throw new IllegalStateException("waited in vain until " + what);
        }
    }

    static void pause() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(2);
    }

    @Override
    public void close() {
        admin.close();
    }
}

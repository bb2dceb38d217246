package simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/**
 * A consumer group as its coordinator has it, by the classic protocol. Members learn of a rebalance when they poll; it ends when all have
 * joined, or when those that have not are given up. Sessions end by the world's time, which is looked at when anybody asks.
 */
final class Group {
    private static final int LONGEST_METADATA = 4096;

    private final SimulatedKafka kafka;
    private final World world;
    private final Map<TopicPartition, OffsetAndMetadata> committed = new LinkedHashMap<>();
    private final Map<String, Member> members = new TreeMap<>();
    private Map<String, Integer> partitions = Map.of();
    private int topicChanges;
    private int generation;
    private boolean rebalancing;
    private Instant deadline;

    Group(SimulatedKafka kafka, World world) {
        this.kafka = kafka;
        this.world = world;
    }

    /** What the group knows of a consumer. */
    static final class Member {
        private final String id;
        private final ClientMachine machine;
        private final ConsumerSettings settings;
        private final ConsumerPartitionAssignor assignor;
        private ConsumerPartitionAssignor.Subscription subscription;
        private ConsumerPartitionAssignor.Assignment assignment;
        private boolean joined;
        private Instant polled;
        private int generation = -1;

        Member(String id, ClientMachine machine, ConsumerSettings settings, ConsumerPartitionAssignor assignor) {
            this.id = id;
            this.machine = machine;
            this.settings = settings;
            this.assignor = assignor;
        }

        /** Whether it waits for the others. */
        boolean isJoined() {
            return joined;
        }

        /** Whether a rebalance has ended, and it was not told yet. */
        boolean hasAssignment() {
            return assignment != null;
        }

        ConsumerPartitionAssignor.Assignment takeAssignment() {
            ConsumerPartitionAssignor.Assignment taken = assignment;
            assignment = null;
            return taken;
        }

        /** Of its last assignment. */
        int generation() {
            return generation;
        }
    }

    Map<TopicPartition, OffsetAndMetadata> committed() {
        return committed;
    }

    void forget(String topic) {
        committed.keySet().removeIf(partition -> partition.topic().equals(topic));
    }

    Collection<String> memberIds() {
        expire();
        return List.copyOf(members.keySet());
    }

    boolean has(Member member) {
        return members.containsKey(member.id);
    }

    boolean isRebalancing() {
        return rebalancing;
    }

    /** Gives up members whose heartbeats or polls are missing, and those that a rebalance waited for in vain. */
    void expire() {
        removeIf(member -> member.machine.isSilentFor(member.settings.session()) || isDue(member.polled.plus(member.settings.longestSilence())));
        if (rebalancing && isDue(deadline)) {
            removeIf(member -> !member.joined);
            completeIfAllJoined();
        }
    }

    private boolean isDue(Instant time) {
        return !time.isAfter(world.now());
    }

    private void removeIf(java.util.function.Predicate<Member> gone) {
        if (members.values().removeIf(gone)) {
            startRebalance();
            completeIfAllJoined();
        }
    }

    void enter(Member member) {
        member.polled = world.now();
        members.put(member.id, member);
        startRebalance();
    }

    void leave(Member member) {
        removeIf(one -> one == member);
    }

    void polled(Member member) {
        member.polled = world.now();
    }

    void startRebalance() {
        members.values().forEach(member -> member.assignment = null);
        if (!rebalancing) {
            rebalancing = true;
            members.values().forEach(member -> member.joined = false);
        }
        deadline = world.now().plus(
                members.values().stream().map(member -> member.settings.longestSilence()).max(Comparator.naturalOrder()).orElse(Duration.ZERO));
    }

    /** As the leader of a group does when it hears of new partitions, or of topics that are gone. */
    void startRebalanceForOtherPartitions() {
        if (!rebalancing && topicChanges != kafka.topicChanges()) {
            topicChanges = kafka.topicChanges();
            if (!partitions.equals(partitionsNow())) {
                startRebalance();
            }
        }
    }

    private Map<String, Integer> partitionsNow() {
        return members.values().stream()
                .flatMap(member -> member.subscription == null ? java.util.stream.Stream.of() : member.subscription.topics().stream())
                .distinct()
                .filter(topic -> kafka.topic(topic).isPresent())
                .collect(Collectors.toMap(topic -> topic, topic -> kafka.requireTopic(topic).logs().size()));
    }

    void join(Member member, ConsumerPartitionAssignor.Subscription subscription) {
        member.subscription = subscription;
        member.joined = true;
    }

    void completeIfAllJoined() {
        if (!rebalancing || !members.values().stream().allMatch(Member::isJoined)) {
            return;
        }
        generation++;
        rebalancing = false;
        partitions = partitionsNow();
        if (!members.isEmpty()) {
            assign();
        }
    }

    private void assign() {
        Map<String, ConsumerPartitionAssignor.Subscription> subscriptions =
                members.values().stream().collect(Collectors.toMap(member -> member.id, member -> member.subscription));
        Member leader = members.values().iterator().next();
        Map<String, ConsumerPartitionAssignor.Assignment> assignments =
                leader.assignor.assign(kafka.metadata(), new GroupSubscription(subscriptions)).groupAssignment();
        members.values().forEach(member -> {
            member.assignment = assignments.get(member.id);
            member.generation = generation;
            member.joined = false;
        });
    }

    /**
     * @param member null for a consumer that chooses its partitions itself
     * @throws CommitFailedException when the group has given the member up
     * @throws RebalanceInProgressException when it has joined, and does not know yet what it gets
     */
    void commit(Member member, Map<TopicPartition, OffsetAndMetadata> offsets) {
        expire();
        if (member == null ? !members.isEmpty() : !has(member)) {
            throw new CommitFailedException();
        }
        if (member != null && (member.joined || member.hasAssignment())) {
            throw new RebalanceInProgressException("Offset commit cannot be completed since the consumer is undergoing a rebalance for auto partition assignment. "
                    + "You can try completing the rebalance by calling poll() and then retry the operation.");
        }
        offsets.forEach((partition, offset) -> {
            if (offset.metadata().length() > LONGEST_METADATA) {
                throw new OffsetMetadataTooLarge("The metadata field of the offset request was too large.");
            }
            committed.put(partition, offset);
        });
    }
}

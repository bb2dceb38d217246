package simulator.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.RebalanceProtocol;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/** A consumer's part in its group: what it is assigned, and what its listener is told, in the order in which Kafka's client tells it. */
final class Membership {
    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final SimulatedKafka kafka;
    private final ClientMachine machine;
    private final ConsumerSettings settings;
    private final Group group;
    private final Set<String> topics;
    private final ConsumerRebalanceListener listener;
    private final Assigned assigned;
    private final ConsumerPartitionAssignor assignor;
    private RuntimeException failure;
    private Group.Member member;
    private int generation = -1;

    /** The partitions of the consumer. */
    interface Assigned {
        Set<TopicPartition> partitions();

        /** Those that stay keep their positions. */
        void set(Collection<TopicPartition> partitions);
    }

    Membership(
            SimulatedKafka kafka,
            ClientMachine machine,
            ConsumerSettings settings,
            Collection<String> topics,
            ConsumerRebalanceListener listener,
            Assigned assigned) {
        this.kafka = kafka;
        this.machine = machine;
        this.settings = settings;
        this.group = kafka.group(settings.group());
        this.topics = new TreeSet<>(topics);
        this.listener = listener;
        this.assigned = assigned;
        this.assignor = settings.newAssignor();
    }

    Set<String> topics() {
        return topics;
    }

    /** Null before it has joined. */
    Group.Member member() {
        return member;
    }

    /**
     * Does what can be done without waiting for the other members.
     *
     * @throws RuntimeException of the listener, when all else was done
     */
    void takePart() {
        do {
            enter();
            group.polled(member);
            group.startRebalanceForOtherPartitions();
            if (group.isRebalancing() && !member.isJoined()) {
                join();
            }
            group.completeIfAllJoined();
        } while (!group.has(member) || (member.hasAssignment() && mustRejoin(member.takeAssignment())));
        throwFailure();
    }

    private void tell(Runnable listening) {
        try {
            listening.run();
        } catch (RuntimeException failed) {
            failure = failure == null ? failed : failure;
        }
    }

    private void throwFailure() {
        RuntimeException failed = failure;
        failure = null;
        if (failed != null) {
            throw failed instanceof KafkaException ? failed : new KafkaException("User rebalance callback throws an error", failed);
        }
    }

    private void enter() {
        group.expire();
        if (member != null && !group.has(member)) {
            lose();
        }
        if (member == null) {
            member = new Group.Member("%s-%d".formatted(machine.name(), kafka.nextClient()), machine, settings, assignor);
            group.enter(member);
        }
    }

    private void lose() {
        member = null;
        generation = -1;
        Set<TopicPartition> lost = sorted(assigned.partitions());
        if (!lost.isEmpty()) {
            tell(() -> listener.onPartitionsLost(lost));
            assigned.set(List.of());
        }
    }

    private boolean isCooperative() {
        return assignor.supportedProtocols().contains(RebalanceProtocol.COOPERATIVE);
    }

    private void join() {
        if (!isCooperative() && !assigned.partitions().isEmpty()) {
            tell(() -> listener.onPartitionsRevoked(sorted(assigned.partitions())));
            assigned.set(List.of());
        }
        if (group.has(member)) {
            group.join(member, new ConsumerPartitionAssignor.Subscription(
                    List.copyOf(topics), assignor.subscriptionUserData(topics), new ArrayList<>(sorted(assigned.partitions())), generation, Optional.empty()));
        }
    }

    /** @return whether the others wait for what was taken away */
    private boolean mustRejoin(ConsumerPartitionAssignor.Assignment assignment) {
        generation = member.generation();
        Set<TopicPartition> revoked = sorted(assigned.partitions());
        assignment.partitions().forEach(revoked::remove);
        if (!revoked.isEmpty()) {
            tell(() -> listener.onPartitionsRevoked(revoked));
        }
        Set<TopicPartition> added = sorted(assignment.partitions());
        added.removeAll(assigned.partitions());
        assignor.onAssignment(assignment, new ConsumerGroupMetadata(settings.group(), generation, "", Optional.empty()));
        assigned.set(assignment.partitions());
        tell(() -> listener.onPartitionsAssigned(added));
        if (!revoked.isEmpty()) {
            group.startRebalance();
        }
        return !revoked.isEmpty();
    }

    /** What it has is given back, unless the group has taken it already. */
    void leave() {
        if (member == null) {
            return;
        }
        group.expire();
        Set<TopicPartition> had = sorted(assigned.partitions());
        if (!group.has(member)) {
            lose();
        } else if (!had.isEmpty()) {
            tell(() -> listener.onPartitionsRevoked(had));
            assigned.set(List.of());
        }
        if (member != null) {
            group.leave(member);
        }
        member = null;
        throwFailure();
    }

    private static Set<TopicPartition> sorted(Collection<TopicPartition> partitions) {
        Set<TopicPartition> sorted = new TreeSet<>(ORDER);
        sorted.addAll(partitions);
        return sorted;
    }
}

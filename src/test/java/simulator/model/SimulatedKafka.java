package simulator.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * A cluster of Kafka. Its clients belong to machines ({@link #machine}); what befalls the cluster itself, such as a leader without the last
 * records, is done to it by the methods here and those of {@link SimulatedLog}.
 */
public final class SimulatedKafka {
    private final World world;
    private final Map<String, SimulatedTopic> topics = new TreeMap<>();
    private final Map<String, Group> groups = new TreeMap<>();
    private final List<Arrival> underWay = new ArrayList<>();
    private long transactions;
    private int topicChanges;
    private int clients;

    private record Arrival(Instant at, Runnable effect) {}

    public SimulatedKafka(World world) {
        this.world = world;
    }

    /** A machine, or a process on it, with clients that fail, freeze and die together. */
    public ClientMachine machine(String name, KafkaFaults faults) {
        return new ClientMachine(this, world, name, faults);
    }

    /** @throws TopicExistsException when there is one of the name */
    public SimulatedTopic createTopic(String name, int partitions, Map<String, String> configs) {
        if (topics.containsKey(name)) {
            throw new TopicExistsException("Topic '%s' already exists.".formatted(name));
        }
        SimulatedTopic topic = SimulatedTopic.of(name, new Uuid(world.random().nextLong(), world.random().nextLong()), partitions, configs);
        topics.put(name, topic);
        topicChanges++;
        return topic;
    }

    /** @param total how many the topic has then */
    public void addPartitions(String name, int total) {
        topics.put(name, requireTopic(name).withPartitions(total));
        topicChanges++;
    }

    /** With what groups have committed of it. */
    public void deleteTopic(String name) {
        requireTopic(name);
        topics.remove(name);
        topicChanges++;
        groups.values().forEach(group -> group.forget(name));
    }

    /** Deletes a topic and creates it anew, of as many partitions. */
    public SimulatedTopic recreateTopic(String name) {
        SimulatedTopic old = requireTopic(name);
        deleteTopic(name);
        return createTopic(name, old.logs().size(), old.configs());
    }

    /** What clients have given up and what Kafka gets only later. */
    void arriveLater(Instant at, Runnable effect) {
        underWay.add(new Arrival(at, effect));
    }

    void arrive() {
        if (underWay.isEmpty()) {
            return;
        }
        List<Arrival> due = underWay.stream()
                .filter(one -> !one.at().isAfter(world.now()))
                .sorted(Comparator.comparing(Arrival::at))
                .toList();
        underWay.removeAll(due);
        due.forEach(one -> {
            try {
                one.effect().run();
            } catch (KafkaException refused) {
                // nobody waits for the answer
            }
        });
    }

    /** Of all names. */
    Collection<SimulatedTopic> topics() {
        return topics.values();
    }

    public Optional<SimulatedTopic> topic(String name) {
        return Optional.ofNullable(topics.get(name));
    }

    SimulatedTopic requireTopic(String name) {
        return topic(name).orElseThrow(() -> new UnknownTopicOrPartitionException("This server does not host this topic-partition."));
    }

    /** Empty when there is no such partition. */
    public Optional<SimulatedLog> log(TopicPartition partition) {
        arrive();
        return topic(partition.topic()).map(SimulatedTopic::logs)
                .filter(logs -> partition.partition() < logs.size())
                .map(logs -> logs.get(partition.partition()));
    }

    SimulatedLog requireLog(TopicPartition partition) {
        return log(partition).orElseThrow(() -> new UnknownTopicOrPartitionException("This server does not host this topic-partition."));
    }

    /** What a group has committed; as an administrator may change it while the group has no members. */
    public Map<TopicPartition, OffsetAndMetadata> committed(String group) {
        arrive();
        return group(group).committed();
    }

    /** The members of a group that it has not given up, by their ids. */
    public Collection<String> members(String group) {
        return group(group).memberIds();
    }

    Collection<Group> groups() {
        return groups.values();
    }

    Group group(String id) {
        return groups.computeIfAbsent(id, any -> new Group(this, world));
    }

    /** What assignors are told. */
    Cluster metadata() {
        return new Cluster(
                "simulated", List.of(SimulatedTopic.NODE),
                topics.values().stream().flatMap(topic -> topic.partitionInfos().stream()).toList(),
                java.util.Set.of(), java.util.Set.of());
    }

    /** How often topics came and went. */
    int topicChanges() {
        return topicChanges;
    }

    long nextTransaction() {
        return transactions++;
    }

    int nextClient() {
        return clients++;
    }
}

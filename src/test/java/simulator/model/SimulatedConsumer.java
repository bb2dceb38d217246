package simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidGroupIdException;
import org.apache.kafka.common.errors.TimeoutException;

/** Methods of Kafka's {@code Consumer}, by their names and parameters there. None waits but by the world's time. */
public final class SimulatedConsumer {
    private static final ConsumerRebalanceListener NOBODY = new ConsumerRebalanceListener() {
        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            // nobody is told
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            // nobody is told
        }
    };

    private final SimulatedKafka kafka;
    private final World world;
    private final ClientMachine machine;
    private final ConsumerSettings settings;
    private final Map<TopicPartition, ReadPosition> positions = new LinkedHashMap<>();
    private Membership membership;
    private int turn;
    private boolean closed;

    SimulatedConsumer(SimulatedKafka kafka, World world, ClientMachine machine, ConsumerSettings settings) {
        this.kafka = kafka;
        this.world = world;
        this.machine = machine;
        this.settings = settings;
    }

    public void subscribe(Collection<String> topics) {
        subscribe(topics, NOBODY);
    }

    public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
        requireGroup();
        membership = new Membership(kafka, machine, settings, topics, listener, new Membership.Assigned() {
            @Override
            public Set<TopicPartition> partitions() {
                return assignment();
            }

            @Override
            public void set(Collection<TopicPartition> partitions) {
                setAssignment(partitions);
            }
        });
    }

    private void requireGroup() {
        if (settings.group() == null) {
            throw new InvalidGroupIdException("To use the group management or offset commit APIs, you must provide a valid group.id in the consumer configuration.");
        }
    }

    public Set<String> subscription() {
        return membership == null ? Set.of() : membership.topics();
    }

    public void assign(Collection<TopicPartition> partitions) {
        if (membership != null) {
            throw new IllegalStateException("Subscription to topics, partitions and pattern are mutually exclusive");
        }
        setAssignment(partitions);
    }

    public Set<TopicPartition> assignment() {
        return new LinkedHashSet<>(positions.keySet());
    }

    private void setAssignment(Collection<TopicPartition> partitions) {
        positions.keySet().retainAll(new LinkedHashSet<>(partitions));
        partitions.forEach(partition -> positions.putIfAbsent(partition, new ReadPosition()));
    }

    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        requireOpen();
        Instant end = world.now().plus(timeout);
        ConsumerRecords<byte[], byte[]> records = machine.isAnswered("poll", timeout) ? look() : ConsumerRecords.empty();
        if (records.isEmpty() && world.now().isBefore(end)) {
            world.sleep(Duration.between(world.now(), end));
            // what came meanwhile
            return machine.isCutOff() ? records : look();
        }
        return records;
    }

    private ConsumerRecords<byte[], byte[]> look() {
        if (membership != null) {
            membership.takePart();
        }
        findPositions();
        validate();
        fetch();
        return drain();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("This consumer has already been closed.");
        }
    }

    private void findPositions() {
        List<TopicPartition> without = new ArrayList<>();
        positions.forEach((partition, position) -> {
            if (!position.isKnown() && !find(partition, position)) {
                without.add(partition);
            }
        });
        if (!without.isEmpty()) {
            throw new NoOffsetForPartitionException(without);
        }
    }

    private boolean find(TopicPartition partition, ReadPosition position) {
        OffsetAndMetadata committed = settings.group() == null ? null : kafka.group(settings.group()).committed().get(partition);
        if (committed != null) {
            position.seek(committed.offset(), committed.leaderEpoch());
            return true;
        }
        return reset(partition, position);
    }

    /** @return false when the client is not to choose */
    private boolean reset(TopicPartition partition, ReadPosition position) {
        Optional<SimulatedLog> log = kafka.log(partition);
        if (settings.reset().equals("none")) {
            return false;
        }
        // a topic that is not there may come
        log.ifPresent(there -> position.seek(settings.reset().equals("earliest") ? there.start() : readableEnd(there), Optional.empty()));
        return true;
    }

    private long readableEnd(SimulatedLog log) {
        return settings.committedOnly() ? log.lastStable() : log.highWatermark();
    }

    /** After a change of leaders the log may be another one from some offset on. */
    private void validate() {
        Map<TopicPartition, Long> truncated = new HashMap<>();
        Map<TopicPartition, OffsetAndMetadata> divergent = new HashMap<>();
        positions.forEach((partition, position) -> kafka.log(partition).filter(log -> isToBeValidated(position, log)).ifPresent(log -> {
            OptionalLong end = log.endOf(position.epoch().orElseThrow());
            if (end.isPresent() && end.getAsLong() >= position.offset()) {
                position.validated(log);
            } else if (settings.reset().equals("none")) {
                position.told(world.now().plus(settings.requestTimeout()));
                truncated.put(partition, position.offset());
                end.ifPresent(offset -> divergent.put(partition, new OffsetAndMetadata(
                        offset, Optional.of(log.epochUpTo(position.epoch().orElseThrow())), "")));
            } else if (end.isPresent()) {
                position.seek(end.getAsLong(), Optional.of(log.epochUpTo(position.epoch().orElseThrow())));
                position.validated(log);
            } else {
                reset(partition, position);
            }
        }));
        if (!truncated.isEmpty()) {
            throw new LogTruncationException("Truncation detected for the partitions %s".formatted(truncated.keySet()), truncated, divergent);
        }
    }

    private boolean isToBeValidated(ReadPosition position, SimulatedLog log) {
        return position.isDoubtful(log) && (position.toldUntil() == null || !position.toldUntil().isAfter(world.now()));
    }

    private void fetch() {
        Map<TopicPartition, Long> outOfRange = new HashMap<>();
        positions.forEach((partition, position) -> kafka.log(partition).ifPresent(log -> {
            if (isFetchable(position) && position.isEmpty() && !fetch(position, log) && !reset(partition, position)) {
                outOfRange.put(partition, position.offset());
            }
        }));
        if (!outOfRange.isEmpty()) {
            throw new OffsetOutOfRangeException(outOfRange);
        }
    }

    private static boolean isFetchable(ReadPosition position) {
        return position.isKnown() && !position.isPaused() && position.toldUntil() == null;
    }

    /** @return false when the log has no such offset */
    private boolean fetch(ReadPosition position, SimulatedLog log) {
        if (position.offset() < log.start() || position.offset() > log.end()) {
            return false;
        }
        position.fetched(log.read(position.offset(), settings.committedOnly(), Integer.MAX_VALUE, settings.mostBytes()), readableEnd(log));
        return true;
    }

    /** Of some partitions first, of others the next time. What follows was fetched by then: the log may change before it is read. */
    private ConsumerRecords<byte[], byte[]> drain() {
        List<TopicPartition> order = new ArrayList<>(positions.keySet());
        Collections.rotate(order, turn++);
        Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records = new LinkedHashMap<>();
        int left = settings.mostRecords();
        for (TopicPartition partition : order) {
            ReadPosition position = positions.get(partition);
            while (left > 0 && isFetchable(position) && !position.isEmpty()) {
                records.computeIfAbsent(partition, any -> new ArrayList<>()).add(position.take().of(partition));
                left--;
            }
            if (records.containsKey(partition) && position.isEmpty()) {
                kafka.log(partition).filter(log -> !position.isDoubtful(log)).ifPresent(log -> fetch(position, log));
            }
        }
        return new ConsumerRecords<>(records);
    }

    private ReadPosition of(TopicPartition partition) {
        ReadPosition position = positions.get(partition);
        if (position == null) {
            throw new IllegalStateException("No current assignment for partition " + partition);
        }
        return position;
    }

    public void seek(TopicPartition partition, long offset) {
        of(partition).seek(offset, Optional.empty());
    }

    public void seek(TopicPartition partition, OffsetAndMetadata offset) {
        of(partition).seek(offset.offset(), offset.leaderEpoch());
    }

    public void seekToBeginning(Collection<TopicPartition> partitions) {
        all(partitions).forEach(partition -> of(partition).seek(kafka.requireLog(partition).start(), Optional.empty()));
    }

    public void seekToEnd(Collection<TopicPartition> partitions) {
        all(partitions).forEach(partition -> of(partition).seek(readableEnd(kafka.requireLog(partition)), Optional.empty()));
    }

    private Collection<TopicPartition> all(Collection<TopicPartition> partitions) {
        return partitions.isEmpty() ? positions.keySet() : partitions;
    }

    public long position(TopicPartition partition) {
        return position(partition, settings.patience());
    }

    public long position(TopicPartition partition, Duration limit) {
        ReadPosition position = positions.get(partition);
        if (position == null) {
            throw new IllegalStateException("You can only check the position for partitions assigned to this consumer.");
        }
        if (!position.isKnown()) {
            boolean found = machine.ask("position", partition.toString(), limit, () -> find(partition, position));
            if (!found) {
                throw new NoOffsetForPartitionException(partition);
            }
        }
        if (position.toldUntil() != null) {
            awaitValidation(partition, position.toldUntil(), limit);
        }
        return position.offset();
    }

    private void awaitValidation(TopicPartition partition, Instant next, Duration limit) {
        if (next.isAfter(world.now().plus(limit))) {
            world.sleep(limit);
            throw new TimeoutException("Timeout of %dms expired before the position for partition %s could be determined".formatted(limit.toMillis(), partition));
        }
        if (next.isAfter(world.now())) {
            world.sleep(Duration.between(world.now(), next));
        }
        validate();
    }

    public OptionalLong currentLag(TopicPartition partition) {
        return of(partition).lag();
    }

    public void pause(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> of(partition).setPaused(true));
    }

    public void resume(Collection<TopicPartition> partitions) {
        partitions.forEach(partition -> of(partition).setPaused(false));
    }

    public Set<TopicPartition> paused() {
        return positions.keySet().stream().filter(partition -> positions.get(partition).isPaused()).collect(Collectors.toSet());
    }

    public void commitSync() {
        commitSync(positions.entrySet().stream()
                .filter(entry -> entry.getValue().isKnown())
                .collect(Collectors.toMap(Map.Entry::getKey, entry -> new OffsetAndMetadata(entry.getValue().offset(), entry.getValue().epoch(), ""))));
    }

    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
        commitSync(offsets, settings.patience());
    }

    public void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets, Duration limit) {
        requireGroup();
        if (membership != null && membership.member() == null) {
            throw new CommitFailedException();
        }
        Group.Member member = membership == null ? null : membership.member();
        boolean applied = machine.apply("commitSync", sorted(offsets.entrySet()), limit, () -> {
            if (areThere(offsets.keySet())) {
                kafka.group(settings.group()).commit(member, offsets);
                return true;
            }
            return false;
        });
        if (!applied) {
            throw noneCame("commit of " + sorted(offsets.entrySet()), limit);
        }
    }

    private boolean areThere(Collection<TopicPartition> partitions) {
        return partitions.stream().allMatch(partition -> kafka.log(partition).isPresent());
    }

    /** The client asks for topics that are not there until its time is up. */
    private TimeoutException noneCame(String what, Duration limit) {
        world.sleep(limit);
        return new TimeoutException("Timeout of %dms expired before the %s".formatted(limit.toMillis(), what));
    }

    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
        return committed(partitions, settings.patience());
    }

    /** Null for those of which nothing is committed. */
    public Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions, Duration limit) {
        requireGroup();
        return machine.ask("committed", sorted(partitions), limit, () -> map(partitions, kafka.group(settings.group()).committed()::get));
    }

    /** For a story that is the same each time: the order of Java's sets is not. */
    private static String sorted(Collection<?> some) {
        return some.stream().map(Object::toString).sorted().toList().toString();
    }

    private static <T> Map<TopicPartition, T> map(Collection<TopicPartition> partitions, Function<TopicPartition, T> value) {
        Map<TopicPartition, T> map = new HashMap<>();
        partitions.forEach(partition -> map.put(partition, value.apply(partition)));
        return map;
    }

    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions) {
        return beginningOffsets(partitions, settings.patience());
    }

    public Map<TopicPartition, Long> beginningOffsets(Collection<TopicPartition> partitions, Duration limit) {
        return ofLogs("beginningOffsets", partitions, limit, partition -> kafka.requireLog(partition).start());
    }

    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions) {
        return endOffsets(partitions, settings.patience());
    }

    public Map<TopicPartition, Long> endOffsets(Collection<TopicPartition> partitions, Duration limit) {
        return ofLogs("endOffsets", partitions, limit, partition -> readableEnd(kafka.requireLog(partition)));
    }

    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times) {
        return offsetsForTimes(times, settings.patience());
    }

    public Map<TopicPartition, OffsetAndTimestamp> offsetsForTimes(Map<TopicPartition, Long> times, Duration limit) {
        return ofLogs("offsetsForTimes", times.keySet(), limit, partition -> {
            LogEntry found = kafka.requireLog(partition).firstSince(times.get(partition));
            return found == null ? null : new OffsetAndTimestamp(found.offset(), found.timestamp(), Optional.of(found.epoch()));
        });
    }

    private <T> Map<TopicPartition, T> ofLogs(String operation, Collection<TopicPartition> partitions, Duration limit, Function<TopicPartition, T> value) {
        return machine.ask(operation, sorted(partitions), limit, () -> {
            if (!areThere(partitions)) {
                throw noneCame(operation + " of " + sorted(partitions), limit);
            }
            return map(partitions, value);
        });
    }

    public List<PartitionInfo> partitionsFor(String topic) {
        return partitionsFor(topic, settings.patience());
    }

    /** Empty when there is no such topic. */
    public List<PartitionInfo> partitionsFor(String topic, Duration limit) {
        return machine.ask("partitionsFor", topic, limit, () -> kafka.topic(topic).map(SimulatedTopic::partitionInfos).orElse(List.of()));
    }

    /** The number of connections, and no other. */
    public Map<MetricName, Metric> metrics() {
        MetricName name = new MetricName("connection-count", "consumer-metrics", "", Map.of());
        double connections = machine.isCutOff() ? 0 : 1;
        return Map.of(name, new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return connections;
            }
        });
    }

    public void close() {
        close(Duration.ofSeconds(30));
    }

    public void close(Duration limit) {
        if (closed) {
            return;
        }
        closed = true;
        if (membership != null && membership.member() != null) {
            machine.ask("close", "", limit, () -> {
                membership.leave();
                return null;
            });
        }
    }
}

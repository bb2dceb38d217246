package routes;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One member of the group with a thread of its own: polls, gathers each of its partitions' records into batches, hands them out to be
 * stored, and commits what the lake holds.
 */
final class KafkaBatchPoller implements Runnable, ConsumerRebalanceListener {
    static final Duration FLUSH_TIME = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchPoller.class);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COLLECTS = Duration.ofMillis(100);

    private final KafkaBatchEndpoint endpoint;
    private final ExecutorService writers;
    private final Lane.Store store;
    private final long mostMemory;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private volatile boolean stopping;
    private KafkaWatch watch;
    private volatile String waitsFor;
    private volatile Map<Integer, Long> lags = Map.of();
    private volatile long recordsRead;
    private volatile long assignments;
    private Consumer<byte[], byte[]> kafka;
    private String topicId;

    /** @param mostMemory of the heap, in bytes, that the batches of its partitions may take together */
    KafkaBatchPoller(KafkaBatchEndpoint endpoint, ExecutorService writers, Lane.Store store, long mostMemory) {
        this.endpoint = endpoint;
        this.writers = writers;
        this.store = store;
        this.mostMemory = mostMemory;
    }

    /** Stops reading, writes what is held as last objects, commits, and leaves the group; {@link #run} then ends. */
    void stop() {
        stopping = true;
    }

    /** Records read since the start, stored or not. */
    long recordsRead() {
        return recordsRead;
    }

    /** Records of the assigned partitions that are not stored yet, read or not. */
    long lag() {
        return lags.values().stream().mapToLong(Long::longValue).sum();
    }

    /** By partition number, those of the assigned ones. */
    Map<Integer, Long> lags() {
        return lags;
    }

    /** What keeps it from going on, as a sentence; null when nothing does. */
    String waitsFor() {
        return waitsFor;
    }

    /** How often partitions were given to it. */
    long assignments() {
        return assignments;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopping) {
            try {
                kafka = connect();
                while (!stopping) {
                    turn();
                    failures = 0;
                }
                flush();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error failed) {
                failures++;
                waitsFor = "cannot read %s: %s".formatted(endpoint.topic(), Errors.sentence(failed));
                LOG.warn("kafka-to-s3: {}; trying again in {} s", waitsFor, Lane.pause(failures).toSeconds());
                waitUnlessStopping(Lane.pause(failures));
            } finally {
                lanes.clear();
                uncommitted.clear();
                leaveGroup();
            }
        }
    }

    /** Leaves the group. In the middle of a rebalance the client would wait for half a minute. */
    private void leaveGroup() {
        if (kafka == null) {
            return;
        }
        try {
            kafka.close(CLOSE_TIMEOUT);
        } catch (RuntimeException failed) {
            LOG.debug("the consumer did not close cleanly; the group gives it up after its session timeout", failed);
        }
        kafka = null;
    }

    private Consumer<byte[], byte[]> connect() {
        KafkaClients clients = endpoint.clients();
        watch = new KafkaWatch(clients.brokers());
        topicId = Topics.id(clients, endpoint.topic());
        Consumer<byte[], byte[]> client = clients.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, clients.groupId(),
                // a partition without a committed offset is read from its beginning, or records would be lost
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
        client.subscribe(List.of(endpoint.topic()), this);
        return client;
    }

    private void turn() throws InterruptedException {
        Instant now = Instant.now();
        boolean writing = lanes.values().stream().anyMatch(Lane::isWriting);
        ConsumerRecords<byte[], byte[]> records = kafka.poll(Duration.ofMillis(writing ? 5 : 100));
        for (TopicPartition partition : records.partitions()) {
            add(partition, records.records(partition), now);
        }
        boolean memoryFull = isMemoryFull();
        for (Map.Entry<TopicPartition, Lane> entry : lanes.entrySet()) {
            Lane lane = entry.getValue();
            lane.batches().closeIfDue(now);
            collect(entry.getKey(), lane);
            lane.startWriting(writers, store, now);
            throttle(entry.getKey(), memoryFull || lane.batches().isFull());
        }
        commit();
        waitsFor = problem(now);
        lags = countLags();
    }

    private Map<Integer, Long> countLags() {
        Map<Integer, Long> counted = new HashMap<>();
        lanes.forEach((partition, lane) ->
                counted.put(partition.partition(), unread(partition) + lane.batches().records()));
        return counted;
    }

    /** Behind where Kafka's client thinks the end is, as after a seek, nothing is unread. */
    private long unread(TopicPartition partition) {
        return Math.max(0, kafka.currentLag(partition).orElse(0));
    }

    private String problem(Instant now) {
        String away = watch.look(kafka, now);
        return away != null
                ? away
                : lanes.values().stream().map(Lane::problem).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        PartitionBatches batches = lanes.get(partition).batches();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            if (batches.isGapBefore(record)) {
                requireKept(partition, batches);
            }
            batches.add(record, now);
        }
        recordsRead = recordsRead + records.size();
    }

    /** Offsets that hold no record are nothing to worry about; records that Kafka deleted before they were read are. */
    private void requireKept(TopicPartition partition, PartitionBatches batches) {
        long kept = kafka.beginningOffsets(List.of(partition)).get(partition);
        if (kept > batches.next()) {
            LOG.error(
                    "kafka-to-s3: {} {}..{} are LOST: Kafka's retention deleted them before they were read",
                    partition, batches.next(), kept - 1);
            batches.skipTo(kept, Cut.IDLE);
        }
    }

    /**
     * Then nothing more is read until some of it is written. Where all of it is in open batches, the largest becomes an object, small
     * as it is: otherwise nothing would ever be written.
     */
    private boolean isMemoryFull() {
        if (lanes.values().stream().mapToLong(lane -> lane.batches().memory()).sum() <= mostMemory) {
            return false;
        }
        if (lanes.values().stream().allMatch(lane -> lane.batches().isOnlyOpen())) {
            lanes.values().stream().map(Lane::batches).max(Comparator.comparingLong(PartitionBatches::memory)).orElseThrow().close(Cut.BYTES);
        }
        return true;
    }

    private void collect(TopicPartition partition, Lane lane) throws InterruptedException {
        OptionalLong stored = lane.collect();
        if (stored.isPresent()) {
            uncommitted.put(partition, new OffsetAndMetadata(stored.getAsLong() + 1));
            if (stored.getAsLong() >= kafka.position(partition)) {
                kafka.seek(partition, stored.getAsLong() + 1);
            }
        }
    }

    private void throttle(TopicPartition partition, boolean full) {
        if (full) {
            kafka.pause(List.of(partition));
        } else {
            kafka.resume(List.of(partition));
        }
    }

    /** What cannot be committed now is committed with the next turn; a lost partition is left to its new owner. */
    private void commit() {
        if (uncommitted.isEmpty()) {
            return;
        }
        try {
            kafka.commitSync(new HashMap<>(uncommitted), COMMIT_TIMEOUT);
            uncommitted.clear();
        } catch (RebalanceInProgressException
                | RetriableCommitFailedException
                | org.apache.kafka.common.errors.TimeoutException later) {
            LOG.debug("commit of {} postponed: {}", uncommitted, later.getMessage());
        } catch (CommitFailedException evicted) {
            LOG.warn("kafka-to-s3: another consumer has taken over {}; its records are read again", uncommitted.keySet());
            uncommitted.clear();
        }
    }

    /** Writes all that is held, one try each, as far as the time goes; the rest is read again at the next start. */
    private void flush() throws InterruptedException {
        Instant end = Instant.now().plus(FLUSH_TIME);
        lanes.values().forEach(lane -> lane.batches().close(Cut.SHUTDOWN));
        while (Instant.now().isBefore(end) && lanes.values().stream().anyMatch(Lane::isActive)) {
            for (Map.Entry<TopicPartition, Lane> lane : lanes.entrySet()) {
                collect(lane.getKey(), lane.getValue());
                lane.getValue().startWriting(writers, store, Instant.now());
                lane.getValue().awaitWrite(BETWEEN_COLLECTS);
            }
        }
        commit();
    }

    /** From the committed offset, or from the first that Kafka has. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assignments = assignments + (partitions.isEmpty() ? 0 : 1);
        for (TopicPartition partition : partitions) {
            lanes.put(
                    partition,
                    new Lane(new PartitionBatches(
                            partition.topic(), topicId, partition.partition(), endpoint.limits(), kafka.position(partition))));
        }
    }

    /** What is stored is committed; what is not is left to the new owner, which reads it again. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        try {
            for (TopicPartition partition : partitions) {
                if (lanes.containsKey(partition)) {
                    collect(partition, lanes.get(partition));
                }
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
        commit();
        onPartitionsLost(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        partitions.forEach(lanes::remove);
        partitions.forEach(uncommitted::remove);
    }

    private void waitUnlessStopping(Duration duration) {
        Instant end = Instant.now().plus(duration);
        while (!stopping && Instant.now().isBefore(end)) {
            try {
                TimeUnit.MILLISECONDS.sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

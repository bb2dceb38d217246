package routes.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.BatchLimits;
import routes.batch.Bookmark;
import routes.batch.CloseReason;
import routes.batch.LakeOffset;
import routes.batch.PartitionBatches;
import routes.kafka.KafkaClients;
import routes.lake.Lake;
import routes.lang.Errors;
import routes.lang.Host;
import routes.lang.SteadyClock;

/**
 * One member of the group with its own thread: polls, gathers the records of each of its partitions into batches, hands them out to be
 * stored, and commits what the lake holds.
 */
final class KafkaBatchPoller implements Runnable, ConsumerRebalanceListener {
    static final Duration FLUSH_TIME = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchPoller.class);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    /** A clock that NTP adjusts makes smaller steps, which Kafka's client tolerates. */
    private static final Duration SMALL_STEP = Duration.ofSeconds(2);
    private static final Duration BETWEEN_COLLECTS = Duration.ofMillis(100);

    private final Reading reading;
    private final ExecutorService writers;
    private final PartitionWriter.Store store;
    private final long mostMemory;
    private final UnprovenPartitions unproven;
    private final Map<TopicPartition, PartitionWriter> lanes = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private volatile boolean stopping;
    private KafkaWatch watch;
    private Duration wallAhead = Duration.ZERO;
    private volatile String waitsFor;
    private volatile Map<Integer, Long> lags = Map.of();
    private volatile long recordsRead;
    private volatile long assignments;
    private volatile int wentBack;
    private volatile WentBack lastWentBack;
    private Consumer<byte[], byte[]> kafka;

    /**
     * What is read, and how.
     *
     * @param route that it is read for, as the log is to name it
     * @param goesOn whether a partition whose log went back goes on as its next generation
     */
    record Reading(String route, KafkaClients clients, String topic, Lake lake, BatchLimits limits, boolean goesOn) {}

    /**
     * @param checks for looks at the log and the lake before a partition is read
     * @param mostMemory of the heap, in bytes, that the batches of its partitions may take together
     */
    KafkaBatchPoller(Reading reading, ExecutorService checks, ExecutorService writers, PartitionWriter.Store store, long mostMemory) {
        this.reading = reading;
        this.unproven = new UnprovenPartitions(new LogCheck(reading.route(), reading.clients(), reading.lake(), reading.topic(), reading.goesOn()), checks);
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

    /** Partitions that wait since their logs went back. */
    int wentBack() {
        return wentBack;
    }

    /** Null when no log went back. */
    WentBack lastWentBack() {
        return lastWentBack;
    }

    @Override
    public void run() {
        int failures = 0;
        while (!stopping) {
            try {
                kafka = connect();
                while (!stopping && !wasClockSetBack()) {
                    turn();
                    failures = 0;
                }
                flush();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error failed) {
                failures++;
                waitsFor = "cannot read %s: %s".formatted(reading.topic(), Errors.sentence(failed));
                LOG.warn("{}: {}; trying again in {} s", reading.route(), waitsFor, PartitionWriter.pause(failures).toSeconds());
                waitUnlessStopping(PartitionWriter.pause(failures));
            } finally {
                unproven.clear();
                lanes.clear();
                uncommitted.clear();
                leaveGroup();
            }
        }
    }

    /**
     * Kafka's client relies on the wall clock: when that is set back, its timers, including those of its heartbeats, stand still for as
     * long, and the group drops it again and again. A new client does not know the old time.
     */
    private boolean wasClockSetBack() {
        Duration setBack = wallAhead.minus(SteadyClock.wallAhead());
        if (setBack.compareTo(SMALL_STEP) < 0) {
            return false;
        }
        LOG.warn("{}: the clock was set back by {} s; reconnecting to Kafka, since its client relies on the clock", reading.route(), setBack.toSeconds());
        return true;
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
        KafkaClients clients = reading.clients();
        watch = new KafkaWatch(reading.route(), clients.brokers());
        wallAhead = SteadyClock.wallAhead();
        Consumer<byte[], byte[]> client = clients.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, clients.groupId(),
                // a log that went back is to be told, and not to be read from somewhere else
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none"));
        client.subscribe(List.of(reading.topic()), this);
        return client;
    }

    private void turn() throws InterruptedException {
        Instant now = SteadyClock.now();
        poll(now);
        unproven.prove(now).forEach(this::begin);
        boolean memoryFull = isMemoryFull();
        for (Map.Entry<TopicPartition, PartitionWriter> entry : lanes.entrySet()) {
            PartitionWriter lane = entry.getValue();
            lane.batches().closeIfDue(now);
            collect(entry.getKey(), lane);
            lane.startWriting(writers, store, now);
            throttle(entry.getKey(), memoryFull || lane.isHalted() || lane.batches().isFull());
        }
        commit();
        doubtHalted(now);
        waitsFor = problem(now);
        lags = countLags();
        List<Unproven> back = unproven.wentBack();
        wentBack = back.size();
        lastWentBack = back.isEmpty() ? lastWentBack : new WentBack(back.get(0).problem(), Host.here().wallClock());
    }

    private void poll(Instant now) {
        boolean busy = unproven.isChecking() || lanes.values().stream().anyMatch(PartitionWriter::isWriting);
        try {
            ConsumerRecords<byte[], byte[]> records = kafka.poll(Duration.ofMillis(busy ? 5 : 100));
            for (TopicPartition partition : records.partitions()) {
                add(partition, records.records(partition), now);
            }
        } catch (OffsetOutOfRangeException another) {
            // the log lost its tail, or retention overtook the reader
            another.offsetOutOfRangePartitions().keySet().forEach(this::halt);
        }
    }

    private void halt(TopicPartition partition) {
        kafka.pause(List.of(partition));
        // anywhere, so that the client does not ask for the offset that is not there again and again
        kafka.seek(partition, 0);
        if (lanes.containsKey(partition)) {
            lanes.get(partition).halt();
        }
    }

    /** What a halted partition holds is written first; everything after it has to be proven again. */
    private void doubtHalted(Instant now) {
        lanes.entrySet().removeIf(entry -> {
            PartitionWriter lane = entry.getValue();
            if (!lane.isRefuted() && !(lane.isHalted() && lane.batches().isEmpty())) {
                return false;
            }
            Bookmark bookmark = lane.bookmark();
            long next = lane.isRefuted() ? afterBookmark(bookmark) : LakeOffset.kafka(lane.batches().next());
            kafka.pause(List.of(entry.getKey()));
            // what refuted the bookmark may be older than it
            unproven.add(new Unproven(reading.route(), entry.getKey(), next, lane.isRefuted() ? null : bookmark));
            return true;
        });
    }

    private static long afterBookmark(Bookmark bookmark) {
        return bookmark == null ? -1 : LakeOffset.kafka(bookmark.last()) + 1;
    }

    private void begin(TopicPartition partition, LogCheck.Start start) {
        if (start.wentBack() != null) {
            LOG.warn("{}: {}", reading.route(), start.wentBack());
            lastWentBack = new WentBack(start.wentBack(), Host.here().wallClock());
        }
        kafka.seek(partition, new OffsetAndMetadata(LakeOffset.kafka(start.next()), start.epoch(), ""));
        lanes.put(partition, new PartitionWriter(
                reading.route(),
                new PartitionBatches(partition.topic(), start.topicId(), partition.partition(), reading.limits(), start.begin(), start.inLake()), start.bookmark()));
    }

    private Map<Integer, Long> countLags() {
        Map<Integer, Long> counted = new HashMap<>();
        lanes.forEach((partition, lane) -> counted.put(
                partition.partition(), (lane.isHalted() ? 0 : unread(partition)) + lane.batches().records()));
        unproven.all().forEach(one -> counted.put(one.partition().partition(), one.unread()));
        return counted;
    }

    /** Behind where Kafka's client thinks the end is, as after a seek, nothing is unread. */
    private long unread(TopicPartition partition) {
        return Math.max(0, kafka.currentLag(partition).orElse(0));
    }

    private String problem(Instant now) {
        return Stream.of(
                        Stream.of(watch.look(kafka, now)),
                        unproven.all().stream().map(Unproven::problem),
                        lanes.values().stream().map(lane -> lane.problem(now)))
                .flatMap(problems -> problems)
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private void add(TopicPartition partition, List<ConsumerRecord<byte[], byte[]>> records, Instant now) {
        PartitionBatches batches = lanes.get(partition).batches();
        records.forEach(record -> batches.add(record, now));
        recordsRead = recordsRead + records.size();
    }

    /** Of the heap, in bytes, that what is held takes. */
    long memory() {
        return lanes.values().stream().mapToLong(lane -> lane.batches().memory()).sum();
    }

    /**
     * Then nothing more is read until some of it is written. If all of it is in open batches, the largest becomes an object, however
     * small: otherwise nothing would ever be written.
     */
    private boolean isMemoryFull() {
        if (memory() <= mostMemory) {
            return false;
        }
        if (lanes.values().stream().allMatch(lane -> lane.batches().isOnlyOpen())) {
            lanes.values().stream().map(PartitionWriter::batches).max(Comparator.comparingLong(PartitionBatches::memory)).orElseThrow().close(CloseReason.BYTES);
        }
        return true;
    }

    private void collect(TopicPartition partition, PartitionWriter lane) throws InterruptedException {
        Optional<OffsetAndMetadata> stored = lane.collect();
        if (stored.isPresent()) {
            uncommitted.put(partition, stored.get());
            if (!lane.isHalted() && lane.isDisplaced()) {
                kafka.seek(partition, stored.get().offset());
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
            LOG.warn(
                    "{}: the group took {} away before its last offsets were committed, since this instance was silent for too long or others joined; its records are read again",
                    reading.route(), uncommitted.keySet());
            uncommitted.clear();
        }
    }

    /** Writes all that is held, one try each, while time is left; the rest is read again at the next start. */
    private void flush() throws InterruptedException {
        Instant end = SteadyClock.now().plus(FLUSH_TIME);
        lanes.values().forEach(lane -> lane.batches().close(CloseReason.SHUTDOWN));
        while (SteadyClock.now().isBefore(end) && lanes.values().stream().anyMatch(PartitionWriter::isActive)) {
            for (Map.Entry<TopicPartition, PartitionWriter> lane : lanes.entrySet()) {
                collect(lane.getKey(), lane.getValue());
                lane.getValue().startWriting(writers, store, SteadyClock.now());
                lane.getValue().awaitWrite(BETWEEN_COLLECTS);
            }
        }
        commit();
    }

    /** Nothing is read before it is known where. */
    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        assignments = assignments + (partitions.isEmpty() ? 0 : 1);
        kafka.pause(partitions);
        Map<TopicPartition, OffsetAndMetadata> committed = kafka.committed(Set.copyOf(partitions));
        for (TopicPartition partition : partitions) {
            kafka.seek(partition, 0);
            unproven.add(Unproven.of(reading.route(), partition, committed.get(partition)));
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
        unproven.remove(partitions);
        partitions.forEach(lanes::remove);
        partitions.forEach(uncommitted::remove);
    }

    private void waitUnlessStopping(Duration duration) {
        Instant end = SteadyClock.now().plus(duration);
        while (!stopping && SteadyClock.now().isBefore(end)) {
            try {
                Host.here().sleep(100);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }
}

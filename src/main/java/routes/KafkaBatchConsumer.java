package routes;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.RetriableCommitFailedException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls, gathers each partition's records into batches, and sends each through the route on a thread of its own, so that polling
 * (and with it the membership in the group) goes on however long S3 takes.
 *
 * <p>An offset is committed only when the route says what the lake holds, by the exchange property {@value #STORED_THROUGH}. A route
 * that ends without saying so, or with an exception, gets the same batch again after a pause that doubles up to 30 s, for ever.
 */
public class KafkaBatchConsumer extends DefaultConsumer implements ConsumerRebalanceListener {
    /** Exchange property (Long): the last offset of the batch's partition that the lake is known to hold. */
    public static final String STORED_THROUGH = "storedThrough";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchConsumer.class);
    private static final Duration FLUSH_TIME = Duration.ofSeconds(5);
    private static final Duration COMMIT_TIMEOUT = Duration.ofSeconds(2);
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(1);
    private static final Duration BETWEEN_COLLECTS = Duration.ofMillis(100);

    private final KafkaBatchEndpoint endpoint;
    private final KafkaBatchHealth health;
    private final Map<TopicPartition, Lane> lanes = new HashMap<>();
    private final Map<TopicPartition, OffsetAndMetadata> uncommitted = new HashMap<>();
    private ExecutorService poller;
    private ExecutorService writers;
    private Future<?> polling;
    private volatile boolean stopping;
    private KafkaWatch watch;
    private volatile String waitsFor;
    private volatile long lag;
    private volatile long recordsRead;
    private volatile long assignments;
    private Consumer<byte[], byte[]> kafka;
    private String topicId;

    KafkaBatchConsumer(KafkaBatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.health = new KafkaBatchHealth(this);
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        stopping = false;
        health().ifPresent(registry -> registry.register(health));
        writers = threads().newFixedThreadPool(this, "write-" + endpoint.topic(), endpoint.writers());
        poller = threads().newSingleThreadExecutor(this, "poll-" + endpoint.topic());
        polling = poller.submit(this::pollUntilStopped);
    }

    /** Stops reading, writes what is held as last objects, commits, and leaves the group. */
    @Override
    protected void doStop() throws Exception {
        stopping = true;
        health().ifPresent(registry -> registry.unregister(health));
        if (polling == null) {
            return;
        }
        try {
            polling.get(FLUSH_TIME.plusSeconds(3).toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException tooLong) {
            LOG.warn("kafka-to-s3: some of {} is not stored yet; it will be read again at the next start", endpoint.topic());
        }
        threads().shutdownNow(poller);
        threads().shutdownNow(writers);
        super.doStop();
    }

    /** Records read since the start, stored or not. */
    long recordsRead() {
        return recordsRead;
    }

    /** Records of the assigned partitions that are not stored yet, read or not. */
    long lag() {
        return lag;
    }

    /** What keeps it from going on, as a sentence; null when nothing does. */
    String waitsFor() {
        return waitsFor;
    }

    /** How often partitions were given to this consumer. */
    long assignments() {
        return assignments;
    }

    private Optional<HealthCheckRegistry> health() {
        return Optional.ofNullable(HealthCheckRegistry.get(endpoint.getCamelContext()));
    }

    private org.apache.camel.spi.ExecutorServiceManager threads() {
        return endpoint.getCamelContext().getExecutorServiceManager();
    }

    private void pollUntilStopped() {
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
        for (ConsumerRecord<byte[], byte[]> record : kafka.poll(Duration.ofMillis(writing ? 5 : 100))) {
            add(record, now);
        }
        boolean memoryFull = isMemoryFull();
        for (Map.Entry<TopicPartition, Lane> entry : lanes.entrySet()) {
            Lane lane = entry.getValue();
            lane.batches().closeIfDue(now);
            if (memoryFull) {
                lane.batches().close(Cut.BYTES);
            }
            collect(entry.getKey(), lane);
            lane.startWriting(writers, this::write, now);
            throttle(entry.getKey(), memoryFull || lane.batches().isFull());
        }
        commit();
        waitsFor = problem(now);
        lag = countLag();
    }

    private long countLag() {
        return lanes.entrySet().stream()
                .mapToLong(lane -> kafka.currentLag(lane.getKey()).orElse(0) + lane.getValue().batches().records())
                .sum();
    }

    private String problem(Instant now) {
        String away = watch.look(kafka, now);
        return away != null
                ? away
                : lanes.values().stream().map(Lane::problem).filter(Objects::nonNull).findFirst().orElse(null);
    }

    private void add(ConsumerRecord<byte[], byte[]> record, Instant now) {
        TopicPartition partition = new TopicPartition(record.topic(), record.partition());
        PartitionBatches batches = lanes.get(partition).batches();
        if (batches.isGapBefore(record)) {
            requireKept(partition, batches);
        }
        batches.add(record, now);
        recordsRead++;
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

    /** Many partitions must not hold maxBytes each: together they stay below a share of the heap. */
    private boolean isMemoryFull() {
        return lanes.values().stream().mapToLong(lane -> lane.batches().bytes()).sum() > Runtime.getRuntime().maxMemory() / 8;
    }

    /** Sends one batch through the route; returns the offset through which the lake holds the partition. */
    private long write(Batch batch) throws Exception {
        Exchange exchange = createExchange(false);
        try {
            exchange.getIn().setBody(batch);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Long stored = exchange.getProperty(STORED_THROUGH, Long.class);
            if (stored == null) {
                throw new IllegalStateException("the route ended without setting the property " + STORED_THROUGH);
            }
            return stored;
        } finally {
            releaseExchange(exchange, false);
        }
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
                lane.getValue().startWriting(writers, this::write, Instant.now());
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

package simulator.model;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.utils.Utils;

/**
 * Methods of Kafka's {@code Producer}, by their names and parameters there. It is idempotent: its client's tries are not seen, and of each
 * record that is sent there is one, or none when the client gives up. What is sent is in the log, or given up, when the method returns.
 */
public final class SimulatedProducer {
    private static final Duration DELIVERY_TIMEOUT = Duration.ofMinutes(2);
    private static final Duration BLOCKING_LIMIT = Duration.ofMinutes(1);
    private static final int LARGEST = 1 << 20;

    private final SimulatedKafka kafka;
    private final World world;
    private final ClientMachine machine;
    private long transaction = LogEntry.NONE;

    SimulatedProducer(SimulatedKafka kafka, World world, ClientMachine machine) {
        this.kafka = kafka;
        this.world = world;
        this.machine = machine;
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        return send(record, (metadata, failed) -> {});
    }

    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        CompletableFuture<RecordMetadata> sent = new CompletableFuture<>();
        TopicPartition partition = new TopicPartition(record.topic(), partition(record));
        try {
            RecordMetadata metadata = sendNow(record, partition);
            if (callback != null) {
                callback.onCompletion(metadata, null);
            }
            sent.complete(metadata);
        } catch (ApiException failed) {
            if (callback != null) {
                callback.onCompletion(new RecordMetadata(partition, -1, -1, -1, -1, -1), failed);
            }
            sent.completeExceptionally(failed);
        }
        return sent;
    }

    /** Kafka's own choice, but for records without a key. */
    private int partition(ProducerRecord<byte[], byte[]> record) {
        if (record.partition() != null) {
            return record.partition();
        }
        int partitions = kafka.topic(record.topic()).map(topic -> topic.logs().size()).orElse(1);
        return record.key() == null ? world.random().nextInt(partitions) : Utils.toPositive(Utils.murmur2(record.key())) % partitions;
    }

    private RecordMetadata sendNow(ProducerRecord<byte[], byte[]> record, TopicPartition partition) {
        long timestamp = record.timestamp() == null ? machine.now().toEpochMilli() : record.timestamp();
        if (LogEntry.of(0, 0, record, timestamp, transaction).size() > LARGEST) {
            throw new RecordTooLargeException("The message is larger than %d, which is the value of the max.request.size configuration.".formatted(LARGEST));
        }
        long ofTransaction = transaction;
        LogEntry entry = machine.apply("send", partition.toString(), DELIVERY_TIMEOUT,
                // a transaction that has ended takes none that come late
                () -> ofTransaction != transaction ? null : kafka.log(partition).map(log -> log.append(record, timestamp, ofTransaction)).orElse(null));
        if (entry == null) {
            throw timeout("Topic %s not present in metadata".formatted(partition.topic()), BLOCKING_LIMIT);
        }
        if (!isReplicated(partition, entry)) {
            throw timeout("Expiring 1 record(s) for %s".formatted(partition), DELIVERY_TIMEOUT);
        }
        return new RecordMetadata(partition, entry.offset(), 0, timestamp, length(record.key()), length(record.value()));
    }

    private boolean isReplicated(TopicPartition partition, LogEntry entry) {
        return kafka.log(partition).map(log -> entry.offset() < log.highWatermark()).orElse(true);
    }

    private TimeoutException timeout(String what, Duration after) {
        world.sleep(after);
        return new TimeoutException("%s: %d ms has passed".formatted(what, after.toMillis()));
    }

    private static int length(byte[] bytes) {
        return bytes == null ? -1 : bytes.length;
    }

    public void initTransactions() {
        // there is no other producer of the same id
    }

    public void beginTransaction() {
        transaction = kafka.nextTransaction();
    }

    public void commitTransaction() {
        endTransaction(true);
    }

    public void abortTransaction() {
        endTransaction(false);
    }

    private void endTransaction(boolean commit) {
        machine.ask(commit ? "commitTransaction" : "abortTransaction", "", BLOCKING_LIMIT, () -> {
            kafka.topics().stream().flatMap(topic -> topic.logs().stream()).forEach(log -> log.endTransaction(transaction, commit, world.now().toEpochMilli()));
            return null;
        });
        transaction = LogEntry.NONE;
    }

    public void flush() {
        world.step("Kafka flush of " + machine.name());
    }

    public List<PartitionInfo> partitionsFor(String topic) {
        return kafka.requireTopic(topic).partitionInfos();
    }

    public void close() {
        close(Duration.ZERO);
    }

    public void close(Duration limit) {
        // nothing is on its way
    }
}

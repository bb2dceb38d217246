package simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.OffsetMetadataTooLarge;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the pipeline relies on of Kafka, whoever answers. */
abstract class KafkaContract {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int MOST_POLLS = 600;
    private static int number;

    private final String topic = "contract-" + ++number;
    private final TopicPartition first = new TopicPartition(topic, 0);
    private final TopicPartition second = new TopicPartition(topic, 1);
    private final List<AutoCloseable> open = new ArrayList<>();
    private Admin admin;
    private Producer<byte[], byte[]> producer;

    abstract Consumer<byte[], byte[]> consumer(Map<String, Object> settings);

    /** Idempotent. */
    abstract Producer<byte[], byte[]> producer();

    abstract Producer<byte[], byte[]> transactionalProducer(String id);

    abstract Admin admin();

    /** Another leader comes, which has all of the log. */
    abstract void changeLeader(TopicPartition partition) throws Exception;

    /** Another leader comes, which has not got the last records. */
    abstract void loseTail(TopicPartition partition, int records) throws Exception;

    /** Compaction takes out each record below the last one whose key a later one has. */
    abstract void compact(TopicPartition partition) throws Exception;

    @BeforeEach
    final void createTopic() throws Exception {
        admin = opened(admin());
        producer = opened(producer());
        create(2);
    }

    private void create(int partitions) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, Optional.of(partitions), Optional.empty()))).all().get();
        await(() -> hasEnds(partitions));
    }

    private boolean hasEnds(int partitions) {
        try {
            return IntStream.range(0, partitions).allMatch(partition -> end(new TopicPartition(topic, partition)) == 0);
        } catch (IllegalStateException notYet) {
            return false;
        }
    }

    @AfterEach
    final void closeAll() throws Exception {
        Collections.reverse(open);
        for (AutoCloseable one : open) {
            one.close();
        }
    }

    private <T extends AutoCloseable> T opened(T client) {
        open.add(client);
        return client;
    }

    private Consumer<byte[], byte[]> reader(String... settings) {
        Map<String, Object> all = new HashMap<>(Map.of(
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "50"));
        for (int i = 0; i < settings.length; i += 2) {
            all.put(settings[i], settings[i + 1]);
        }
        return opened(consumer(all));
    }

    private Consumer<byte[], byte[]> readerFrom(long offset, String... settings) {
        Consumer<byte[], byte[]> reader = reader(settings);
        reader.assign(List.of(first));
        reader.seek(first, offset);
        return reader;
    }

    /** A member of a group, which notes what its listener is told. */
    private final class Member implements ConsumerRebalanceListener {
        private final List<String> told = new ArrayList<>();
        private final Consumer<byte[], byte[]> consumer;
        private final AtomicReference<RuntimeException> whileRevoked = new AtomicReference<>();
        private Map<TopicPartition, OffsetAndMetadata> commitWhenRevoked = Map.of();

        Member(String... settings) {
            List<String> all = new ArrayList<>(List.of(
                    ConsumerConfig.GROUP_ID_CONFIG, topic, ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName(),
                    ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "100", ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "6000"));
            all.addAll(List.of(settings));
            consumer = reader(all.toArray(String[]::new));
            consumer.subscribe(List.of(topic), this);
        }

        ConsumerRecords<byte[], byte[]> poll() {
            return consumer.poll(POLL);
        }

        @Override
        public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
            note("assigned", partitions);
            partitions.forEach(partition -> consumer.seek(partition, 0));
        }

        @Override
        public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
            note("revoked", partitions);
            if (!commitWhenRevoked.isEmpty()) {
                try {
                    consumer.commitSync(commitWhenRevoked);
                } catch (RuntimeException failed) {
                    whileRevoked.set(failed);
                }
            }
        }

        @Override
        public void onPartitionsLost(Collection<TopicPartition> partitions) {
            note("lost", partitions);
        }

        private void note(String what, Collection<TopicPartition> partitions) {
            if (!partitions.isEmpty()) {
                told.add(what + " " + partitions.stream().map(partition -> String.valueOf(partition.partition())).sorted().toList());
            }
        }

        boolean has(int partitions) {
            poll();
            return consumer.assignment().size() == partitions;
        }

        Member withAll() {
            until(() -> has(2));
            return this;
        }
    }

    private static void await(Callable<Boolean> condition) {
        Awaitility.await().pollDelay(Duration.ZERO).pollInSameThread().atMost(Duration.ofMinutes(1)).until(condition);
    }

    /** Each look takes as long as a poll. */
    private static void until(BooleanSupplier condition) {
        for (int looks = 0; looks < MOST_POLLS; looks++) {
            if (condition.getAsBoolean()) {
                return;
            }
        }
        throw new AssertionError("never");
    }

    private RecordMetadata send(TopicPartition partition, String value) {
        try {
            return producer.send(new ProducerRecord<>(partition.topic(), partition.partition(), bytes("k"), bytes(value))).get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private void sendNumbers(TopicPartition partition, int count) {
        IntStream.range(0, count).forEach(i -> send(partition, String.valueOf(i)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String value(ConsumerRecord<byte[], byte[]> record) {
        return new String(record.value(), StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Consumer<byte[], byte[]> reader, long end) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        until(() -> {
            reader.poll(POLL).forEach(records::add);
            return reader.position(first) >= end;
        });
        return records;
    }

    private List<Long> offsets(long from, long end) {
        return read(readerFrom(from), end).stream().map(ConsumerRecord::offset).toList();
    }

    private ListOffsetsResultInfo offset(TopicPartition partition, OffsetSpec which, IsolationLevel isolation) {
        try {
            return admin.listOffsets(Map.of(partition, which), new ListOffsetsOptions(isolation)).partitionResult(partition).get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private long end(TopicPartition partition) {
        return offset(partition, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED).offset();
    }

    private String topicId() throws Exception {
        return admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).topicId().toString();
    }

    private void deleteTopic() throws Exception {
        admin.deleteTopics(List.of(topic)).all().get();
        await(() -> !admin.listTopics().names().get().contains(topic));
    }

    private void deleteBefore(long offset) throws Exception {
        admin.deleteRecords(Map.of(first, RecordsToDelete.beforeOffset(offset))).all().get();
    }

    // records

    @Test
    void aRecordIsReadAsItWasSent() {
        ProducerRecord<byte[], byte[]> sent = new ProducerRecord<>(topic, 0, 1_234_567L, bytes("key"), bytes("value"));
        sent.headers().add("replay", bytes("r1")).add("row", null).add("row", bytes("7"));
        producer.send(sent);
        producer.flush();

        ConsumerRecord<byte[], byte[]> read = read(readerFrom(0), 1).get(0);

        assertThat(read.key()).isEqualTo(bytes("key"));
        assertThat(read.value()).isEqualTo(bytes("value"));
        assertThat(read.timestamp()).isEqualTo(1_234_567L);
        assertThat(read.offset()).isZero();
        assertThat(read.leaderEpoch()).isPresent();
        assertThat(Arrays.stream(read.headers().toArray()).map(header -> header.key() + "=" + (header.value() == null ? null : new String(header.value(), StandardCharsets.UTF_8))))
                .containsExactly("replay=r1", "row=null", "row=7");
    }

    @Test
    void keyAndValueMayBeMissing() {
        producer.send(new ProducerRecord<>(topic, 0, null, null));
        producer.flush();

        ConsumerRecord<byte[], byte[]> read = read(readerFrom(0), 1).get(0);

        assertThat(read.key()).isNull();
        assertThat(read.value()).isNull();
        assertThat(read.serializedKeySize()).isEqualTo(-1);
        assertThat(read.serializedValueSize()).isEqualTo(-1);
    }

    @Test
    void offsetsAreGivenOneAfterTheOtherInEachPartition() {
        assertThat(send(first, "a").offset()).isZero();
        assertThat(send(first, "b").offset()).isEqualTo(1);
        assertThat(send(second, "c").offset()).isZero();
    }

    @Test
    void aKeyHasItsPartition() throws Exception {
        int one = producer.send(new ProducerRecord<>(topic, bytes("AAPL"), bytes("1"))).get().partition();

        assertThat(producer.send(new ProducerRecord<>(topic, bytes("AAPL"), bytes("2"))).get().partition()).isEqualTo(one);
        assertThat(one).isEqualTo(org.apache.kafka.common.utils.Utils.toPositive(org.apache.kafka.common.utils.Utils.murmur2(bytes("AAPL"))) % 2);
    }

    @Test
    void theCallbackTellsWhereARecordIs() {
        AtomicReference<RecordMetadata> told = new AtomicReference<>();
        producer.send(new ProducerRecord<>(topic, 1, bytes("k"), bytes("v")), (metadata, failed) -> told.set(metadata));
        producer.flush();

        assertThat(told.get().partition()).isEqualTo(1);
        assertThat(told.get().offset()).isZero();
    }

    @Test
    void aRecordThatIsTooLargeIsRefused() {
        AtomicReference<Exception> told = new AtomicReference<>();

        assertThatThrownBy(() -> producer.send(new ProducerRecord<>(topic, 0, null, new byte[1 << 20]), (metadata, failed) -> told.set(failed)).get())
                .hasCauseInstanceOf(RecordTooLargeException.class);
        assertThat(told.get()).isInstanceOf(RecordTooLargeException.class);
        assertThat(end(first)).isZero();
    }

    // reading

    @Test
    void readingBeginsWhereTheReaderSeeks() {
        sendNumbers(first, 5);

        assertThat(offsets(3, 5)).containsExactly(3L, 4L);
    }

    @Test
    void thePositionIsThatOfTheNextRecord() {
        sendNumbers(first, 3);
        Consumer<byte[], byte[]> reader = readerFrom(1);
        assertThat(reader.position(first)).isEqualTo(1);

        read(reader, 3);

        assertThat(reader.position(first)).isEqualTo(3);
        reader.seek(first, 2);
        assertThat(reader.position(first)).isEqualTo(2);
        assertThat(read(reader, 3)).extracting(KafkaContract::value).containsExactly("2");
    }

    @Test
    void whatWasFetchedBeforeASeekIsNotReturnedAfterIt() {
        sendNumbers(first, 10);
        Consumer<byte[], byte[]> reader = readerFrom(0, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2");
        until(() -> !reader.poll(POLL).isEmpty());

        reader.seek(first, 8);

        assertThat(read(reader, 10)).extracting(ConsumerRecord::offset).containsExactly(8L, 9L);
    }

    @Test
    void aPollReturnsNoMoreRecordsThanWanted() {
        sendNumbers(first, 5);
        sendNumbers(second, 5);
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "3");
        reader.assign(List.of(first, second));
        reader.seek(first, 0);
        reader.seek(second, 0);
        Map<TopicPartition, List<Long>> read = new HashMap<>(Map.of(first, new ArrayList<>(), second, new ArrayList<>()));

        until(() -> {
            ConsumerRecords<byte[], byte[]> records = reader.poll(POLL);
            assertThat(records.count()).isLessThanOrEqualTo(3);
            records.forEach(record -> read.get(new TopicPartition(record.topic(), record.partition())).add(record.offset()));
            return read.values().stream().mapToInt(List::size).sum() == 10;
        });

        assertThat(read.get(first)).containsExactly(0L, 1L, 2L, 3L, 4L);
        assertThat(read.get(second)).containsExactly(0L, 1L, 2L, 3L, 4L);
    }

    @Test
    void aRecordIsFetchedHoweverSmallTheFetch() {
        producer.send(new ProducerRecord<>(topic, 0, null, new byte[10_000]));
        producer.send(new ProducerRecord<>(topic, 0, null, new byte[10_000]));
        producer.flush();

        assertThat(read(readerFrom(0, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1"), 2)).hasSize(2);
    }

    @Test
    void aPausedPartitionIsNotReadUntilItIsResumed() {
        sendNumbers(first, 2);
        Consumer<byte[], byte[]> reader = readerFrom(0);
        reader.pause(List.of(first));
        for (int polls = 0; polls < 5; polls++) {
            assertThat(reader.poll(POLL)).isEmpty();
        }
        assertThat(reader.paused()).containsExactly(first);
        assertThat(reader.position(first)).isZero();

        reader.resume(List.of(first));

        assertThat(read(reader, 2)).hasSize(2);
    }

    @Test
    void whatWasFetchedBeforeAPauseComesAfterIt() {
        sendNumbers(first, 6);
        Consumer<byte[], byte[]> reader = readerFrom(0, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2");
        until(() -> !reader.poll(POLL).isEmpty());
        reader.pause(List.of(first));
        assertThat(reader.poll(POLL)).isEmpty();
        reader.resume(List.of(first));

        assertThat(read(reader, 6)).extracting(ConsumerRecord::offset).containsExactly(2L, 3L, 4L, 5L);
    }

    @Test
    void theLagIsKnownAfterAFetch() {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "2");
        assertThat(reader.currentLag(first)).isEmpty();

        until(() -> !reader.poll(POLL).isEmpty());

        assertThat(reader.currentLag(first)).hasValue(3);
        read(reader, 5);
        assertThat(reader.currentLag(first)).hasValue(0);
    }

    @Test
    void anEmptyPollMovesNothing() {
        sendNumbers(first, 1);
        Consumer<byte[], byte[]> reader = readerFrom(1);

        assertThat(reader.poll(POLL)).isEmpty();
        assertThat(reader.position(first)).isEqualTo(1);
        send(first, "next");
        assertThat(read(reader, 2)).extracting(KafkaContract::value).containsExactly("next");
    }

    @Test
    void onlyAssignedPartitionsCanBeMovedOrAsked() {
        Consumer<byte[], byte[]> reader = readerFrom(0);

        assertThatThrownBy(() -> reader.seek(second, 0)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.position(second)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.pause(List.of(second))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.resume(List.of(second))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> reader.currentLag(second)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aReaderThatWasNotToldWhereToBeginAndMayNotChooseIsTold() {
        Consumer<byte[], byte[]> reader = reader();
        reader.assign(List.of(first));

        NoOffsetForPartitionException told = catchThrowableOfType(NoOffsetForPartitionException.class, () -> until(() -> !reader.poll(POLL).isEmpty()));

        assertThat(told.partitions()).containsExactly(first);
    }

    @Test
    void aReaderThatMayChooseBeginsAtTheFirstRecord() throws Exception {
        sendNumbers(first, 5);
        deleteBefore(2);
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reader.assign(List.of(first));

        assertThat(read(reader, 5)).extracting(ConsumerRecord::offset).containsExactly(2L, 3L, 4L);
    }

    @Test
    void theClientTellsItsConnections() {
        Consumer<byte[], byte[]> reader = readerFrom(0);
        reader.poll(POLL);

        assertThat(reader.metrics().values()).filteredOn(metric -> metric.metricName().name().equals("connection-count"))
                .isNotEmpty()
                .allSatisfy(metric -> assertThat((Double) metric.metricValue()).isPositive());
    }

    // the ends of a log

    @Test
    void aLogBehindWhichTheReaderIsEndsTooEarlyForIt() {
        sendNumbers(first, 3);
        Consumer<byte[], byte[]> reader = readerFrom(4);

        OffsetOutOfRangeException told = catchThrowableOfType(OffsetOutOfRangeException.class, () -> until(() -> !reader.poll(POLL).isEmpty()));

        assertThat(told.offsetOutOfRangePartitions()).isEqualTo(Map.of(first, 4L));
        assertThat(reader.position(first)).isEqualTo(4);
    }

    @Test
    void aLogBeginsTooLateForAReaderWhoseRecordsWereDeleted() throws Exception {
        sendNumbers(first, 5);
        deleteBefore(3);
        Consumer<byte[], byte[]> reader = readerFrom(1);

        OffsetOutOfRangeException told = catchThrowableOfType(OffsetOutOfRangeException.class, () -> until(() -> !reader.poll(POLL).isEmpty()));

        assertThat(told.offsetOutOfRangePartitions()).isEqualTo(Map.of(first, 1L));
    }

    @Test
    void aReaderOutOfRangeGoesOnWhereItSeeks() {
        sendNumbers(first, 3);
        Consumer<byte[], byte[]> reader = readerFrom(9);
        assertThat(catchThrowableOfType(OffsetOutOfRangeException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();

        reader.seek(first, 1);

        assertThat(read(reader, 3)).extracting(ConsumerRecord::offset).containsExactly(1L, 2L);
    }

    @Test
    void otherPartitionsGoOnAfterOneWasOutOfRange() {
        sendNumbers(first, 1);
        sendNumbers(second, 3);
        Consumer<byte[], byte[]> reader = reader();
        reader.assign(List.of(first, second));
        reader.seek(first, 100);
        reader.seek(second, 0);
        List<Long> read = new ArrayList<>();
        OffsetOutOfRangeException told = catchThrowableOfType(
                OffsetOutOfRangeException.class, () -> until(() -> {
                    reader.poll(POLL).records(second).forEach(record -> read.add(record.offset()));
                    return false;
                }));
        assertThat(told.partitions()).containsExactly(first);
        reader.pause(List.of(first));
        reader.seek(first, 0);

        until(() -> {
            reader.poll(POLL).records(second).forEach(record -> read.add(record.offset()));
            return read.size() == 3;
        });

        assertThat(read).containsExactly(0L, 1L, 2L);
    }

    @Test
    void aLogBeginsWhereItsRecordsWereDeletedUpTo() throws Exception {
        sendNumbers(first, 5);
        deleteBefore(3);

        assertThat(reader().beginningOffsets(List.of(first))).isEqualTo(Map.of(first, 3L));
        assertThat(reader().endOffsets(List.of(first))).isEqualTo(Map.of(first, 5L));
        assertThat(offset(first, OffsetSpec.earliest(), IsolationLevel.READ_COMMITTED).offset()).isEqualTo(3);
        assertThat(offsets(3, 5)).containsExactly(3L, 4L);
    }

    @Test
    void aLogOfWhichAllWasDeletedGoesOnWithTheNextOffset() throws Exception {
        sendNumbers(first, 3);
        deleteBefore(-1);

        assertThat(reader().beginningOffsets(List.of(first))).isEqualTo(Map.of(first, 3L));
        assertThat(send(first, "next").offset()).isEqualTo(3);
    }

    @Test
    void recordsAreFoundByTheirTimes() {
        for (long time : new long[] {1000, 3000, 2000}) {
            producer.send(new ProducerRecord<>(topic, 0, time, bytes("k"), bytes("v")));
        }
        producer.flush();
        Consumer<byte[], byte[]> reader = reader();

        assertThat(reader.offsetsForTimes(Map.of(first, 1000L)).get(first).offset()).isZero();
        assertThat(reader.offsetsForTimes(Map.of(first, 1500L)).get(first).offset()).isEqualTo(1);
        assertThat(reader.offsetsForTimes(Map.of(first, 1500L)).get(first).timestamp()).isEqualTo(3000);
        assertThat(reader.offsetsForTimes(Map.of(first, 4000L))).containsEntry(first, null);
        assertThat(offset(first, OffsetSpec.forTimestamp(1500), IsolationLevel.READ_UNCOMMITTED).offset()).isEqualTo(1);
        assertThat(offset(first, OffsetSpec.forTimestamp(4000), IsolationLevel.READ_UNCOMMITTED).offset()).isEqualTo(-1);
    }

    // transactions

    @Test
    void theMarkerOfATransactionTakesAnOffset() {
        Producer<byte[], byte[]> transactional = transactional();
        sendIn(transactional, "a", "b");
        transactional.commitTransaction();
        awaitMarkerAt(2);
        send(first, "c");

        assertThat(offsets(0, 4)).containsExactly(0L, 1L, 3L);
        assertThat(end(first)).isEqualTo(4);
    }

    @Test
    void abortedRecordsAreSkippedByWhoReadsWhatWasCommitted() {
        Producer<byte[], byte[]> transactional = transactional();
        sendIn(transactional, "a", "b");
        transactional.abortTransaction();
        awaitMarkerAt(2);
        send(first, "c");

        assertThat(offsets(0, 4)).containsExactly(3L);
        assertThat(read(readerFrom(0, ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted"), 4)).extracting(ConsumerRecord::offset).containsExactly(0L, 1L, 3L);
    }

    @Test
    void aReaderPassesAbortedRecordsAtTheEndWithoutARecord() {
        send(first, "a");
        Producer<byte[], byte[]> transactional = transactional();
        sendIn(transactional, "b", "c");
        transactional.abortTransaction();

        Consumer<byte[], byte[]> reader = readerFrom(1);
        assertThat(read(reader, 4)).isEmpty();
        assertThat(reader.position(first)).isEqualTo(4);
    }

    @Test
    void nothingBehindAnOpenTransactionIsRead() {
        send(first, "a");
        Producer<byte[], byte[]> transactional = transactional();
        sendIn(transactional, "b");
        send(first, "c");

        assertThat(end(first)).isEqualTo(1);
        assertThat(reader().endOffsets(List.of(first))).isEqualTo(Map.of(first, 1L));
        assertThat(offset(first, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED).offset()).isEqualTo(3);
        assertThat(offsets(0, 1)).containsExactly(0L);

        transactional.commitTransaction();

        awaitMarkerAt(3);
        assertThat(offsets(0, 4)).containsExactly(0L, 1L, 2L);
    }

    /** The producer is told of the end of its transaction before the markers are written. */
    private void awaitMarkerAt(long offset) {
        await(() -> end(first) == offset + 1);
    }

    private Producer<byte[], byte[]> transactional() {
        Producer<byte[], byte[]> transactional = opened(transactionalProducer(topic));
        transactional.initTransactions();
        return transactional;
    }

    private void sendIn(Producer<byte[], byte[]> transactional, String... values) {
        transactional.beginTransaction();
        Arrays.stream(values).forEach(value -> transactional.send(new ProducerRecord<>(topic, 0, null, bytes(value))));
        transactional.flush();
    }

    // compaction

    @Test
    void compactionLeavesHolesThatAReaderPasses() throws Exception {
        TopicPartition compacted = compacted("a", "b", "a", "b", "c", "a", "z");

        Consumer<byte[], byte[]> reader = reader();
        reader.assign(List.of(compacted));
        reader.seek(compacted, 0);
        List<Long> offsets = new ArrayList<>();
        until(() -> {
            reader.poll(POLL).forEach(record -> offsets.add(record.offset()));
            return reader.position(compacted) == 7;
        });

        assertThat(offsets).containsExactly(3L, 4L, 5L, 6L);
        assertThat(reader.beginningOffsets(List.of(compacted))).isEqualTo(Map.of(compacted, 0L));
        assertThat(reader.endOffsets(List.of(compacted))).isEqualTo(Map.of(compacted, 7L));
    }

    @Test
    void aReaderThatSeeksAHoleGetsTheNextRecord() throws Exception {
        TopicPartition compacted = compacted("a", "b", "a", "b", "z");
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "1", ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, "1");
        reader.assign(List.of(compacted));
        reader.seek(compacted, 1);
        List<Long> offsets = new ArrayList<>();

        until(() -> {
            reader.poll(POLL).forEach(record -> offsets.add(record.offset()));
            return !offsets.isEmpty();
        });

        assertThat(offsets).containsExactly(2L);
    }

    private TopicPartition compacted(String... keys) throws Exception {
        TopicPartition compacted = new TopicPartition(topic + "-compacted", 0);
        admin.createTopics(List.of(new NewTopic(compacted.topic(), Optional.of(1), Optional.empty()).configs(Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT,
                TopicConfig.SEGMENT_MS_CONFIG, "1",
                TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG, "0.0")))).all().get();
        await(() -> {
            try {
                return end(compacted) == 0;
            } catch (IllegalStateException notYet) {
                return false;
            }
        });
        for (String key : keys) {
            producer.send(new ProducerRecord<>(compacted.topic(), 0, bytes(key), bytes("v"))).get();
        }
        compact(compacted);
        return compacted;
    }

    // leaders

    @Test
    void recordsOfAnotherLeaderHaveALaterEpoch() throws Exception {
        send(first, "a");
        changeLeader(first);
        send(first, "b");

        List<ConsumerRecord<byte[], byte[]>> records = read(readerFrom(0), 2);

        assertThat(records.get(1).leaderEpoch().orElseThrow()).isGreaterThan(records.get(0).leaderEpoch().orElseThrow());
    }

    @Test
    void aReaderGoesOnWithAnotherLeaderThatHasAll() throws Exception {
        send(first, "a");
        Consumer<byte[], byte[]> reader = readerFrom(0);
        read(reader, 1);
        changeLeader(first);
        send(first, "b");

        assertThat(read(reader, 2)).extracting(KafkaContract::value).containsExactly("b");
    }

    @Test
    void aReaderIsToldThatTheLogLostWhatItHasRead() throws Exception {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0);
        int epoch = read(reader, 5).get(4).leaderEpoch().orElseThrow();
        loseTail(first, 2);

        LogTruncationException told = catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()));

        assertThat(told.offsetOutOfRangePartitions()).isEqualTo(Map.of(first, 5L));
        assertThat(told.divergentOffsets().get(first).offset()).isEqualTo(3);
        assertThat(told.divergentOffsets().get(first).leaderEpoch()).hasValue(epoch);
    }

    @Test
    void aReaderIsToldEvenIfTheLogIsLongerAgain() throws Exception {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0);
        read(reader, 5);
        loseTail(first, 2);
        sendNumbers(first, 4);

        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();
    }

    @Test
    void aReaderThatSeeksWithTheEpochOfALostRecordIsTold() throws Exception {
        sendNumbers(first, 5);
        int epoch = read(readerFrom(0), 5).get(4).leaderEpoch().orElseThrow();
        loseTail(first, 2);
        sendNumbers(first, 4);
        Consumer<byte[], byte[]> reader = readerFrom(0);
        reader.seek(first, new OffsetAndMetadata(5, Optional.of(epoch), ""));

        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();
    }

    @Test
    void aReaderIsToldAgainAfterAWhileUntilItSeeks() throws Exception {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "1000");
        read(reader, 5);
        loseTail(first, 2);
        sendNumbers(first, 4);
        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();
        assertThat(reader.poll(POLL)).isEmpty();
        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();

        reader.seek(first, 3);

        assertThat(read(reader, 7)).extracting(ConsumerRecord::offset).containsExactly(3L, 4L, 5L, 6L);
    }

    @Test
    void aReaderWhoseRecordsAreLostHasNoPosition() throws Exception {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0, ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, "1000");
        read(reader, 5);
        loseTail(first, 2);
        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();

        assertThatThrownBy(() -> reader.position(first)).isInstanceOf(LogTruncationException.class);
        reader.seek(first, 1);
        assertThat(reader.position(first)).isEqualTo(1);
    }

    @Test
    void aPausedReaderIsToldToo() throws Exception {
        sendNumbers(first, 5);
        Consumer<byte[], byte[]> reader = readerFrom(0);
        read(reader, 5);
        reader.pause(List.of(first));
        loseTail(first, 2);

        assertThat(catchThrowableOfType(LogTruncationException.class, () -> until(() -> !reader.poll(POLL).isEmpty()))).isNotNull();
    }

    @Test
    void aReaderThatSeeksWithoutAnEpochIsNotTold() throws Exception {
        sendNumbers(first, 5);
        loseTail(first, 2);
        sendNumbers(first, 4);

        assertThat(offsets(5, 7)).containsExactly(5L, 6L);
    }

    @Test
    void aLostOffsetIsGivenAgain() throws Exception {
        sendNumbers(first, 5);
        loseTail(first, 2);

        assertThat(end(first)).isEqualTo(3);
        assertThat(send(first, "other").offset()).isEqualTo(3);
    }

    // topics

    @Test
    void aTopicThatIsCreatedAnewHasAnotherIdAndNoRecords() throws Exception {
        sendNumbers(first, 3);
        String id = topicId();
        deleteTopic();
        create(2);

        assertThat(topicId()).isNotEqualTo(id);
        assertThat(end(first)).isZero();
    }

    @Test
    void whatAGroupHasCommittedGoesWithTheTopic() throws Exception {
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.GROUP_ID_CONFIG, topic);
        reader.commitSync(Map.of(first, new OffsetAndMetadata(3)));
        deleteTopic();

        await(() -> committedByAdmin().isEmpty());
    }

    private Map<TopicPartition, OffsetAndMetadata> committedByAdmin() {
        try {
            return admin.listConsumerGroupOffsets(topic).partitionsToOffsetAndMetadata().get();
        } catch (ExecutionException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    @Test
    void aTopicThatIsThereCannotBeCreated() {
        assertThatThrownBy(() -> create(2)).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(TopicExistsException.class);
    }

    @Test
    void aTopicThatIsNotThereCannotBeDescribed() {
        assertThatThrownBy(() -> admin.describeTopics(List.of("no-such")).allTopicNames().get())
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
    }

    @Test
    void topicsAreListedWithTheirPartitions() throws Exception {
        assertThat(admin.listTopics().names().get()).contains(topic).doesNotContain("no-such");
        assertThat(admin.describeTopics(List.of(topic)).allTopicNames().get().get(topic).partitions())
                .hasSize(2)
                .allSatisfy(partition -> assertThat(partition.leader().isEmpty()).isFalse());
        assertThat(reader().partitionsFor(topic)).extracting(PartitionInfo::partition).containsExactlyInAnyOrder(0, 1);
    }

    @Test
    void aTopicThatIsNotThereHasNoPartitionsAndNoEnds() {
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false");

        assertThat(reader.partitionsFor("no-such")).isNullOrEmpty();
        assertThatThrownBy(() -> reader.endOffsets(List.of(new TopicPartition("no-such", 0)), Duration.ofMillis(500))).isInstanceOf(TimeoutException.class);
    }

    @Test
    void aTopicKeepsItsConfiguration() throws Exception {
        String other = topic + "-kept";
        admin.createTopics(List.of(new NewTopic(other, Optional.of(1), Optional.empty()).configs(Map.of(TopicConfig.RETENTION_MS_CONFIG, "4711")))).all().get();
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, other);

        Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource).get(TopicConfig.RETENTION_MS_CONFIG).value())
                .isEqualTo("4711"));
    }

    // groups

    @Test
    void whatIsCommittedIsReadWithItsEpochAndMetadata() {
        OffsetAndMetadata offset = new OffsetAndMetadata(3, Optional.of(0), "{\"last\":2}");
        reader(ConsumerConfig.GROUP_ID_CONFIG, topic).commitSync(Map.of(first, offset));

        assertThat(reader(ConsumerConfig.GROUP_ID_CONFIG, topic).committed(Set.of(first, second))).containsEntry(first, offset).containsEntry(second, null);
        assertThat(committedByAdmin()).isEqualTo(Map.of(first, offset));
    }

    @Test
    void aCommitMayGoBackAndBeyondTheEnd() {
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.GROUP_ID_CONFIG, topic);
        reader.commitSync(Map.of(first, new OffsetAndMetadata(1000)));
        reader.commitSync(Map.of(first, new OffsetAndMetadata(1)));

        assertThat(reader.committed(Set.of(first)).get(first).offset()).isEqualTo(1);
    }

    @Test
    void aGroupThatCommittedNothingHasNothing() {
        assertThat(reader(ConsumerConfig.GROUP_ID_CONFIG, topic).committed(Set.of(first))).containsEntry(first, null);
        assertThat(committedByAdmin()).isEmpty();
    }

    @Test
    void aReaderOfAGroupBeginsWhereTheGroupCommitted() {
        sendNumbers(first, 5);
        reader(ConsumerConfig.GROUP_ID_CONFIG, topic).commitSync(Map.of(first, new OffsetAndMetadata(3)));
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.GROUP_ID_CONFIG, topic);
        reader.assign(List.of(first));

        assertThat(reader.position(first)).isEqualTo(3);
        assertThat(read(reader, 5)).extracting(ConsumerRecord::offset).containsExactly(3L, 4L);
    }

    @Test
    void offsetsOfATopicThatIsNotThereCannotBeCommitted() {
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.GROUP_ID_CONFIG, topic);

        assertThatThrownBy(() -> reader.commitSync(Map.of(new TopicPartition("no-such", 0), new OffsetAndMetadata(5)), Duration.ofSeconds(1)))
                .isInstanceOf(TimeoutException.class);
    }

    @Test
    void aFailureOfAListenerIsThrownByThePollAndTheAssignmentStays() {
        for (RuntimeException failure : List.of(new TimeoutException("no answer"), new IllegalStateException("broken"))) {
            Consumer<byte[], byte[]> member = reader(ConsumerConfig.GROUP_ID_CONFIG, topic, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
            member.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    if (!partitions.isEmpty()) {
                        throw failure;
                    }
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // of no interest
                }
            });

            KafkaException told = catchThrowableOfType(KafkaException.class, () -> until(() -> !member.poll(POLL).isEmpty()));

            assertThat(told == failure || told.getCause() == failure).isTrue();
            assertThat(told == failure).isEqualTo(failure instanceof KafkaException);
            assertThat(member.assignment()).containsExactlyInAnyOrder(first, second);
            assertThat(member.poll(POLL)).isEmpty();
            member.close();
        }
    }

    @Test
    void metadataOfACommitMayNotBeTooLong() {
        Consumer<byte[], byte[]> reader = reader(ConsumerConfig.GROUP_ID_CONFIG, topic);
        reader.commitSync(Map.of(first, new OffsetAndMetadata(1, "x".repeat(4096))));

        assertThatThrownBy(() -> reader.commitSync(Map.of(first, new OffsetAndMetadata(2, "x".repeat(4097))))).isInstanceOf(OffsetMetadataTooLarge.class);

        assertThat(reader.committed(Set.of(first)).get(first).offset()).isEqualTo(1);
    }

    @Test
    void aMemberOfATopicThatGoesAwayGivesItsPartitionsBack() throws Exception {
        Member member = new Member(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "200").withAll();
        deleteTopic();

        until(() -> member.has(0));
        assertThat(member.told).containsExactly("assigned [0, 1]", "revoked [0, 1]");

        create(2);
        member.withAll();
    }

    @Test
    void aMemberGetsPartitionsThatAreAdded() throws Exception {
        Member member = new Member(CommonClientConfigs.METADATA_MAX_AGE_CONFIG, "200").withAll();

        admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(3))).all().get();

        until(() -> member.has(3));
        assertThat(member.told).containsExactly("assigned [0, 1]", "assigned [2]");
    }

    @Test
    void aListenerIsToldOfEachAssignmentEvenIfItIsEmpty() {
        AtomicInteger assignments = new AtomicInteger();
        List<Consumer<byte[], byte[]>> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            Consumer<byte[], byte[]> member = reader(
                    ConsumerConfig.GROUP_ID_CONFIG, topic, ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                    ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName());
            boolean last = i == 2;
            member.subscribe(List.of(topic), new ConsumerRebalanceListener() {
                @Override
                public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                    assignments.addAndGet(last && partitions.isEmpty() ? 1 : 0);
                }

                @Override
                public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                    // of no interest
                }
            });
            members.add(member);
        }

        until(() -> {
            members.forEach(member -> member.poll(POLL));
            return assignments.get() > 0 && members.stream().mapToInt(member -> member.assignment().size()).sum() == 2;
        });
    }

    @Test
    void theOnlyMemberGetsAllPartitions() {
        Member member = new Member().withAll();

        assertThat(member.told).containsExactly("assigned [0, 1]");
        assertThat(member.consumer.assignment()).containsExactlyInAnyOrder(first, second);
    }

    @Test
    void aCooperativeMemberKeepsWhatItDoesNotHandOver() {
        Member one = new Member().withAll();
        Member other = new Member();

        until(() -> one.has(1) & other.has(1));

        assertThat(one.told).hasSize(2).last().asString().startsWith("revoked");
        assertThat(other.told).hasSize(1);
        assertThat(other.told.get(0)).isEqualTo(one.told.get(1).replace("revoked", "assigned"));
    }

    @Test
    void aPartitionIsAssignedAfterItsOwnerGaveItBack() {
        List<String> order = new ArrayList<>();
        Member one = new Member().withAll();
        one.told.clear();
        Member other = new Member();

        until(() -> {
            one.poll();
            order.addAll(drained("one ", one.told));
            other.poll();
            order.addAll(drained("other ", other.told));
            return other.consumer.assignment().size() == 1;
        });

        assertThat(order).hasSize(2);
        assertThat(order.get(0)).startsWith("one revoked");
        assertThat(order.get(1)).startsWith("other assigned");
    }

    private static List<String> drained(String who, List<String> told) {
        List<String> all = told.stream().map(what -> who + what).toList();
        told.clear();
        return all;
    }

    @Test
    void anEagerMemberGivesAllBackFirst() {
        String[] eager = {ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName()};
        Member one = new Member(eager).withAll();
        Member other = new Member(eager);

        until(() -> one.has(1) & other.has(1));

        assertThat(one.told).containsExactly("assigned [0, 1]", "revoked [0, 1]", one.told.get(2)).last().asString().startsWith("assigned");
        assertThat(other.told).hasSize(1);
    }

    @Test
    void aMemberReadsOnWhatItKeepsDuringARebalance() {
        Member one = new Member().withAll();
        Member other = new Member();
        Map<TopicPartition, Long> read = new TreeMap<>(java.util.Comparator.comparingInt(TopicPartition::partition));
        until(() -> one.has(1) & other.has(1));
        TopicPartition kept = one.consumer.assignment().iterator().next();
        sendNumbers(kept, 3);

        until(() -> {
            one.poll().forEach(record -> read.merge(kept, 1L, Long::sum));
            other.poll();
            return read.getOrDefault(kept, 0L) == 3;
        });

        assertThat(one.consumer.position(kept)).isEqualTo(3);
    }

    @Test
    void aMemberCommitsWhileItGivesAPartitionBack() {
        Member one = new Member().withAll();
        one.commitWhenRevoked = Map.of(first, new OffsetAndMetadata(7), second, new OffsetAndMetadata(8));
        Member other = new Member();

        until(() -> one.has(1) & other.has(1));

        assertThat(one.whileRevoked).hasValue(null);
        assertThat(other.consumer.committed(Set.of(first, second)).values()).extracting(OffsetAndMetadata::offset).containsExactlyInAnyOrder(7L, 8L);
    }

    @Test
    void aMemberThatHasJoinedCommitsWhenTheRebalanceIsOver() {
        Member one = new Member().withAll();
        Member other = new Member();
        // the other one has joined, and waits for this one
        other.poll();

        RebalanceInProgressException told = catchThrowableOfType(
                RebalanceInProgressException.class, () -> other.consumer.commitSync(Map.of(first, new OffsetAndMetadata(1)), Duration.ofSeconds(2)));

        assertThat(told).isNotNull();
        until(() -> one.has(1) & other.has(1));
        other.consumer.commitSync(Map.of(first, new OffsetAndMetadata(1)));
        assertThat(one.consumer.committed(Set.of(first)).get(first).offset()).isEqualTo(1);
    }

    @Test
    void aMemberCommitsUntilItJoinsTheNextRebalance() {
        Member one = new Member().withAll();
        Member other = new Member();
        other.poll();

        one.consumer.commitSync(Map.of(first, new OffsetAndMetadata(5)), Duration.ofSeconds(2));

        assertThat(committedByAdmin().get(first).offset()).isEqualTo(5);
        until(() -> one.has(1) & other.has(1));
    }

    @Test
    void theOthersGetWhatAMemberHadThatLeaves() {
        Member one = new Member().withAll();
        Member other = new Member();
        until(() -> one.has(1) & other.has(1));

        other.consumer.close();

        assertThat(other.told).last().asString().startsWith("revoked");
        one.withAll();
    }

    @Test
    void aMemberThatDoesNotPollLosesItsPartitions() {
        Member silent = new Member(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "1500").withAll();
        Member other = new Member(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "1500").withAll();

        assertThat(silent.told).containsExactly("assigned [0, 1]");

        until(() -> {
            silent.poll();
            other.poll();
            return silent.told.size() > 1;
        });
        assertThat(silent.told.get(1)).isEqualTo("lost [0, 1]");
    }

    @Test
    void anEvictedMemberCannotCommit() {
        Member silent = new Member(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "1500").withAll();
        Member other = new Member(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "1500").withAll();
        other.consumer.commitSync(Map.of(first, new OffsetAndMetadata(9)));

        assertThatThrownBy(() -> silent.consumer.commitSync(Map.of(first, new OffsetAndMetadata(5)))).isInstanceOf(CommitFailedException.class);

        assertThat(committedByAdmin().get(first).offset()).isEqualTo(9);
    }

    @Test
    void whoIsNoMemberCannotCommitForAGroupThatHasSome() {
        new Member().withAll();

        assertThatThrownBy(() -> reader(ConsumerConfig.GROUP_ID_CONFIG, topic).commitSync(Map.of(first, new OffsetAndMetadata(5))))
                .isInstanceOf(CommitFailedException.class);
    }

    @Test
    void aPartitionThatIsKeptKeepsItsPositionAndStaysPaused() {
        sendNumbers(first, 2);
        sendNumbers(second, 2);
        Member one = new Member().withAll();
        until(() -> {
            one.poll();
            return one.consumer.position(first) == 2 && one.consumer.position(second) == 2;
        });
        one.consumer.pause(List.of(first, second));
        Member other = new Member();

        until(() -> one.has(1) & other.has(1));

        TopicPartition kept = one.consumer.assignment().iterator().next();
        assertThat(one.consumer.position(kept)).isEqualTo(2);
        assertThat(one.consumer.paused()).containsExactly(kept);
        assertThat(other.consumer.paused()).isEmpty();
    }

    @Test
    void aMemberOfATopicThatIsCreatedAnewKeepsReading() throws Exception {
        sendNumbers(first, 3);
        Member member = new Member().withAll();
        until(() -> {
            member.poll();
            return member.consumer.position(first) == 3;
        });
        deleteTopic();
        create(2);

        // fewer records than it has read: it is told, sooner or later
        send(first, "other");
        Throwable told = catchThrowableOfType(OffsetOutOfRangeException.class, () -> until(() -> {
            member.poll();
            return false;
        }));
        assertThat(told).isNotNull();
    }
}

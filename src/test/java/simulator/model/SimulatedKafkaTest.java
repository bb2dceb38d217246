package simulator.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults of the model of Kafka, and what is done to it from outside. */
class SimulatedKafkaTest {
    private static final String TOPIC = "quotes";
    private static final TopicPartition FIRST = new TopicPartition(TOPIC, 0);
    private static final TopicPartition SECOND = new TopicPartition(TOPIC, 1);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Map<TopicPartition, OffsetAndMetadata> FIVE = Map.of(FIRST, new OffsetAndMetadata(5));

    private final StillWorld world = new StillWorld();
    private final SimulatedKafka kafka = new SimulatedKafka(world);
    private final Map<String, KafkaFault> faults = new HashMap<>();
    private final ClientMachine one = kafka.machine("one", call -> faults.getOrDefault(call.operation(), KafkaFault.NONE));
    private final ClientMachine other = kafka.machine("other", KafkaFaults.NONE);
    private final List<String> told = new ArrayList<>();

    @BeforeEach
    void createTopic() {
        kafka.createTopic(TOPIC, 2, Map.of());
    }

    private Consumer<byte[], byte[]> member(ClientMachine machine) {
        Consumer<byte[], byte[]> consumer = machine.consumer(Map.of(
                ConsumerConfig.GROUP_ID_CONFIG, "group",
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed",
                ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000",
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()));
        consumer.subscribe(List.of(TOPIC), new ConsumerRebalanceListener() {
            @Override
            public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
                told.add("assigned " + partitions);
            }

            @Override
            public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
                told.add("revoked " + partitions);
            }

            @Override
            public void onPartitionsLost(Collection<TopicPartition> partitions) {
                told.add("lost " + partitions);
            }
        });
        return consumer;
    }

    private Consumer<byte[], byte[]> reader() {
        Consumer<byte[], byte[]> reader = one.consumer(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.GROUP_ID_CONFIG, "group"));
        reader.assign(List.of(FIRST));
        reader.seek(FIRST, 0);
        return reader;
    }

    private void send(int count) {
        IntStream.range(0, count).forEach(i -> other.producer().send(record(String.valueOf(i))));
    }

    private static ProducerRecord<byte[], byte[]> record(String value) {
        return new ProducerRecord<>(TOPIC, 0, null, value.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Long> offsets(Consumer<byte[], byte[]> reader) {
        return StreamSupport.stream(reader.poll(POLL).spliterator(), false).map(ConsumerRecord::offset).toList();
    }

    private SimulatedLog log() {
        return kafka.log(FIRST).orElseThrow();
    }

    @Test
    void aPollThatFindsNothingTakesItsTime() {
        Instant start = world.now();

        assertThat(reader().poll(Duration.ofSeconds(7))).isEmpty();

        assertThat(Duration.between(start, world.now())).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void aCommitIsAppliedThoughTheAnswerIsLost() {
        Consumer<byte[], byte[]> reader = reader();
        faults.put("commitSync", KafkaFault.ANSWER_LOST);

        assertThatThrownBy(() -> reader.commitSync(FIVE, Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);

        assertThat(kafka.committed("group")).isEqualTo(FIVE);
    }

    @Test
    void aCommitThatNobodyAnswersIsNotApplied() {
        Consumer<byte[], byte[]> reader = reader();
        faults.put("commitSync", KafkaFault.NO_ANSWER);

        assertThatThrownBy(() -> reader.commitSync(FIVE, Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);

        assertThat(kafka.committed("group")).isEmpty();
    }

    @Test
    void aCommitThatArrivesLateReplacesALaterOne() {
        Consumer<byte[], byte[]> reader = reader();
        faults.put("commitSync", KafkaFault.ARRIVES_LATE);
        assertThatThrownBy(() -> reader.commitSync(FIVE, Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        faults.clear();
        reader.commitSync(Map.of(FIRST, new OffsetAndMetadata(7)));
        assertThat(kafka.committed("group").get(FIRST).offset()).isEqualTo(7);

        world.sleep(Duration.ofMinutes(1));

        assertThat(kafka.committed("group")).isEqualTo(FIVE);
    }

    @Test
    void aCommitThatArrivesAfterItsMemberWasGivenUpIsRefused() {
        Consumer<byte[], byte[]> member = member(one);
        member.poll(POLL);
        faults.put("commitSync", KafkaFault.ARRIVES_LATE);
        assertThatThrownBy(() -> member.commitSync(FIVE, Duration.ofMillis(1))).isInstanceOf(TimeoutException.class);
        member.close();

        world.sleep(Duration.ofMinutes(1));

        assertThat(kafka.committed("group")).isEmpty();
    }

    @Test
    void aRecordMayArriveAfterItsSenderGaveUp() {
        faults.put("send", KafkaFault.ARRIVES_LATE);
        assertThatThrownBy(() -> one.producer().send(record("late")).get()).hasCauseInstanceOf(TimeoutException.class);

        world.sleep(Duration.ofMinutes(1));

        assertThat(log().committed()).hasSize(1);
    }

    @Test
    void aRecordHasTheTimeOfItsMachine() {
        other.setClock(Duration.ofHours(2));

        send(1);

        assertThat(log().committed().get(0).timestamp()).isEqualTo(world.now().plus(Duration.ofHours(2)).toEpochMilli());
    }

    @Test
    void aRecordIsInTheLogThoughTheAnswerIsLost() {
        faults.put("send", KafkaFault.ANSWER_LOST);

        assertThatThrownBy(() -> one.producer().send(record("a")).get()).isInstanceOf(ExecutionException.class).hasCauseInstanceOf(TimeoutException.class);

        assertThat(log().committed()).hasSize(1);
    }

    @Test
    void aRecordThatNobodyAnswersIsNotInTheLog() {
        faults.put("send", KafkaFault.NO_ANSWER);

        assertThatThrownBy(() -> one.producer().send(record("a")).get()).hasCauseInstanceOf(TimeoutException.class);

        assertThat(log().committed()).isEmpty();
    }

    @Test
    void aMemberThatFreezesForLessThanItsSessionIsNotMissed() {
        Consumer<byte[], byte[]> member = member(one);
        member.poll(POLL);
        one.freeze();
        world.sleep(Duration.ofSeconds(9));
        one.thaw();

        member.commitSync(FIVE);

        assertThat(kafka.committed("group")).isEqualTo(FIVE);
        assertThat(told).containsExactly("assigned [quotes-0, quotes-1]");
    }

    @Test
    void aMemberThatFreezesForLongerHasLostItsPartitions() {
        Consumer<byte[], byte[]> member = member(one);
        member.poll(POLL);
        one.freeze();
        Consumer<byte[], byte[]> another = member(other);
        another.poll(POLL);
        assertThat(another.assignment()).isEmpty();
        world.sleep(Duration.ofSeconds(10));
        another.poll(POLL);
        assertThat(another.assignment()).containsExactlyInAnyOrder(FIRST, SECOND);
        one.thaw();
        told.clear();

        assertThatThrownBy(() -> member.commitSync(FIVE)).isInstanceOf(CommitFailedException.class);
        member.poll(POLL);

        assertThat(told).containsExactly("lost [quotes-0, quotes-1]");
        assertThat(kafka.committed("group")).isEmpty();
    }

    @Test
    void aMemberThatWasSilentForTooLongIsGoneEvenIfNobodyLookedMeanwhile() {
        Consumer<byte[], byte[]> member = member(one);
        member.poll(POLL);
        one.freeze();
        world.sleep(Duration.ofMinutes(1));
        one.thaw();

        assertThatThrownBy(() -> member.commitSync(FIVE)).isInstanceOf(CommitFailedException.class);
        assertThat(kafka.members("group")).isEmpty();
    }

    @Test
    void whoIsCutOffHasNoConnectionAndNoAnswers() {
        Consumer<byte[], byte[]> member = member(one);
        member.poll(POLL);
        send(1);
        one.cutOff();

        assertThat(member.poll(POLL)).isEmpty();
        assertThat(member.metrics().values().iterator().next().metricValue()).isEqualTo(0.0);
        assertThatThrownBy(() -> member.commitSync(FIVE, Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> one.admin().listTopics().names().get()).hasCauseInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> one.producer().send(record("b")).get()).hasCauseInstanceOf(TimeoutException.class);
        assertThat(log().committed()).hasSize(1);
    }

    @Test
    void whoIsConnectedAgainReadsOn() {
        Consumer<byte[], byte[]> reader = reader();
        one.cutOff();
        send(2);
        assertThat(reader.poll(POLL)).isEmpty();

        one.reconnect();

        assertThat(offsets(reader)).containsExactly(0L, 1L);
    }

    @Test
    void whatTheReplicasDoNotHaveIsNeitherReadNorAcknowledged() {
        send(1);
        log().setReplicating(false);

        assertThatThrownBy(() -> one.producer().send(record("b")).get()).hasCauseInstanceOf(TimeoutException.class);
        Consumer<byte[], byte[]> reader = reader();
        assertThat(offsets(reader)).containsExactly(0L);

        log().setReplicating(true);
        assertThat(offsets(reader)).containsExactly(1L);
    }

    @Test
    void whatTheReplicasDoNotHaveIsLostWithTheLeader() {
        send(1);
        log().setReplicating(false);
        assertThatThrownBy(() -> one.producer().send(record("b")).get()).hasCauseInstanceOf(TimeoutException.class);
        Consumer<byte[], byte[]> reader = reader();
        assertThat(offsets(reader)).containsExactly(0L);

        log().loseTail(log().highWatermark());
        log().setReplicating(true);
        send(1);

        assertThat(offsets(reader)).containsExactly(1L);
    }

    @Test
    void compactionLeavesHoles() {
        send(5);
        log().compact(entry -> entry.offset() % 2 == 1 || entry.offset() == 4);
        Consumer<byte[], byte[]> reader = reader();

        assertThat(offsets(reader)).containsExactly(0L, 2L, 4L);
        assertThat(reader.position(FIRST)).isEqualTo(5);
    }

    @Test
    void theLastRecordIsNotCompacted() {
        send(2);

        log().compact(entry -> true);

        assertThat(offsets(reader())).containsExactly(1L);
    }

    @Test
    void anAbortedTransactionOfALostTailIsForgotten() {
        send(1);
        var transactional = other.producer();
        transactional.initTransactions();
        transactional.beginTransaction();
        transactional.send(record("b"));
        assertThat(log().lastStable()).isEqualTo(1);

        log().loseTail(1);
        send(1);

        assertThat(log().lastStable()).isEqualTo(2);
        assertThat(log().committed()).hasSize(2);
    }

    @Test
    void offsetsOfAGroupWithoutMembersMayBeSet() {
        kafka.committed("group").putAll(FIVE);

        assertThat(reader().committed(Set.of(FIRST))).isEqualTo(FIVE);
    }

    @Test
    void whoeverCrashesBeforeASendHasNotSentAndAfterItHas() {
        for (boolean after : new boolean[] {false, true}) {
            SimulatedKafka cluster = new SimulatedKafka(new CrashingWorld("Kafka send of one quotes-0" + (after ? " answered" : "")));
            cluster.createTopic(TOPIC, 1, Map.of());

            assertThatThrownBy(() -> cluster.machine("one", KafkaFaults.NONE).producer().send(record("a"))).isInstanceOf(CrashingWorld.Crash.class);

            assertThat(cluster.log(FIRST).orElseThrow().entries()).hasSize(after ? 1 : 0);
        }
    }

    @Test
    void whatTheModelDoesNotHaveIsToldSo() {
        assertThatThrownBy(() -> reader().wakeup()).isInstanceOf(UnsupportedOperationException.class).hasMessageContaining("wakeup");
    }
}

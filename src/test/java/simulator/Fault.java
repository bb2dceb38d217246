package simulator;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.kafka.common.TopicPartition;
import simulator.model.KafkaFault;
import simulator.model.S3Fault;
import simulator.model.SimulatedLog;

/** What may happen to the machines, Kafka and S3. Each begins when it strikes, lasts for as long as it takes, and ends by itself. */
enum Fault {
    CRASH(stage -> stage.anySlot().host().crash()),
    CRASH_AT_A_STEP(stage -> stage.anySlot().host().crashAfter(stage.simulation().random().nextInt(400))),
    FREEZE(stage -> stage.anySlot().freeze(Times.some(stage, Duration.ofSeconds(1), Duration.ofMinutes(10)))),
    FREEZE_AT_A_STEP(stage -> {
        Slot slot = stage.anySlot();
        Duration duration = Times.some(stage, Duration.ofSeconds(5), Duration.ofMinutes(10));
        slot.host().afterSteps(stage.simulation().random().nextInt(400), () -> slot.freeze(duration));
    }),
    RESTART(stage -> stage.anySlot().instance().stop()),
    JOIN_AND_LEAVE(stage -> {
        Slot guest = stage.addSlot();
        Times.pass(stage, Duration.ofSeconds(1), Duration.ofMinutes(30));
        guest.close();
    }),
    REBALANCE_STORM(stage -> {
        for (int i = 0; i < 8; i++) {
            stage.anySlot().instance().stop();
            Times.pass(stage, Duration.ofSeconds(1), Duration.ofSeconds(40));
        }
    }),
    S3_ERRORS(stage -> {
        for (S3Fault.Kind kind : S3Fault.Kind.values()) {
            if (kind != S3Fault.Kind.NONE && stage.simulation().chance(0.5)) {
                stage.everywhere().s3(kind, 0.1);
            }
        }
        Times.pass(stage, Duration.ofMinutes(1), Duration.ofMinutes(30));
        stage.everywhere().clearS3();
    }),
    S3_ANSWERS_LOST(stage -> Times.s3(stage, S3Fault.Kind.ANSWER_LOST, 0.5)),
    S3_TRIED_AGAIN(stage -> Times.s3(stage, S3Fault.Kind.ANSWER_LOST_AND_TRIED_AGAIN, 0.7)),
    S3_ARRIVES_LATE(stage -> Times.s3(stage, S3Fault.Kind.ARRIVES_LATE, 0.5)),
    S3_SLOW(stage -> Times.s3(stage, S3Fault.Kind.SLOW, 0.7)),
    S3_AWAY(stage -> {
        stage.everywhere().s3(S3Fault.Kind.INTERNAL_ERROR, 1);
        Times.pass(stage, Duration.ofMinutes(5), Duration.ofHours(3));
        stage.everywhere().clearS3();
    }),
    KAFKA_ANSWERS_LOST(stage -> Times.kafka(stage, KafkaFault.ANSWER_LOST, 0.2)),
    KAFKA_SILENT(stage -> Times.kafka(stage, KafkaFault.NO_ANSWER, 0.3)),
    KAFKA_ARRIVES_LATE(stage -> Times.kafka(stage, KafkaFault.ARRIVES_LATE, 0.2)),
    PRODUCER_UNSURE(stage -> {
        List.of(KafkaFault.ANSWER_LOST, KafkaFault.NO_ANSWER, KafkaFault.ARRIVES_LATE).forEach(fault -> stage.producerWeather().kafka(fault, 0.1));
        Times.pass(stage, Duration.ofMinutes(1), Duration.ofMinutes(20));
        stage.producerWeather().clearKafka();
    }),
    CUT_OFF(stage -> {
        Instance instance = stage.anySlot().instance();
        instance.machine().cutOff();
        Times.pass(stage, Duration.ofSeconds(5), Duration.ofMinutes(20));
        instance.machine().reconnect();
    }),
    NEW_LEADER(stage -> stage.log(stage.anyPartition()).newLeader()),
    REPLICAS_BEHIND(stage -> {
        SimulatedLog log = stage.log(stage.anyPartition());
        log.setReplicating(false);
        Times.pass(stage, Duration.ofSeconds(5), Duration.ofMinutes(5));
        log.setReplicating(true);
    }),
    TAIL_LOST(stage -> {
        TopicPartition partition = stage.anyPartition();
        SimulatedLog log = stage.log(partition);
        long from = Math.max(log.start(), log.end() - 1 - stage.simulation().random().nextInt(60));
        stage.simulation().tell("%s ended at %d, and ends at %d now".formatted(partition, log.end(), from));
        stage.audit().willGoBack(partition, from);
        log.loseTail(from);
    }),
    TOPIC_ANEW(stage -> {
        stage.partitions().forEach(partition -> stage.audit().willGoBack(partition, 0));
        stage.kafka().recreateTopic(Stage.TOPIC);
    }),
    RETENTION(stage -> {
        TopicPartition partition = stage.anyPartition();
        SimulatedLog log = stage.log(partition);
        long before = log.start() + stage.simulation().random().nextLong(log.end() - log.start() + 1);
        stage.simulation().tell("%s began at %d, and begins at %d now".formatted(partition, log.start(), before));
        stage.audit().willBeLost(partition, log.start(), before);
        log.deleteBefore(before);
    }),
    CLOCKS_APART(stage -> {
        Slot slot = stage.anySlot();
        slot.setClock(Times.some(stage, Duration.ofHours(-30), Duration.ofHours(30)));
        Times.pass(stage, Duration.ofMinutes(1), Duration.ofHours(1));
        slot.setClock(Duration.ZERO);
    }),
    GARBAGE(stage -> {
        stage.load().garbage(0.3);
        Times.pass(stage, Duration.ofMinutes(5), Duration.ofHours(1));
        stage.load().calm();
    }),
    MIXED_DATES(stage -> {
        stage.load().mixedDates(0.2);
        Times.pass(stage, Duration.ofMinutes(5), Duration.ofHours(1));
        stage.load().calm();
    }),
    TRANSACTIONS(stage -> {
        stage.load().transactions(0.7);
        Times.pass(stage, Duration.ofMinutes(5), Duration.ofHours(1));
        stage.load().calm();
    }),
    COMPACTION(stage -> stage.log(stage.anyPartition()).compact(entry -> stage.simulation().chance(0.5) && stage.audit().isCompacted(entry))),
    GROUP_SET_BACK(stage -> withoutMembers(stage, stage::setGroupBack)),
    GROUP_SET_FORWARD(stage -> withoutMembers(stage, stage::setGroupForward));

    private final Consumer<Stage> strike;

    Fault(Consumer<Stage> strike) {
        this.strike = strike;
    }

    /** Returns when it is over. */
    void strike(Stage stage) {
        strike.accept(stage);
    }

    /** Kafka lets nobody change the offsets of a group that has members. */
    private static void withoutMembers(Stage stage, Runnable change) {
        List<Slot> held = stage.slots().stream().filter(slot -> !slot.isClosed()).toList();
        held.forEach(Slot::hold);
        Times.pass(stage, Duration.ofSeconds(15), Duration.ofMinutes(5));
        // another who did the same may have let them go meanwhile, or a guest come
        if (stage.slots().stream().allMatch(slot -> slot.host().isDead())) {
            change.run();
        }
        held.forEach(Slot::release);
    }

    String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @throws IllegalArgumentException when there is none of the name */
    static Fault of(String word) {
        return Arrays.stream(values())
                .filter(fault -> fault.word().equals(word))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no fault '%s'; there are: %s".formatted(
                        word, String.join(", ", Arrays.stream(values()).map(Fault::word).toList()))));
    }

    /** How long. */
    private static final class Times {
        static Duration some(Stage stage, Duration least, Duration most) {
            return stage.simulation().between(least, most);
        }

        static void pass(Stage stage, Duration least, Duration most) {
            stage.simulation().sleep(some(stage, least, most));
        }

        static void s3(Stage stage, S3Fault.Kind kind, double probability) {
            stage.everywhere().s3(kind, probability);
            pass(stage, Duration.ofMinutes(1), Duration.ofMinutes(20));
            stage.everywhere().s3(kind, 0);
        }

        static void kafka(Stage stage, KafkaFault fault, double probability) {
            stage.everywhere().kafka(fault, probability);
            pass(stage, Duration.ofMinutes(1), Duration.ofMinutes(20));
            stage.everywhere().kafka(fault, 0);
        }
    }
}

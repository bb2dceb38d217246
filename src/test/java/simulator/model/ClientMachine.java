package simulator.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * What clients of Kafka have in common that are in one process: when it stops or loses its network, the heartbeats of all of them end.
 * A process that crashed is one that is frozen for ever.
 */
public final class ClientMachine {
    private static final Duration MOST_LATE = Duration.ofMinutes(1);

    private final SimulatedKafka kafka;
    private final World world;
    private final String name;
    private final KafkaFaults faults;
    private boolean frozen;
    private boolean cutOff;
    private Instant silentSince;
    private Duration ahead = Duration.ZERO;

    ClientMachine(SimulatedKafka kafka, World world, String name, KafkaFaults faults) {
        this.kafka = kafka;
        this.world = world;
        this.name = name;
        this.faults = faults;
    }

    /** @param settings by the names of {@code ConsumerConfig}; the rest as Kafka has them by default, but nothing is committed by itself */
    @SuppressWarnings("unchecked")
    public Consumer<byte[], byte[]> consumer(Map<String, ?> settings) {
        return Partial.of(Consumer.class, new SimulatedConsumer(kafka, world, this, ConsumerSettings.of(settings)));
    }

    @SuppressWarnings("unchecked")
    public Producer<byte[], byte[]> producer() {
        return Partial.of(Producer.class, new SimulatedProducer(kafka, world, this));
    }

    public Admin admin() {
        return Partial.of(Admin.class, new SimulatedAdmin(kafka, world, this));
    }

    /** The process stands still: no heartbeats. Its threads are the simulation's to stop. */
    public void freeze() {
        frozen = true;
        listen();
    }

    public void thaw() {
        frozen = false;
        listen();
    }

    /** No call reaches Kafka, and no heartbeat. */
    public void cutOff() {
        cutOff = true;
        listen();
    }

    public void reconnect() {
        cutOff = false;
        listen();
    }

    /** @param ahead how much the clock of the machine is ahead of the world's, from now on: records that are sent have its time */
    public void setClock(Duration ahead) {
        this.ahead = ahead;
    }

    Instant now() {
        return world.now().plus(ahead);
    }

    private void listen() {
        if (frozen || cutOff) {
            silentSince = silentSince == null ? world.now() : silentSince;
        } else if (silentSince != null) {
            // whoever was silent for too long is told so when it is heard again
            kafka.groups().forEach(Group::expire);
            silentSince = null;
        }
    }

    /** Whether its heartbeats have been missing for so long. */
    boolean isSilentFor(Duration time) {
        return silentSince != null && !silentSince.plus(time).isAfter(world.now());
    }

    boolean isCutOff() {
        return cutOff;
    }

    String name() {
        return name;
    }

    /** What Kafka does when it gets a request. */
    interface Effect<T> {
        T apply();
    }

    /**
     * A question and its answer.
     *
     * @param limit after which the client gives up
     * @throws TimeoutException when no answer came
     */
    <T> T ask(String operation, String what, Duration limit, Effect<T> answer) {
        return call(operation, what, limit, answer, false);
    }

    /** The same of a request that changes something, and that may come late. It must not wait for anything. */
    <T> T apply(String operation, String what, Duration limit, Effect<T> effect) {
        return call(operation, what, limit, effect, true);
    }

    private <T> T call(String operation, String what, Duration limit, Effect<T> effect, boolean mayBeLate) {
        KafkaCall call = new KafkaCall(name, operation, what);
        KafkaFault fault = faults.next(call);
        world.step("Kafka " + call);
        kafka.arrive();
        if (fault == KafkaFault.ARRIVES_LATE && mayBeLate && !cutOff) {
            kafka.arriveLater(world.now().plusMillis(world.random().nextLong(MOST_LATE.toMillis())), effect::apply);
        }
        if (cutOff || fault == KafkaFault.NO_ANSWER || fault == KafkaFault.ARRIVES_LATE) {
            throw noAnswer(call, limit);
        }
        T answer = effect.apply();
        world.step("Kafka " + call + " answered");
        if (fault == KafkaFault.ANSWER_LOST) {
            throw noAnswer(call, limit);
        }
        return answer;
    }

    /** A request that is made again and again while nobody answers. */
    boolean isAnswered(String operation, Duration limit) {
        KafkaCall call = new KafkaCall(name, operation, "");
        KafkaFault fault = faults.next(call);
        world.step("Kafka " + call);
        kafka.arrive();
        if (!cutOff && fault == KafkaFault.NONE) {
            return true;
        }
        world.sleep(limit);
        return false;
    }

    private TimeoutException noAnswer(KafkaCall call, Duration limit) {
        world.sleep(limit);
        return new TimeoutException("Timeout of %dms expired before the answer to %s".formatted(limit.toMillis(), call));
    }
}

package simulator;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import simulator.model.KafkaCall;
import simulator.model.KafkaFault;
import simulator.model.KafkaFaults;
import simulator.model.S3Call;
import simulator.model.S3Fault;
import simulator.model.S3Faults;

/** How S3 and Kafka treat the calls of one machine, or of all. */
final class Weather implements S3Faults, KafkaFaults {
    private final Simulation simulation;
    private final Weather everywhere;
    private final Map<S3Fault.Kind, Double> s3 = new EnumMap<>(S3Fault.Kind.class);
    private final Map<KafkaFault, Double> kafka = new EnumMap<>(KafkaFault.class);

    /** @param everywhere what others have too, null where this is it */
    Weather(Simulation simulation, Weather everywhere) {
        this.simulation = simulation;
        this.everywhere = everywhere;
    }

    /** @param probability of each call; 0 for an end of it */
    void s3(S3Fault.Kind kind, double probability) {
        s3.put(kind, probability);
    }

    void kafka(KafkaFault fault, double probability) {
        kafka.put(fault, probability);
    }

    void clearS3() {
        s3.clear();
    }

    void clearKafka() {
        kafka.clear();
    }

    @Override
    public S3Fault next(S3Call call) {
        S3Fault.Kind kind = draw(s3, S3Fault.Kind.NONE);
        if (kind == S3Fault.Kind.NONE) {
            return everywhere == null ? S3Fault.NONE : everywhere.next(call);
        }
        Duration after = Duration.ofMillis(simulation.random().nextLong(60_000));
        simulation.tell("S3 %s: %s".formatted(call, kind));
        return new S3Fault(kind, after);
    }

    @Override
    public KafkaFault next(KafkaCall call) {
        KafkaFault fault = draw(kafka, KafkaFault.NONE);
        if (fault == KafkaFault.NONE) {
            return everywhere == null ? fault : everywhere.next(call);
        }
        if (fault == KafkaFault.ANSWER_LOST && call.operation().equals("poll")) {
            // a client that gets no records is where it was
            fault = KafkaFault.NO_ANSWER;
        }
        simulation.tell("Kafka %s: %s".formatted(call, fault));
        return fault;
    }

    private <K> K draw(Map<K, Double> rates, K none) {
        if (rates.isEmpty()) {
            return none;
        }
        RandomGenerator random = simulation.random();
        for (Map.Entry<K, Double> rate : rates.entrySet()) {
            if (random.nextDouble() < rate.getValue()) {
                return rate.getKey();
            }
        }
        return none;
    }
}

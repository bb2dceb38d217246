package simulator.model;

/** Asked before each call of one machine's clients of Kafka what goes wrong with it. */
@FunctionalInterface
public interface KafkaFaults {
    KafkaFaults NONE = call -> KafkaFault.NONE;

    KafkaFault next(KafkaCall call);
}

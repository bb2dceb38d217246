package simulator.model;

/** What goes wrong with one call of Kafka, as its client sees it after its tries. */
public enum KafkaFault {
    NONE,
    /** Not applied, and nobody answers before the client gives up. */
    NO_ANSWER,
    /** Applied, but nobody answers before the client gives up. */
    ANSWER_LOST
}

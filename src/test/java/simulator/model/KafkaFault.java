package simulator.model;

/** What goes wrong with one call of Kafka, as its client sees it after its tries. */
public enum KafkaFault {
    NONE,
    /** Not applied, and nobody answers before the client gives up. */
    NO_ANSWER,
    /** Applied, but nobody answers before the client gives up. */
    ANSWER_LOST,
    /** Nobody answers before the client gives up; a record or a commit is applied within a minute, whatever has happened since. */
    ARRIVES_LATE
}

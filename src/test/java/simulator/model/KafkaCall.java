package simulator.model;

/**
 * A call of Kafka.
 *
 * @param client whose it is
 * @param operation as the client's method is called, such as {@code commitSync}
 * @param what it is about, such as offsets, a record's partition or a topic
 */
public record KafkaCall(String client, String operation, String what) {
    @Override
    public String toString() {
        return operation + " of " + client + (what.isEmpty() ? "" : " " + what);
    }
}

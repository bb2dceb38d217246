package simulator.model;

/** What the models of Kafka and S3 get from a simulation: its time, its chance, and the moments at which others go on. */
public interface World {
    java.time.Instant now();

    java.util.random.RandomGenerator random();

    /** The caller is about to do something that others can see, or has just done it: others may go on first, or the caller crashes here. Throws an Error when it crashes. */
    void step(String what);

    /** Lets virtual time go by for the caller; others go on. */
    void sleep(java.time.Duration duration);
}

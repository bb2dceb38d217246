package routes.batch;

/**
 * The number of a record in its partition of the lake: {@code generation * 10^15 + Kafka's offset}. The generation is 0 for as long as
 * Kafka's log only grows. When the log goes back (its tail was lost, the topic was created anew) Kafka gives the same offsets to other
 * records; these are of the next generation, so that a number in the lake always means the same record, and those of later generations
 * are the greater ones.
 */
public final class LakeOffset {
    /** More records than a partition gets in thirty years at a million a second; and a double holds nine generations exactly. */
    private static final long GENERATION = 1_000_000_000_000_000L;

    private LakeOffset() {}

    public static long of(int generation, long kafkaOffset) {
        return generation * GENERATION + kafkaOffset;
    }

    public static int generation(long lakeOffset) {
        return (int) (lakeOffset / GENERATION);
    }

    /** The offset that Kafka gave the record. */
    public static long kafka(long lakeOffset) {
        return lakeOffset % GENERATION;
    }
}

package bench;

import java.util.Map;

/** One way to do what is measured, in a JVM of its own; done again and again, so that it is measured warm. */
interface Way {
    /**
     * Does it once.
     *
     * @param settings of the pipeline, which the other ways read too
     */
    Result run(Map<String, String> settings) throws Exception;

    /**
     * @param records that it moved
     * @param nanos that it took
     * @param problem that makes the figure worthless; blank when there is none
     */
    record Result(long records, long nanos, String problem) {
        static Result of(long records, long nanos) {
            return new Result(records, nanos, "");
        }
    }
}

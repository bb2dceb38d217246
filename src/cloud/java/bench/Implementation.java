package bench;

import java.util.Map;

/** One implementation of what is measured, in its own JVM; it runs repeatedly, so that it is measured warm. */
interface Implementation {
    /**
     * Runs it once.
     *
     * @param settings of the pipeline, which the other implementations read too
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

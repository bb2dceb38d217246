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
     * @param spent on that
     * @param problem that makes the figure worthless; blank when there is none
     */
    record Result(long records, Spent spent, String problem) {
        static Result of(long records, Spent spent) {
            return new Result(records, spent, "");
        }
    }
}

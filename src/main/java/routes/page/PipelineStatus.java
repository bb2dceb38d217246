package routes.page;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import routes.replay.ReplayState;
import routes.watch.RejectedReason;

/**
 * How the pipeline is, as openapi.yaml describes it; counts are those of this process.
 *
 * @param replay null when nothing is replayed
 * @param feed null when no live feed is heard
 * @param stages in the order of the path
 */
public record PipelineStatus(
        String name,
        String version,
        Instant startedAt,
        Instant now,
        ReplayState replay,
        Feed feed,
        Rows rows,
        Records records,
        Objects objects,
        Rejected rejected,
        Freshness freshness,
        List<Stage> stages,
        Run run) {

    /**
     * @param trades that Kafka has
     * @param gaps times of which some may be missing
     */
    record Feed(String name, long trades, long gaps) {}

    /** @param sent into Kafka */
    record Rows(long sent, double perSecond) {}

    /**
     * @param read from Kafka
     * @param lags records that are not in the lake yet, by partition; only those that this process reads
     * @param waitsFor what keeps the writer of the lake from going on, null when nothing does
     */
    record Records(long read, double perSecond, long lag, Map<Integer, Long> lags, String waitsFor) {}

    /** @param records in the objects that were put */
    record Objects(long stored, long records, long bytes, Map<String, Long> byCut, Instant lastAt) {}

    /** @param commonest reasons of them */
    record Rejected(long total, Map<String, Long> byReason, List<RejectedReason> commonest) {}

    /** Seconds from a row to its object, and to a query's answer; null before the first one. */
    record Freshness(Double object, Double queryable) {}

    /**
     * @param state {@code up}, {@code waiting}, {@code down} or {@code idle}
     * @param sentence that says what it does, or what it waits for
     * @param since when it has been waiting or down; null when it is not
     */
    record Stage(String id, String state, String sentence, Instant since) {
        static Stage up(String id, String sentence) {
            return new Stage(id, "up", sentence, null);
        }

        static Stage waiting(String id, String sentence) {
            return new Stage(id, "waiting", sentence, null);
        }

        static Stage down(String id, String sentence) {
            return new Stage(id, "down", sentence, null);
        }

        static Stage idle(String id, String sentence) {
            return new Stage(id, "idle", sentence, null);
        }

        boolean isWell() {
            return state.equals("up") || state.equals("idle");
        }

        Stage since(Instant time) {
            return new Stage(id, state, sentence, time);
        }
    }

    /** @param failures of the last one, as sentences */
    public record Run(boolean active, Instant lastAt, Instant nextAt, List<String> failures) {}
}

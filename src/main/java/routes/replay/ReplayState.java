package routes.replay;

/**
 * Where a replay is, as a page shows it.
 *
 * @param state {@code running}, {@code paused}, {@code waiting} (for market time that is more than a second away) or {@code finished}
 * @param source the file, or {@code simulated}; empty when there is nothing to replay
 * @param order {@code file}, {@code time} or {@code random}
 * @param pass the number of the pass, 0 before the first
 * @param from the market time that the pass began at, null when it has all rows
 * @param row the number of its last row, 0 before the first
 * @param rowsSent by this process, in all of its passes
 * @param marketTime of that last row, {@code 2020-03-01} or {@code 2020-03-01 14:30:00}, null without
 * @param rate rows per second at most, 0 for as many as Kafka takes
 * @param speed market time in a second, {@code 0} when it paces nothing, null where the order does not follow it
 * @param passesFinished by this process
 * @param passesWanted 0 for ever
 */
public record ReplayState(
        String state,
        String source,
        String order,
        long pass,
        String from,
        long row,
        long rowsSent,
        String marketTime,
        double rate,
        String speed,
        long passesFinished,
        long passesWanted) {
    public static final String RUNNING = "running";
    public static final String PAUSED = "paused";
    public static final String WAITING = "waiting";
    public static final String FINISHED = "finished";
}

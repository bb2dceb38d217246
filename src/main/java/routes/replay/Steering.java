package routes.replay;

import java.time.DateTimeException;
import java.time.Duration;
import java.util.regex.Pattern;
import routes.source.MarketPeriod;
import routes.source.MarketTime;
import routes.source.RawRow;
import routes.source.RowSource;

/**
 * Steers the replay while it runs; any thread may call it, and it returns at once. What it asks for takes effect within a second, also
 * while a pass waits for its next row; while Kafka is away, or rows of a pass that broke off are sent once more, after that.
 *
 * <p>Pause, rate and speed last as long as the process: a service that was restarted runs as its settings say, and nobody has to remember
 * that it was paused months ago. {@link #seek} and {@link #restart} begin a new pass, which Kafka knows from its first record on, and which
 * a restarted process goes on with. A pass that was cut short so is over: what it left is left on purpose.
 */
public class Steering {
    private static final Pattern RATE = Pattern.compile("\\d{1,10}(\\.\\d{1,9})?");
    private static final double MOST = 1e9;
    private static final long DAY = Duration.ofDays(1).toMillis();

    private final Replay replay;

    public Steering(Replay replay) {
        this.replay = replay;
    }

    /** What is asked for is told at once, also while nothing moves: no row of it is there then. */
    public ReplayState state() {
        RowSource source = replay.source();
        ReplayPosition position = replay.position();
        Long requested = replay.requestedStart();
        RawRow row = requested == null ? replay.lastRow() : null;
        Pace pace = replay.pace();
        return new ReplayState(
                replay.isOver() ? ReplayState.FINISHED
                        : pace.isPaused() ? ReplayState.PAUSED : pace.isWaiting() ? ReplayState.WAITING : ReplayState.RUNNING,
                source == null ? "" : source.path().toString(),
                source == null ? "" : source.order(),
                position == null ? 0 : position.pass(),
                requested != null ? text(requested) : position == null ? null : text(position.from()),
                row == null ? 0 : row.number(),
                replay.rowsSent(),
                row == null ? null : text(source.time(row)),
                pace.rate(),
                source != null && source.isInMarketOrder() ? pace.speed().text() : null,
                replay.finishedPasses(),
                replay.passesWanted());
    }

    private static String text(long time) {
        return time == MarketTime.NONE ? null : MarketTime.text(time);
    }

    /** Sends no further rows until {@link #resume}; those that were taken already still go. */
    public void pause() {
        source();
        replay.pace().pause();
    }

    public void resume() {
        source();
        replay.pace().resume();
    }

    /**
     * @param rate rows per second, 0 for as many as Kafka takes
     * @throws IllegalArgumentException when it is no such number
     */
    public void rate(String rate) {
        source();
        replay.pace().rate(parseRate(rate));
    }

    private static double parseRate(String rate) {
        if (!RATE.matcher(rate.trim()).matches() || Double.parseDouble(rate.trim()) > MOST) {
            throw new IllegalArgumentException(
                    "rate '%s' is not a number of rows per second up to 1000000000: write 1000 or 2.5, with a point and no separators of thousands, or 0 for as many as Kafka accepts"
                            .formatted(rate));
        }
        return Double.parseDouble(rate.trim());
    }

    /**
     * @param speed market time in a second, as {@code csv.speed}: {@code 1d}, {@code 6h}, {@code 0} for the rate alone
     * @throws IllegalArgumentException when it is none, or market time cannot pace this order
     */
    public void speed(String speed) {
        Speed parsed = Speed.parse(speed);
        RowSource source = source();
        if (!source.isInMarketOrder()) {
            throw new IllegalArgumentException(
                    "speed needs csv.order=time or source=simulated; this replay is in csv.order=%s, where the rate is what can be changed"
                            .formatted(source.order()));
        }
        replay.pace().speed(parsed);
    }

    /**
     * Begins a new pass with the rows of this market time and later; in an order that does not follow market time, those before it are
     * left out wherever they come. Rows without a market time are left out too.
     *
     * @param time {@code 2020-03-01} or {@code 2020-03-01 14:30}, UTC
     * @throws IllegalArgumentException when it is none, or no rows are there
     */
    public void seek(String time) {
        RowSource source = source();
        long from = parseTime(time);
        MarketPeriod period = source.period();
        // a whole day is meant, in which the first row may come late
        if (from > period.last() || from + DAY <= period.first()) {
            throw new IllegalArgumentException("%s is outside of %s, which has %s".formatted(MarketTime.text(from), source.path(), period));
        }
        replay.beginAt(from);
    }

    static long parseTime(String time) {
        try {
            return MarketTime.parse(time.trim());
        } catch (DateTimeException | ArithmeticException none) {
            // what Java says of it is of no use to anybody, so it is no cause
            throw new IllegalArgumentException("'%s' is not a date: write 2020-03-01 or 2020-03-01 14:30 (UTC)".formatted(time));
        }
    }

    /** Begins a new pass with the first row. */
    public void restart() {
        source();
        replay.beginAt(MarketTime.NONE);
    }

    /**
     * The market time that rows can be sought at, {@code 2010-01-04 to 2024-12-31}. The first call may read the whole file.
     *
     * @throws IllegalArgumentException when the source has none
     */
    public String period() {
        return marketPeriod().toString();
    }

    public MarketPeriod marketPeriod() {
        return source().period();
    }

    private RowSource source() {
        RowSource source = replay.source();
        if (source == null) {
            throw new IllegalArgumentException("there is nothing to steer: csv.file is not set");
        }
        return source;
    }
}

package routes.replay;

import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import routes.source.MarketTime;

/**
 * When the next row is due: within a maximum rate, not before the market's clock has reached its time, and never while paused.
 * Any thread may change it; a pass that waits takes notice at once.
 *
 * <p>Rows before a market time may cost no time: the past, so that there is one.
 *
 * <p>The market's clock runs evenly at the speed, over nights, weekends and whatever else has no rows. It stands still in a pause, and
 * waits for rows that come late: what held them up is no reason to hurry afterwards.
 */
public final class Pace {
    private static final long LATE = TimeUnit.SECONDS.toNanos(1);
    private static final long LONG_WAIT = TimeUnit.SECONDS.toNanos(1);
    private static final long LOOK_AROUND = TimeUnit.MILLISECONDS.toNanos(200);

    private double rate;
    private Speed speed = Speed.UNPACED;
    private long pastUntil = MarketTime.NONE;
    /** Whether the last rows were of the past; the first one after them is due at once. */
    private boolean past;
    private boolean paused;
    private boolean waiting;

    /** From when the rows are counted and the market's clock runs. */
    private long since = System.nanoTime();

    private long sent;
    /** What the market's clock said then. */
    private double marketSince = MarketTime.NONE;
    /** Market time of the row that is next, or was. */
    private long upcoming = MarketTime.NONE;

    /** A pass begins. */
    synchronized void begin() {
        since = System.nanoTime();
        sent = 0;
        marketSince = MarketTime.NONE;
        upcoming = MarketTime.NONE;
    }

    synchronized void pause() {
        mark();
        paused = true;
    }

    synchronized void resume() {
        since = System.nanoTime();
        paused = false;
        notifyAll();
    }

    /** @param rate rows per second, 0 for as many as there are */
    public synchronized void rate(double rate) {
        mark();
        this.rate = rate;
        notifyAll();
    }

    public synchronized void speed(Speed speed) {
        mark();
        this.speed = speed;
        notifyAll();
    }

    /** @param time before which rows go as fast as Kafka takes them */
    synchronized void pastUntil(long time) {
        pastUntil = time;
    }

    /** Makes waiting threads check whether they should still wait. */
    synchronized void wake() {
        notifyAll();
    }

    /** Counting restarts, and the clock goes on from where it is. */
    private void mark() {
        if (paused) {
            return;
        }
        long now = System.nanoTime();
        boolean running = speed.isPaced() && marketSince != MarketTime.NONE;
        marketSince = running ? Math.min(market(now), upcoming) : upcoming;
        since = now;
        sent = 0;
    }

    private double market(long now) {
        return marketSince + (double) (now - since) / TimeUnit.SECONDS.toNanos(1) * speed.millis();
    }

    synchronized void sent(long rows) {
        sent += rows;
    }

    /** A row that costs no time: Kafka has it already, and the clock goes on from there. */
    synchronized void passed(long marketTime) {
        upcoming = marketTime;
        marketSince = MarketTime.NONE;
        mark();
    }

    /** Waits until a row of this time is due, or as long as nothing cuts the wait short. */
    synchronized void await(long marketTime, BooleanSupplier cut) {
        try {
            for (long left = left(marketTime); left > 0 && !cut.getAsBoolean(); left = left(marketTime)) {
                TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, LOOK_AROUND));
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the next row", stopping);
        } finally {
            waiting = false;
        }
    }

    private long left(long marketTime) {
        if (paused) {
            return Long.MAX_VALUE;
        }
        if (isPast(marketTime)) {
            past = true;
            return 0;
        }
        if (past) {
            past = false;
            passed(marketTime);
        }
        long now = System.nanoTime();
        long byRate = rate <= 0 ? 0 : since + (long) (sent / rate * TimeUnit.SECONDS.toNanos(1)) - now;
        long byMarket = leftByMarket(marketTime, now);
        waiting = byMarket > LONG_WAIT;
        return Math.max(byRate, byMarket);
    }

    synchronized boolean isPast(long marketTime) {
        return marketTime != MarketTime.NONE && marketTime < pastUntil;
    }

    private long leftByMarket(long marketTime, long now) {
        if (marketTime == MarketTime.NONE) {
            return 0;
        }
        upcoming = marketTime;
        if (!speed.isPaced()) {
            return 0;
        }
        if (marketSince == MarketTime.NONE) {
            marketSince = marketTime - (double) (now - since) / TimeUnit.SECONDS.toNanos(1) * speed.millis();
        }
        long left = (long) ((marketTime - market(now)) / speed.millis() * TimeUnit.SECONDS.toNanos(1));
        if (left < -LATE) {
            marketSince -= market(now) - marketTime;
        }
        return left;
    }

    /** Whether a row of this time may go with those being sent. */
    synchronized boolean isDue(long marketTime) {
        return !paused && (isPast(marketTime) || !past && leftByMarket(marketTime, System.nanoTime()) <= 0);
    }

    synchronized boolean isPaused() {
        return paused;
    }

    /** Whether the market's clock is more than a second from the next row. */
    synchronized boolean isWaiting() {
        return waiting;
    }

    public synchronized double rate() {
        return rate;
    }

    public synchronized Speed speed() {
        return speed;
    }
}

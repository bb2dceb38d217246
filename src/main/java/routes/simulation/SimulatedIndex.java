package routes.simulation;

import java.time.LocalTime;
import java.util.List;
import java.util.Random;

/**
 * An index of the simulated market. The symbols exist; every number is invented, the levels are those that the sample file ends with.
 *
 * @param opens in UTC; a session lasts six and a half hours
 * @param level that the price wanders about
 * @param volatility a year, of its own
 * @param beta how much of the market's moves it takes part in
 * @param dollars for one of its points
 * @param volume a day
 */
record SimulatedIndex(String symbol, LocalTime opens, double level, double volatility, double beta, double dollars, long volume) {
    static final List<SimulatedIndex> ALL = List.of(
            asian("N225", 34_239, 0.13, 1.0, 0.01, 127_000),
            asian("KS11", 2_467, 0.10, 0.9, 0.0009, 475_000),
            asian("TWII", 30_595, 0.10, 0.8, 0.04, 5_600_000),
            asian("HSI", 42_763, 0.13, 1.1, 0.13, 2_880_000),
            asian("000001.SS", 5_154, 0.17, 0.7, 0.16, 257_000),
            asian("399001.SZ", 17_732, 0.19, 0.7, 0.16, 682_000),
            asian("NSEI", 23_914, 0.12, 0.8, 0.01, 493_000),
            western("GDAXI", 17_873, 0.09, 1.2, 1.22, 85_000),
            western("N100", 1_250, 0.08, 1.1, 1.22, 184_000),
            western("SSMI", 12_995, 0.07, 0.9, 1.11, 56_000),
            western("J203.JO", 106_957, 0.10, 0.9, 0.07, 385_000),
            american("NYA", 14_364, 0.06, 1.0, 1, 5_000_000),
            american("IXIC", 22_865, 0.10, 1.1, 1, 6_300_000),
            american("GSPTSE", 24_228, 0.07, 0.9, 0.83, 206_000));

    private static final int TRADING_DAYS = 252;

    private static SimulatedIndex asian(String symbol, double level, double volatility, double beta, double dollars, long volume) {
        return new SimulatedIndex(symbol, LocalTime.of(0, 0), level, volatility, beta, dollars, volume);
    }

    private static SimulatedIndex western(String symbol, double level, double volatility, double beta, double dollars, long volume) {
        return new SimulatedIndex(symbol, LocalTime.of(8, 0), level, volatility, beta, dollars, volume);
    }

    private static SimulatedIndex american(String symbol, double level, double volatility, double beta, double dollars, long volume) {
        return new SimulatedIndex(symbol, LocalTime.of(14, 30), level, volatility, beta, dollars, volume);
    }

    /** Its walk beside the market's. */
    RandomWalk walk(long seed) {
        return walk(seed * 31 + symbol.hashCode(), volatility, 0.25);
    }

    static RandomWalk market(long seed) {
        return walk(seed, 0.11, 0.3);
    }

    private static RandomWalk walk(long seed, double volatility, double spread) {
        return new RandomWalk(seed, volatility / StrictMath.sqrt(TRADING_DAYS), spread);
    }

    /** @param day of the market, from 0; it has all days that came before */
    Session session(long day, int ticks, RandomWalk market, RandomWalk own) {
        Random random = own.random(~day);
        double before = beta * market.at(day - 1) + own.at(day - 1);
        double move = beta * market.at(day) + own.at(day) - before;
        double deviation = own.deviation() + beta * market.deviation();
        double start = StrictMath.log(level) + before;
        double open = start + 0.3 * move + 0.3 * deviation * random.nextGaussian();
        double excitement = 1 + 25 * Math.abs(move);
        long traded = Math.round(volume * excitement * StrictMath.exp(0.2 * random.nextGaussian()));
        return Session.of(ticks, open, start + move, deviation, traded, random);
    }
}

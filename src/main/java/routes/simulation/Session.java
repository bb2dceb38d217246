package routes.simulation;

import java.util.Random;

/**
 * One day of one index in the simulated market, tick by tick: prices in hundredths, what was highest and lowest until then, and how many
 * were traded until then.
 */
record Session(long[] price, long[] high, long[] low, long[] volume) {
    /**
     * @param open logarithm of the first price
     * @param close logarithm of the last
     * @param deviation of a whole day
     * @param traded in all
     */
    static Session of(int ticks, double open, double close, double deviation, long traded, Random random) {
        double[] path = new double[ticks];
        path[0] = open;
        path[ticks - 1] = close;
        fill(path, 0, ticks - 1, deviation / StrictMath.sqrt(ticks), random);
        Session session = new Session(new long[ticks], new long[ticks], new long[ticks], new long[ticks]);
        for (int i = 0; i < ticks; i++) {
            session.price[i] = Math.max(1, Math.round(100 * StrictMath.exp(path[i])));
            session.high[i] = i == 0 ? session.price[0] : Math.max(session.high[i - 1], session.price[i]);
            session.low[i] = i == 0 ? session.price[0] : Math.min(session.low[i - 1], session.price[i]);
            session.volume[i] = Math.round(traded * sharedOut((i + 1.0) / ticks));
        }
        return session;
    }

    private static void fill(double[] path, int left, int right, double step, Random random) {
        if (right - left < 2) {
            return;
        }
        int middle = (left + right) >>> 1;
        double nearness = (double) (middle - left) / (right - left);
        double deviation = step * StrictMath.sqrt((right - left) * nearness * (1 - nearness));
        path[middle] = path[left] + (path[right] - path[left]) * nearness + deviation * random.nextGaussian();
        fill(path, left, middle, step, random);
        fill(path, middle, right, step, random);
    }

    /** More is traded when the day begins and ends. */
    private static double sharedOut(double partOfDay) {
        return partOfDay + 0.08 * StrictMath.sin(2 * Math.PI * partOfDay);
    }
}

package routes.simulation;

import java.util.Random;

/**
 * A random walk that can be looked at on any day without the days before it: a stretch of {@value #STRETCH} days is halved again and
 * again, and the middle of each half lies beside the line between its ends by chance (Lévy's construction of Brownian motion). The ends of
 * the stretches lie about zero, so that it wanders, but never away. The same seed gives the same walk on every machine.
 *
 * @param deviation of a day's step
 * @param spread of the ends of the stretches
 */
record RandomWalk(long seed, double deviation, double spread) {
    private static final int STRETCH = 4096;

    double at(long day) {
        long start = Math.floorDiv(day, STRETCH) * STRETCH;
        long end = start + STRETCH;
        double left = stretchEnd(start);
        double right = stretchEnd(end);
        while (start < day) {
            long middle = (start + end) / 2;
            double value = (left + right) / 2 + deviation * StrictMath.sqrt(end - start) / 2 * gaussian(middle);
            if (middle <= day) {
                start = middle;
                left = value;
            } else {
                end = middle;
                right = value;
            }
        }
        return left;
    }

    /** It begins at zero. */
    private double stretchEnd(long day) {
        return day == 0 ? 0 : spread * gaussian(day);
    }

    private double gaussian(long day) {
        return random(day).nextGaussian();
    }

    /** What chance has in store for a day. */
    Random random(long day) {
        // neighbours must not be alike: the finalizer of MurmurHash3
        long mixed = seed * 0x9E3779B97F4A7C15L + day;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return new Random(mixed ^ (mixed >>> 33));
    }
}

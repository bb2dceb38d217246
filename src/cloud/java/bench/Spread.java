package bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Several measurements of one thing: the median, and how far they lie apart. */
record Spread(double min, double median, double max) {
    static Spread of(List<Double> measured) {
        double[] sorted = measured.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    static Spread of(double... measured) {
        return of(Arrays.stream(measured).boxed().toList());
    }

    /** {@code 412,000 (398,000–420,000)}, or one number where there is only one. */
    String text() {
        return min == max ? text(median) : "%s (%s–%s)".formatted(text(median), text(min), text(max));
    }

    /** Three digits that count. */
    static String text(double number) {
        if (number == 0 || Math.abs(number) >= 100) {
            double unit = Math.pow(10, Math.max(0, Math.floor(Math.log10(Math.abs(number))) - 2));
            return String.format(Locale.ROOT, "%,d", Math.round(Math.round(number / unit) * unit));
        }
        return String.format(Locale.ROOT, Math.abs(number) >= 10 ? "%.1f" : "%.2f", number);
    }
}

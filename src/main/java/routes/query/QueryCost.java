package routes.query;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** What Athena charges for a query by the bytes it scans: by the megabyte, and for ten of them at least. */
public final class QueryCost {
    private static final long MEGABYTE = 1L << 20;
    private static final long FEWEST_MEGABYTES = 10;
    private static final BigDecimal MEGABYTES_PER_TERABYTE = BigDecimal.valueOf(1L << 20);

    private QueryCost() {}

    /** @return USD */
    static BigDecimal of(long bytesScanned, BigDecimal usdPerTerabyte) {
        long megabytes = Math.max(FEWEST_MEGABYTES, (bytesScanned + MEGABYTE - 1) / MEGABYTE);
        return usdPerTerabyte.multiply(BigDecimal.valueOf(megabytes)).divide(MEGABYTES_PER_TERABYTE, MathContext.DECIMAL64);
    }

    /** For people, with two digits that say something: {@code 0.000048 USD}. */
    public static String format(BigDecimal usd) {
        return usd.round(new MathContext(2, RoundingMode.HALF_UP)).stripTrailingZeros().toPlainString() + " USD";
    }
}

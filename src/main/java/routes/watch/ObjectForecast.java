package routes.watch;

import java.math.BigDecimal;
import java.time.Duration;
import routes.batch.BatchLimits;
import routes.lang.ByteSize;
import routes.lang.Counts;
import routes.query.QueryCost;

/**
 * The objects that the batch limits make of records that arrive evenly: the arithmetic of docs/sizing.md.
 *
 * @param rate records per second of all partitions
 * @param bytesPerRecord before compression
 * @param storedBytesPerRecord after it
 */
record ObjectForecast(double rate, int partitions, BatchLimits limits, double bytesPerRecord, double storedBytesPerRecord) {
    private static final double SECONDS_A_DAY = 86_400;
    private static final double DAYS_A_MONTH = 30.4;
    private static final double SMALL_BYTES = 1 << 20;
    private static final double MANY_OBJECTS_A_DAY = 1_000;
    private static final int LONGEST_ADVICE_MINUTES = 15;

    private double ratePerPartition() {
        return rate / partitions;
    }

    /** Seconds from one object of a partition to the next. */
    double period() {
        double byAge = seconds(limits.maxAge());
        double byRecords = limits.maxRecords() / ratePerPartition();
        double byBytes = limits.maxBytes() / (ratePerPartition() * bytesPerRecord);
        double pause = 1 / ratePerPartition();
        return isIdleBetween() ? pause : Math.max(pause, Math.min(byAge, Math.min(byRecords, byBytes)));
    }

    /** Whether records of a partition are so far apart that each one becomes its own batch. */
    private boolean isIdleBetween() {
        return 1 / ratePerPartition() > seconds(limits.maxIdle());
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1e3;
    }

    double objectsADay() {
        return partitions * SECONDS_A_DAY / period();
    }

    double recordsPerObject() {
        return ratePerPartition() * period();
    }

    double bytesPerObject() {
        return recordsPerObject() * storedBytesPerRecord;
    }

    /** {@code 100 records/s: 5,760 objects a day, of 1,500 records and 67.4 KB; 0.88 USD a month for their PUTs} */
    String line(BigDecimal usdPerThousandPuts) {
        BigDecimal usd = usdPerThousandPuts.multiply(BigDecimal.valueOf(objectsADay() * DAYS_A_MONTH / 1000));
        return "%,.0f records/s: %,d objects a day, of %s and %s; %s a month for their PUTs".formatted(
                rate,
                Math.round(objectsADay()),
                Counts.count(Math.round(recordsPerObject()), "record"),
                ByteSize.format(Math.round(bytesPerObject())),
                QueryCost.format(usd));
    }

    /** What to do about many small objects; null when there are none. */
    String warning() {
        if (bytesPerObject() >= SMALL_BYTES || objectsADay() < MANY_OBJECTS_A_DAY) {
            return null;
        }
        return "at %,.0f records/s objects are small (%s): Athena reads fewer and larger ones faster and cheaper; %s".formatted(
                rate, ByteSize.format(Math.round(bytesPerObject())), advice());
    }

    private String advice() {
        int minutes = (int) Math.ceil(SMALL_BYTES / (ratePerPartition() * storedBytesPerRecord) / 60);
        Duration longer = Duration.ofMinutes(Math.min(LONGEST_ADVICE_MINUTES, minutes));
        ObjectForecast patient =
                with(new BatchLimits(limits.maxRecords(), limits.maxBytes(), longer, isIdleBetween() ? longer : limits.maxIdle()));
        return patient.objectsADay() < objectsADay() / 2
                ? "batch.max-age=%dm%s would make %,d a day".formatted(
                        longer.toMinutes(),
                        isIdleBetween() ? " with batch.max-idle=%dm".formatted(longer.toMinutes()) : "",
                        Math.round(patient.objectsADay()))
                : "raise batch.max-records and batch.max-bytes";
    }

    private ObjectForecast with(BatchLimits others) {
        return new ObjectForecast(rate, partitions, others, bytesPerRecord, storedBytesPerRecord);
    }
}

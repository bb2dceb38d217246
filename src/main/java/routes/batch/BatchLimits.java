package routes.batch;

import java.time.Duration;

/**
 * When a batch becomes an object: whichever comes first.
 *
 * @param maxBytes of the records' keys and values, before compression
 * @param maxAge since its first record was read
 * @param maxIdle since its last record was read
 */
public record BatchLimits(int maxRecords, long maxBytes, Duration maxAge, Duration maxIdle) {
    public BatchLimits {
        if (maxRecords < 1 || maxBytes < 1 || maxAge.isNegative() || maxIdle.isNegative()) {
            throw new IllegalArgumentException(
                    "batch limits must be positive: %d records, %d bytes, age %s, idle %s"
                            .formatted(maxRecords, maxBytes, maxAge, maxIdle));
        }
    }
}

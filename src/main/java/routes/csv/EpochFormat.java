package routes.csv;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Stream;
import routes.source.CellFormat;

/** Times as a number since 1970, UTC. */
enum EpochFormat implements CellFormat {
    SECONDS(0),
    MILLISECONDS(3),
    MICROSECONDS(6),
    NANOSECONDS(9);

    private static final BigDecimal FROM_1990 = BigDecimal.valueOf(631_152_000);
    private static final BigDecimal TO_2100 = BigDecimal.valueOf(4_102_444_800L);

    private final int digits;

    EpochFormat(int digits) {
        this.digits = digits;
    }

    /** The one that makes all of them times between 1990 and 2100. */
    static Optional<EpochFormat> of(Collection<String> cells) {
        return Stream.of(values()).filter(unit -> cells.stream().allMatch(unit::isPlausible)).findFirst();
    }

    private boolean isPlausible(String cell) {
        try {
            BigDecimal seconds = new BigDecimal(cell).movePointLeft(digits);
            return seconds.compareTo(FROM_1990) >= 0 && seconds.compareTo(TO_2100) < 0;
        } catch (NumberFormatException other) {
            return false;
        }
    }

    @Override
    public String plain(String cell) {
        BigDecimal nanos = new BigDecimal(cell).movePointRight(9 - digits);
        if (nanos.precision() - nanos.scale() > 21) {
            throw new NumberFormatException(cell);
        }
        BigDecimal[] parts = nanos.divideAndRemainder(BigDecimal.valueOf(1_000_000_000));
        return LocalDateTime.ofInstant(Instant.ofEpochSecond(parts[0].longValue(), parts[1].longValue()), ZoneOffset.UTC).toString();
    }

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT) + " since 1970";
    }
}

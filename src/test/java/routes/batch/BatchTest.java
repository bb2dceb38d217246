package routes.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.Records.batch;
import static routes.Records.record;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BatchTest {
    @Test
    void reachesFromItsFirstToItsLastOffset() {
        Batch batch = batch(record(1000), record(1001), record(1999));

        assertThat(batch.startOffset()).isEqualTo(1000);
        assertThat(batch.endOffset()).isEqualTo(1999);
        assertThat(batch.name()).isEqualTo("quotes-3 1000..1999");
    }

    @ParameterizedTest(name = "{0} is of {1}")
    @CsvSource({
        "2026-11-22T00:00:00Z, 2026-11-22",
        "2026-11-22T23:59:59.999Z, 2026-11-22",
        "2026-11-23T00:00:00Z, 2026-11-23",
        "1970-01-01T00:00:00Z, 1970-01-01",
        "9999-12-31T23:59:59.999Z, 9999-12-31"
    })
    void itsDateIsThatOfItsFirstRecordInUtc(Instant timestamp, LocalDate date) {
        assertThat(batch(record(1, timestamp), record(2, timestamp.plusSeconds(86400))).date()).isEqualTo(date);
    }

    @Test
    void aRecordWithoutATimestampIsOfTheFirstDay() {
        assertThat(batch(record(1, -1, "{}")).date()).isEqualTo("1970-01-01");
    }

    /** Microseconds where milliseconds belong are in the year 58,000 and more. */
    @ParameterizedTest
    @ValueSource(longs = {1_795_348_800_000_000L, 1_795_348_800_000_000_000L, Long.MAX_VALUE})
    void aTimestampFarInTheFutureIsOfTheLastDayThatHasFourDigits(long timestamp) {
        assertThat(batch(record(1, timestamp, "{}")).date()).isEqualTo("9999-12-31");
    }
}

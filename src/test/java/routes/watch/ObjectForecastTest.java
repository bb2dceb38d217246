package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import routes.batch.BatchLimits;

/** Against the tables of docs/cost.md and docs/sizing.md. */
class ObjectForecastTest {
    private static final BatchLimits SERVICE = new BatchLimits(50_000, 64 << 20, Duration.ofSeconds(60), Duration.ofSeconds(30));

    private static ObjectForecast forecast(double rate, int partitions, BatchLimits limits) {
        return new ObjectForecast(rate, partitions, limits, 200, 46);
    }

    @Test
    void agesCutSlowStreams() {
        assertThat(forecast(100, 4, SERVICE).line(new BigDecimal("0.005")))
                .isEqualTo("100 records/s: 5,760 objects a day, of 1,500 records and 67.4 KB; 0.88 USD a month for their PUTs");
    }

    @Test
    void recordsCutFastOnes() {
        ObjectForecast fast = forecast(10_000, 4, SERVICE);

        assertThat(fast.objectsADay()).isEqualTo(17_280, within(1e-6));
        assertThat(fast.recordsPerObject()).isEqualTo(50_000, within(1e-6));
        assertThat(fast.warning()).isNull();
    }

    @Test
    void bytesCutLargeRecords() {
        ObjectForecast large = forecast(1_000, 1, new BatchLimits(1_000_000, 1_000_000, Duration.ofMinutes(15), Duration.ofMinutes(1)));

        assertThat(large.recordsPerObject()).isEqualTo(5_000, within(1e-6));
    }

    @Test
    void silenceCutsWhatComesRarely() {
        ObjectForecast rare = forecast(0.1, 4, SERVICE);

        assertThat(rare.recordsPerObject()).isEqualTo(1, within(1e-9));
        assertThat(rare.objectsADay()).as("each record is an object").isEqualTo(8_640, within(1e-6));
        assertThat(rare.warning()).contains("batch.max-age=15m with batch.max-idle=15m would make 384 a day");
    }

    @Test
    void settingsThatMakeManySmallObjectsAreWarnedOf() {
        assertThat(forecast(100, 4, SERVICE).warning())
                .isEqualTo("at 100 records/s objects are small (67.4 KB): Athena reads fewer and larger ones faster and cheaper; "
                        + "batch.max-age=15m would make 384 a day");
        assertThat(forecast(10_000, 4, new BatchLimits(1, 64 << 20, Duration.ofSeconds(60), Duration.ofSeconds(30))).warning())
                .contains("raise batch.max-records");
        assertThat(forecast(1, 1, new BatchLimits(50_000, 64 << 20, Duration.ofMinutes(15), Duration.ofMinutes(1))).warning())
                .as("small, but few").isNull();
    }
}

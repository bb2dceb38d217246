package routes.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.Records;
import routes.batch.Batch;

class ObjectKeyTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 22);

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "NONE, raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json",
        "GZIP, raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json.gz",
        "ZSTD, raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json.zst"
    })
    void theKeyTellsAthenaTheDateAndTheCompression(Compression compression, String key) {
        assertThat(new ObjectKey(DAY, "quotes", 0, 1000).under("raw/quotes", compression)).isEqualTo(key);
    }

    @Test
    void theKeyIsMadeOfTheFirstRecordAlone() {
        Batch batch = Records.batch(Records.record(1000), Records.record(1001));

        assertThat(ObjectKey.of(batch)).isEqualTo(new ObjectKey(DAY, "quotes", 3, 1000));
        assertThat(ObjectKey.of(batch)).isEqualTo(ObjectKey.of(Records.batch(Records.record(1000))));
    }

    @Test
    void keysOfAPartitionSortByOffset() {
        assertThat(key(9)).isLessThan(key(10));
        assertThat(key(999_999_999_999L)).isLessThan(key(Long.MAX_VALUE));
    }

    @Test
    void theKeysOfADateAndPartitionBeginAlike() {
        assertThat(key(1000)).startsWith(new ObjectKey(DAY, "quotes", 0, 5).partitionPrefix("raw/quotes"));
        assertThat(key(1000)).doesNotStartWith(new ObjectKey(DAY, "quotes", 10, 5).partitionPrefix("raw/quotes"));
        assertThat(new ObjectKey(DAY, "quotes", 0, 5).partitionPrefix("raw/quotes")).isEqualTo("raw/quotes/date=2026-11-22/quotes-0-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"quotes", "stock-market", "quotes-2", "2026-11-22", "quotes-0-00000000000000001000", "quotes.rejected", "a_b-", "-"})
    void aTopicWithDashesAndDigitsIsReadBackFromTheKey(String topic) {
        ObjectKey name = new ObjectKey(DAY, topic, 12, 34);

        assertThat(ObjectKey.parse("raw", name.under("raw", Compression.GZIP))).contains(name);
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aKeyIsReadBackForEachCompression(Compression compression) {
        ObjectKey name = new ObjectKey(DAY, "quotes", Integer.MAX_VALUE, Long.MAX_VALUE);

        assertThat(ObjectKey.parse("raw/quotes", name.under("raw/quotes", compression))).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "",
        "raw/quotes",
        "raw/quotes/",
        "raw/quotes/date=2026-11-22/",
        "raw/other/date=2026-11-22/quotes-0-00000000000000001000.json",
        "raw/quotes2/date=2026-11-22/quotes-0-00000000000000001000.json",
        "x/raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json",
        "raw/quotes/quotes-0-00000000000000001000.json",
        "raw/quotes/day=2026-11-22/quotes-0-00000000000000001000.json",
        "raw/quotes/date=20261122/quotes-0-00000000000000001000.json",
        "raw/quotes/date=2026-11-22/quotes-0-1000.json",
        "raw/quotes/date=2026-11-22/quotes-0-000000000000000001000.json.bz2",
        "raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json.zstd",
        "raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.parquet",
        "raw/quotes/date=2026-11-22/quotes-x-00000000000000001000.json",
        "raw/quotes/date=2026-11-22/-0-00000000000000001000.json",
        "raw/quotes/date=2026-11-22/_SUCCESS"
    })
    void aForeignKeyIsNoneOfOurs(String key) {
        assertThat(ObjectKey.parse("raw/quotes", key)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "raw/quotes/date=2026-02-31/quotes-0-00000000000000001000.json",
        "raw/quotes/date=0000-00-00/quotes-0-00000000000000001000.json",
        "raw/quotes/date=2026-11-22/quotes-2147483648-00000000000000001000.json",
        "raw/quotes/date=2026-11-22/quotes-0-99999999999999999999.json"
    })
    void aKeyWithADayOrANumberThatThereIsNotIsNoneOfOurs(String key) {
        assertThat(ObjectKey.parse("raw/quotes", key)).isEmpty();
    }

    @Test
    void theDigitsOfTheKeyAreTheSameInEveryCountry() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));

            assertThat(key(1000)).isEqualTo("raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json.zst");
        } finally {
            Locale.setDefault(before);
        }
    }

    private static String key(long offset) {
        return new ObjectKey(DAY, "quotes", 0, offset).under("raw/quotes", Compression.ZSTD);
    }
}

package routes.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteSizeTest {
    @ParameterizedTest(name = "{0} is {1} bytes")
    @CsvSource({
        "0, 0", "500, 500", "500B, 500", "1KB, 1024", "64kb, 65536", "64MB, 67108864", "' 64 Mb ', 67108864", "1GB, 1073741824",
        "7GB, 7516192768"
    })
    void readsSizesInPowersOf1024(String text, long bytes) {
        assertThat(ByteSize.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", " ", "MB", "-1", "-1KB", "1.5MB", "64M", "64 TB", "1KB2", "1,000"})
    void refusesWhatIsNoSizeAndSaysWhatIs(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ByteSize.parse(text))
                .withMessage("not a size: '%s' (such as 500, 64KB, 64MB or 1GB)", text);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"99999999999999999999", "9999999999999GB", "8589934592GB"})
    void refusesASizeThatIsTooLargeToCount(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> ByteSize.parse(text)).withMessageContaining("'" + text + "'");
    }

    @ParameterizedTest(name = "{0} bytes are {1}")
    @CsvSource({
        "0, 0 B", "812, 812 B", "1023, 1023 B", "1024, 1.0 KB", "1536, 1.5 KB", "3355443, 3.2 MB", "67108864, 64.0 MB",
        "1073741824, 1.0 GB", "5497558138880, 5120.0 GB"
    })
    void writesSizesForPeople(long bytes, String text) {
        assertThat(ByteSize.format(bytes)).isEqualTo(text);
    }
}

package routes.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WatermarkTest {
    @Test
    void isWrittenAndReadAgain() {
        assertThat(Watermark.parse("3:12,0:9000000000").toString()).isEqualTo("0:9000000000,3:12");
        assertThat(Watermark.parse("")).isEqualTo(Watermark.NONE);
        assertThat(Watermark.parse("0:5").of(0)).isEqualTo(5);
        assertThat(Watermark.parse("0:5").of(1)).isEqualTo(-1);
    }

    @Test
    void theLowerOfTwoHasWhatBothHave() {
        assertThat(Watermark.parse("0:5,1:7,2:1").lower(Watermark.parse("0:3,1:9"))).isEqualTo(Watermark.parse("0:3,1:7"));
        assertThat(Watermark.parse("0:5").lower(Watermark.NONE)).isEqualTo(Watermark.NONE);
    }

    @Test
    void newerOffsetsComeInThePlaceOfOlderOnes() {
        assertThat(Watermark.parse("0:5,1:7").with(Map.of(1, 9L, 2, 0L))).isEqualTo(Watermark.parse("0:5,1:9,2:0"));
    }
}

package routes.lang;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class Utf8Test {
    @Test
    void everyByteIsJudgedAtEveryPlace() {
        for (int value = Byte.MIN_VALUE; value <= Byte.MAX_VALUE; value++) {
            for (int at = 0; at < 19; at++) {
                byte[] text = new byte[19];
                Arrays.fill(text, (byte) ' ');
                text[at] = (byte) value;

                assertThat(Utf8.isPrintableAscii(text, 0, text.length)).as("byte %d at %d", value, at).isEqualTo(value >= ' ');
            }
        }
    }

    @Test
    void onlyTheGivenPartCounts() {
        byte[] text = "\nplain text of some length\n".getBytes();

        assertThat(Utf8.isPrintableAscii(text, 1, text.length - 2)).isTrue();
        assertThat(Utf8.isPrintableAscii(text, 0, text.length - 1)).isFalse();
        assertThat(Utf8.isPrintableAscii(text, 1, text.length - 1)).isFalse();
        assertThat(Utf8.isPrintableAscii(text, 1, 0)).isTrue();
    }
}

package routes.watch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RejectedReasonsTest {
    private final RejectedReasons reasons = new RejectedReasons();

    @Test
    void theCommonestComeFirstWithTheFirstRowOfEach() {
        reasons.add("3 values for 4 columns", "in a.csv:2");
        reasons.add("column close: 'x' is no double", "in a.csv:3");
        reasons.add("column close: 'y' is no double", "in a.csv:4");
        reasons.add("not UTF-8 text", "in a.csv:5");
        reasons.add("2 values for 4 columns", "in a.csv:6");
        reasons.add("column close: '' is no double", "in a.csv:7");
        reasons.add("too long", "in a.csv:8");

        assertThat(reasons.commonest()).extracting(RejectedReason::line).containsExactly(
                "3 rejected: column close: 'x' is no double, first in a.csv:3"
                        + " (csv.columns gives close another type, csv.null-values lists the words that stand for no value)",
                "2 rejected: 3 values for 4 columns, first in a.csv:2"
                        + " (csv.delimiter says what is between the values; a value with that sign in it must be quoted)",
                "1 rejected: not UTF-8 text, first in a.csv:5 (csv.encoding names the encoding of the file)");
    }

    @Test
    void aRecordOfAnotherProducerHasNoSettingToCureIt() {
        reasons.add("not UTF-8 text", "at quotes-0@7");

        assertThat(reasons.commonest()).containsExactly(new RejectedReason(1, "not UTF-8 text", "at quotes-0@7", ""));
    }

    @Test
    void aFileFullOfGarbageFillsNoMemory() {
        for (int i = 0; i < 10_000; i++) {
            reasons.add("reason " + "x".repeat(i % 5_000), "in a.csv:" + i);
        }

        assertThat(reasons.commonest()).hasSize(3).first().extracting(RejectedReason::count).isEqualTo(9_600L);
    }
}

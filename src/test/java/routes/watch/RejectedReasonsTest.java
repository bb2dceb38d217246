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

        assertThat(reasons.lines()).containsExactly(
                "3 rejected: column close: 'x' is no double, first in a.csv:3",
                "2 rejected: 3 values for 4 columns, first in a.csv:2",
                "1 rejected: not UTF-8 text, first in a.csv:5");
    }

    @Test
    void aFileFullOfGarbageFillsNoMemory() {
        for (int i = 0; i < 10_000; i++) {
            reasons.add("reason " + "x".repeat(i % 5_000), "in a.csv:" + i);
        }

        assertThat(reasons.lines()).hasSize(3).first().asString().startsWith("9,600 rejected: ");
    }
}

package routes.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ReportsAheadTest {
    @Test
    void allBundledReportsRunOnDaysWithAVolume() {
        assertThat(ReportsAhead.line("classpath:reports", Set.of("trade_date", "close", "volume"))).isEqualTo("all of 13 reports will run");
    }

    @Test
    void saysWhichNeedWhatTheDataDoNotHave() {
        assertThat(ReportsAhead.line("classpath:reports", Set.of("trade_date", "close")))
                .isEqualTo("12 of 13 reports will run; Volume leaders: needs a volume, the data have none");
        assertThat(ReportsAhead.line("classpath:reports", Set.of("name"))).isEqualTo("no report will run: each needs a trade_date and a close, the data have none");
    }
}

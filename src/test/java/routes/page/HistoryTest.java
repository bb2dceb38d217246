package routes.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import routes.page.PipelineStatus.Run;
import routes.page.PipelineStatus.Stage;
import routes.replay.ReplayState;

class HistoryTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final Run NO_RUN = new Run(false, null, null, List.of());

    private final History history = new History();
    private int second;

    @Test
    void keepsAnHourAndEachSecondOfTheLastMinutes() {
        for (int i = 0; i < 2 * 3600; i++) {
            add(replay("running", 1, null, 100), NO_RUN, Stage.up("topic", ""));
        }
        JsonNode samples = history.document().get("samples");
        assertThat(samples).hasSizeBetween(300 + 300, 300 + 360);
        assertThat(time(samples, samples.size() - 1) - time(samples, 0)).isBetween(3500_000L, 3600_000L);
        assertThat(time(samples, samples.size() - 1) - time(samples, samples.size() - 2)).isEqualTo(1000);
        assertThat(time(samples, 1) - time(samples, 0)).isEqualTo(10_000);
    }

    @Test
    void marksWhatHappensToTheReplay() {
        add(replay("running", 1, null, 100), NO_RUN);
        add(replay("paused", 1, null, 100), NO_RUN);
        add(replay("waiting", 1, null, 100), NO_RUN);
        add(replay("running", 2, "2020-01-15", 2500), NO_RUN);
        add(replay("finished", 2, "2020-01-15", 0), NO_RUN);
        assertThat(marks()).containsExactly(
                "replay: Paused", "replay: Resumed", "replay: Pass 2 from 2020-01-15", "replay: At most 2,500 rows/s", "replay: Finished", "replay: No maximum rate");
    }

    @Test
    void marksRunsAndHowTheyEnded() {
        add(null, NO_RUN);
        add(null, new Run(true, null, null, List.of()));
        add(null, new Run(false, START, null, List.of()));
        add(null, new Run(false, START.plusSeconds(60), null, List.of("report gaps.sql failed")));
        assertThat(marks()).containsExactly("run: Run began", "run: Run ended", "fault: Run failed");
    }

    @Test
    void marksFaultsAndTheirEnd() {
        add(null, NO_RUN, Stage.up("topic", ""), Stage.up("lake", ""));
        add(null, NO_RUN, Stage.down("topic", "Kafka does not answer"), Stage.up("lake", ""));
        add(null, NO_RUN, Stage.up("topic", ""), Stage.waiting("lake", "S3 does not answer"));
        add(null, NO_RUN, Stage.up("topic", ""), Stage.up("lake", ""));
        assertThat(marks()).containsExactly("fault: Kafka down", "recovery: Kafka back", "fault: Lake waits", "recovery: Lake back");
    }

    @Test
    void tellsNewsOnce() {
        history.mark(START, "start", "Version 1 started");
        assertThat(history.news()).extracting(History.Mark::text).containsExactly("Version 1 started");
        assertThat(history.news()).isEmpty();
        assertThat(marks()).containsExactly("start: Version 1 started");
    }

    @Test
    void forgetsMarksOfLongAgo() {
        history.mark(START, "start", "Version 1 started");
        second = 3601;
        add(null, NO_RUN);
        assertThat(marks()).isEmpty();
    }

    private void add(ReplayState replay, Run run, Stage... stages) {
        history.add(new History.Moment(new History.Sample(START.plusSeconds(second++), 1, 2, 3L), replay, List.of(stages), run));
    }

    private List<String> marks() {
        return history.document().get("marks").valueStream().map(mark -> mark.get("kind").asText() + ": " + mark.get("text").asText()).toList();
    }

    private static long time(JsonNode samples, int sample) {
        return samples.get(sample).get(0).asLong();
    }

    private static ReplayState replay(String state, long pass, String from, double rate) {
        return new ReplayState(state, "quotes.csv", "time", pass, from, 1, 1, "2020-01-15", rate, "0", 0, 0);
    }
}

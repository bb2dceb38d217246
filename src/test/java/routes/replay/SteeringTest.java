package routes.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.Lab;
import routes.lang.StartException;

/** The replay, steered while it runs: whatever is asked for, the topic holds exactly that. */
@Tag("servers")
class SteeringTest {
    private static final int KEYS = 7;
    private static final int DAYS = 100;
    private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

    @TempDir
    Path directory;

    @Test
    void pausesResumesAndChangesItsRateAtOnce() throws IOException {
        try (Lab lab = lab("csv.rate", "1", "csv.repeat", "1")) {
            Steering steering = start(lab);
            Lab.until(() -> steering.state().rowsSent() > 0);
            assertThat(steering.state().state()).isEqualTo("running");
            // at a row a second it would take minutes
            steering.rate("2000");
            Lab.until(() -> steering.state().rowsSent() > 100);
            steering.rate("20");
            steering.pause();
            ReplayState paused = settled(steering);
            assertThat(paused.state()).isEqualTo("paused");
            assertThat(paused.row()).isBetween(100L, KEYS * DAYS - 1L);
            steering.rate("0");
            assertThat(settled(steering)).isEqualTo(state(paused, "paused", 0));
            steering.resume();
            over(lab);

            ReplayState finished = steering.state();
            assertThat(finished.state()).isEqualTo("finished");
            assertThat(finished.row()).isEqualTo(finished.rowsSent()).isEqualTo(KEYS * DAYS);
            assertThat(finished.marketTime()).isEqualTo("2020-04-09");
            assertThat(rowsByPass(lab)).isEqualTo(Map.of(1L, numbers(1, KEYS * DAYS)));
        }
    }

    @Test
    void beginsANewPassAtADateForwardsAndBackAndGoesOnWithItAfterARestart() throws IOException {
        try (Lab lab = lab("csv.rate", "200", "csv.repeat", "1", "csv.order", "time")) {
            Steering steering = start(lab);
            Lab.until(() -> steering.state().row() > 20);
            steering.seek("2020-03-01");
            Lab.until(() -> steering.state().pass() == 2 && steering.state().row() > 60 * KEYS + 30);
            assertThat(steering.state().from()).isEqualTo("2020-03-01");
            steering.seek("2020-01-11");
            Lab.until(() -> steering.state().pass() == 3 && steering.state().row() > 10 * KEYS + 30);
            lab.stop();
            long stoppedAt = lastRow(lab, 3);

            Steering again = start(lab.set("csv.rate", "0"));
            over(lab);

            assertThat(again.state().rowsSent()).isEqualTo(KEYS * DAYS - stoppedAt);
            Map<Long, List<Long>> rows = rowsByPass(lab);
            assertThat(rows.keySet()).containsExactly(1L, 2L, 3L);
            assertThat(rows.get(1L)).isEqualTo(numbers(1, rows.get(1L).size())).hasSizeLessThan(KEYS * DAYS);
            assertThat(rows.get(2L)).isEqualTo(numbers(60 * KEYS + 1, rows.get(2L).size())).hasSizeLessThan(40 * KEYS);
            assertThat(rows.get(3L)).isEqualTo(numbers(10 * KEYS + 1, 90 * KEYS));
            assertThat(again.state().from()).isEqualTo("2020-01-11");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "random"})
    void leavesOutTheRowsBeforeADateWhereverTheyCome(String order) throws IOException {
        try (Lab lab = lab("csv.rate", "200", "csv.repeat", "1", "csv.order", order)) {
            Steering steering = start(lab);
            steering.pause();
            steering.seek("2020-04-01");
            Lab.until(() -> "2020-04-01".equals(steering.state().from()));
            steering.rate("0");
            steering.resume();
            over(lab);

            long last = steering.state().pass();
            assertThat(lab.records()).filteredOn(record -> Lab.header(record, "pass").equals(String.valueOf(last)))
                    .hasSize(KEYS * 9)
                    .allSatisfy(record -> assertThat(Lab.json(record.value()).get("trade_date").asText()).isBetween("2020-04-01", "2020-04-09"));
        }
    }

    /** At a row each hour the rest would take days. */
    @Test
    void sendsThePastAtOnceAndPacesWhatFollows() throws IOException {
        try (Lab lab = lab("csv.rate", "0.0003", "csv.repeat", "1", "csv.order", "time", "csv.past-until", "2020-04-08")) {
            Steering steering = start(lab);
            Lab.until(() -> steering.state().row() > 98 * KEYS);
            assertThat(steering.state().marketTime()).isEqualTo("2020-04-08");
            steering.pause();
            steering.seek("2020-01-11");

            assertThat(steering.state().from()).isEqualTo("2020-01-11");
            assertThat(steering.state().marketTime()).isNull();
        }
    }

    @Test
    void refusesAPastUntilWhatIsNoDate() throws IOException {
        try (Lab lab = lab("csv.past-until", "spring")) {
            assertThatThrownBy(lab::start).hasMessageContaining("'spring' is not a date: write 2020-03-01");
        }
    }

    @Test
    void runsOnceMoreWhenItWasOver() throws IOException {
        try (Lab lab = lab("csv.rate", "0", "csv.repeat", "1", "csv.order", "time")) {
            Steering steering = start(lab);
            over(lab);
            steering.restart();
            over(lab);
            steering.seek("2020-04-09");
            over(lab);

            assertThat(rowsByPass(lab)).isEqualTo(Map.of(
                    1L, numbers(1, KEYS * DAYS), 2L, numbers(1, KEYS * DAYS), 3L, numbers(99 * KEYS + 1, KEYS)));
            assertThat(steering.state().passesFinished()).isEqualTo(3);
        }
    }

    @Test
    void letsMarketTimePaceTheRowsSoThatGapsStayGaps() throws IOException {
        Path file = Files.writeString(directory.resolve("gap.csv"),
                "Index,Date,Close\nA,2020-01-02,1\nA,2020-01-03,2\nA,2020-01-06,3\nB,2020-01-02,4\nB,2020-01-03,5\nB,2020-01-06,6\nB,2020-03-01,7\n");
        try (Lab lab = Lab.with("csv.file", file.toString(), "csv.repeat", "1", "csv.order", "time", "csv.rate", "0", "csv.speed", "1d")) {
            Steering steering = start(lab);
            // eight weeks to the last row take a minute
            Lab.until(() -> "2020-01-06".equals(steering.state().marketTime()) && steering.state().state().equals("waiting"));
            steering.speed("10w");
            over(lab);

            Map<String, Long> sent = new TreeMap<>();
            lab.records().forEach(record -> sent.merge(Lab.json(record.value()).get("trade_date").asText(), record.timestamp(), Math::min));
            // of the three seconds, a slow machine may have lost one before the clock was set back, and some on the way of the row before
            assertThat(sent.get("2020-01-06") - sent.get("2020-01-03")).as("a weekend").isGreaterThan(1000L);
        }
    }

    @Test
    void goesOnWithTheSimulatedMarketWhereItStopped() {
        try (Lab lab = Lab.with("source", "simulated", "simulated.ticks", "5", "csv.rate", "500", "csv.repeat", "1", "simulated.days", "20")) {
            Steering steering = start(lab);
            assertThat(steering.period()).isEqualTo("2025-01-01 to 2025-01-28 21:00:00");
            Lab.until(() -> steering.state().row() > 200);
            lab.stop();
            Steering again = start(lab.set("simulated.days", "30").set("csv.rate", "0"));
            over(lab);

            assertThat(rowsByPass(lab)).isEqualTo(Map.of(1L, numbers(1, 30 * 5 * 14)));
            assertThat(lab.letters()).isEmpty();
            assertThat(again.state().rowsSent()).isLessThan(30 * 5 * 14 - 200);
            assertThat(again.state().source()).isEqualTo("simulated");
            assertThat(Lab.text(lab.records().get(0).value())).startsWith("{\"index\":\"").contains(",\"trade_time\":\"2025-01-01 ");
        }
    }

    @Test
    void saysWhatCannotBe() throws IOException {
        try (Lab lab = lab("csv.rate", "100")) {
            Steering steering = start(lab);
            wrong(() -> steering.seek("1st of May"), "'1st of May' is not a date: write 2020-03-01 or 2020-03-01 14:30 (UTC)");
            wrong(() -> steering.seek("2020-02-30"), "'2020-02-30' is not a date: write 2020-03-01 or 2020-03-01 14:30 (UTC)");
            wrong(() -> steering.seek("2020-04-10"), "2020-04-10 is outside of %s, which has 2020-01-01 to 2020-04-09".formatted(file()));
            wrong(() -> steering.seek("2019-12-31"), "2019-12-31 is outside of %s, which has 2020-01-01 to 2020-04-09".formatted(file()));
            wrong(() -> steering.speed("1d"),
                    "speed needs csv.order=time or source=simulated; this replay is in csv.order=file, where the rate is what can be changed");
            wrong(() -> steering.speed("fast"), "speed 'fast' is not a market time per second: write 1d for one market day each second, 6h, 30m, 2w, "
                    + "1s for real time, or 0 for csv.rate alone");
            wrong(() -> steering.rate("-1"), "rate '-1' is not a number of rows per second up to 1000000000: write 1000 or 2.5, with a point and no separators of thousands, or 0 for as many as Kafka accepts");
        }
        Path timeless = Files.writeString(directory.resolve("timeless.csv"), "Index,Close\nA,1\n");
        try (Lab lab = Lab.with("csv.file", timeless.toString())) {
            wrong(() -> start(lab).seek("2020-01-01"), timeless + " has no column of dates or timestamps: name it with csv.time-column");
        }
        try (Lab lab = Lab.with()) {
            Steering steering = start(lab);
            wrong(steering::restart, "there is nothing to steer: csv.file is not set");
            assertThat(steering.state().state()).isEqualTo("finished");
        }
        try (Lab lab = lab("csv.speed", "1d")) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessageStartingWith("csv.speed 1d needs csv.order=time or source=simulated");
        }
        try (Lab lab = lab("source", "dream")) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessage("source is 'dream'; it can be csv, simulated or websocket");
        }
    }

    private static void wrong(Runnable steer, String sentence) {
        assertThatThrownBy(steer::run).isInstanceOf(IllegalArgumentException.class).hasMessage(sentence);
    }

    private static ReplayState state(ReplayState like, String state, double rate) {
        return new ReplayState(state, like.source(), like.order(), like.pass(), like.from(), like.row(), like.rowsSent(), like.marketTime(), rate,
                like.speed(), like.passesFinished(), like.passesWanted());
    }

    /** The state when nothing moved for as long as twenty rows would take. */
    private static ReplayState settled(Steering steering) {
        List<ReplayState> last = new ArrayList<>(List.of(steering.state()));
        org.awaitility.Awaitility.await().during(java.time.Duration.ofSeconds(1)).atMost(java.time.Duration.ofSeconds(30)).until(() -> {
            ReplayState now = steering.state();
            boolean same = now.equals(last.set(0, now));
            return same;
        });
        return last.get(0);
    }

    private static Steering start(Lab lab) {
        return lab.start().bean("steering", Steering.class);
    }

    private static void over(Lab lab) {
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
    }

    static Map<Long, List<Long>> rowsByPass(Lab lab) {
        return lab.records().stream().collect(Collectors.groupingBy(
                record -> number(record, "pass"), TreeMap::new,
                Collectors.collectingAndThen(Collectors.mapping(record -> number(record, "row"), Collectors.toList()), rows -> {
                    rows.sort(Comparator.naturalOrder());
                    return rows;
                })));
    }

    static long number(ConsumerRecord<byte[], byte[]> record, String header) {
        return Long.parseLong(Lab.header(record, header));
    }

    private static long lastRow(Lab lab, long pass) {
        List<Long> rows = rowsByPass(lab).get(pass);
        return rows.get(rows.size() - 1);
    }

    private static List<Long> numbers(long first, long count) {
        return LongStream.range(first, first + count).boxed().toList();
    }

    private Lab lab(String... settings) throws IOException {
        if (!Files.exists(file())) {
            StringBuilder text = new StringBuilder("Index,Date,Close\n");
            for (int key = 0; key < KEYS; key++) {
                for (int day = 0; day < DAYS; day++) {
                    text.append("K%d,%s,%d%n".formatted(key, FIRST.plusDays(day), day));
                }
            }
            Files.writeString(file(), text);
        }
        Lab lab = Lab.with("csv.file", file().toString());
        for (int i = 0; i < settings.length; i += 2) {
            lab.set(settings[i], settings[i + 1]);
        }
        return lab;
    }

    private Path file() {
        return directory.resolve("quotes.csv");
    }
}

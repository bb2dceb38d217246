package routes.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is left out, and what is told as missing. */
class HearingTest {
    private static final Instant TEN = Instant.parse("2026-03-02T10:00:00Z");

    private final Session session = new Session("test", null, null);

    private Received heard(Hearing hearing, Trade... trades) {
        hearing.begin();
        for (Trade trade : trades) {
            session.trade(trade);
        }
        return hearing.of(session);
    }

    private static Trade trade(String symbol, int id, Instant time) {
        return Trade.of(symbol, BigDecimal.ONE, BigDecimal.TEN, time, null, null, String.valueOf(id));
    }

    @Test
    void aRepeatedTradeIsLeftOutAlsoWhenItCameBeforeTheProcessBegan() {
        session.at(TEN);
        Hearing first = new Hearing(false);
        Received received = heard(first, trade("A", 1, TEN), trade("A", 1, TEN), trade("B", 1, TEN), trade("A", 1, TEN.plusSeconds(86_400)));
        assertThat(received.trades()).hasSize(3);
        assertThat(first.repeats()).isEqualTo(1);

        Hearing second = new Hearing(false);
        second.resume(new SentTrades.Last(received.trades().stream().map(Trade::identity).toList(), Optional.of(TEN)));
        assertThat(heard(second, trade("B", 1, TEN), trade("B", 2, TEN)).trades()).extracting(Trade::id).containsExactly("2");
    }

    @Test
    void aGapBeginsAtTheNewestTradeThatIsInKafkaAndEndsWhenItIsTold() {
        Hearing hearing = new Hearing(false);
        Instant newest = Instant.now().plusMillis(1);
        session.at(newest);
        hearing.delivered(heard(hearing, trade("A", 1, newest), trade("A", 2, TEN)), null);
        heard(hearing, trade("A", 3, newest.plusSeconds(1)));

        hearing.lost("cut");
        hearing.lost("cannot be reached");
        Instant before = Instant.now();
        Received received = hearing.of(session);

        assertThat(received.gaps()).singleElement().satisfies(gap -> {
            assertThat(gap.from()).isEqualTo(newest);
            assertThat(gap.to()).isAfterOrEqualTo(before.isBefore(newest) ? newest : before);
            assertThat(gap.reason()).isEqualTo("cut");
        });
        assertThat(hearing.of(session).gaps()).as("until Kafka has it").hasSize(1);
        hearing.delivered(received, null);
        assertThat(hearing.of(session).gaps()).isEmpty();
    }

    @Test
    void whatWasMissedWhileTheProcessWasNotRunningIsAGap() {
        Hearing hearing = new Hearing(false);
        hearing.resume(new SentTrades.Last(List.of(), Optional.of(TEN)));

        assertThat(heard(hearing).gaps()).singleElement()
                .returns(TEN, Gap::from).returns("the pipeline was not running", Gap::reason).returns(null, Gap::symbol);
    }

    @Test
    void aCountedIdThatIsLeftOutIsAGapOfItsSymbol() {
        session.at(TEN.plusSeconds(9));
        Hearing hearing = new Hearing(true);

        assertThat(heard(hearing, trade("A", 5, TEN), trade("B", 90, TEN), trade("A", 6, TEN.plusSeconds(1)), trade("A", 8, TEN.plusSeconds(3)),
                trade("A", 7, TEN.plusSeconds(2)), trade("B", 95, TEN.plusSeconds(4))).gaps()).containsExactly(
                        new Gap(TEN.plusSeconds(1), TEN.plusSeconds(9), "trade 7 is missing", "A"),
                        new Gap(TEN, TEN.plusSeconds(9), "trades 91 to 94 are missing", "B"));
        session.lastId("A", 8);
        session.lastId("B", 97);
        session.lastId("C", 3);
        assertThat(heard(hearing, trade("A", 9, TEN.plusSeconds(5))).gaps()).last()
                .isEqualTo(new Gap(TEN.plusSeconds(4), TEN.plusSeconds(9), "trades 96 to 97 are missing", "B"));
    }

    @Test
    void attemptsBecomeRareAndAreNeverAtTheSameTime() {
        Attempts attempts = new Attempts(Duration.ofSeconds(1), Duration.ofSeconds(60), new Random(1));
        List<Long> delays = IntStream.range(0, 9).mapToLong(i -> attempts.next(Duration.ZERO, false).toMillis()).boxed().toList();

        for (int i = 0; i < delays.size(); i++) {
            long most = Math.min(60_000, 1000L << i);
            assertThat(delays.get(i)).isBetween(most / 2, most);
        }
        assertThat(delays.subList(6, 9)).doesNotHaveDuplicates();
        assertThat(attempts.next(Duration.ofHours(24), false)).as("after a good one").isLessThanOrEqualTo(Duration.ofSeconds(1));
        assertThat(attempts.next(Duration.ofHours(24), true)).as("after a refusal").isGreaterThanOrEqualTo(Duration.ofSeconds(30));
    }
}

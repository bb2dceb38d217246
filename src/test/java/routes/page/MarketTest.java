package routes.page;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;

/** The market, read from a real broker. */
@Tag("servers")
class MarketTest {
    private static final LocalDate FIRST = LocalDate.of(2000, 1, 3);

    /** The history is longer than what is read at once, and a broker may take longer to answer than a poll waits. */
    @Test
    void theHistoryHasEachDayOfTheLastRecords() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            lab.send(records(lab.topic, days(0, 400, 40)));
            lab.start();
            Market market = lab.pipeline().bean("market", Market.class);
            market.look();
            Lab.until(() -> newest(market, "A").equals(FIRST.plusDays(399).toString()) && market.all().get("complete").asBoolean());

            List<JsonNode> candles = candles(market, "A", "");
            assertThat(candles).hasSize(400);
            assertThat(candles).noneMatch(candle -> candle.size() > 6);
            assertThat(candles.get(0).get(0).asText()).isEqualTo(FIRST.toString());
        }
    }

    @Test
    void whereSomethingIsLeftOutTheNextDayStandsApart() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().start();
            Market market = lab.pipeline().bean("market", Market.class);
            lab.send(records(lab.topic, days(0, 3, 1)));
            market.look();
            Lab.until(() -> newest(market, "A").equals(FIRST.plusDays(2).toString()));
            lab.send(records(lab.topic, days(100, 2000, 30)));
            Lab.until(() -> newest(market, "A").equals(FIRST.plusDays(2099).toString()));

            List<JsonNode> apart = candles(market, "A", "").stream().filter(candle -> candle.size() > 6).toList();
            assertThat(apart).isNotEmpty().allMatch(candle -> candle.get(6).asBoolean());
            assertThat(apart.get(0).get(0).asText()).isGreaterThan(FIRST.plusDays(2).toString());
        }
    }

    @Test
    void barsAreShownByTheirTimeframeInTheirLastRevision() throws Exception {
        try (Lab lab = Lab.with()) {
            String topic = lab.topic + ".bars";
            lab.set("bars.shown", topic).createTopics();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", Lab.cloud().brokers()))) {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            }
            lab.send(records(lab.topic, "{\"symbol\":\"A\",\"price\":7,\"trade_time\":\"2026-03-02 15:01:30\"}"));
            lab.send(records(topic,
                    bar("1d", "2026-03-02 05:00:00", 7, 9), bar("1m", "2026-03-02 15:00:00", 5, 3), bar("1m", "2026-03-02 15:00:00", 6, 8),
                    bar("1m", "2026-03-02 15:00:00", 5, 3), bar("1m", "2026-03-02 15:01:00", 7, 9), bar("1m", "2026-03-02 15:02:00", 9, 10),
                    bar("1m", "2026-03-02 15:02:00", 0, 11).replaceAll("\"(open|high|low|close|vwap)\":0", "\"$1\":null")));
            lab.start();
            Market market = lab.pipeline().bean("market", Market.class);
            market.look();
            Lab.until(() -> candles(market, "A", "1m").size() == 2 && market.all().at("/indices/0/price").asInt() == 7);

            assertThat(candles(market, "A", "")).extracting(JsonNode::toString).containsExactly(
                    "[\"2026-03-02 15:00:00\",6.0,6.0,6.0,6.0,1.0]", "[\"2026-03-02 15:01:00\",7.0,7.0,7.0,7.0,1.0]");
            assertThat(candles(market, "A", "1d")).hasSize(1);
            assertThat(market.candles("A", "1d", "").orElseThrow().get("timeframes")).extracting(JsonNode::asText).containsExactly("1m", "1d");
            assertThat(market.all().at("/indices/0/spark")).hasSize(2);
            assertThat(market.news(-1).at("/indices/0/candles/1m/0").asText()).isEqualTo("2026-03-02 15:01:00");

            long known = market.tell();
            lab.send(records(topic, bar("1m", "2026-03-02 15:00:00", 4, 12)));
            Lab.until(() -> !market.news(known).get("indices").isEmpty());
            assertThat(market.news(known).at("/indices/0/revised").asBoolean()).as("a page that shows it asks for all bars").isTrue();
            assertThat(market.news(market.tell()).get("indices")).isEmpty();
        }
    }

    private static String bar(String timeframe, String time, int price, long revision) {
        return ("{\"symbol\":\"A\",\"timeframe\":\"%s\",\"bar_time\":\"%s\",\"open\":%d,\"high\":%3$d,\"low\":%3$d,\"close\":%3$d,\"volume\":1,\"vwap\":%3$d,"
                + "\"trade_count\":1,\"revision\":%d,\"state\":\"forming\"}").formatted(timeframe, time, price, revision);
    }

    /** Records of days on end, several of each. */
    private static String[] days(int from, int days, int each) {
        return IntStream.range(from * each, (from + days) * each)
                .mapToObj(i -> "{\"index\":\"A\",\"trade_date\":\"%s\",\"close\":%d}".formatted(FIRST.plusDays(i / each), 1 + i % each))
                .toArray(String[]::new);
    }

    private static List<ProducerRecord<byte[], byte[]>> records(String topic, String... values) {
        return Stream.of(values).map(value -> new ProducerRecord<>(topic, 0, "A".getBytes(UTF_8), value.getBytes(UTF_8))).toList();
    }

    private static String newest(Market market, String index) {
        List<JsonNode> candles = candles(market, index, "");
        return candles.isEmpty() ? "" : candles.get(candles.size() - 1).get(0).asText();
    }

    private static List<JsonNode> candles(Market market, String index, String timeframe) {
        List<JsonNode> candles = new ArrayList<>();
        market.candles(index, timeframe, "").ifPresent(known -> known.get("candles").forEach(candles::add));
        return candles;
    }
}

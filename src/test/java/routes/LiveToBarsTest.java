package routes;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.crash.JavaProcess;
import com.fasterxml.jackson.databind.JsonNode;
import exchange.FakeExchange;
import exchange.Mischief;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.bar.Bars;
import routes.kafka.Offsets;

/** From the exchange to the bars: they are those of the trades in Kafka, whatever the exchange does, and also after a restart. */
@Tag("servers")
class LiveToBarsTest {
    private static final List<Mischief> MISCHIEF = List.of(Mischief.LATE, Mischief.CORRECT, Mischief.CANCEL, Mischief.LATE, Mischief.CUT, Mischief.CORRECT);

    private static Lab lab(FakeExchange exchange) {
        Lab lab = Lab.with(
                "source", "websocket", "live.feed", "alpaca", "live.symbols", "AAA,BBB,CCC", "live.url", exchange.url(),
                "live.key", FakeExchange.KEY, "live.secret", FakeExchange.SECRET, "live.reconnect-delay", "5ms");
        return lab.set("live.gaps-topic", lab.topic + ".gaps").set("bars.topic", lab.topic + ".bars").set("bars.group", lab.topic + "-bars");
    }

    @Test
    void theBarsAreThoseOfTheTradesThatStand() {
        try (FakeExchange exchange = FakeExchange.start("alpaca", 8, Duration.ofMillis(2)); Lab lab = lab(exchange)) {
            for (int run = 1; run <= 2; run++) {
                lab.start();
                MISCHIEF.forEach(exchange::mischief);
                long done = 6L * run;
                Lab.until(() -> exchange.done() >= done);
                if (run == 1) {
                    lab.stop();
                }
            }
            exchange.closeMarket();
            lab.drained();
            Lab.until(() -> committed(lab) == end(lab));

            assertThat(told(lab)).isEqualTo(expected(lab));
            assertThat(lab.pipeline().bean("bars", Bars.class).barsSent()).isPositive();
            assertThat(lab.pipeline().bean("bars", Bars.class).unknown()).isZero();
        }
    }

    @Test
    void theyAreAlsoWhenTheServiceIsKilledAgainAndAgain(@TempDir Path directory) {
        try (FakeExchange exchange = FakeExchange.start("alpaca", 9, Duration.ofMillis(2)); Lab lab = lab(exchange)) {
            lab.createTopics();
            for (int life = 1; life <= 3; life++) {
                JavaProcess service = JavaProcess.start(
                        directory.resolve("service-%d.log".formatted(life)), List.of("-Xmx256m"), Lab.cloud().environment(), lab.settings(),
                        List.of("routes.Application", "run"));
                MISCHIEF.forEach(exchange::mischief);
                long done = (long) MISCHIEF.size() * life;
                int bars = 100 * life;
                Lab.until(() -> exchange.done() >= done && bars(lab) >= bars);
                service.kill();
            }
            lab.start();
            exchange.closeMarket();
            lab.drained();
            Lab.until(() -> committed(lab) == end(lab));

            assertThat(told(lab)).isEqualTo(expected(lab));
            assertThat(lab.pipeline().bean("bars", Bars.class).unknown()).isZero();
        }
    }

    private static int bars(Lab lab) {
        try (Admin admin = Lab.admin()) {
            return admin.listTopics().names().get().contains(lab.topic + ".bars") ? Lab.records(lab.topic + ".bars").size() : 0;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long committed(Lab lab) {
        try (Admin admin = Lab.admin()) {
            return admin.listConsumerGroupOffsets(lab.topic + "-bars").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static long end(Lab lab) {
        return lab.offsets().values().stream().mapToLong(Offsets::end).sum();
    }

    private static Map<String, String> told(Lab lab) {
        Map<String, TreeMap<Long, JsonNode>> told = new TreeMap<>();
        Lab.records(lab.topic + ".bars").stream().map(record -> Lab.json(record.value())).filter(bar -> bar.get("timeframe").asText().equals("1m"))
                .forEach(bar -> told.computeIfAbsent(bar.get("symbol").asText() + " " + bar.get("bar_time").asText(), name -> new TreeMap<>())
                        .put(bar.get("revision").asLong(), bar));
        Map<String, String> newest = new TreeMap<>();
        told.forEach((name, revisions) -> {
            JsonNode bar = revisions.lastEntry().getValue();
            newest.put(name, "%s %s %s %s %s %d".formatted(
                    bar.get("open"), bar.get("high"), bar.get("low"), bar.get("close"), bar.get("volume"), bar.get("trade_count").asLong()));
        });
        return newest;
    }

    /** By the simplest means. */
    private static Map<String, String> expected(Lab lab) {
        List<JsonNode> trades = new ArrayList<>(lab.records().stream().map(record -> Lab.json(record.value())).toList());
        Set<String> struck = new HashSet<>();
        trades.stream().filter(trade -> trade.has("corrects")).forEach(trade -> struck.add(trade.get("symbol").asText() + trade.get("corrects").asText()));
        assertThat(struck).as("corrected or taken back").hasSizeGreaterThan(3);
        trades.removeIf(trade -> trade.get("kind").asText().equals("cancel"));
        Map<String, List<JsonNode>> minutes = new TreeMap<>();
        trades.forEach(trade -> {
            List<JsonNode> minute = minutes.computeIfAbsent(
                    trade.get("symbol").asText() + " " + trade.get("trade_time").asText().substring(0, 16) + ":00", name -> new ArrayList<>());
            if (!struck.contains(trade.get("symbol").asText() + trade.get("trade_id").asText())) {
                minute.add(trade);
            }
        });
        Map<String, String> bars = new TreeMap<>();
        minutes.forEach((name, minute) -> bars.put(name, bar(minute)));
        return bars;
    }

    private static String bar(List<JsonNode> trades) {
        List<BigDecimal> prices = trades.stream()
                .filter(trade -> trade.get("sets_price").asBoolean())
                .sorted((one, other) -> one.get("trade_time").asText().compareTo(other.get("trade_time").asText()))
                .map(trade -> trade.get("price").decimalValue().stripTrailingZeros())
                .toList();
        BigDecimal volume = trades.stream().map(trade -> trade.get("size").decimalValue()).reduce(BigDecimal.ZERO, BigDecimal::add);
        return prices.isEmpty()
                ? "null null null null %s %d".formatted(volume.toPlainString(), trades.size())
                : "%s %s %s %s %s %d".formatted(
                        prices.get(0).toPlainString(), prices.stream().max(BigDecimal::compareTo).orElseThrow().toPlainString(),
                        prices.stream().min(BigDecimal::compareTo).orElseThrow().toPlainString(), prices.get(prices.size() - 1).toPlainString(),
                        volume.toPlainString(), trades.size());
    }
}

package routes.bar;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;
import routes.kafka.KafkaClients;
import routes.kafka.RecordList;
import routes.kafka.Topics;
import routes.lang.Json;

@Tag("servers")
class BarsTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");

    private final Random random = new Random(3);
    private Lab lab;
    private final Map<String, List<Integer>> idsOfSymbols = new HashMap<>();
    private int made;
    private volatile boolean stopped;

    /** One member takes some partitions over and dies before Kafka has their bars; another takes all. */
    @Test
    void whateverHappensToTheMembersOfTheGroupTheBarsAreThoseOfTheLog() {
        try (Lab started = Lab.with("kafka.partitions", "4"); Bars staying = member(started)) {
            send(300);
            CompletableFuture<Void> delivered = CompletableFuture.runAsync(() -> deliverUntilStopped(staying));
            Lab.until(() -> committed() == made);
            try (Bars dying = member(started)) {
                RecordList untold;
                do {
                    send(60);
                    untold = dying.next();
                } while (untold.isEmpty());
            }
            Lab.until(() -> committed() == made);
            stopped = true;
            delivered.join();

            Map<String, String> told = told();
            assertThat(told).isEqualTo(barsOfTheLog());
            assertThat(told).hasSizeGreaterThan(100);
            assertThat(told.values().stream().filter(bar -> bar.contains("revised")).count()).as("revised").isPositive();
        }
    }

    private Bars member(Lab started) {
        if (lab == null) {
            lab = started;
            lab.start();
        }
        Bars bars = new Bars(lab.pipeline().bean("topics", Topics.class), lab.pipeline().bean("kafkaClients", KafkaClients.class));
        bars.setTopic(lab.topic + ".bars");
        bars.setGroup(lab.topic + "-bars");
        bars.setSessionTimeout(6000);
        bars.setTimeframes("1m,5m,1d");
        bars.setHotTrades(50);
        return bars;
    }

    private void send(int trades) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int i = 0; i < trades; i++) {
            String symbol = "S" + random.nextInt(12);
            records.add(new ProducerRecord<>(lab.topic, bytes(symbol), bytes(trade(symbol))));
        }
        lab.send(records);
    }

    private String trade(String symbol) {
        int id = made++;
        Instant time = NINE.plusSeconds(id * 2 - random.nextInt(4) * 40);
        List<Integer> ids = idsOfSymbols.computeIfAbsent(symbol, name -> new ArrayList<>());
        int struck = ids.isEmpty() ? 0 : ids.get(ids.size() - 1 - random.nextInt(Math.min(20, ids.size())));
        ids.add(id);
        String kind = switch (random.nextInt(20)) {
            case 0 -> "cancel";
            case 1 -> "correction";
            default -> "trade";
        };
        return Json.text(Json.object()
                .put("symbol", symbol).put("price", random.nextInt(1000) / 8.0).put("size", random.nextInt(500))
                .put("trade_time", time.toString().replace('T', ' ').replace("Z", "")).put("trade_id", String.valueOf(id))
                .put("kind", kind).put("corrects", kind.equals("trade") ? null : String.valueOf(struck)).put("sets_price", random.nextInt(4) > 0));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private void deliverUntilStopped(Bars member) {
        while (!stopped) {
            lab.send(member.next());
            member.sent();
        }
    }


    private long committed() {
        try (Admin admin = Lab.admin()) {
            return admin.listConsumerGroupOffsets(lab.topic + "-bars").partitionsToOffsetAndMetadata().get().values().stream()
                    .mapToLong(offset -> offset.offset())
                    .sum();
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    private Map<String, String> told() {
        Map<String, TreeMap<Long, String>> told = new TreeMap<>();
        Lab.records(lab.topic + ".bars").forEach(record -> {
            var bar = Lab.json(record.value());
            assertThat(Lab.text(record.key())).isEqualTo(bar.get("symbol").asText());
            assertThat(Lab.header(record, "trades.offset")).isEqualTo(bar.get("revision").asText());
            String before = told.computeIfAbsent(bar.get("symbol") + " " + bar.get("timeframe") + " " + bar.get("bar_time"), name -> new TreeMap<>())
                    .put(bar.get("revision").asLong(), Lab.text(record.value()));
            assertThat(before).as("told twice").isIn(null, Lab.text(record.value()));
        });
        Map<String, String> newest = new TreeMap<>();
        told.forEach((name, revisions) -> newest.put(name, revisions.lastEntry().getValue()));
        return newest;
    }

    /** As one reader makes them, who never stops. */
    private Map<String, String> barsOfTheLog() {
        Map<Integer, List<TradeRecord>> partitions = new HashMap<>();
        lab.records().forEach(record -> partitions.computeIfAbsent(record.partition(), partition -> new ArrayList<>()).add(TradeRecord.of(record).orElseThrow()));
        Map<String, String> all = new TreeMap<>();
        partitions.values().forEach(records -> {
            PartitionBars bars = new PartitionBars(
                    List.of(Timeframe.of("1m"), Timeframe.of("5m"), Timeframe.of("1d")), ZoneOffset.UTC, Integer.MAX_VALUE, log(records), Progress.since(0));
            records.forEach(bars::add);
            bars.changed().stream().map(Bar::json).forEach(bar ->
                    all.put(bar.get("symbol") + " " + bar.get("timeframe") + " " + bar.get("bar_time"), Json.text(bar)));
        });
        return all;
    }

    private static TradeLog log(List<TradeRecord> records) {
        return new TradeLog() {
            @Override
            public long begin() {
                return 0;
            }

            @Override
            public Chunk read(long from, long to, String symbol) {
                return new Chunk(records.subList((int) from, (int) to).stream().filter(one -> one.symbol().equals(symbol)).toList(), to);
            }
        };
    }
}

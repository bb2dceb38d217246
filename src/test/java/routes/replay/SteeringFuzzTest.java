package routes.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.Lab;
import routes.source.MarketTime;
import routes.source.PassRows;
import routes.source.RowSource;

/**
 * Random sequences of pauses, seeks, restarts, stops and kills: no pass ever lacks a row before its last one or has one twice, and the
 * last one has all that were asked for.
 *
 * <p>What kill -9 leaves is made from what a stop leaves: of the last pass, each partition keeps only as much as chance has it.
 */
@Tag("servers")
class SteeringFuzzTest {
    private static final LocalDate FIRST = LocalDate.of(2025, 1, 1);
    private static final int STEPS = Integer.getInteger("fuzz.steps", 7);

    @TempDir
    Path directory;

    private Random random;
    private String[] settings;
    private Lab lab;
    private Steering steering;
    private RowSource source;
    /** The market time that the pass begins at which should be the last. */
    private String expectedFrom;

    /** A row as Kafka has it, in a record or in a letter. */
    private record Sent(long pass, String from, long row) {
        static Sent of(ConsumerRecord<byte[], byte[]> record) {
            return new Sent(SteeringTest.number(record, "pass"), Lab.header(record, "from"), SteeringTest.number(record, "row"));
        }
    }

    @ParameterizedTest
    @CsvSource({"csv, time, 1", "csv, file, 2", "simulated, time, 3", "csv, random, 4"})
    void whateverIsAskedForIsWhatTheTopicHolds(String sourceName, String order, long seed) throws IOException {
        random = new Random(seed);
        settings = new String[] {
            "source", sourceName, "csv.order", order, "csv.file", file().toString(), "csv.columns", "index:string,trade_date:date,n:bigint",
            "csv.rate", "600", "csv.repeat", "1", "simulated.ticks", "2", "simulated.days", "24"
        };
        lab = Lab.with(settings);
        try {
            start();
            for (int step = 0; step < STEPS; step++) {
                waitForRows(random.nextInt(150));
                step();
            }
            steering.resume();
            steering.rate("0");
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
            requireWhatWasAskedFor();
        } finally {
            lab.close();
        }
    }

    private void step() {
        switch (random.nextInt(7)) {
            case 0 -> {
                steering.pause();
                steering.resume();
            }
            case 1, 2 -> seek();
            case 3 -> {
                expectedFrom = null;
                steering.restart();
            }
            case 4 -> steering.rate(String.valueOf(200 + random.nextInt(2000)));
            case 5 -> {
                lab.stop();
                expectAsKafkaHasIt();
                start();
            }
            default -> {
                lab.stop();
                lab = killed();
                expectAsKafkaHasIt();
                start();
                // what the kill took must be there before the new pass is
                if (random.nextBoolean()) {
                    seek();
                }
            }
        }
    }

    private void seek() {
        expectedFrom = FIRST.plusDays(random.nextInt(32)).toString();
        steering.seek(expectedFrom);
    }

    private void start() {
        steering = lab.start().bean("steering", Steering.class);
        source = lab.pipeline().bean("replay", Replay.class).source();
    }

    private void waitForRows(int rows) {
        long before = steering.state().rowsSent();
        Replay replay = lab.pipeline().bean("replay", Replay.class);
        Lab.until(() -> steering.state().rowsSent() >= before + rows || replay.isOver());
    }

    /** A pass that is complete is followed by one of all rows. */
    private void expectAsKafkaHasIt() {
        TreeMap<Long, List<Sent>> passes = passes(all());
        expectedFrom = passes.isEmpty() || isComplete(passes.lastEntry().getValue()) ? null : passes.lastEntry().getValue().get(0).from();
    }

    /** The same in other topics, with less of the last pass. */
    private Lab killed() {
        List<ConsumerRecord<byte[], byte[]>> all = all();
        long last = all.stream().mapToLong(record -> Sent.of(record).pass()).max().orElse(0);
        Map<String, Integer> kept = new HashMap<>();
        all.stream().filter(record -> Sent.of(record).pass() == last).forEach(record -> kept.merge(partition(record), 1, Integer::sum));
        kept.replaceAll((partition, records) -> random.nextInt(records + 1));
        Lab copy = Lab.with(settings).createTopics();
        copy.send(all.stream()
                .filter(record -> Sent.of(record).pass() < last || kept.merge(partition(record), -1, Integer::sum) >= 0)
                .map(record -> new ProducerRecord<>(
                        record.topic().replace(lab.topic, copy.topic), record.partition(), record.key(), record.value(), record.headers()))
                .toList());
        return copy;
    }

    private static String partition(ConsumerRecord<byte[], byte[]> record) {
        return record.topic() + "-" + record.partition();
    }

    private void requireWhatWasAskedFor() {
        TreeMap<Long, List<Sent>> passes = passes(all());
        passes.forEach((pass, sent) -> {
            assertThat(sent).extracting(Sent::from).as("pass %d", pass).containsOnly(sent.get(0).from());
            assertThat(sent).extracting(Sent::row).as("pass %d", pass)
                    .containsExactlyInAnyOrderElementsOf(rowsFrom(sent.get(0).from()).subList(0, sent.size()));
        });
        List<Sent> last = passes.lastEntry().getValue();
        assertThat(last.get(0).from()).isEqualTo(expectedFrom);
        assertThat(isComplete(last)).isTrue();
    }

    private boolean isComplete(List<Sent> pass) {
        return pass.size() == rowsFrom(pass.get(0).from()).size();
    }

    private static TreeMap<Long, List<Sent>> passes(List<ConsumerRecord<byte[], byte[]>> records) {
        TreeMap<Long, List<Sent>> passes = new TreeMap<>();
        records.stream().map(Sent::of).forEach(sent -> passes.computeIfAbsent(sent.pass(), pass -> new ArrayList<>()).add(sent));
        return passes;
    }

    private List<ConsumerRecord<byte[], byte[]>> all() {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>(lab.records());
        all.addAll(lab.letters());
        return all;
    }

    /** Rows of eleven keys, some of which are broken. */
    private Path file() throws IOException {
        StringBuilder text = new StringBuilder("Index,Date,N\n");
        for (int i = 0; i < 11 * 40; i++) {
            text.append("K%d,%s,%s%n".formatted(i / 40, FIRST.plusDays(i % 40), i % 50 == 49 ? "broken" : i));
        }
        return Files.writeString(directory.resolve("quotes.csv"), text);
    }

    /** The numbers of the rows that a pass has, in their order. */
    private List<Long> rowsFrom(String from) {
        try (PassRows rows = source.rows(MarketTime.NONE, 0)) {
            List<Long> numbers = new ArrayList<>();
            rows.forEachRemaining(row -> {
                if (from == null || source.time(row) >= MarketTime.parse(from)) {
                    numbers.add(row.number());
                }
            });
            return numbers;
        } catch (IOException impossible) {
            throw new java.io.UncheckedIOException(impossible);
        }
    }
}

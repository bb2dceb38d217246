package routes.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import routes.Lab;
import routes.redrive.RedriveOptions;
import routes.replay.Replay;
import routes.trace.TraceResult.Place;
import routes.trace.TraceResult.State;

@Tag("servers")
class TraceTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @Test
    void findsEachLineInEachPassWhateverStandsBetween() throws IOException {
        // row i is line i + 1; row 3 is none, and others send records too
        try (Lab lab = replayed(1500, 3)) {
            lab.send(0, Lab.numbers(30));
            replayAgain(lab);
            lab.drained();
            List<ConsumerRecord<byte[], byte[]>> records = lab.records();
            for (int row = 1; row <= 1500; row += row < 6 || row > 1496 ? 1 : 53) {
                TraceResult result = trace(lab, "rows.csv:" + (row + 1));

                assertThat(result.row().number()).isEqualTo(row);
                assertThat(result.passes()).isEqualTo(new TraceResult.Passes(1, 2, 1));
                if (row == 3) {
                    assertThat(result.places()).extracting(Place::state).containsExactly(State.REJECTED, State.REJECTED);
                    assertThat(result.row().reason()).isEqualTo(result.places().get(0).letter().reason()).contains("'three' is no bigint");
                    continue;
                }
                String number = String.valueOf(row);
                assertThat(result.places()).as("row %d", row).hasSize(2).allSatisfy(place -> {
                    assertThat(place.state()).isEqualTo(State.STORED);
                    assertThat(place.line()).startsWith(result.row().record().replaceFirst("}$", ","))
                            .contains("\"kafka_partition\":%d,\"kafka_offset\":%d,".formatted(place.record().partition(), place.record().offset()));
                    ConsumerRecord<byte[], byte[]> sent = records.stream()
                            .filter(record -> record.partition() == place.record().partition() && record.offset() == place.record().offset())
                            .findFirst().orElseThrow();
                    assertThat(List.of(Lab.header(sent, "pass"), Lab.header(sent, "row"))).containsExactly(String.valueOf(place.pass()), number);
                });
                assertThat(result.places()).extracting(Place::pass).containsExactly(2L, 1L);
            }
        }
    }

    @Test
    void leadsFromARecordToItsLineToTablesAndReports() throws IOException {
        try (Lab lab = replayed(50, 3).set("csv.rate", "0")) {
            Place first = trace(lab, "rows.csv:10").places().get(0);

            TraceResult result = trace(lab, first.record().name());

            assertThat(result.row().line()).isEqualTo(10);
            assertThat(result.row().text()).isEqualTo("K1,9,2020-01-09");
            assertThat(result.places()).singleElement().isEqualTo(first);
            assertThat(trace(lab, "%d@%d".formatted(first.record().partition(), first.record().offset())).places()).containsExactly(first);
            assertThat(trace(lab, "K1@2020-01-09").places()).containsExactly(first);
            assertThat(result.tables()).first().satisfies(raw -> assertThat(lab.prefix).endsWith(raw.table().replace('_', '-')));
            assertThat(result.tables().get(0).sql()).contains("kafka_partition = %d AND kafka_offset = %d".formatted(
                    first.record().partition(), first.record().offset()));
            Place letter = trace(lab, "rows.csv:4").places().get(0);
            assertThat(trace(lab, "%s@%d".formatted(lab.topic + ".rejected-0", letter.letter().offset())).places()).containsExactly(letter);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "gzip", "zstd"})
    void findsEachOffsetOfEachObjectAndItsNeighbours(String compression) {
        try (Lab lab = Lab.with("batch.max-records", "7", "s3.compression", compression, "kafka.partitions", "1")) {
            String[] values = Lab.numbers(30);
            values[13] = "broken";
            lab.createTopics().send(0, values);
            lab.start();
            lab.drained();
            List<String> keys = lab.keys().stream().map(key -> lab.prefix + "/" + key).toList();
            for (int offset = 0; offset < 30; offset++) {
                Place place = trace(lab, "0@" + offset).places().get(0);
                int object = offset / 7;
                assertThat(place.object().key()).isEqualTo(keys.get(object));
                assertThat(place.object().before()).isEqualTo(object == 0 ? null : keys.get(object - 1));
                assertThat(place.object().after()).isEqualTo(object == 4 ? null : keys.get(object + 1));
                assertThat(place.object().sealed()).isTrue();
                assertThat(place.object().cut()).isEqualTo(object == 4 ? "idle" : "records");
                if (offset == 13) {
                    assertThat(place.state()).isEqualTo(State.REJECTED);
                    assertThat(place.letter().reason()).startsWith("not valid JSON");
                    assertThat(place.letter().sentBackAs()).isNull();
                } else {
                    assertThat(place.line()).startsWith("{\"n\":%d,".formatted(offset)).contains("\"kafka_offset\":%d,".formatted(offset));
                }
            }
            assertThat(trace(lab, "0@30").places()).extracting(Place::state).containsExactly(State.NOT_SENT);

            lab.redrive(RedriveOptions.ALL);
            assertThat(trace(lab, "0@13").places().get(0).letter().sentBackAs()).isEqualTo(lab.topic + "-0@30");
        }
    }

    @Test
    void saysThatARecordWaitsForItsObject() {
        try (Lab lab = Lab.with("batch.max-idle", "1h", "batch.max-age", "1h", "kafka.partitions", "1")) {
            lab.createTopics().send(0, Lab.numbers(5));
            lab.start();

            assertThat(trace(lab, "0@3").places()).singleElement().satisfies(place -> {
                assertThat(place.state()).isEqualTo(State.WAITING);
                assertThat(place.notes()).singleElement().asString().contains("this record, and 3 before it, wait for the next object");
            });
        }
    }

    @Test
    void findsWhatKafkaHasDeletedByTheNamesOfTheObjectsAlone() throws Exception {
        try (Lab lab = Lab.with("batch.max-records", "4", "kafka.partitions", "1")) {
            lab.createTopics();
            // on 20 days; each tenth record comes late
            lab.send(IntStream.range(0, 200).mapToObj(i -> new ProducerRecord<>(
                    lab.topic, 0, Instant.parse("2026-01-01T12:00:00Z").plus(Duration.ofDays(i / 10 - (i % 10 == 5 ? 1 : 0))).toEpochMilli(),
                    "k".getBytes(), "{\"n\":%d}".formatted(i).getBytes())).toList());
            lab.start();
            lab.drained();
            List<TraceResult.StoredIn> before = IntStream.range(0, 200).mapToObj(i -> trace(lab, "0@" + i).places().get(0).object()).toList();
            delete(lab, 150);

            for (int offset = 0; offset < 150; offset += 3) {
                String number = "{\"n\":%d,".formatted(offset);
                Place place = trace(lab, "0@" + offset).places().get(0);
                assertThat(place.state()).isEqualTo(State.STORED);
                assertThat(place.record()).isNull();
                assertThat(place.object()).isEqualTo(before.get(offset));
                assertThat(place.line()).startsWith(number);
                assertThat(place.notes()).singleElement().asString().contains("Kafka has it no more", "begins at offset 150");
            }
        }
    }

    @Test
    void saysThatARowIsNoLongerInKafka() throws Exception {
        try (Lab lab = replayed(50, 3)) {
            delete(lab, 20);

            assertThat(trace(lab, "rows.csv:2").places()).singleElement().satisfies(place -> {
                assertThat(place.state()).isEqualTo(State.NOT_FOUND);
                assertThat(place.notes()).singleElement().asString().contains("Kafka has it no more");
            });
        }
    }

    @Test
    void tellsTheRecordsOfEachGenerationOfALogApart() throws Exception {
        try (Lab lab = Lab.with("batch.max-records", "5", "kafka.partitions", "1", "kafka.log-went-back", "continue")) {
            lab.createTopics().send(0, Lab.numbers(12));
            lab.start();
            lab.drained();
            try (Admin admin = Lab.admin()) {
                admin.deleteTopics(List.of(lab.topic)).all().get();
                Lab.until(() -> created(admin, lab.topic));
            }
            lab.send(0, "{\"n\":100}", "{\"n\":101}");
            Lab.until(() -> lab.keys().stream().anyMatch(key -> key.contains("-00001000000000000000.")));
            lab.drained();

            TraceResult both = trace(lab, "0@1");
            assertThat(both.places()).extracting(place -> place.line().replaceFirst(",.*", "")).containsExactly("{\"n\":101", "{\"n\":1");
            assertThat(both.places().get(1).record()).isNull();
            assertThat(trace(lab, "0@1000000000000001").places()).containsExactly(both.places().get(0));
        }
    }

    @Test
    void aCommandPrintsItAndSaysByItsCodeWhetherItIsThere() throws IOException {
        try (Lab lab = replayed(20, 3)) {
            assertThat(lab.command("trace", "rows.csv:5")).isZero();
            assertThat(lab.command("trace", "--json", "rows.csv:4")).isZero();
            assertThat(lab.command("trace", "0@1000000")).isEqualTo(1);
            assertThat(lab.command("trace", "nothing")).isEqualTo(2);
        }
    }

    @Test
    void refusesWhatIsNotOfThePipeline() throws IOException {
        try (Lab lab = replayed(20, 3)) {
            for (Map.Entry<String, String> wrong : Map.of(
                    "nothing", "cannot be traced",
                    "/etc/passwd:1", "is no file of csv.file",
                    "../rows.csv:2", "is no file of csv.file",
                    "rows.csv:1", "belongs to no row",
                    "rows.csv:22", "belongs to no row",
                    "__consumer_offsets-0@1", "is not a topic whose records go to the lake",
                    "7@1", "has no partition 7",
                    lab.topic + ".rejected-0@99", "no letter at 99").entrySet()) {
                assertThatThrownBy(() -> trace(lab, wrong.getKey())).as(wrong.getKey())
                        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining(wrong.getValue());
            }
        }
    }

    private static TraceResult trace(Lab lab, String of) {
        return lab.pipeline().bean("trace", Trace.class).run(of, LONG);
    }

    private static void delete(Lab lab, long before) throws Exception {
        try (Admin admin = Lab.admin()) {
            for (int partition : lab.offsets().keySet()) {
                long end = Math.min(before, lab.offsets().get(partition).end());
                admin.deleteRecords(Map.of(new TopicPartition(lab.topic, partition), RecordsToDelete.beforeOffset(end))).all().get();
            }
        }
    }

    private static boolean created(Admin admin, String topic) {
        try {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            return true;
        } catch (Exception stillThere) {
            return false;
        }
    }

    /** Rows of three keys; one of them is none. */
    private Lab replayed(int rows, int broken) throws IOException {
        StringBuilder text = new StringBuilder("Index,N,Day\n");
        for (int row = 1; row <= rows; row++) {
            text.append("K%d,%s,%s%n".formatted(row % 2, row == broken ? "three" : row, LocalDate.of(2020, 1, 1).plusDays(row - 1)));
        }
        Path file = Files.writeString(directory.resolve("rows.csv"), text);
        return replayAgain(Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1", "batch.max-records", "100",
                "csv.columns", "index:string,n:bigint,day:string"));
    }

    private static Lab replayAgain(Lab lab) {
        lab.close();
        lab.start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        return lab.drained();
    }
}

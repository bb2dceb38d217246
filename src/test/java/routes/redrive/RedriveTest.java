package routes.redrive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;
import routes.lake.RecordValidator;
import routes.lake.Rejection;
import routes.letter.DeadLetter;
import routes.letter.DeadLetters;
import routes.replay.Replay;

@Tag("servers")
class RedriveTest {
    private static final String COLUMNS = "index:string,n:bigint";
    private static final String CORRECTED = "index:string,n:string";

    @TempDir
    Path directory;

    @Test
    void sendsARecordBackAsItWas() {
        try (Lab lab = Lab.with()) {
            lab.createTopics();
            ProducerRecord<byte[], byte[]> broken = new ProducerRecord<>(lab.topic, 1, bytes("HSI"), bytes("brök\u0000en"));
            broken.headers().add("trace", bytes("t1")).add("replay", bytes("r")).add("pass", bytes("1")).add("row", bytes("7"));
            lab.send(List.of(broken));
            rejected(lab);

            assertThat(lab.redrive(RedriveOptions.ALL).complete()).isTrue();

            assertThat(lab.records()).hasSize(2).element(1).satisfies(copy -> {
                assertThat(copy.partition()).isEqualTo(1);
                assertThat(Lab.text(copy.key())).isEqualTo("HSI");
                assertThat(Lab.text(copy.value())).isEqualTo("brök\u0000en");
                assertThat(headers(copy)).containsExactlyInAnyOrderEntriesOf(Map.of(
                        "trace", "t1", "redriven", lab.topic + "-1@0", "rejected.first-origin", lab.topic + "-1@0"));
            });
        }
    }

    @Test
    void sendsATombstoneWithoutKeyBack() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(List.of(new ProducerRecord<>(lab.topic, 0, null, null)));
            rejected(lab);

            lab.redrive(RedriveOptions.ALL);

            assertThat(lab.records()).hasSize(2).allMatch(record -> record.key() == null && record.value() == null);
        }
    }

    @Test
    void doublesNothingWhenItRunsTwice() {
        try (Lab lab = rejectedFive()) {
            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("5 dead letters sent back, 0 were before, 0 left");
            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("0 dead letters sent back, 5 were before, 0 left");

            assertThat(copies(lab)).containsExactly("broken 0", "[1]", "broken 2", "[3]", "broken 4");
        }
    }

    @Test
    void sendsOnlyThoseOfAReason() {
        try (Lab lab = rejectedFive()) {
            assertThat(lab.redrive(RedriveOptions.ALL.withReason("NOT a json object")).sent()).isEqualTo(2);
            assertThat(copies(lab)).containsExactly("[1]", "[3]");

            lab.redrive(RedriveOptions.ALL);
            assertThat(copies(lab)).containsExactly("[1]", "[3]", "broken 0", "broken 2", "broken 4");
        }
    }

    @Test
    void sendsOnlyThoseOfARangeOfOffsets() {
        try (Lab lab = rejectedFive()) {
            lab.redrive(RedriveOptions.ALL.withFrom(1).withTo(2));
            assertThat(copies(lab)).containsExactly("[1]", "broken 2");

            RedriveResult rest = lab.redrive(RedriveOptions.ALL.withFrom(2));
            assertThat(rest.before()).isEqualTo(1);
            assertThat(copies(lab)).containsExactly("[1]", "broken 2", "[3]", "broken 4");
        }
    }

    @Test
    void completesARunThatWasKilled() {
        try (Lab lab = rejectedFive()) {
            try (KafkaProducer<byte[], byte[]> producer = killedAfter(2)) {
                assertThatExceptionOfType(Killed.class).isThrownBy(() -> lab.redrive(producer));
            }
            assertThat(copies(lab)).containsExactly("broken 0", "[1]");

            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("3 dead letters sent back, 2 were before, 0 left");
            assertThat(copies(lab)).containsExactly("broken 0", "[1]", "broken 2", "[3]", "broken 4");
        }
    }

    @Test
    void sendsARecordOnceThatHasTwoLetters() {
        try (Lab lab = rejectedFive()) {
            // as when the pipeline is killed between the letter and the object
            ConsumerRecord<byte[], byte[]> letter = lab.letters().get(0);
            lab.send(List.of(new ProducerRecord<>(letter.topic(), 0, letter.key(), letter.value(), letter.headers())));

            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("5 dead letters sent back, 1 were before, 0 left");
            assertThat(lab.redrive(RedriveOptions.ALL.withFrom(5)).summary()).isEqualTo("0 dead letters sent back, 1 were before, 0 left");
            assertThat(lab.records()).hasSize(10);
        }
    }

    @Test
    void keepsTheFirstOriginOfWhatIsRejectedAgainAndTheLakeClean() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, "0", "1", "2", "3", "4");
            rejected(lab);
            for (int copies = 1; copies <= 2; copies++) {
                assertThat(lab.redrive(RedriveOptions.ALL).sent()).isEqualTo(5);
                rejected(lab);
                assertThat(lab.letters()).hasSize(5 + 5 * copies);
            }

            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.FIRST_ORIGIN))
                    .startsWith(null, null, null, null, null)
                    .endsWith(lab.topic + "-0@0", lab.topic + "-0@1", lab.topic + "-0@2", lab.topic + "-0@3", lab.topic + "-0@4");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.ORIGIN)).doesNotHaveDuplicates();
            lab.start();
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aDryRunShowsEachLetterAndSendsNothing() {
        try (Lab lab = rejectedFive()) {
            String shown = outputOf(() -> assertThat(lab.command("redrive", "--dry-run", "--reason", "json OBJECT")).isZero());

            assertThat(shown.lines())
                    .contains(
                            "%1$s.rejected-0@1  %1$s-0@1  not a JSON object  [1]".formatted(lab.topic),
                            "would be sent back  2  not a JSON object")
                    .endsWith("2 dead letters would be sent back, 0 were before, 0 left");
            assertThat(lab.records()).hasSize(5);
        }
    }

    @Test
    void countsWhatItSentByReason() {
        try (Lab lab = rejectedFive()) {
            String shown = outputOf(() -> assertThat(lab.command("redrive")).isZero());

            assertThat(shown.lines().filter(line -> line.startsWith("sent back")))
                    .hasSize(2)
                    .first().asString().startsWith("sent back  3  not valid JSON: Unrecognized token '…'");
            assertThat(shown.lines()).contains("sent back  2  not a JSON object").endsWith("5 dead letters sent back, 0 were before, 0 left");
        }
    }

    @Test
    void refusesWrongOptions() {
        try (Lab lab = Lab.with()) {
            assertThat(lab.command("redrive", "--form", "3")).isEqualTo(2);
        }
    }

    @Test
    void cannotReadADeadLetterTopicThatDoesNotExist() {
        try (Lab lab = Lab.with()) {
            assertThat(lab.command("redrive")).isEqualTo(2);
        }
    }

    @Test
    void leavesWhatItCannotSend() {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, "{}");
            lab.send(List.of(
                    letter(lab, "no-such-topic", 0, 0, "{}"),
                    letter(lab, lab.topic, 7, 0, "{}"),
                    letter(lab, lab.topic, 0, 5, "{}"),
                    new ProducerRecord<>(lab.topic + ".rejected", bytes("of another"))));

            RedriveResult result = lab.redrive(RedriveOptions.ALL);

            assertThat(result.sent()).isZero();
            assertThat(result.whyLeft()).containsOnlyKeys(
                    "no-such-topic-0 does not exist, or has no records",
                    lab.topic + "-7 does not exist, or has no records",
                    lab.topic + "-0 does not reach that offset: the topic was recreated",
                    "it does not say what was rejected: it is not from this pipeline");
            assertThat(lab.command("redrive")).isEqualTo(1);
        }
    }

    @Test
    void leavesWhatMayHaveBeenSentAndDeletedSince() throws Exception {
        try (Lab lab = rejectedFive()) {
            try (Admin admin = Lab.admin()) {
                admin.deleteRecords(Map.of(new TopicPartition(lab.topic, 0), RecordsToDelete.beforeOffset(3))).all().get();
            }

            RedriveResult result = lab.redrive(RedriveOptions.ALL);

            // the copies of 0 and 1 could have stood at 1 and 2; what follows 2 is all there
            assertThat(copies(lab)).containsExactly("broken 2", "[3]", "broken 4");
            assertThat(result.whyLeft()).hasSize(1).hasValueSatisfying(new org.assertj.core.api.Condition<>(n -> n == 2, "2"));
        }
    }

    @Test
    void sendsARowAsTheRecordThatItIsByNow() throws IOException {
        try (Lab lab = replayed("A,1", "A,two", "A,3,4", "A,5")) {
            lab.set("csv.columns", CORRECTED);

            RedriveResult result = lab.redrive(RedriveOptions.ALL);

            assertThat(result.sent()).isEqualTo(1);
            assertThat(result.whyLeft()).containsOnlyKeys("a row that still does not fit: 3 values for 2 columns");
            assertThat(lab.records()).hasSize(3).last().satisfies(copy -> {
                assertThat(Lab.text(copy.key())).isEqualTo("A");
                assertThat(Lab.text(copy.value())).isEqualTo("{\"index\":\"A\",\"n\":\"two\"}");
                assertThat(headers(copy)).containsOnlyKeys("redriven", "rejected.first-origin")
                        .containsEntry("rejected.first-origin", directory.resolve("rows.csv") + ":3");
            });
            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("0 dead letters sent back, 1 were before, 1 left");
        }
    }

    @Test
    void aRowOfAFileThatNamesItsSymbolIsSentWithIt() throws IOException {
        Path file = Files.writeString(directory.resolve("ZED.csv"), "Date,Close\n2031-01-02,7.2\n2031-01-03,seven\n2031-01-04,7.4\n");
        try (Lab lab = replayAgain(
                Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1", "csv.columns", "trade_date:date,close:double"))) {
            lab.set("csv.columns", "trade_date:date,close:string");

            assertThat(lab.redrive(RedriveOptions.ALL).sent()).isEqualTo(1);
            assertThat(lab.records()).last().satisfies(copy -> assertThat(Lab.text(copy.key()) + Lab.text(copy.value()))
                    .isEqualTo("ZED{\"index\":\"ZED\",\"trade_date\":\"2031-01-03\",\"close\":\"seven\"}"));
        }
    }

    @Test
    void leavesRowsWithoutTheirFile() throws IOException {
        try (Lab lab = replayed("A,1", "A,two", "A,3")) {
            assertThat(lab.set("csv.file", "").redrive(RedriveOptions.ALL).whyLeft()).containsOnlyKeys("a row, and csv.file is not set");

            Path other = Files.writeString(directory.resolve("other.csv"), "Index,N\nA,1\n");
            assertThat(lab.set("csv.file", other.toString()).redrive(RedriveOptions.ALL).whyLeft())
                    .containsOnlyKeys("a row of another file, order or state of the file than csv.file and csv.order give");

            assertThat(lab.set("csv.file", directory.resolve("none.csv").toString()).redrive(RedriveOptions.ALL).whyLeft())
                    .hasSize(1).allSatisfy((why, count) -> assertThat(why).contains("none.csv does not exist"));
            assertThat(lab.records()).hasSize(2);
        }
    }

    @Test
    void leavesRowsToAReplayThatHasNotComePastThem() throws IOException {
        try (Lab lab = replayed("A,1", "A,two", "A,3", "A,four")) {
            lab.set("csv.columns", CORRECTED);

            assertThat(lab.redrive(RedriveOptions.ALL).whyLeft()).containsOnlyKeys("a row that the replay sends itself when it goes on");
            assertThat(values(replayAgain(lab))).containsExactly("1", "3", "two", "four");

            // the replay has sent the fourth row: its letter is done
            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("0 dead letters sent back, 2 were before, 0 left");
        }
    }

    @Test
    void knowsTheRowsOfAFileThatHasGrownSinceTheyWereRejected() throws IOException {
        try (Lab lab = replayed("A,1", "A,two", "A,3", "A,four")) {
            lab.set("csv.columns", CORRECTED).redrive(RedriveOptions.ALL);

            Files.writeString(directory.resolve("rows.csv"), "A,5\n", StandardOpenOption.APPEND);
            assertThat(values(replayAgain(lab))).containsExactly("1", "3", "two", "four", "5");

            assertThat(lab.redrive(RedriveOptions.ALL).summary()).isEqualTo("0 dead letters sent back, 2 were before, 0 left");
            assertThat(values(lab)).hasSize(5);
        }
    }

    @Test
    void doesNotConfuseAReplayThatGoesOn() throws IOException {
        try (Lab lab = replayed("A,1", "A,two", "B,3", "A,4", "B,five", "B,6")) {
            lab.set("csv.columns", CORRECTED).redrive(RedriveOptions.ALL);
            List<String> before = values(lab);

            // pass 1 is found complete, pass 2 follows
            List<String> after = values(replayAgain(lab));

            assertThat(before).containsExactlyInAnyOrder("1", "3", "4", "6", "two", "five");
            assertThat(after).hasSize(12);
            assertThat(lab.records().stream().filter(record -> "2".equals(Lab.header(record, "pass")))).hasSize(6);
        }
    }

    /** Five broken records in partition 0 and their letters, as the routes would write them. */
    private static Lab rejectedFive() {
        Lab lab = Lab.with();
        List<String> values = List.of("broken 0", "[1]", "broken 2", "[3]", "broken 4");
        lab.createTopics().send(0, values.toArray(String[]::new));
        lab.send(IntStream.range(0, 5).mapToObj(i -> letter(lab, lab.topic, 0, i, values.get(i))).toList());
        return lab;
    }

    /** Runs the routes until everything that is on the topic is in the lake or rejected. */
    private static Lab rejected(Lab lab) {
        lab.start();
        lab.drained().stop();
        return lab;
    }

    /** A pass over a file of the columns Index and N, where N is a number; the routes are stopped. */
    private Lab replayed(String... rows) throws IOException {
        Path file = Files.writeString(directory.resolve("rows.csv"), "Index,N\n" + String.join("\n", rows) + "\n");
        return replayAgain(Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1", "csv.columns", COLUMNS));
    }

    private static Lab replayAgain(Lab lab) {
        lab.start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        lab.stop();
        return lab;
    }

    private static ProducerRecord<byte[], byte[]> letter(Lab lab, String topic, int partition, long offset, String value) {
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(lab.topic + ".rejected", bytes(value));
        Rejection rejection = new RecordValidator().rejection(bytes(value));
        letter.headers()
                .add(DeadLetters.REASON, bytes(rejection == null ? "unknown" : rejection.reason()))
                .add(DeadLetters.ORIGIN, bytes("%s-%d@%d".formatted(topic, partition, offset)))
                .add(DeadLetters.TOPIC, bytes(topic))
                .add(DeadLetters.PARTITION, bytes(String.valueOf(partition)))
                .add(DeadLetters.OFFSET, bytes(String.valueOf(offset)));
        return letter;
    }

    /** The values of the records that were sent back, in order. */
    private static List<String> copies(Lab lab) {
        return lab.records().stream()
                .filter(record -> record.headers().lastHeader(DeadLetter.REDRIVEN) != null)
                .map(record -> Lab.text(record.value()))
                .toList();
    }

    /** The values of column n, in the order of the topic. */
    private static List<String> values(Lab lab) {
        return lab.records().stream().map(record -> Lab.json(record.value()).get("n").asText()).toList();
    }

    private static Map<String, String> headers(ConsumerRecord<?, ?> record) {
        Map<String, String> headers = new java.util.HashMap<>();
        for (Header header : record.headers()) {
            headers.put(header.key(), Lab.text(header.value()));
        }
        return headers;
    }

    private static String outputOf(Runnable command) {
        PrintStream console = System.out;
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        System.setOut(new PrintStream(output, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(console);
        }
        return output.toString(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1;
    }

    /** As kill -9 between two records. */
    private static KafkaProducer<byte[], byte[]> killedAfter(int sends) {
        List<ProducerRecord<byte[], byte[]>> sent = new ArrayList<>();
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", Lab.cloud().brokers()), new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (sent.size() == sends) {
                    throw new Killed();
                }
                sent.add(record);
                return super.send(record, callback);
            }
        };
    }
}

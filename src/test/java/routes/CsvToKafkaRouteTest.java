package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.lang.StartException;
import routes.letter.DeadLetters;
import routes.replay.Replay;

@Tag("servers")
class CsvToKafkaRouteTest {
    @TempDir
    Path directory;

    @Test
    void sendsEachRowAsTypedJsonUnderItsKey() throws IOException {
        Path file = file(
                "Index;Date;Adj Close;Volume;Note",
                "HSI;31/12/1986;2568.3;0;\"a; quoted \"\"note\"\"\"",
                "",
                ";;;;",
                "NYA;01/01/1987;null;12;",
                "HSI;02/01/1987;2540.10;3;ü");
        try (Lab lab = onceOver(file)) {
            assertThat(lab.records())
                    .extracting(record -> Lab.text(record.key()) + " " + Lab.text(record.value()))
                    .containsExactlyInAnyOrder(
                            "HSI {\"index\":\"HSI\",\"trade_date\":\"1986-12-31\",\"adj_close\":2568.3,\"volume\":0,\"note\":\"a; quoted \\\"note\\\"\"}",
                            "NYA {\"index\":\"NYA\",\"trade_date\":\"1987-01-01\",\"volume\":12}",
                            "HSI {\"index\":\"HSI\",\"trade_date\":\"1987-01-02\",\"adj_close\":2540.10,\"volume\":3,\"note\":\"ü\"}");
            assertThat(lab.letters()).isEmpty();
            assertThat(lab.records()).extracting(record -> Lab.header(record, "pass")).containsOnly("1");
            assertThat(lab.records()).extracting(record -> Lab.header(record, "row")).containsExactlyInAnyOrder("1", "2", "3");
        }
    }

    @Test
    void aFileWithoutAColumnOfSymbolsHasThatOfItsName() throws IOException {
        Path file = Files.writeString(directory.resolve("ZED_2031.csv"), "Date,Price\n2031-01-02,7.2\n\"2031-01-03\",7.3\n");
        try (Lab lab = onceOver(file)) {
            assertThat(lab.records())
                    .extracting(record -> Lab.text(record.key()) + " " + Lab.text(record.value()))
                    .containsExactly(
                            "ZED {\"index\":\"ZED\",\"trade_date\":\"2031-01-02\",\"close\":7.2}",
                            "ZED {\"index\":\"ZED\",\"trade_date\":\"2031-01-03\",\"close\":7.3}");
            // another symbol is another replay
            lab.stop();
            lab.set("csv.symbol", "YAK").start();
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
            assertThat(lab.records()).extracting(record -> Lab.text(record.key()) + Lab.header(record, "pass"))
                    .containsExactlyInAnyOrder("ZED1", "ZED1", "YAK1", "YAK1");
        }
    }

    @Test
    void theKeyMayBeNamedAsTheFileNamesIt() throws IOException {
        Path file = Files.writeString(directory.resolve("quotes.csv"), "Ticker,Date,Price\nZED,2031-01-02,7.2\n");
        try (Lab lab = onceOver(file, "csv.key-column", "ticker")) {
            assertThat(lab.records()).singleElement().satisfies(record -> assertThat(Lab.text(record.key()) + Lab.text(record.value()))
                    .isEqualTo("ZED{\"index\":\"ZED\",\"trade_date\":\"2031-01-02\",\"close\":7.2}"));
        }
    }

    @Test
    void saysHowToGiveASymbolThatNothingTells() throws IOException {
        Path file = Files.writeString(directory.resolve("data.csv"), "Date,Price\n2031-01-02,7.2\n");
        try (Lab lab = lab(file)) {
            assertThatThrownBy(lab::start).hasStackTraceContaining("it has [trade_date, close]").hasStackTraceContaining("csv.symbol=<symbol>");
        }
    }

    @Test
    void sendsBrokenRowsToTheDeadLetterTopicAndTheRestOn() throws IOException {
        List<String> lines = IntStream.range(0, 600).mapToObj(i -> "A,2020-01-01,%d".formatted(i)).collect(Collectors.toList());
        lines.add(0, "Index,Date,Close");
        Path file = directory.resolve("broken.csv");
        Files.writeString(file, String.join("\n", lines) + "\nA,2020-01-01\nA,2020-01-01,7,8\n\"A,2020-01-01,9\nA,2020-01-02,10\n");
        appendBytes(file, new byte[] {'A', ',', (byte) 0xFF, ',', '1', '\n'});
        try (Lab lab = onceOver(file, "csv.columns", "index:string,trade_date:date,close:bigint")) {
            assertThat(lab.records()).hasSize(601);
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.ORIGIN))
                    .containsExactly(file + ":602", file + ":603", file + ":604", file + ":606");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.REASON))
                    .containsExactly(
                            "2 values for 3 columns",
                            "4 values for 3 columns",
                            "not readable as CSV (a quote that does not close, or text around one)",
                            "not UTF-8 text");
            assertThat(lab.letters()).extracting(letter -> Lab.text(letter.value())).contains("A,2020-01-01", "\"A,2020-01-01,9");
            assertThat(lab.letters().get(3).value()).isEqualTo(new byte[] {'A', ',', (byte) 0xFF, ',', '1'});
        }
    }

    @Test
    void aRowThatIsTooLongForTheTopicGetsALetterAndTheOthersGoOn() throws IOException {
        StringBuilder rows = new StringBuilder("Index,Text\n");
        for (int row = 1; row <= 100; row++) {
            rows.append("A,").append(row == 20 || row == 60 ? "x".repeat(300_000) : "row " + row).append('\n');
        }
        Path file = Files.writeString(directory.resolve("rows.csv"), rows);
        try (Lab lab = Lab.with("csv.file", file.toString(), "csv.rate", "0", "csv.repeat", "1").createTopicsFor(200_000)) {
            lab.start();
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());

            assertThat(lab.records()).hasSize(98);
            assertThat(lab.letters()).hasSize(2).allSatisfy(letter -> assertThat(Lab.header(letter, "rejected.reason"))
                    .isEqualTo("300023 bytes as JSON are too long for topic %s, whose max.message.bytes is 200000".formatted(lab.topic)));
        }
    }

    @Test
    void saysWhichColumnAValueDoesNotFit() throws IOException {
        Path file = file("Index,Close", "A,1", "A,two", "A,3");
        try (Lab lab = onceOver(file, "csv.columns", "index:string,close:bigint")) {
            assertThat(lab.records()).hasSize(2);
            assertThat(lab.letters()).singleElement()
                    .satisfies(letter -> assertThat(Lab.header(letter, DeadLetters.REASON)).isEqualTo("column close: 'two' is no bigint"));
        }
    }

    @Test
    void goesOnAfterTheLastRowThatKafkaHas() throws IOException {
        Path file = manyRows(3000);
        try (Lab lab = lab(file).set("csv.rate", "500").set("csv.repeat", "1").set("csv.columns", "index:string,n:bigint,close:double")) {
            lab.start();
            Lab.until(() -> lab.records().size() > 300);
            lab.stop();
            int before = lab.records().size();
            assertThat(before).isLessThan(2997);

            lab.set("csv.rate", "0").start();
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());

            assertThat(passesAndRows(lab)).hasSize(2997).doesNotHaveDuplicates().allMatch(row -> row.startsWith("1/"));
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, "row")).containsExactly("1000", "2000", "3000");
        }
    }

    @Test
    void beginsANewPassAfterAFinishedOne() throws IOException {
        Path file = manyRows(999);
        try (Lab lab = onceOver(file)) {
            lab.stop();
            lab.start();
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());

            assertThat(passesAndRows(lab)).hasSize(2 * 999).doesNotHaveDuplicates();
            assertThat(lab.records()).filteredOn(record -> Lab.header(record, "pass").equals("2")).hasSize(999);
        }
    }

    @Test
    void takesUpARunOnceThroughThatDiedBeforeTheLakeHadItAll() throws IOException {
        Path file = manyRows(999);
        try (Lab lab = onceOver(file, "batch.max-idle", "1h")) {
            // as after kill -9: everything is in Kafka, nothing is committed
            Lab again = lab.set("pipeline.once", "true").set("csv.repeat", "0").set("kafka.group", lab.topic + "-died");
            lab.stop();
            again.start();
            Lab.until(() -> again.pipeline().bean("replay", Replay.class).isOver());

            assertThat(passesAndRows(lab)).hasSize(999);
        }
    }

    @Test
    void treatsAChangedFileAsAnotherReplay() throws IOException {
        Path file = manyRows(10);
        try (Lab lab = onceOver(file)) {
            lab.stop();
            Files.writeString(file, Files.readString(file).replace("B,0", "B,7"));
            lab.start();
            Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());

            assertThat(lab.records()).hasSize(20);
            assertThat(lab.records()).extracting(record -> Lab.header(record, "pass")).containsOnly("1");
            assertThat(lab.records().stream().map(record -> Lab.header(record, "replay")).distinct()).hasSize(2);
        }
    }

    @Test
    void shufflesBySeedAndFindsTheSameOrderAgain() throws IOException {
        Path file = manyRows(500);
        List<String> one = values(file, "1");
        assertThat(values(file, "1")).isEqualTo(one);
        assertThat(values(file, "2")).isNotEqualTo(one).containsExactlyInAnyOrderElementsOf(one);
    }

    @Test
    void namesAFileThatIsNotThere() {
        try (Lab lab = lab(directory.resolve("none.csv"))) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessageContaining("none.csv does not exist");
        }
    }

    @Test
    void namesABucketThatIsNotThere() throws IOException {
        try (Lab lab = lab(manyRows(3)).set("s3.bucket", "nowhere")) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessageContaining("bucket nowhere does not exist");
        }
    }

    @Test
    void namesASettingThatCannotBe() throws IOException {
        try (Lab lab = lab(manyRows(3)).set("csv.rate", "fast")) {
            assertThatThrownBy(lab::start).isInstanceOf(StartException.class).hasMessageStartingWith("rate 'fast' cannot be used");
        }
    }

    private List<String> values(Path file, String seed) {
        try (Lab lab = onceOver(file, "csv.order", "random", "csv.seed", seed, "kafka.partitions", "1")) {
            return lab.records().stream().map(record -> Lab.text(record.value())).toList();
        }
    }

    private static List<String> passesAndRows(Lab lab) {
        return lab.records().stream().map(CsvToKafkaRouteTest::passAndRow).toList();
    }

    private static String passAndRow(ConsumerRecord<byte[], byte[]> record) {
        return Lab.header(record, "pass") + "/" + Lab.header(record, "row");
    }

    private static Lab onceOver(Path file, String... settings) {
        Lab lab = lab(file).set("csv.repeat", "1");
        for (int i = 0; i < settings.length; i += 2) {
            lab.set(settings[i], settings[i + 1]);
        }
        lab.start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        return lab;
    }

    private static Lab lab(Path file) {
        return Lab.with("csv.file", file.toString(), "csv.rate", "0");
    }

    /** Rows of 26 keys; every thousandth is broken. */
    private Path manyRows(int rows) throws IOException {
        StringBuilder text = new StringBuilder("Index,N,Close\n");
        for (int i = 1; i <= rows; i++) {
            text.append("%c,%d,%s%n".formatted('A' + i % 26, i - 1, i % 1000 == 0 ? "broken" : i));
        }
        Path file = directory.resolve("many-%d.csv".formatted(rows));
        Files.writeString(file, text);
        return file;
    }

    private Path file(String... lines) throws IOException {
        return Files.writeString(directory.resolve("rows.csv"), String.join("\r\n", lines));
    }

    private static void appendBytes(Path file, byte[] bytes) throws IOException {
        Files.write(file, bytes, java.nio.file.StandardOpenOption.APPEND);
    }
}

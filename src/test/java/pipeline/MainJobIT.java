package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job as its user starts it: cloud and pipeline in one JVM of their own. */
@Tag("servers")
class MainJobIT {
    @TempDir
    Path directory;

    @Test
    void runsTheSampleOnceThroughToThirteenReportsAndOnceMoreToTheSameCuratedTable() {
        try (Program run = once("-Dcsv.rate=0")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).matches("51,702 rows → 51,702 records → \\d+ objects → 13 reports, verified");
            assertThat(run.output()).containsPattern("quotes_daily: 51,702 new rows in \\d+ objects, .* → 51,702 rows; 15 partitions written in 15 objects, .*; 0 rows left out");
            assertThat(run.output()).contains("HSI", "export AWS_ENDPOINT_URL_S3=http://127.0.0.1:");
            assertThat(run.output()).as("two reports in full, a line for each of the others")
                    .containsSubsequence("\nLatest close · ", "\nTop movers · ", " 52 weeks: ", " Moving averages: ", " Gaps: ", " (report.show=all shows all rows)");
            assertThat(run.output().lines().filter(line -> line.contains("WARN") || line.contains("ERROR"))).isEmpty();
        }
        // the lake then has every row twice
        try (Program run = once("-Dcsv.rate=0", "-Dreport.show=all")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).contains("\nMoving averages · ", "\nGaps · ").doesNotContain("report.show");
            assertThat(run.output()).containsPattern("quotes_daily: 51,702 new rows in \\d+ objects, .* → 51,702 rows;");
            assertThat(run.lastLine()).contains("103,404 records");
        }
    }

    @Test
    void aFileOfOneSymbolGivesEveryReportWithNothingElseSaid() throws IOException {
        StringBuilder rows = new StringBuilder("Date,Open,High,Low,Close,Adj Close,Volume\n");
        for (int day = 0; day < 300; day++) {
            int price = 100 + day % 7;
            rows.append("%s,%d,%d.5,%d,%d.25,%d,%d%n".formatted(LocalDate.of(2030, 1, 1).plusDays(day), price, price, price - 1, price, price, 1000 + day));
        }
        try (Program run = once("-Dcsv.rate=0", "-Dcsv.file=" + Files.writeString(directory.resolve("ZED.csv"), rows))) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).isEqualTo("300 rows → 300 records → 1 object → 13 reports, verified");
            assertThat(run.output()).contains("index is 'ZED'", "Correlation: needs two indices that have more than two returns on the same days");
            assertThat(run.output().lines().filter(line -> line.contains("WARN") || line.contains("ERROR"))).isEmpty();
        }
    }

    @Test
    void aFileOfOneValueADayGivesTheReportsThatNeedAClose() throws IOException {
        StringBuilder rows = new StringBuilder("observation_date,ZEDX10\n");
        for (int month = 0; month < 24; month++) {
            rows.append("%s,%d.25%n".formatted(LocalDate.of(2030, 1, 1).plusMonths(month), 4 + month % 3));
        }
        try (Program run = once("-Dcsv.rate=0", "-Dcsv.file=" + Files.writeString(directory.resolve("download.csv"), rows))) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).isEqualTo("24 rows → 24 records → 1 object → 12 reports, 1 not for these data, verified");
            assertThat(run.output()).contains("index is 'ZEDX10'", "(needs a volume, the data have none)");
            assertThat(run.output().lines().filter(line -> line.contains("WARN") || line.contains("ERROR"))).isEmpty();
        }
    }

    @Test
    @Tag("full")
    void continuesExactlyAfterItWasKilledTwice() throws IOException {
        Path file = directory.resolve("rows.csv");
        StringBuilder rows = new StringBuilder("Index,Date,Open,High,Low,Close,Adj Close,Volume,CloseUSD\n");
        for (int i = 0; i < 2000; i++) {
            rows.append("I%d,%s,1.5,2.5,1,2,2,%d,3%n".formatted(i % 5, LocalDate.of(2000, 1, 1).plusDays(i / 5), i));
        }
        Files.writeString(file, rows);
        for (int kill = 0; kill < 2; kill++) {
            try (Program run = once("-Dcsv.file=" + file, "-Dcsv.rate=300", "-Dpipeline.progress-period=200ms")) {
                // a line comes every few rows, on a busy machine every few hundred
                run.untilItPrints(Pattern.compile("pass 1, row " + (kill == 0 ? "([3-9]\\d\\d|1,)" : "(9\\d\\d|1,)")));
                run.kill();
            }
        }
        try (Program run = once("-Dcsv.file=" + file, "-Dcsv.rate=0")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.output()).containsPattern("the replay goes on after row [\\d,]+ of pass 1 over .*rows.csv").doesNotContain("pass 0");
            assertThat(run.lastLine()).startsWith("2,000 rows → 2,000 records → ").endsWith("13 reports, verified");
        }
    }

    @Test
    void stopsWithinTenSecondsAndFlushesTheLastBatch() {
        try (Program run = start(List.of("-Dcsv.rate=500", "-Dbatch.max-age=1h", "-Dpipeline.progress-period=200ms"))) {
            // by then the consumer has its partitions, also on a machine that is busy
            run.untilItPrints("pass 1, row 2,");
            assertThat(run.terminate()).isLessThan(Duration.ofSeconds(10));
            assertThat(run.lastLine()).containsPattern(
                    "stopped: 2,\\d+ rows sent, 2,\\d+ records in 4 objects written to the lake \\(.* KB\\); the next start goes on after row 2,\\d+ of pass 1$");
        }
        try (Program verify = start(List.of(), "verify")) {
            assertThat(verify.exit()).as(verify.output()).isZero();
            // what was sent in the last moment may not have been read
            assertThat(verify.output()).contains("verified").contains("quotes-3  offsets 0..").doesNotContainPattern(" lag \\d\\d\\d");
        }
    }

    @Test
    @Tag("full")
    void saysWhyItEndsWhenKafkaCannotWriteAndGoesOnWhenItCan() throws IOException {
        Path log = directory.resolve("cloud/kafka");
        Path away = directory.resolve("away");
        try (Program run = start(List.of("-Dcsv.rate=1000", "-Dpipeline.progress-period=200ms"))) {
            run.untilItPrints(" records written · ");
            Files.move(log, away);
            assertThat(run.exit()).as(run.output()).isEqualTo(1);
            assertThat(run.output()).containsPattern("ERROR Kafka: .*%s.* java\\.\\S+Exception: ".formatted(log));
            assertThat(run.lastLine()).startsWith("the Kafka broker cannot go on with what is in " + log);
        }
        Files.move(away, log);
        try (Program run = once("-Dcsv.rate=0")) {
            assertThat(run.exit()).as(run.output()).isZero();
            assertThat(run.lastLine()).startsWith("51,702 rows → 51,702 records → ").endsWith("13 reports, verified");
        }
    }

    @Test
    void saysWhichPortIsInUse() {
        try (Program cloud = start(List.of(), "cloud")) {
            cloud.untilItPrints("KAFKA_BROKERS=");
            String port = cloud.output().replaceAll("(?s).*KAFKA_BROKERS=127.0.0.1:(\\d+).*", "$1");
            try (Program second = Program.main(
                    directory,
                    List.of("-Dlocal.directory=" + directory.resolve("second"), "-Dlocal.kafka-port=" + port, "-Dlocal.s3-port=0", "-Dlocal.aws-port=0"))) {
                assertThat(second.exit()).isEqualTo(1);
                assertThat(second.lastLine()).startsWith("port %s for Kafka is in use".formatted(port));
            }
        }
    }

    @Test
    void endsWithOneSentenceWhenTheFileIsMissing() {
        try (Program run = once("-Dcsv.file=nowhere.csv")) {
            assertThat(run.exit()).isEqualTo(1);
            assertThat(run.lastLine()).startsWith("csv.file nowhere.csv does not exist");
        }
    }

    private Program once(String... options) {
        List<String> all = new java.util.ArrayList<>(List.of(options));
        all.add("-Dpipeline.once=true");
        return start(all);
    }

    private Program start(List<String> options, String... arguments) {
        List<String> all = new java.util.ArrayList<>(List.of(
                "-Dlocal.directory=" + directory.resolve("cloud"), "-Dlocal.kafka-port=0", "-Dlocal.s3-port=0", "-Dlocal.aws-port=0"));
        all.addAll(options);
        return Program.main(directory, all, arguments);
    }
}

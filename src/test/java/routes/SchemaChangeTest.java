package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.LabQueries.failure;
import static routes.LabQueries.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.catalog.Crawler;
import routes.replay.Replay;
import software.amazon.awssdk.services.glue.GlueClient;

/** The statements of docs/schema-change.md: rows of yesterday were crawled, then a file with other columns is replayed today. */
@Tag("servers")
class SchemaChangeTest {
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate YESTERDAY = TODAY.minusDays(1);

    @TempDir
    Path directory;

    @Test
    void aNewColumnIsNullInWhatCameBefore() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"close\":1.5}")) {
            today(lab, "index,close,volume", "NYA,2.5,7");
            assertThat(query(lab, "SELECT close FROM %s ORDER BY close")).containsExactly("1.5", "2.5");
            assertThat(failure(lab, "SELECT volume FROM %s")).contains("COLUMN_NOT_FOUND");

            crawl(lab);
            assertThat(columns(lab)).containsSubsequence("close double", "volume bigint");
            assertThat(query(lab, "SELECT close, volume FROM %s ORDER BY close")).containsExactly("1.5|null", "2.5|7");
        }
    }

    @Test
    void anIntegerThatBecomesADecimalIsADoubleForAllDays() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"volume\":10}")) {
            today(lab, "index,volume", "NYA,2.7");
            assertThat(query(lab, "SELECT volume FROM %s WHERE date = '" + YESTERDAY + "'")).containsExactly("10");

            crawl(lab);
            assertThat(columns(lab)).contains("volume double");
            assertThat(query(lab, "SELECT volume FROM %s ORDER BY volume")).containsExactly("2.7", "10.0");
            assertThat(query(lab, "SELECT sum(volume) FROM %s")).containsExactly("12.7");
        }
    }

    @Test
    void aNumberThatBecomesTextIsAStringForAllDays() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"close\":1.5}")) {
            today(lab, "index,close", "NYA,2.5", "IXIC,unknown");
            assertThat(query(lab, "SELECT close FROM %s WHERE date = '" + YESTERDAY + "'")).containsExactly("1.5");
            assertThat(failure(lab, "SELECT close FROM %s")).contains("HIVE_BAD_DATA");
            assertThat(query(lab, "SELECT index FROM %s ORDER BY index")).containsExactly("IXIC", "NYA", "NYA");

            crawl(lab);
            assertThat(columns(lab)).contains("close string");
            assertThat(query(lab, "SELECT close FROM %s ORDER BY close")).containsExactly("1.5", "2.5", "unknown");
            assertThat(query(lab, "SELECT sum(try_cast(close AS double)) FROM %s")).containsExactly("4.0");
        }
    }

    @Test
    void textThatBecomesANumberStaysAString() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"rating\":\"A\"}")) {
            today(lab, "index,rating", "NYA,7");
            assertThat(query(lab, "SELECT rating FROM %s ORDER BY rating")).containsExactly("7", "A");

            crawl(lab);
            assertThat(columns(lab)).contains("rating string");
            assertThat(query(lab, "SELECT rating FROM %s ORDER BY rating")).containsExactly("7", "A");
        }
    }

    @Test
    void aColumnThatDisappearsIsNullFromThenOn() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"close\":1.5,\"volume\":7}")) {
            today(lab, "index,close", "NYA,2.5");
            crawl(lab);

            assertThat(columns(lab)).contains("volume bigint");
            assertThat(query(lab, "SELECT close, volume FROM %s ORDER BY close")).containsExactly("1.5|7", "2.5|null");
        }
    }

    @Test
    void givenTypesHoldAndWhatDoesNotFitIsADeadLetter() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"close\":1.5}")) {
            lab.set("csv.columns", "index:string,close:double");
            today(lab, "index,close", "NYA,2.5", "IXIC,unknown");
            crawl(lab);

            assertThat(columns(lab)).contains("close double");
            assertThat(query(lab, "SELECT sum(close) FROM %s")).containsExactly("4.0");
            assertThat(lab.letters()).singleElement().satisfies(letter -> assertThat(Lab.text(letter.value())).contains("IXIC,unknown"));
        }
    }

    @Test
    void partitionsOfAnotherTypeThanTheTableFailEveryQueryUnlessTheyInherit() throws IOException {
        try (Lab lab = yesterday("{\"index\":\"NYA\",\"volume\":10}"); GlueClient glue = Lab.cloud().glue()) {
            glue.updateCrawler(update -> update.name(lab.topic).configuration("{\"Version\":1.0}"));
            today(lab, "index,volume", "NYA,2.5");
            crawl(lab);

            assertThat(failure(lab, "SELECT index FROM %s")).contains("HIVE_PARTITION_SCHEMA_MISMATCH")
                    .contains("date=" + YESTERDAY).contains("volume");
        }
    }

    /** A lake with the records of yesterday, and the table that a crawl made of them. */
    private static Lab yesterday(String... values) {
        Lab lab = Lab.with("csv.rate", "0", "csv.repeat", "1");
        lab.createTopics();
        long noon = YESTERDAY.atTime(12, 0).toInstant(ZoneOffset.UTC).toEpochMilli();
        lab.send(List.of(values).stream().map(value -> new ProducerRecord<>(lab.topic, 0, noon, "k".getBytes(), value.getBytes())).toList());
        lab.start();
        lab.drained();
        crawl(lab);
        return lab;
    }

    /** Replays a file and waits for its rows in the lake, and for their date in the catalog. */
    private void today(Lab lab, String... lines) throws IOException {
        Path file = Files.write(directory.resolve(lab.topic + ".csv"), List.of(lines));
        lab.stop();
        lab.set("csv.file", file.toString()).start();
        Lab.until(() -> lab.pipeline().bean("replay", Replay.class).isOver());
        lab.drained();
        Lab.until(() -> query(lab, "SELECT DISTINCT date FROM %s").contains(TODAY.toString()));
    }

    private static void crawl(Lab lab) {
        lab.pipeline().bean("crawler", Crawler.class).crawl();
    }

    private static List<String> columns(Lab lab) {
        try (GlueClient glue = Lab.cloud().glue()) {
            return glue.getTable(get -> get.databaseName(lab.database).name(lab.database)).table().storageDescriptor().columns().stream()
                    .map(column -> column.name() + " " + column.type())
                    .toList();
        }
    }
}

package routes.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.Lab;
import routes.LabQueries;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;

/** Whether a run crawls, as Glue tells it. */
@Tag("servers")
class CrawlerTest {
    private static final String FIRST = "2026-03-01";
    private static final String SECOND = "2026-03-02";
    private static final String RECORD = "{\"index\":\"NYA\",\"close\":1.5,\"volume\":7,\"open\":true,\"tags\":{\"by\":\"me\",\"ids\":[1]}}";

    @Test
    void objectsWithTheColumnsOfTheTableNeedNoCrawl() {
        try (Lab lab = crawled()) {
            send(lab, FIRST, RECORD, "{\"close\":2,\"index\":\"IXIC\"}", "{\"volume\":null}", "{\"tags\":{\"ids\":[2]}}");
            send(lab, SECOND, RECORD);
            assertThat(crawls(lab)).isFalse();
            assertThat(LabQueries.query(lab, "SELECT count(*) FROM %s")).as("also on a new date").containsExactly("6");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"index":"NYA","note":"late"}     | note   | string
            {"index":"NYA","volume":2.5}      | volume | double
            {"index":"NYA","close":"unknown"} | close  | string
            {"index":"NYA","open":1}          | open   | string
            {"index":"NYA","tags":"none"}     | tags   | string
            {"tags":{"author":"you"}}         | tags   | struct<by:string,ids:array<bigint>,author:string>
            """)
    void aNewColumnAndValuesOfAnotherTypeNeedOne(String value, String column, String type) {
        try (Lab lab = crawled()) {
            send(lab, FIRST, value);
            assertThat(crawls(lab)).isTrue();
            assertThat(type(lab, column)).isEqualTo(type);

            send(lab, SECOND, value, RECORD);
            assertThat(crawls(lab)).as("with nothing new since").isFalse();
        }
    }

    @Test
    void whatOneInstanceSawTheNextOneKnows() {
        try (Lab lab = crawled()) {
            send(lab, FIRST, "{\"index\":\"NYA\",\"note\":\"late\"}");
            lab.stop();
            lab.start();
            assertThat(crawls(lab)).isTrue();

            lab.stop();
            lab.start();
            send(lab, FIRST, RECORD, "{\"note\":\"known\"}");
            assertThat(crawls(lab)).isFalse();
        }
    }

    @Test
    void aRejectedRecordNeedsNone() {
        try (Lab lab = crawled()) {
            send(lab, FIRST, RECORD, "{\"index\":\"NYA\",\"note\":\"late\"", "{\"note\":{}}", RECORD);
            assertThat(lab.letters()).hasSize(2);
            assertThat(crawls(lab)).isFalse();
        }
    }

    @Test
    void aTableThatIsGoneNeedsOne() {
        try (Lab lab = crawled(); GlueClient glue = Lab.cloud().glue()) {
            glue.deleteTable(delete -> delete.databaseName(lab.database).name(lab.database));
            assertThat(crawls(lab)).isTrue();
            assertThat(crawls(lab)).isFalse();
        }
    }

    @Test
    void eachRunCrawlsWhereNothingLooksForNewDates() {
        try (Lab lab = crawled("glue.register-partitions", "false")) {
            assertThat(crawls(lab)).isTrue();
        }
    }

    @Test
    void eachRunCrawlsWhenItIsTo() {
        try (Lab lab = crawled("glue.crawl-every", "0")) {
            assertThat(crawls(lab)).isTrue();
        }
    }

    /** A lake of one record, and the table that the first run made of it. */
    private static Lab crawled(String... settings) {
        Lab lab = Lab.with(settings);
        lab.createTopics();
        lab.start();
        send(lab, FIRST, RECORD);
        assertThat(crawls(lab)).isTrue();
        return lab;
    }

    private static void send(Lab lab, String date, String... values) {
        long noon = Instant.parse(date + "T12:00:00Z").toEpochMilli();
        lab.send(Arrays.stream(values).map(value -> new ProducerRecord<>(lab.topic, 0, noon, "k".getBytes(), value.getBytes())).toList());
        lab.drained();
    }

    private static boolean crawls(Lab lab) {
        Instant before = lastCrawl(lab);
        Crawl crawl = lab.pipeline().bean("crawler", Crawler.class).crawl();
        assertThat(crawl.failure()).isNull();
        return lastCrawl(lab).isAfter(before);
    }

    private static Instant lastCrawl(Lab lab) {
        try (GlueClient glue = Lab.cloud().glue()) {
            software.amazon.awssdk.services.glue.model.Crawler crawler = glue.getCrawler(get -> get.name(lab.topic)).crawler();
            return crawler.lastCrawl() == null ? Instant.MIN : crawler.lastCrawl().startTime();
        }
    }

    private static String type(Lab lab, String column) {
        try (GlueClient glue = Lab.cloud().glue()) {
            return glue.getTable(get -> get.databaseName(lab.database).name(lab.database)).table().storageDescriptor().columns().stream()
                    .filter(one -> one.name().equals(column))
                    .map(Column::type)
                    .findFirst()
                    .orElse(null);
        }
    }
}

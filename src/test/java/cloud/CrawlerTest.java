package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CrawlerNotRunningException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;

class CrawlerTest {
    private LocalLake lake;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.createCrawler("quotes", "raw/quotes/");
    }

    @AfterEach
    void stop() {
        lake.close();
    }

    @Test
    void writesTheTableAndItsPartitions() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"index\":\"NYA\",\"close\":1,\"volume\":5,\"open\":true,\"day\":\"2026-11-21\"}");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"index\":\"NYA\",\"close\":1.5,\"volume\":null,\"tags\":[1,2],\"at\":{\"x\":1,\"y\":\"z\"}}");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(last.errorMessage()).isNull();
        Table table = table();
        assertThat(columns(table)).containsExactly("index string", "close double", "volume bigint", "open boolean", "day string",
                "tags array<bigint>", "at struct<x:bigint,y:string>");
        assertThat(table.partitionKeys()).singleElement().satisfies(key -> {
            assertThat(key.name()).isEqualTo("date");
            assertThat(key.type()).isEqualTo("string");
        });
        assertThat(table.parameters()).containsEntry("classification", "json").containsEntry("recordCount", "2")
                .containsEntry("objectCount", "2").containsEntry("compressionType", "none");
        assertThat(table.storageDescriptor().location()).isEqualTo("s3://lake/raw/quotes/");
        assertThat(table.storageDescriptor().serdeInfo().serializationLibrary()).isEqualTo("org.openx.data.jsonserde.JsonSerDe");
        assertThat(partitions()).containsExactly("s3://lake/raw/quotes/date=2026-11-21/", "s3://lake/raw/quotes/date=2026-11-22/");
    }

    @Test
    void readsGzipAndZstdAndSaysThatTheyAreMixed() throws IOException {
        byte[] line = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(line);
        }
        lake.put("raw/quotes/a.json.gz", gzip.toByteArray());
        lake.put("raw/quotes/b.json.zst", Zstd.compress(line));

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.errorMessage()).contains("mixes the compressions [gzip, zstd]");
        assertThat(columns(table())).containsExactly("a bigint");
    }

    @Test
    void addsNewColumnsAndPartitionsOnALaterCrawl() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"a\":1.5,\"b\":\"x\"}");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a double", "b string");
        assertThat(partitions()).hasSize(2);
        assertThat(lake.glue.getCrawlerMetrics(request -> request.crawlerNameList("quotes")).crawlerMetricsList()).singleElement()
                .satisfies(metrics -> assertThat(metrics.tablesUpdated()).isEqualTo(1));
    }

    @Test
    void leavesOutAColumnNamedLikeThePartitionKey() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"date\":\"2026-11-21\",\"a\":1}");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.errorMessage()).contains("the column date");
        assertThat(columns(table())).containsExactly("a bigint");
    }

    @Test
    void skipsHiddenObjectsAndUnfinishedUploads() {
        lake.put("raw/quotes/a.json", "{\"a\":1}");
        lake.put("raw/quotes/_SUCCESS", "x");
        lake.put("raw/quotes/b.json-0c7a1f0e-1111-2222-3333-0123456789ab", "x");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.errorMessage()).isNull();
        assertThat(table().parameters()).containsEntry("objectCount", "1");
    }

    @Test
    void saysWhichObjectIsNotJson() {
        lake.put("raw/quotes/a.json", "{\"a\":1}");
        lake.put("raw/quotes/b.csv", "a,b");

        assertThat(lake.crawl("quotes").errorMessage()).contains("raw/quotes/b.csv").contains("is not JSON lines");
    }

    @Test
    void leavesOutWhatTheTargetExcludesAndWhatLiesInOtherFolders() {
        lake.put("mixed/date=2026-11-21/a.json", "{\"a\":1}");
        lake.put("mixed/date=2026-11-22/a.json", "{\"a\":1}");
        lake.put("mixed/date=2026-11-22/b.tmp", "x");
        lake.put("mixed/loose.json", "{\"b\":1}");
        lake.glue.createCrawler(request -> request.name("mixed").role("local").databaseName("stock_market").targets(targets ->
                targets.s3Targets(S3Target.builder().path("s3://lake/mixed").exclusions("**.tmp").build())));

        LastCrawlInfo last = lake.crawl("mixed");

        assertThat(last.errorMessage()).contains("1 objects under s3://lake/mixed/").contains("mixed/loose.json").doesNotContain("b.tmp");
        Table table = lake.glue.getTable(request -> request.databaseName("stock_market").name("mixed")).table();
        assertThat(columns(table)).containsExactly("a bigint");
    }

    @Test
    void makesNoTableOfAnEmptyPrefix() {
        assertThat(lake.crawl("quotes").status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(lake.glue.getTables(request -> request.databaseName("stock_market")).tableList()).isEmpty();
    }

    @Test
    void failsWhenTheBucketDoesNotExist() {
        lake.glue.createCrawler(request -> request.name("lost").role("local").databaseName("stock_market")
                .targets(targets -> targets.s3Targets(S3Target.builder().path("s3://no-such-bucket/raw/").build())));

        LastCrawlInfo last = lake.crawl("lost");

        assertThat(last.status()).isEqualTo(LastCrawlStatus.FAILED);
        assertThat(last.errorMessage()).contains("no-such-bucket").contains("does not exist");
    }

    @Test
    void keepsCrawlerTableAndPartitionsOverARestart() throws IOException {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");

        lake.restartAws();

        assertThat(columns(table())).containsExactly("a bigint");
        assertThat(partitions()).hasSize(1);
        assertThat(lake.glue.getCrawler(request -> request.name("quotes")).crawler().lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
    }

    @Test
    void refusesToStopACrawlerThatDoesNotRunAndToFindOneThatIsNotThere() {
        assertThatThrownBy(() -> lake.glue.stopCrawler(request -> request.name("quotes"))).isInstanceOf(CrawlerNotRunningException.class);
        assertThatThrownBy(() -> lake.glue.startCrawler(request -> request.name("other"))).isInstanceOf(EntityNotFoundException.class);
    }

    private Table table() {
        return lake.glue.getTable(request -> request.databaseName("stock_market").name("quotes")).table();
    }

    private static List<String> columns(Table table) {
        return table.storageDescriptor().columns().stream().map((Column column) -> column.name() + " " + column.type()).toList();
    }

    private List<String> partitions() {
        return lake.glue.getPartitions(request -> request.databaseName("stock_market").tableName("quotes")).partitions().stream()
                .map((Partition partition) -> partition.storageDescriptor().location()).toList();
    }
}

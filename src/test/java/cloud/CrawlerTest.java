package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.CrawlerMetrics;
import software.amazon.awssdk.services.glue.model.CrawlerNotRunningException;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.Table;

@Tag("servers")
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
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"index\":\"NYA\",\"close\":1.5,\"volume\":null,\"day\":\"2026-11-22\",\"tags\":[1,2],\"at\":{\"x\":1,\"y\":\"z\"}}");

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
    void makesATableForEachCompressionAndSaysSo() throws IOException {
        byte[] line = "{\"a\":1}\n".getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
            out.write(line);
        }
        lake.put("raw/quotes/old/a.json.gz", gzip.toByteArray());
        lake.put("raw/quotes/new/b.json.zst", Zstd.compress(line));

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.errorMessage()).contains("2 tables under s3://lake/raw/quotes/").contains("json gzip").contains("json zstd");
        assertThat(table("old").parameters()).containsEntry("compressionType", "gzip");
        assertThat(table("new").parameters()).containsEntry("compressionType", "zstd");
        assertThat(columns(table("old"))).containsExactly("a bigint");
        assertThat(columns(table("new"))).containsExactly("a bigint");
        assertThat(metrics().tablesCreated()).isEqualTo(2);
    }

    @Test
    void readsCsvWithAHeaderAndQueriesIt() {
        lake.put("raw/quotes/a.csv", "Index,Close,Volume,Open,Day", "NYA,1.5,7,true,2026-11-21", "IXIC,2,8,false,2026-11-22");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("index string", "close double", "volume bigint", "open boolean", "day string");
        assertThat(table().parameters()).containsEntry("classification", "csv").containsEntry("delimiter", ",")
                .containsEntry("skip.header.line.count", "1");
        assertThat(lake.query("SELECT index, close, volume FROM quotes ORDER BY index")).containsExactly("IXIC|2.0|8", "NYA|1.5|7");
    }

    @Test
    void callsTheColumnsOfCsvWithoutAHeaderByNumber() {
        lake.put("raw/quotes/a.csv", "NYA\t1\t7\r", "IXIC\t2\t\r");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("col0 string", "col1 bigint", "col2 bigint");
        assertThat(table().parameters()).containsEntry("delimiter", "\t").doesNotContainKey("skip.header.line.count");
    }

    @Test
    void readsTheSchemaThatParquetCarriesAndQueriesIt() throws Exception {
        Path file = Files.createTempDirectory("parquet").resolve("a.parquet");
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duckDb.createStatement()) {
            statement.execute("COPY (SELECT 'NYA' AS index, 1.5::DOUBLE AS close, 7::BIGINT AS volume, 3::INTEGER AS n, DATE '2026-11-21' AS day, "
                    + "1.25::DECIMAL(10,2) AS rate, [1::BIGINT] AS tags) TO '" + file + "' (FORMAT parquet)");
        }
        lake.put("raw/quotes/year=2026/a.parquet", Files.readAllBytes(file));

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("index string", "close double", "volume bigint", "n int", "day date", "rate decimal(10,2)",
                "tags array<bigint>");
        assertThat(table().parameters()).containsEntry("classification", "parquet").containsEntry("compressionType", "snappy")
                .containsEntry("recordCount", "1");
        assertThat(lake.query("SELECT index, rate, day FROM quotes WHERE year = '2026'")).containsExactly("NYA|1.25|2026-11-21");
    }

    @Test
    void makesATableForEachFolderWhoseColumnsDiffer() {
        lake.put("raw/quotes/prices/date=2026-11-21/a.json", "{\"close\":1,\"open\":2}");
        lake.put("raw/quotes/news/date=2026-11-21/a.json", "{\"title\":\"x\",\"author\":\"y\"}");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(last.errorMessage()).contains("2 tables under s3://lake/raw/quotes/");
        assertThat(columns(table("prices"))).containsExactly("close bigint", "open bigint");
        assertThat(columns(table("news"))).containsExactly("title string", "author string");
        assertThat(table("news").partitionKeys()).extracting(Column::name).containsExactly("date");
    }

    @Test
    void takesSimilarFoldersForPartitionsOfOneTable() {
        lake.put("raw/quotes/nyse/a.json", "{\"close\":1,\"open\":2}");
        lake.put("raw/quotes/nasdaq/a.json", "{\"close\":1,\"open\":2}");

        assertThat(lake.crawl("quotes").errorMessage()).isNull();

        assertThat(table().partitionKeys()).extracting(Column::name).containsExactly("partition_0");
        assertThat(lake.query("SELECT partition_0, close FROM quotes ORDER BY 1")).containsExactly("nasdaq|1", "nyse|1");
    }

    @Test
    void combinesCompatibleSchemasWhenToldTo() {
        configure("{\"Version\":1.0,\"Grouping\":{\"TableGroupingPolicy\":\"CombineCompatibleSchemas\"}}");
        lake.put("raw/quotes/prices/a.json", "{\"close\":1}");
        lake.put("raw/quotes/news/a.json", "{\"title\":\"x\"}");

        assertThat(lake.crawl("quotes").errorMessage()).isNull();

        assertThat(columns(table())).containsExactlyInAnyOrder("close bigint", "title string");
    }

    @Test
    void makesTheTablesAtTheLevelThatItIsTold() {
        // lake is 1, raw 2, quotes 3, the exchange 4
        configure("{\"Version\":1.0,\"Grouping\":{\"TableLevelConfiguration\":4}}");
        lake.put("raw/quotes/nyse/2026/a.json", "{\"close\":1}");
        lake.put("raw/quotes/nasdaq/2026/a.json", "{\"close\":1}");

        lake.crawl("quotes");

        assertThat(tables()).containsExactly("nasdaq", "nyse");
        assertThat(table("nyse").partitionKeys()).extracting(Column::name).containsExactly("partition_0");
        assertThat(table("nyse").storageDescriptor().location()).isEqualTo("s3://lake/raw/quotes/nyse/");
    }

    @Test
    void givesTheSecondTableOfANameAHash() {
        lake.glue.createDatabase(create -> create.databaseInput(input -> input.name("stock_market")));
        lake.glue.createTable(create -> create.databaseName("stock_market")
                .tableInput(input -> input.name("quotes").storageDescriptor(storage -> storage.location("s3://elsewhere/quotes/"))));
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");

        assertThat(lake.crawl("quotes").errorMessage()).contains("the name quotes belongs to another table");

        assertThat(tables()).hasSize(2).first().isEqualTo("quotes");
        assertThat(tables().get(1)).matches("quotes_[0-9a-f]{32}");
    }

    @Test
    void onlyLogsAChangeWhenToldTo() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.glue.updateCrawler(update -> update.name("quotes").schemaChangePolicy(policy -> policy.updateBehavior("LOG").deleteBehavior("LOG")));
        lake.put("raw/quotes/date=2026-11-22/a.json", "{\"a\":1.5,\"b\":2}");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a bigint");
        assertThat(partitions()).hasSize(2);
        assertThat(last.errorMessage()).contains("would have changed to the columns a double, b bigint");
    }

    @Test
    void addsColumnsOnlyWithMergeNewColumns() {
        configure("{\"Version\":1.0,\"CrawlerOutput\":{\"Tables\":{\"AddOrUpdateBehavior\":\"MergeNewColumns\"}}}");
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1,\"b\":1}");
        lake.crawl("quotes");
        lake.s3.deleteObject(delete -> delete.bucket(LocalLake.BUCKET).key("raw/quotes/date=2026-11-21/a.json"));
        lake.put("raw/quotes/date=2026-11-22/a.json", "{\"a\":1.5,\"c\":2}");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a bigint", "b bigint", "c bigint");
    }

    @Test
    void removesAndChangesColumnsByDefault() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1,\"b\":1}");
        lake.crawl("quotes");
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":\"x\",\"c\":2}");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a string", "c bigint");
    }

    @Test
    void givesPartitionsTheColumnsOfTheirOwnObjectsOrThoseOfTheTable() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.put("raw/quotes/date=2026-11-22/a.json", "{\"a\":1.5}");
        lake.crawl("quotes");
        assertThat(partitionColumns()).containsExactly("a bigint", "a double");

        configure("{\"Version\":1.0,\"CrawlerOutput\":{\"Partitions\":{\"AddOrUpdateBehavior\":\"InheritFromTable\"}}}");
        lake.crawl("quotes");
        assertThat(partitionColumns()).containsExactly("a double", "a double");
    }

    @Test
    void deprecatesDeletesOrOnlyLogsATableThatIsGone() {
        for (String behavior : List.of("LOG", "DEPRECATE_IN_DATABASE", "DELETE_FROM_DATABASE")) {
            lake.glue.updateCrawler(update -> update.name("quotes").schemaChangePolicy(policy -> policy.deleteBehavior(behavior)));
            lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
            lake.crawl("quotes");
            assertThat(table().parameters()).doesNotContainKey("DEPRECATED_BY_CRAWLER");
            lake.s3.deleteObject(delete -> delete.bucket(LocalLake.BUCKET).key("raw/quotes/date=2026-11-21/a.json"));

            LastCrawlInfo last = lake.crawl("quotes");

            switch (behavior) {
                case "LOG" -> {
                    assertThat(last.errorMessage()).contains("table quotes holds no objects any more");
                    assertThat(table().parameters()).doesNotContainKey("DEPRECATED_BY_CRAWLER");
                }
                case "DEPRECATE_IN_DATABASE" -> assertThat(table().parameters()).containsKey("DEPRECATED_BY_CRAWLER");
                default -> {
                    assertThat(tables()).isEmpty();
                    assertThat(metrics().tablesDeleted()).isEqualTo(1);
                }
            }
        }
    }

    @Test
    void deletesPartitionsThatAreGoneWhenToldTo() {
        lake.glue.updateCrawler(update -> update.name("quotes").schemaChangePolicy(policy -> policy.deleteBehavior("DELETE_FROM_DATABASE")));
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.put("raw/quotes/date=2026-11-22/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.s3.deleteObject(delete -> delete.bucket(LocalLake.BUCKET).key("raw/quotes/date=2026-11-21/a.json"));

        lake.crawl("quotes");

        assertThat(partitions()).containsExactly("s3://lake/raw/quotes/date=2026-11-22/");
    }

    @Test
    void crawlsNewFoldersOnlyWhenToldTo() {
        lake.glue.updateCrawler(update -> update.name("quotes")
                .recrawlPolicy(policy -> policy.recrawlBehavior("CRAWL_NEW_FOLDERS_ONLY"))
                .schemaChangePolicy(policy -> policy.updateBehavior("LOG").deleteBehavior("LOG")));
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.put("raw/quotes/date=2026-11-21/b.json", "{\"b\":1}");
        lake.put("raw/quotes/date=2026-11-22/a.json", "{\"a\":1}");

        assertThat(lake.crawl("quotes").errorMessage()).isNull();

        assertThat(columns(table())).containsExactly("a bigint");
        assertThat(partitions()).hasSize(2);
    }

    @Test
    void samplesSoManyObjectsOfAFolder() {
        lake.glue.updateCrawler(update -> update.name("quotes").targets(targets ->
                targets.s3Targets(S3Target.builder().path("s3://lake/raw/quotes/").sampleSize(1).build())));
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.put("raw/quotes/date=2026-11-21/b.json", "{\"a\":1,\"b\":1}");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a bigint");
    }

    @Test
    void givesTheTablesItsPrefixAndCrawlsSeveralTargets() {
        lake.glue.updateCrawler(update -> update.name("quotes").tablePrefix("raw_").targets(targets -> targets.s3Targets(
                S3Target.builder().path("s3://lake/raw/quotes/").build(), S3Target.builder().path("s3://lake/raw/rates").build())));
        lake.put("raw/quotes/a.json", "{\"a\":1}");
        lake.put("raw/rates/a.json", "{\"b\":1}");

        assertThat(lake.crawl("quotes").errorMessage()).isNull();

        assertThat(tables()).containsExactly("raw_quotes", "raw_rates");
    }

    @Test
    void changesNothingWhenNothingChanged() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.crawl("quotes");

        assertThat(metrics().tablesCreated()).isZero();
        assertThat(metrics().tablesUpdated()).isZero();
    }

    @Test
    void addsNewColumnsAndPartitionsOnALaterCrawl() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"a\":1}");
        lake.crawl("quotes");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"a\":1.5,\"b\":\"x\"}");

        lake.crawl("quotes");

        assertThat(columns(table())).containsExactly("a double", "b string");
        assertThat(partitions()).hasSize(2);
        assertThat(metrics().tablesUpdated()).isEqualTo(1);
    }

    @Test
    void leavesOutAColumnNamedLikeThePartitionKey() {
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"date\":\"2026-11-21\",\"a\":1}");

        LastCrawlInfo last = lake.crawl("quotes");

        assertThat(last.errorMessage()).contains("the column date");
        assertThat(columns(table())).containsExactly("a bigint");
    }

    @Test
    void skipsHiddenObjects() {
        lake.put("raw/quotes/a.json", "{\"a\":1}");
        lake.put("raw/quotes/_SUCCESS", "x");
        lake.put("raw/quotes/.hidden", "x");

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
    void leavesOutWhatTheTargetExcludesAndMakesTablesOfWhatLiesBesideTheFolders() {
        lake.put("mixed/date=2026-11-21/a.json", "{\"a\":1}");
        lake.put("mixed/date=2026-11-22/a.json", "{\"a\":1}");
        lake.put("mixed/date=2026-11-22/b.tmp", "x");
        lake.put("mixed/deep/tmp/c.json", "{\"c\":1}");
        lake.put("mixed/loose.json", "{\"b\":1}");
        lake.glue.createCrawler(request -> request.name("mixed").role("local").databaseName("stock_market").targets(targets ->
                targets.s3Targets(S3Target.builder().path("s3://lake/mixed").exclusions("**.tmp", "*/tmp/**").build())));

        LastCrawlInfo last = lake.crawl("mixed");

        assertThat(last.errorMessage()).contains("3 tables under s3://lake/mixed/").contains("mixed/loose.json").doesNotContain("b.tmp");
        assertThat(tables()).containsExactly("date_2026_11_21", "date_2026_11_22", "loose_json");
        assertThat(table("loose_json").storageDescriptor().location()).isEqualTo("s3://lake/mixed/loose.json");
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
    void failsACrawlThatAKillCutShortAndCanStartItAgain() throws IOException {
        lake.aws.close();
        Path file = lake.directory.resolve("aws/crawlers/crawlers.json");
        Files.writeString(file, Files.readString(file).replace("\"State\":\"READY\"", "\"State\":\"RUNNING\""));
        lake.restartAws();

        LastCrawlInfo last = lake.glue.getCrawler(request -> request.name("quotes")).crawler().lastCrawl();

        assertThat(last.status()).isEqualTo(LastCrawlStatus.FAILED);
        assertThat(last.errorMessage()).contains("stopped during the crawl");
        assertThat(lake.crawl("quotes").status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
    }

    @Test
    void refusesToStopACrawlerThatDoesNotRunAndToFindOneThatIsNotThere() {
        assertThatThrownBy(() -> lake.glue.stopCrawler(request -> request.name("quotes"))).isInstanceOf(CrawlerNotRunningException.class);
        assertThatThrownBy(() -> lake.glue.startCrawler(request -> request.name("other"))).isInstanceOf(EntityNotFoundException.class);
    }

    private Table table() {
        return table("quotes");
    }

    private Table table(String name) {
        return lake.glue.getTable(request -> request.databaseName("stock_market").name(name)).table();
    }

    private List<String> tables() {
        return lake.glue.getTables(request -> request.databaseName("stock_market")).tableList().stream().map(Table::name).toList();
    }

    private CrawlerMetrics metrics() {
        return lake.glue.getCrawlerMetrics(request -> request.crawlerNameList("quotes")).crawlerMetricsList().get(0);
    }

    private void configure(String configuration) {
        lake.glue.updateCrawler(update -> update.name("quotes").configuration(configuration));
    }

    private List<String> partitionColumns() {
        return lake.glue.getPartitions(request -> request.databaseName("stock_market").tableName("quotes")).partitions().stream()
                .flatMap(partition -> partition.storageDescriptor().columns().stream())
                .map(column -> column.name() + " " + column.type())
                .toList();
    }

    private static List<String> columns(Table table) {
        return table.storageDescriptor().columns().stream().map((Column column) -> column.name() + " " + column.type()).toList();
    }

    private List<String> partitions() {
        return lake.glue.getPartitions(request -> request.databaseName("stock_market").tableName("quotes")).partitions().stream()
                .map((Partition partition) -> partition.storageDescriptor().location()).toList();
    }
}

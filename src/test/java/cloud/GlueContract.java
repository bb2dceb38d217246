package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchUpdatePartitionRequestEntry;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerNotRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerRunningException;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.CrawlerStoppingException;
import software.amazon.awssdk.services.glue.model.Database;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.LastCrawlStatus;
import software.amazon.awssdk.services.glue.model.NoScheduleException;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.PartitionValueList;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.glue.model.ScheduleState;
import software.amazon.awssdk.services.glue.model.SchedulerNotRunningException;
import software.amazon.awssdk.services.glue.model.SchedulerRunningException;
import software.amazon.awssdk.services.glue.model.Segment;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * What Glue does by its API reference (docs.aws.amazon.com/glue/latest/webapi) and developer guide, whoever answers: an implementation
 * gives the clients of an account, a bucket and a role that its crawlers may take. Everything is made under names of its own and removed.
 */
interface GlueContract {
    String RUN = UUID.randomUUID().toString().substring(0, 8);
    AtomicInteger NUMBER = new AtomicInteger();

    GlueClient glue();

    S3Client s3();

    String bucket();

    String role();

    @AfterEach
    default void removeWhatWasMade() {
        glue().getCrawlersPaginator(list -> { }).stream().flatMap(page -> page.crawlers().stream()).filter(crawler -> crawler.name().startsWith(RUN)).forEach(crawler -> {
            untilReady(crawler.name());
            glue().deleteCrawler(delete -> delete.name(crawler.name()));
        });
        glue().getDatabasesPaginator(list -> { }).stream().flatMap(page -> page.databaseList().stream()).filter(database -> database.name().startsWith("d" + RUN))
                .forEach(database -> glue().deleteDatabase(delete -> delete.name(database.name())));
        s3().listObjectsV2Paginator(list -> list.bucket(bucket()).prefix(RUN + "/")).contents()
                .forEach(object -> s3().deleteObject(delete -> delete.bucket(bucket()).key(object.key())));
    }

    // --- databases ---

    @Test
    default void createsGetsReplacesAndDeletesADatabase() {
        String name = "d" + RUN + NUMBER.incrementAndGet();
        glue().createDatabase(create -> create.databaseInput(input -> input.name(name).description("prices").locationUri("s3://somewhere/")));
        Database created = glue().getDatabase(get -> get.name(name)).database();
        assertThat(created.description()).isEqualTo("prices");
        assertThat(created.createTime()).isNotNull();

        glue().updateDatabase(update -> update.name(name).databaseInput(input -> input.name(name).description("rates")));
        Database updated = glue().getDatabase(get -> get.name(name)).database();
        assertThat(updated.description()).isEqualTo("rates");
        assertThat(updated.locationUri()).isNull();
        assertThat(updated.createTime()).isEqualTo(created.createTime());

        glue().deleteDatabase(delete -> delete.name(name));
        assertThatThrownBy(() -> glue().getDatabase(get -> get.name(name))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void keepsTheNamesOfDatabasesAndTablesInLowerCase() {
        String database = database();
        table(database, "Quotes");
        assertThat(glue().getTable(get -> get.databaseName(database.toUpperCase()).name("QUOTES")).table().name()).isEqualTo("quotes");
    }

    @Test
    default void refusesASecondDatabaseOfAName() {
        String database = database();
        assertThatThrownBy(() -> glue().createDatabase(create -> create.databaseInput(input -> input.name(database))))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    default void deletesADatabaseWithItsTables() {
        String database = database();
        table(database, "quotes");
        glue().deleteDatabase(delete -> delete.name(database));
        assertThatThrownBy(() -> glue().getTables(get -> get.databaseName(database))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void missesADatabaseToUpdateOrDelete() {
        assertThatThrownBy(() -> glue().updateDatabase(update -> update.name("d" + RUN + "none").databaseInput(input -> input.name("x"))))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().deleteDatabase(delete -> delete.name("d" + RUN + "none"))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void listsDatabasesInPages() {
        List<String> names = List.of(database(), database(), database());
        assertThat(glue().getDatabasesPaginator(list -> list.maxResults(2)).stream().peek(page -> assertThat(page.databaseList()).hasSizeLessThanOrEqualTo(2))
                .flatMap(page -> page.databaseList().stream()).map(Database::name)).containsAll(names);
    }

    // --- tables ---

    @Test
    default void givesATableBackAsItWasGiven() {
        String database = database();
        TableInput input = tableInput("quotes").toBuilder().description("daily").tableType("EXTERNAL_TABLE").parameters(java.util.Map.of("classification", "json"))
                .owner("me").retention(3).build();
        glue().createTable(create -> create.databaseName(database).tableInput(input));

        Table table = glue().getTable(get -> get.databaseName(database).name("quotes")).table();
        assertThat(table.databaseName()).isEqualTo(database);
        assertThat(table.description()).isEqualTo("daily");
        assertThat(table.tableType()).isEqualTo("EXTERNAL_TABLE");
        assertThat(table.parameters()).containsEntry("classification", "json");
        assertThat(table.storageDescriptor()).isEqualTo(input.storageDescriptor());
        assertThat(table.partitionKeys()).isEqualTo(input.partitionKeys());
        assertThat(table.createTime()).isNotNull();
        assertThat(table.updateTime()).isNotNull();
    }

    @Test
    default void replacesATableAsAWholeAndCountsItsVersions() {
        String database = database();
        glue().createTable(create -> create.databaseName(database).tableInput(tableInput("quotes").toBuilder().description("old").build()));
        String version = glue().getTable(get -> get.databaseName(database).name("quotes")).table().versionId();

        glue().updateTable(update -> update.databaseName(database).tableInput(tableInput("quotes")));

        Table table = glue().getTable(get -> get.databaseName(database).name("quotes")).table();
        assertThat(table.description()).isNull();
        assertThat(Integer.parseInt(table.versionId())).isEqualTo(Integer.parseInt(version) + 1);
    }

    @Test
    default void keepsTheEarlierVersionsOfATable() {
        String database = database();
        glue().createTable(create -> create.databaseName(database).tableInput(tableInput("quotes").toBuilder().description("first").build()));
        String first = glue().getTable(get -> get.databaseName(database).name("quotes")).table().versionId();
        glue().updateTable(update -> update.databaseName(database).tableInput(tableInput("quotes").toBuilder().description("second").build()));
        glue().updateTable(update -> update.databaseName(database).skipArchive(true)
                .tableInput(tableInput("quotes").toBuilder().description("third").build()));

        assertThat(glue().getTableVersions(get -> get.databaseName(database).tableName("quotes")).tableVersions())
                .extracting(version -> version.table().description()).containsExactly("third", "first");
        assertThat(glue().getTableVersion(get -> get.databaseName(database).tableName("quotes")).tableVersion().table().description()).isEqualTo("third");
        assertThat(glue().getTableVersion(get -> get.databaseName(database).tableName("quotes").versionId(first)).tableVersion().table().description())
                .isEqualTo("first");
        glue().deleteTableVersion(delete -> delete.databaseName(database).tableName("quotes").versionId(first));
        assertThatThrownBy(() -> glue().getTableVersion(get -> get.databaseName(database).tableName("quotes").versionId(first)))
                .isInstanceOf(EntityNotFoundException.class);
        assertThat(glue().getPartitionIndexes(get -> get.databaseName(database).tableName("quotes")).partitionIndexDescriptorList()).isEmpty();
    }

    @Test
    default void refusesASecondTableOfANameAndMissesOthers() {
        String database = database();
        table(database, "quotes");
        assertThatThrownBy(() -> table(database, "quotes")).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> glue().getTable(get -> get.databaseName(database).name("none"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().updateTable(update -> update.databaseName(database).tableInput(tableInput("none"))))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().deleteTable(delete -> delete.databaseName(database).name("none"))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> table("d" + RUN + "none", "quotes")).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void listsTheTablesWhoseNamesMatchAnExpression() {
        String database = database();
        List.of("quotes", "quotes_daily", "rates").forEach(name -> table(database, name));
        assertThat(glue().getTables(get -> get.databaseName(database).expression("quotes.*")).tableList()).extracting(Table::name)
                .containsExactlyInAnyOrder("quotes", "quotes_daily");
        assertThat(glue().getTablesPaginator(get -> get.databaseName(database).maxResults(2)).stream().flatMap(page -> page.tableList().stream()))
                .extracting(Table::name).containsExactlyInAnyOrder("quotes", "quotes_daily", "rates");
    }

    @Test
    default void deletesTablesInABatchAndNamesThoseThatItDidNot() {
        String database = database();
        table(database, "quotes");
        assertThat(glue().batchDeleteTable(delete -> delete.databaseName(database).tablesToDelete("quotes", "none")).errors()).singleElement()
                .satisfies(error -> {
                    assertThat(error.tableName()).isEqualTo("none");
                    assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
                });
        assertThat(glue().getTables(get -> get.databaseName(database)).tableList()).isEmpty();
    }

    // --- partitions ---

    @Test
    default void createsGetsAndDeletesAPartition() {
        String database = partitioned();
        Partition partition = glue().getPartition(get -> get.databaseName(database).tableName("quotes").partitionValues("2026-11-21", "7")).partition();
        assertThat(partition.values()).containsExactly("2026-11-21", "7");
        assertThat(partition.storageDescriptor().location()).isEqualTo("s3://lake/date=2026-11-21/hour=7/");
        assertThat(partition.databaseName()).isEqualTo(database);
        assertThat(partition.tableName()).isEqualTo("quotes");
        assertThat(partition.creationTime()).isNotNull();

        glue().deletePartition(delete -> delete.databaseName(database).tableName("quotes").partitionValues("2026-11-21", "7"));
        assertThatThrownBy(() -> glue().getPartition(get -> get.databaseName(database).tableName("quotes").partitionValues("2026-11-21", "7")))
                .isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().deletePartition(delete -> delete.databaseName(database).tableName("quotes").partitionValues("2026-11-21", "7")))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void refusesASecondPartitionOfTheSameValues() {
        String database = partitioned();
        assertThatThrownBy(() -> glue().createPartition(create -> create.databaseName(database).tableName("quotes").partitionInput(partition("2026-11-21", "7"))))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    default void refusesAPartitionOfAnotherNumberOfValues() {
        String database = partitioned();
        assertThatThrownBy(() -> glue().createPartition(
                create -> create.databaseName(database).tableName("quotes").partitionInput(input -> input.values("2026-11-21")))).isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void createsPartitionsInABatchAndNamesThoseThatItDidNot() {
        String database = partitioned();
        assertThat(glue().batchCreatePartition(create -> create.databaseName(database).tableName("quotes")
                .partitionInputList(partition("2026-11-21", "7"), partition("2026-11-30", "1"))).errors()).singleElement().satisfies(error -> {
                    assertThat(error.partitionValues()).containsExactly("2026-11-21", "7");
                    assertThat(error.errorDetail().errorCode()).isEqualTo("AlreadyExistsException");
                });
        assertThat(values(database, null)).contains("2026-11-30/1");
    }

    @Test
    default void createsAtMostAHundredPartitionsInABatch() {
        String database = partitioned();
        List<PartitionInput> many = IntStream.range(0, 101).mapToObj(i -> partition("d", String.valueOf(i))).toList();
        assertThatThrownBy(() -> glue().batchCreatePartition(create -> create.databaseName(database).tableName("quotes").partitionInputList(many)))
                .isInstanceOfSatisfying(GlueException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
    }

    @Test
    default void getsPartitionsInABatch() {
        String database = partitioned();
        assertThat(glue().batchGetPartition(get -> get.databaseName(database).tableName("quotes")
                .partitionsToGet(valueList("2026-11-21", "7"), valueList("2026-11-22", "10"))).partitions()).hasSize(2);
        assertThatThrownBy(() -> glue().batchGetPartition(get -> get.databaseName(database).tableName("none").partitionsToGet(valueList("a", "b"))))
                .isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void movesAPartition() {
        String database = partitioned();
        glue().updatePartition(update -> update.databaseName(database).tableName("quotes").partitionValueList("2026-11-21", "7")
                .partitionInput(partition("2026-11-21", "8")));
        assertThat(values(database, "date = '2026-11-21'")).containsExactlyInAnyOrder("2026-11-21/8", "2026-11-21/10");
        assertThatThrownBy(() -> glue().updatePartition(update -> update.databaseName(database).tableName("quotes").partitionValueList("none", "0")
                .partitionInput(partition("none", "0")))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    default void updatesPartitionsInABatchAndNamesThoseThatItDidNot() {
        String database = partitioned();
        assertThat(glue().batchUpdatePartition(update -> update.databaseName(database).tableName("quotes").entries(
                entry(partition("2026-11-21", "7").toBuilder().parameters(java.util.Map.of("checked", "yes")).build()), entry(partition("none", "0"))))
                .errors()).singleElement().satisfies(error -> {
                    assertThat(error.partitionValueList()).containsExactly("none", "0");
                    assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
                });
        assertThat(glue().getPartition(get -> get.databaseName(database).tableName("quotes").partitionValues("2026-11-21", "7")).partition().parameters())
                .containsEntry("checked", "yes");
    }

    @Test
    default void deletesPartitionsInABatchAndNamesThoseThatItDidNot() {
        String database = partitioned();
        assertThat(glue().batchDeletePartition(delete -> delete.databaseName(database).tableName("quotes")
                .partitionsToDelete(valueList("2026-11-21", "7"), valueList("none", "0"))).errors()).singleElement().satisfies(error -> {
                    assertThat(error.partitionValues()).containsExactly("none", "0");
                    assertThat(error.errorDetail().errorCode()).isEqualTo("EntityNotFoundException");
                });
        assertThat(values(database, null)).hasSize(3);
    }

    @Test
    default void filtersPartitionsByAnExpression() {
        String database = partitioned();
        assertThat(values(database, "date = '2026-11-22' AND hour > 9")).containsExactly("2026-11-22/10");
        assertThat(values(database, "hour IN (7) OR date LIKE '%-22'")).containsExactlyInAnyOrder("2026-11-21/7", "2026-11-22/7", "2026-11-22/10");
        assertThat(values(database, "date BETWEEN '2026-11-01' AND '2026-11-21' AND NOT hour = 7")).containsExactly("2026-11-21/10");
    }

    @Test
    default void refusesAnExpressionThatIsNone() {
        String database = partitioned();
        assertThatThrownBy(() -> values(database, "date =")).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> values(database, "month = 1")).isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void listsPartitionsInPagesAndInSegments() {
        String database = partitioned();
        assertThat(glue().getPartitionsPaginator(get -> get.databaseName(database).tableName("quotes").maxResults(3)).stream()
                .flatMap(page -> page.partitions().stream())).hasSize(4);
        List<List<String>> shares = IntStream.range(0, 3).boxed().flatMap(number -> glue().getPartitionsPaginator(get -> get.databaseName(database)
                .tableName("quotes").segment(Segment.builder().segmentNumber(number).totalSegments(3).build())).stream())
                .flatMap(page -> page.partitions().stream()).map(Partition::values).toList();
        assertThat(shares).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    default void leavesOutTheColumnsOfPartitionsWhenAsked() {
        String database = partitioned();
        assertThat(glue().getPartitions(get -> get.databaseName(database).tableName("quotes").excludeColumnSchema(true)).partitions())
                .allSatisfy(partition -> {
                    assertThat(partition.storageDescriptor().columns()).isEmpty();
                    assertThat(partition.storageDescriptor().location()).isNotNull();
                });
    }

    @Test
    default void refusesPagesThatAreTooLargeAndTokensThatAreNone() {
        String database = partitioned();
        assertThatThrownBy(() -> glue().getPartitions(get -> get.databaseName(database).tableName("quotes").maxResults(1001)))
                .isInstanceOfSatisfying(GlueException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
        assertThatThrownBy(() -> glue().getTables(get -> get.databaseName(database).maxResults(101)))
                .isInstanceOfSatisfying(GlueException.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("ValidationException"));
        assertThatThrownBy(() -> glue().getPartitions(get -> get.databaseName(database).tableName("quotes").nextToken("not a token")))
                .isInstanceOf(InvalidInputException.class);
    }

    // --- crawlers ---

    @Test
    default void createsACrawlerWithAwssDefaults() {
        String name = crawler();
        Crawler crawler = glue().getCrawler(get -> get.name(name)).crawler();
        assertThat(crawler.state()).isEqualTo(CrawlerState.READY);
        assertThat(crawler.schemaChangePolicy().updateBehaviorAsString()).isEqualTo("UPDATE_IN_DATABASE");
        assertThat(crawler.schemaChangePolicy().deleteBehaviorAsString()).isEqualTo("DEPRECATE_IN_DATABASE");
        assertThat(crawler.recrawlPolicy().recrawlBehaviorAsString()).isEqualTo("CRAWL_EVERYTHING");
        assertThat(crawler.version()).isEqualTo(1);
        assertThat(crawler.creationTime()).isNotNull();
        assertThat(crawler.lastCrawl()).isNull();
        assertThat(crawler.schedule()).isNull();
        assertThat(crawler.crawlElapsedTime()).isZero();
        assertThatThrownBy(() -> glue().createCrawler(create -> create.name(name).role(role()).targets(targets())))
                .isInstanceOf(AlreadyExistsException.class);
    }

    @Test
    default void updatesACrawlerAndCountsItsVersions() {
        String name = crawler();
        glue().updateCrawler(update -> update.name(name).description("quotes").tablePrefix("raw_"));
        Crawler crawler = glue().getCrawler(get -> get.name(name)).crawler();
        assertThat(crawler.description()).isEqualTo("quotes");
        assertThat(crawler.tablePrefix()).isEqualTo("raw_");
        assertThat(crawler.version()).isEqualTo(2);
        assertThat(crawler.targets().s3Targets()).hasSize(1);
    }

    @Test
    default void missesACrawler() {
        String none = RUN + "none";
        assertThatThrownBy(() -> glue().getCrawler(get -> get.name(none))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().startCrawler(start -> start.name(none))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().stopCrawler(stop -> stop.name(none))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().updateCrawler(update -> update.name(none))).isInstanceOf(EntityNotFoundException.class);
        assertThatThrownBy(() -> glue().deleteCrawler(delete -> delete.name(none))).isInstanceOf(EntityNotFoundException.class);
        assertThat(glue().batchGetCrawlers(get -> get.crawlerNames(none)).crawlersNotFound()).containsExactly(none);
    }

    @Test
    default void listsCrawlers() {
        String a = crawler();
        String b = crawler();
        assertThat(glue().listCrawlersPaginator(list -> list.maxResults(1)).stream().flatMap(page -> page.crawlerNames().stream())).contains(a, b);
        assertThat(glue().getCrawlersPaginator(list -> { }).stream().flatMap(page -> page.crawlers().stream()).map(Crawler::name)).contains(a, b);
        assertThat(glue().batchGetCrawlers(get -> get.crawlerNames(a, b)).crawlers()).hasSize(2);
    }

    @Test
    default void crawlsAndTellsHowItWent() {
        put("date=2026-11-21/a.json", "{\"index\":\"NYA\",\"close\":1.5,\"volume\":7,\"day\":\"2026-11-21\"}");
        put("date=2026-11-22/a.json", "{\"index\":\"NYA\",\"close\":2.5,\"volume\":8,\"day\":\"2026-11-22\"}");
        String name = crawler();
        Crawler crawler = crawl(name);

        assertThat(crawler.lastCrawl().status()).isEqualTo(LastCrawlStatus.SUCCEEDED);
        assertThat(crawler.lastCrawl().startTime()).isNotNull();
        assertThat(crawler.lastCrawl().logGroup()).isEqualTo("/aws-glue/crawlers");
        Table table = glue().getTables(get -> get.databaseName(crawler.databaseName())).tableList().get(0);
        assertThat(table.storageDescriptor().columns()).extracting(Column::name).containsExactlyInAnyOrder("index", "close", "volume", "day");
        assertThat(table.storageDescriptor().columns()).filteredOn(column -> column.name().equals("close")).extracting(Column::type).containsExactly("double");
        assertThat(table.storageDescriptor().columns()).filteredOn(column -> column.name().equals("day")).extracting(Column::type).containsExactly("string");
        assertThat(table.partitionKeys()).extracting(Column::name).containsExactly("date");
        assertThat(table.parameters()).containsEntry("classification", "json").containsEntry("UPDATED_BY_CRAWLER", name);
        assertThat(glue().getPartitions(get -> get.databaseName(crawler.databaseName()).tableName(table.name()).expression("date = '2026-11-22'")).partitions())
                .singleElement().satisfies(partition -> assertThat(partition.storageDescriptor().location()).endsWith("/date=2026-11-22/"));
        assertThat(glue().getCrawlerMetrics(get -> get.crawlerNameList(name)).crawlerMetricsList()).singleElement().satisfies(metrics -> {
            assertThat(metrics.tablesCreated()).isEqualTo(1);
            assertThat(metrics.lastRuntimeSeconds()).isPositive();
        });
    }

    @Test
    default void refusesToStartTwiceToChangeAndToDeleteWhileItRuns() {
        IntStream.range(0, 100).forEach(i -> put("date=" + i + "/a.json", "{\"a\":1}"));
        String name = crawler();
        glue().startCrawler(start -> start.name(name));
        assertThatThrownBy(() -> glue().startCrawler(start -> start.name(name))).isInstanceOf(CrawlerRunningException.class);
        assertThatThrownBy(() -> glue().updateCrawler(update -> update.name(name).description("x"))).isInstanceOf(CrawlerRunningException.class);
        assertThatThrownBy(() -> glue().deleteCrawler(delete -> delete.name(name))).isInstanceOf(CrawlerRunningException.class);

        glue().stopCrawler(stop -> stop.name(name));
        assertThatThrownBy(() -> glue().stopCrawler(stop -> stop.name(name)))
                .isInstanceOfAny(CrawlerStoppingException.class, CrawlerNotRunningException.class);
        untilReady(name);
        assertThat(glue().getCrawler(get -> get.name(name)).crawler().lastCrawl().status()).isEqualTo(LastCrawlStatus.CANCELLED);
        assertThatThrownBy(() -> glue().stopCrawler(stop -> stop.name(name))).isInstanceOf(CrawlerNotRunningException.class);
    }

    @Test
    default void startsStopsAndChangesASchedule() {
        String name = crawler();
        assertThatThrownBy(() -> glue().startCrawlerSchedule(start -> start.crawlerName(name))).isInstanceOf(NoScheduleException.class);
        assertThatThrownBy(() -> glue().stopCrawlerSchedule(stop -> stop.crawlerName(name))).isInstanceOf(SchedulerNotRunningException.class);

        glue().updateCrawlerSchedule(update -> update.crawlerName(name).schedule("cron(15 12 * * ? *)"));
        assertThat(glue().getCrawler(get -> get.name(name)).crawler().schedule().scheduleExpression()).isEqualTo("cron(15 12 * * ? *)");
        assertThatThrownBy(() -> glue().startCrawlerSchedule(start -> start.crawlerName(name))).isInstanceOf(SchedulerRunningException.class);
        glue().stopCrawlerSchedule(stop -> stop.crawlerName(name));
        assertThat(glue().getCrawler(get -> get.name(name)).crawler().schedule().state()).isEqualTo(ScheduleState.NOT_SCHEDULED);
        glue().startCrawlerSchedule(start -> start.crawlerName(name));
        assertThat(glue().getCrawler(get -> get.name(name)).crawler().schedule().state()).isEqualTo(ScheduleState.SCHEDULED);
        assertThatThrownBy(() -> glue().updateCrawlerSchedule(update -> update.crawlerName(name).schedule("every day")))
                .isInstanceOf(InvalidInputException.class);
    }

    @Test
    default void refusesACrawlerThatCouldNotWork() {
        assertThatThrownBy(() -> glue().createCrawler(create -> create.name(RUN + "a").role(role()).targets(targets -> { })))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue().createCrawler(create -> create.name(RUN + "b").role(role()).targets(targets()).configuration("{")))
                .isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue().createCrawler(create -> create.name(RUN + "c").role(role()).targets(targets())
                .recrawlPolicy(policy -> policy.recrawlBehavior("CRAWL_NEW_FOLDERS_ONLY")))).isInstanceOf(InvalidInputException.class);
        assertThatThrownBy(() -> glue().createCrawler(create -> create.name(RUN + "d").role(role()).targets(targets()).schedule("hourly")))
                .isInstanceOf(InvalidInputException.class);
    }

    private String database() {
        String name = "d" + RUN + NUMBER.incrementAndGet();
        glue().createDatabase(create -> create.databaseInput(input -> input.name(name)));
        return name;
    }

    private void table(String database, String name) {
        glue().createTable(create -> create.databaseName(database).tableInput(tableInput(name)));
    }

    private static TableInput tableInput(String name) {
        return TableInput.builder().name(name)
                .partitionKeys(Column.builder().name("date").type("string").build(), Column.builder().name("hour").type("int").build())
                .storageDescriptor(storage -> storage.columns(Column.builder().name("close").type("double").build()).location("s3://lake/"))
                .build();
    }

    /** A database whose table quotes has the partitions 2026-11-21 and 2026-11-22, each with the hours 7 and 10. */
    private String partitioned() {
        String database = database();
        table(database, "quotes");
        for (String date : List.of("2026-11-21", "2026-11-22")) {
            for (String hour : List.of("7", "10")) {
                glue().createPartition(create -> create.databaseName(database).tableName("quotes").partitionInput(partition(date, hour)));
            }
        }
        return database;
    }

    private static PartitionInput partition(String date, String hour) {
        return PartitionInput.builder().values(date, hour)
                .storageDescriptor(storage -> storage.columns(Column.builder().name("close").type("double").build())
                        .location("s3://lake/date=" + date + "/hour=" + hour + "/"))
                .build();
    }

    private static PartitionValueList valueList(String... values) {
        return PartitionValueList.builder().values(values).build();
    }

    private static BatchUpdatePartitionRequestEntry entry(PartitionInput input) {
        return BatchUpdatePartitionRequestEntry.builder().partitionValueList(input.values()).partitionInput(input).build();
    }

    private List<String> values(String database, String expression) {
        return glue().getPartitions(get -> get.databaseName(database).tableName("quotes").expression(expression)).partitions().stream()
                .map(partition -> String.join("/", partition.values())).toList();
    }

    private S3Target target() {
        return S3Target.builder().path("s3://" + bucket() + "/" + RUN + "/quotes/").build();
    }

    private java.util.function.Consumer<software.amazon.awssdk.services.glue.model.CrawlerTargets.Builder> targets() {
        return targets -> targets.s3Targets(target());
    }

    private String crawler() {
        String name = RUN + "-" + NUMBER.incrementAndGet();
        String database = database();
        glue().createCrawler(create -> create.name(name).role(role()).databaseName(database).targets(targets()));
        return name;
    }

    private void put(String key, String line) {
        s3().putObject(put -> put.bucket(bucket()).key(RUN + "/quotes/" + key), RequestBody.fromString(line + "\n"));
    }

    private Crawler crawl(String name) {
        glue().startCrawler(start -> start.name(name));
        return untilReady(name);
    }

    private Crawler untilReady(String name) {
        return Awaitility.await().pollInterval(Duration.ofMillis(50)).atMost(Duration.ofMinutes(10)).until(
                () -> glue().getCrawler(get -> get.name(name)).crawler(), crawler -> crawler.state() == CrawlerState.READY);
    }
}

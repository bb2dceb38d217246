package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.trino.sql.parser.SqlParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.catalog.Crawler;
import routes.query.QueryFailedException;
import routes.query.SqlFiles;
import routes.report.Report;
import routes.report.ReportRun;
import routes.report.Reports;
import routes.transform.CuratedColumn;
import routes.transform.CuratedFolders;
import routes.transform.CuratedPartition;
import routes.transform.CuratedTable;
import routes.transform.Curation;
import routes.transform.CurationSql;
import routes.transform.NewObjects;
import routes.transform.Transform;
import routes.transform.Transforms;
import routes.transform.Watermark;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Partition;

/** The project's own transform on a lake of the test's own, whose raw table has another name. */
@Tag("servers")
class CurateRouteTest {
    private static final Path TRANSFORM = Path.of("src/main/resources/transforms/quotes_daily.sql");

    @TempDir
    Path directory;

    private Path transforms;
    private Path reports;

    @BeforeEach
    void directories() throws IOException {
        transforms = Files.createDirectories(directory.resolve("transforms"));
        reports = Files.createDirectories(directory.resolve("reports"));
    }

    @Test
    void theStatementsSpeakTheGrammarOfAthena() throws IOException {
        Transform transform = Transform.parse("quotes_daily", Files.readString(TRANSFORM));
        assertThat(transform.problem()).isNull();
        CurationSql sql = new CurationSql(transform, "stock_market");
        NewObjects objects = objects();
        String unload = sql.unload(
                objects, List.of("volume double"), List.of(new CuratedColumn("index", "varchar")), List.of("2024", "2025"), true, "s3://lake/new/");

        assertThat(unload).startsWith("UNLOAD (").contains(") TO 's3://lake/new/' WITH (format = 'PARQUET', compression = 'ZSTD', partitioned_by = ARRAY['year'])");
        for (String statement : List.of(
                transform.sql(),
                sql.columns(List.of("volume double")),
                sql.counts(objects, List.of()),
                unload.substring("UNLOAD (".length(), unload.lastIndexOf(") TO '")),
                sql.total())) {
            assertThat(new SqlParser().createStatement(statement)).isNotNull();
        }
    }

    private static NewObjects objects() {
        return new NewObjects(
                new TreeMap<>(Map.of(0, new NewObjects.Range(0, 9), 3, new NewObjects.Range(7, 8))),
                "2026-11-21", "2026-11-22", 2, 12, 1000, Watermark.parse("0:9,3:8"));
    }

    @Test
    void keepsOneRowForEachIndexAndDay() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11), quote("HSI", "2024-01-02", 12));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|10.0|2023", "HSI|2024-01-02|12.0|2024");
            assertThat(table(lab).state().columns()).contains(new CuratedColumn("trade_date", "date"), new CuratedColumn("volume", "double"));
            assertThat(Lab.keys(curated(lab))).hasSize(2).allMatch(key -> key.endsWith(".parquet"));
        }
    }

    @Test
    void aReplayDoublesNothingAndALaterVersionWins() throws IOException {
        try (Lab lab = lake()) {
            String[] quotes = {quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11)};
            lab.send(0, quotes);
            run(lab);
            lab.send(0, quotes);
            lab.send(0, quote("HSI", "2024-01-02", 13));
            run(lab);

            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|10.0|2023", "HSI|2024-01-02|13.0|2024");
            assertThat(lab.query("SELECT count(*) FROM \"" + lab.database + "\"")).containsExactly("5");
        }
    }

    @Test
    void onlyPartitionsWithNewRowsAreWritten() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11));
            run(lab);
            Map<String, String> before = locations(lab);
            lab.send(1, quote("NYA", "2024-01-02", 20));
            run(lab);
            Map<String, String> after = locations(lab);

            assertThat(after.get("2023")).isEqualTo(before.get("2023"));
            assertThat(after.get("2024")).isNotEqualTo(before.get("2024"));
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|10.0|2023", "HSI|2024-01-02|11.0|2024", "NYA|2024-01-02|20.0|2024");

            run(lab);
            assertThat(locations(lab)).isEqualTo(after);
        }
    }

    @Test
    void leavesOutWhatIsNoQuoteAndCountsIt() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11), quote("HSI", "2 January", 11), quote("HSI", "2024-01-03", 0), "{\"index\":\"HSI\",\"close\":5}",
                    "{\"index\":\"HSI\",\"trade_date\":\"2024-01-04\",\"close\":null}", "{\"trade_date\":\"2024-01-04\",\"close\":7}");
            run(lab);
            lab.send(0, "{\"index\":\"HSI\",\"close\":5}");
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).containsExactly("HSI|2024-01-02|11.0|2024");
            assertThat(curation(lab).isNeeded()).isFalse();
        }
    }

    @Test
    void columnsThatTheRawTableLacksAreNull() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, "{\"index\":\"HSI\",\"trade_date\":\"2024-01-02\",\"close\":11.5}");
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(lab.query("SELECT close, volume, close_usd FROM quotes_daily")).containsExactly("11.5|null|null");
        }
    }

    @Test
    void theBarsOfADayMakeTheDayHoweverTheyAreSorted() throws IOException {
        try (Lab lab = lake()) {
            String[] bars = {
                bar("15:30", 12, 15, 11, 13, 5), bar("09:30", 10, 11, 9, 10.5, 100), bar("12:00", 10.5, 12, 8, 12, 30), bar("12:00", 10.5, 12, 9.5, 12, 20)};
            lab.send(0, bars);
            lab.send(0, bars);
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(lab.query("SELECT index, trade_date, open, high, low, close, volume FROM quotes_daily"))
                    .containsExactly("HSI|2024-01-02|10.0|15.0|9.0|13.0|125.0");
        }
    }

    private static String bar(String time, double open, double high, double low, double close, long volume) {
        return "{\"index\":\"HSI\",\"trade_date\":\"2024-01-02 %s:00.000\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,\"volume\":%d}"
                .formatted(time, open, high, low, close, volume);
    }

    @Test
    void aColumnThatMustBeThereIsNamed() throws IOException {
        report("count", "SELECT count(*) AS records FROM \"%s\"");
        try (Lab lab = lake()) {
            Path transform = transforms.resolve("quotes_daily.sql");
            Files.writeString(transform, Files.readString(transform).replace("close double, adj_close", "adj_close"));
            lab.send(0, "{\"index\":\"HSI\",\"trade_date\":\"2024-01-02\"}");
            run(lab);

            assertThat(failures(lab)).singleElement().asString().contains("transform quotes_daily.sql failed").contains("COLUMN_NOT_FOUND").contains("close");
            assertThat(lab.pipeline().bean("reports", Reports.class).lastRuns()).singleElement().matches(ReportRun::succeeded);
        }
    }

    @Test
    void aReportThatNeedsWhatTheDataLackIsNotRunAndThatIsNoFailure() throws IOException {
        report("a-volume", "-- needs: close, volume\nSELECT sum(volume) AS volume FROM quotes_daily");
        report("b-close", "-- needs: close\nSELECT count(*) AS days FROM quotes_daily");
        try (Lab lab = lake()) {
            lab.send(0, "{\"index\":\"HSI\",\"trade_date\":\"2024-01-02 09:30:00.000\",\"close\":11.5}");
            run(lab);

            Reports reports = lab.pipeline().bean("reports", Reports.class);
            assertThat(reports.lastRuns()).extracting(ReportRun::lack).containsExactly("needs a volume, the data have none", null);
            assertThat(reports.allSucceeded()).isTrue();
            assertThat(reports.failures()).isEmpty();
            assertThat(reports.costLine()).startsWith("1 report: ");
            assertThat(rows(lab)).containsExactly("HSI|2024-01-02|11.5|2024");
            JsonNode latest = Lab.json(Lab.cloud().s3()
                    .getObjectAsBytes(get -> get.bucket(Lab.BUCKET).key("reports/a-volume/latest.json")).asByteArray());
            assertThat(latest.path("state").asText()).isEqualTo("NOT_FOR_THE_DATA");
            assertThat(latest.path("needs").asText()).isEqualTo("needs a volume, the data have none");
            lab.send(0, "{\"index\":\"HSI\",\"trade_date\":\"2024-01-03\",\"close\":11.5,\"volume\":7}");
            run(lab);
            assertThat(reports.lastRuns()).allMatch(ReportRun::succeeded);
        }
    }

    @Test
    void withoutARawTableItSaysSo() throws IOException {
        try (Lab lab = lake()) {
            run(lab);
            assertThat(failures(lab)).containsExactly(
                    "transform quotes_daily.sql failed: there is no table %s.%1$s yet".formatted(lab.database));
        }
    }

    @Test
    void whatARunWroteThatWasKilledIsNotReadAndComesAgain() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11));
            run(lab);
            List<String> before = rows(lab);
            lab.send(0, quote("HSI", "2023-12-29", 20), quote("HSI", "2024-01-02", 21), quote("HSI", "2025-01-02", 31));
            crawl(lab);
            Curation killed = unloaded(lab);
            assertThat(rows(lab)).isEqualTo(before);

            // killed after the catalog has one of its three partitions
            CuratedPartition first = killed.written().get("2023");
            table(lab).point(transform(lab), table(lab).state().columns(), first);
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|20.0|2023", "HSI|2024-01-02|11.0|2024");

            run(lab);
            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|20.0|2023", "HSI|2024-01-02|21.0|2024", "HSI|2025-01-02|31.0|2025");
        }
    }

    @Test
    void ofTwoRunsAtTheSameTimeTheSecondOneStepsBack() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            run(lab);
            lab.send(0, quote("HSI", "2024-01-03", 12));
            crawl(lab);
            Curation slow = unloaded(lab);
            lab.send(0, quote("HSI", "2024-01-04", 13));
            run(lab);

            assertThatThrownBy(() -> slow.commit(Instant.now()))
                    .isInstanceOf(QueryFailedException.class)
                    .hasMessage("another run changed year=2024 meanwhile; the next one goes on");
            assertThat(rows(lab)).hasSize(3);
        }
    }

    @Test
    void aRunThatWakesUpTooLateIsMended() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            run(lab);
            lab.send(0, quote("HSI", "2024-01-03", 12));
            crawl(lab);
            Curation late = unloaded(lab);
            lab.send(0, quote("HSI", "2024-01-04", 13), quote("HSI", "2025-01-02", 14));
            run(lab);
            assertThat(rows(lab)).hasSize(4);

            // it had looked whether another one was there before that one was
            CuratedPartition older = late.written().get("2024");
            table(lab).point(transform(lab), table(lab).state().columns(), older);
            assertThat(rows(lab)).hasSize(3);
            run(lab);
            List<String> all = List.of(
                    "HSI|2024-01-02|11.0|2024", "HSI|2024-01-03|12.0|2024", "HSI|2024-01-04|13.0|2024", "HSI|2025-01-02|14.0|2025");
            assertThat(rows(lab)).isEqualTo(all);

            // and it slept until its objects were swept
            curation(lab).sweep(Instant.now().plusSeconds(60));
            table(lab).point(transform(lab), table(lab).state().columns(), older);
            assertThat(rows(lab)).hasSize(1);
            run(lab);
            assertThat(rows(lab)).isEqualTo(all);
        }
    }

    @Test
    void aPartitionThatSomeoneDroppedComesBack() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11));
            run(lab);
            table(lab).forget("2023");
            run(lab);
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|10.0|2023", "HSI|2024-01-02|11.0|2024");
        }
    }

    @Test
    void aTableWhoseObjectsAreLostComesBackWhenItIsDropped() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11));
            run(lab);
            Lab.keys(curated(lab)).forEach(key -> Lab.cloud().s3().deleteObject(delete -> delete.bucket(Lab.BUCKET).key(key)));
            Lab.cloud().glue().deleteTable(delete -> delete.databaseName(lab.database).name("quotes_daily"));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).containsExactly("HSI|2023-12-29|10.0|2023", "HSI|2024-01-02|11.0|2024");
        }
    }

    @Test
    void anEditedTransformMakesTheTableAnew() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2024-01-02", 11));
            run(lab);
            Path file = transforms.resolve("quotes_daily.sql");
            Files.writeString(file, Files.readString(file).replace("close > 0", "close > 10").replace("       kafka_partition,\n       kafka_offset", "       close * 2 AS twice,\n       kafka_partition,\n       kafka_offset"));
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).containsExactly("HSI|2024-01-02|11.0|2024");
            assertThat(lab.query("SELECT twice FROM quotes_daily")).containsExactly("22.0");
            assertThat(locations(lab)).containsOnlyKeys("2024");
        }
    }

    @Test
    void aTransformThatWasEditedAndKilledAndSetBackMakesTheTableAnew() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2023-12-29", 10), quote("HSI", "2023-12-30", 30), quote("HSI", "2024-01-02", 11));
            run(lab);
            List<String> before = rows(lab);
            Path file = transforms.resolve("quotes_daily.sql");
            String sql = Files.readString(file);
            Files.writeString(file, sql.replace("close > 0", "close > 10"));
            Curation killed = unloaded(lab);
            table(lab).point(transform(lab), table(lab).state().columns(), killed.written().get("2023"));
            assertThat(rows(lab)).hasSize(2);
            Files.writeString(file, sql);
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).isEqualTo(before);
        }
    }

    @Test
    void replacedObjectsStayForAWhileAndThenGo() throws IOException {
        try (Lab lab = lake("transform.keep-replaced", "3600")) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            run(lab);
            lab.send(0, quote("HSI", "2024-01-03", 12));
            run(lab);
            assertThat(Lab.keys(curated(lab))).hasSize(2);

            Curation curation = curation(lab);
            curation.sweep(Instant.now().minusSeconds(60));
            assertThat(Lab.keys(curated(lab))).hasSize(2);
            curation.sweep(Instant.now().plusSeconds(60));
            assertThat(Lab.keys(curated(lab))).singleElement().asString().startsWith(locations(lab).get("2024").replace("s3://lab/", ""));
            assertThat(rows(lab)).hasSize(2);
        }
    }

    @Test
    void replacedObjectsGoAlsoWhenEveryRunReplacesMore() throws IOException {
        try (Lab lab = lake("transform.keep-replaced", "3600")) {
            List<String> versions = new ArrayList<>();
            Instant replacedOnce = Instant.EPOCH;
            for (String day : List.of("2024-01-02", "2024-01-03", "2024-01-04")) {
                replacedOnce = Instant.now();
                lab.send(0, quote("HSI", day, 11));
                run(lab);
                versions.add(locations(lab).get("2024").replace("s3://lab/", ""));
            }
            assertThat(Lab.keys(curated(lab))).hasSize(3);

            curation(lab).sweep(replacedOnce);
            assertThat(Lab.keys(curated(lab))).as("the last two versions").hasSize(2)
                    .anyMatch(key -> key.startsWith(versions.get(1))).anyMatch(key -> key.startsWith(versions.get(2)));
        }
    }

    @Test
    void aPartitionThatTheTableHasNoMoreStaysUntilTheNextRun() throws IOException {
        try (Lab lab = lake("transform.keep-replaced", "0")) {
            lab.send(0, quote("HSI", "2023-01-03", 1), quote("HSI", "2024-01-02", 11));
            run(lab);
            String gone = locations(lab).get("2023").replace("s3://lab/", "");
            Path file = transforms.resolve("quotes_daily.sql");
            Files.writeString(file, Files.readString(file).replace("close > 0", "close > 1"));
            run(lab);
            assertThat(locations(lab)).containsOnlyKeys("2024");
            assertThat(Lab.keys(gone)).as("queries may still read them").isNotEmpty();

            run(lab);
            assertThat(Lab.keys(gone)).isEmpty();
        }
    }

    @Test
    void objectsOfDatesThatTheCrawlerHasNotSeenWaitForIt() throws IOException {
        try (Lab lab = lake("glue.register-partitions", "false")) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            run(lab);
            GlueClient glue = Lab.cloud().glue();
            Partition raw = glue.getPartitions(get -> get.databaseName(lab.database).tableName(lab.database)).partitions().get(0);
            glue.deletePartition(delete -> delete.databaseName(lab.database).tableName(lab.database).partitionValues(raw.values()));
            lab.send(0, quote("HSI", "2024-01-03", 12));
            lab.drained();
            assertThat(curation(lab).isNeeded()).isFalse();

            run(lab);
            assertThat(rows(lab)).hasSize(2);
        }
    }

    @Test
    void anotherTableOfItsNameIsLeftAlone() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            crawl(lab);
            lab.query("CREATE TABLE quotes_daily WITH (external_location = 's3://lab/theirs/%s/') AS SELECT 1 AS a".formatted(lab.topic));
            run(lab);

            assertThat(failures(lab)).singleElement().asString().endsWith("quotes_daily exists already, and no transform made it");
            assertThat(lab.query("SELECT a FROM quotes_daily")).containsExactly("1");
        }
    }

    @Test
    void anAnalystsOwnTransformMakesATableOfItsOwn() throws IOException {
        Files.writeString(transforms.resolve("big-days.sql"), """
                -- title: Days above a level
                -- description: The days of each index that closed above a level.
                -- table: big_days
                -- source: %s
                -- partition: symbol
                -- key: trade_date
                -- parameter: level = 10.5
                SELECT trade_date, close, kafka_partition, kafka_offset, kafka_timestamp, index AS symbol
                FROM %1$s
                WHERE close > :level
                """);
        Files.writeString(transforms.resolve("broken.sql"), "-- partition: year\nSELECT 1 AS year");
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11), quote("HSI", "2024-01-03", 10), quote("NYA", "2024-01-03", 30));
            run(lab);

            assertThat(failures(lab)).containsExactly("transform broken.sql failed: broken.sql:1: '-- key: …' is missing");
            assertThat(lab.query("SELECT symbol, trade_date, close FROM big_days ORDER BY symbol"))
                    .containsExactly("HSI|2024-01-02|11", "NYA|2024-01-03|30");
            assertThat(rows(lab)).hasSize(3);
        }
    }

    @Test
    void aTransformWithoutItsKeyInTheQueryIsRefused() throws IOException {
        Files.writeString(transforms.resolve("a.sql"), "-- source: %s\n-- partition: year\n-- key: day\nSELECT index, '2024' AS year FROM %1$s");
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            run(lab);

            assertThat(failures(lab)).containsExactly("transform a.sql failed: its query gives [index, year], without [day, kafka_timestamp, kafka_offset, kafka_partition]");
        }
    }

    @Test
    void waitsWhileGlueAndAthenaThrottle() throws IOException {
        try (Lab lab = lake()) {
            lab.send(0, quote("HSI", "2024-01-02", 11));
            lab.drained();
            Lab.cloud().throttleAws(3);
            run(lab);

            assertThat(failures(lab)).isEmpty();
            assertThat(rows(lab)).hasSize(1);
        }
    }

    /** The two layers must tell an analyst the same, whichever is asked. */
    @Test
    void everyReportAnswersTheSameOverRawJsonAndCuratedParquet() throws IOException {
        try (Lab lab = lake()) {
            String[] quotes = sample();
            lab.send(0, quotes);
            lab.send(0, Stream.of(quotes).limit(200).toArray(String[]::new));
            run(lab);
            assertThat(failures(lab)).isEmpty();

            String asView = """
                    WITH quotes_daily AS (
                    SELECT * FROM (SELECT version.*, row_number() OVER (PARTITION BY index, trade_date ORDER BY kafka_offset DESC) AS place
                                   FROM (%s) AS version) AS placed
                    WHERE place = 1),
                    quotes_adjusted AS (SELECT * FROM quotes_daily)
                    SELECT * FROM (%s)""";
            for (SqlFiles.SqlFile file : SqlFiles.of("report.directory", "src/main/resources/reports")) {
                String report = Report.parse(file.name(), file.text()).sql().replace("FROM quotes\n", "FROM " + lab.database + "\n");
                List<String> curated = lab.query(report);
                assertThat(curated).as(file.name()).isNotEmpty();
                assertThat(lab.query(asView.formatted(transform(lab).sql(), report))).as(file.name()).containsExactlyInAnyOrderElementsOf(curated);
            }
        }
    }

    /** Three indices of the sample, its last two years. */
    private static String[] sample() throws IOException {
        List<String> quotes = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of("data/quotes.csv"))) {
            String[] cells = line.split(",");
            if (List.of("HSI", "000001.SS", "N225").contains(cells[0]) && cells[1].compareTo("2023") > 0) {
                quotes.add("{\"index\":\"%s\",\"trade_date\":\"%s\",\"open\":%s,\"high\":%s,\"low\":%s,\"close\":%s,\"adj_close\":%s,\"volume\":%s,\"close_usd\":%s}"
                        .formatted((Object[]) cells));
            }
        }
        return quotes.toArray(String[]::new);
    }

    private static String quote(String index, String day, int close) {
        return "{\"index\":\"%s\",\"trade_date\":\"%s\",\"open\":1,\"high\":99,\"low\":1,\"close\":%d,\"adj_close\":1,\"volume\":7,\"close_usd\":1.5}"
                .formatted(index, day, close);
    }

    /** An empty lake whose transforms and reports read its own raw table. */
    private Lab lake(String... settings) throws IOException {
        Files.writeString(transforms.resolve("quotes_daily.sql"), Files.readString(TRANSFORM)
                .replace("-- source: quotes\n", "-- source: %s\n").replace("FROM quotes\n", "FROM %1$s\n"));
        Lab lab = Lab.with(settings).set("report.directory", reports.toString()).set("transform.directory", transforms.toString());
        lab.set("transform.prefix", "curated/" + lab.topic);
        for (Path folder : List.of(transforms, reports)) {
            for (Path file : Files.list(folder).toList()) {
                Files.writeString(file, Files.readString(file).formatted(lab.database));
            }
        }
        lab.createTopics().start();
        return lab;
    }

    private void report(String name, String sql) throws IOException {
        Files.writeString(reports.resolve(name + ".sql"), sql);
    }

    private static String curated(Lab lab) {
        return "curated/%s/quotes_daily/".formatted(lab.topic);
    }

    private static void run(Lab lab) {
        lab.drained();
        lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
    }

    private static void crawl(Lab lab) {
        lab.drained();
        lab.pipeline().bean("crawler", Crawler.class).crawl();
    }

    private static List<String> failures(Lab lab) {
        return List.copyOf(lab.pipeline().bean("transforms", Transforms.class).failures().values());
    }

    private static Transform transform(Lab lab) {
        return lab.pipeline().bean("transforms", Transforms.class).all().stream()
                .filter(transform -> transform.name().equals("quotes_daily")).findFirst().orElseThrow();
    }

    private static Curation curation(Lab lab) {
        return lab.pipeline().bean("transforms", Transforms.class).plan(transform(lab), "test");
    }

    private static CuratedTable table(Lab lab) {
        return new CuratedTable(Lab.cloud().glue(), lab.database, "quotes_daily", new CuratedFolders(Lab.cloud().s3(), Lab.BUCKET, curated(lab)));
    }

    /** A run up to the moment before it tells the catalog. */
    private static Curation unloaded(Lab lab) {
        Curation curation = curation(lab);
        curation.counts(lab.query(curation.getCountsSql()).stream().map(row -> List.of(row.split("\\|"))).toList());
        for (List<String> partitions : curation.batches()) {
            lab.query(curation.unloadSql(partitions));
            curation.unloaded(partitions);
        }
        return curation;
    }

    private static Map<String, String> locations(Lab lab) {
        Map<String, String> locations = new TreeMap<>();
        table(lab).partitions().forEach((value, partition) -> locations.put(value, partition.location()));
        return locations;
    }

    private static List<String> rows(Lab lab) {
        return lab.query("SELECT index, trade_date, close, year FROM quotes_daily ORDER BY index, trade_date");
    }
}

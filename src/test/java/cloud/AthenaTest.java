package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.GetQueryResultsResponse;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.TableMetadata;

@Tag("servers")
class AthenaTest {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.put("raw/quotes/date=2026-11-21/a.json",
                "{\"index\":\"NYA\",\"close\":10.5,\"volume\":7}", "{\"index\":\"HSI\",\"close\":20,\"volume\":null}");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"index\":\"NYA\",\"close\":11.5,\"volume\":9}");
        lake.createCrawler("quotes", "raw/quotes/");
        lake.crawl("quotes");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void answersWithTypedRowsUnderAHeader() {
        QueryExecution execution = lake.finish(lake.start("SELECT \"index\", close, volume, \"date\", 1 + 1 FROM quotes ORDER BY 4, 1"));

        GetQueryResultsResponse results = lake.athena.getQueryResults(request -> request.queryExecutionId(execution.queryExecutionId()));

        assertThat(results.resultSet().resultSetMetadata().columnInfo()).extracting(ColumnInfo::name)
                .containsExactly("index", "close", "volume", "date", "_col4");
        assertThat(results.resultSet().resultSetMetadata().columnInfo()).extracting(ColumnInfo::type)
                .containsExactly("varchar", "double", "bigint", "varchar", "integer");
        assertThat(lake.rows("SELECT \"index\", close, volume, \"date\" FROM quotes ORDER BY \"date\", \"index\""))
                .containsExactly("index|close|volume|date", "HSI|20.0|null|2026-11-21", "NYA|10.5|7|2026-11-21", "NYA|11.5|9|2026-11-22");
    }

    @Test
    void keepsTheResultAsCsvWithNullsUnquoted() {
        QueryExecution execution = lake.finish(lake.start("SELECT 'a \"b\"' AS x, CAST(NULL AS bigint) AS y"));

        String key = "athena-results/" + execution.queryExecutionId() + ".csv";
        assertThat(execution.resultConfiguration().outputLocation()).isEqualTo("s3://lake/" + key);
        assertThat(lake.s3.getObjectAsBytes(request -> request.bucket(LocalLake.BUCKET).key(key)).asUtf8String())
                .isEqualTo("\"x\",\"y\"\n\"a \"\"b\"\"\",\n");
        assertThat(lake.s3.headObject(request -> request.bucket(LocalLake.BUCKET).key(key + ".metadata")).contentLength()).isPositive();
    }

    @Test
    void readsOnlyThePartitionsThatTheConditionLeaves() {
        long all = lake.finish(lake.start("SELECT count(*) FROM quotes")).statistics().dataScannedInBytes();
        long one = lake.finish(lake.start("SELECT count(*) FROM quotes q WHERE q.\"date\" >= '2026-11-22'")).statistics().dataScannedInBytes();

        assertThat(one).isPositive().isLessThan(all);
        assertThat(lake.query("SELECT count(*) FROM quotes q WHERE q.\"date\" >= '2026-11-22' AND close > 1")).containsExactly("1");
        assertThat(lake.query("SELECT count(*) FROM quotes WHERE \"date\" = '2020-01-01'")).containsExactly("0");
    }

    @Test
    void pagesLongResults() {
        QueryExecution execution = lake.finish(lake.start("SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n)"));

        GetQueryResultsResponse first = lake.athena.getQueryResults(request -> request.queryExecutionId(execution.queryExecutionId()));
        assertThat(first.resultSet().rows()).hasSize(1000);
        assertThat(first.nextToken()).isNotNull();
        assertThat(lake.query("SELECT n FROM UNNEST(sequence(1, 2500)) AS t(n)")).hasSize(2500);
    }

    @Test
    void fillsInExecutionParameters() {
        assertThat(lake.query("SELECT close FROM quotes WHERE \"index\" = ? AND close > ?", "'NYA'", "11")).containsExactly("11.5");
    }

    @Test
    void saysWhyAQueryFailedInAthenasWords() {
        assertThat(lake.failure("SELECT x FROM quotes")).isEqualTo("COLUMN_NOT_FOUND: line 1:8: Column 'x' cannot be resolved"
                + " or requester is not authorized to access requested resources");
        assertThat(lake.failure("SELECT * FROM x")).isEqualTo("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.stock_market.x' does not exist");
        assertThat(lake.failure("SELECT read_text('/etc/passwd')"))
                .isEqualTo("FUNCTION_NOT_FOUND: line 1:8: Function 'read_text' not registered");
    }

    @Test
    void refusesAtTheCallWhatTheGrammarDoesNotKnow() {
        InvalidRequestException refused = lake.refusal("SELEC 1;");

        assertThat(refused.awsErrorDetails().errorMessage()).startsWith("line 1:1: mismatched input 'SELEC'. Expecting: ");
        assertThat(refused.athenaErrorCode()).isEqualTo("MALFORMED_QUERY");
        assertThat(lake.refusal("SELECT 1 QUALIFY true")).hasMessageContaining("line 1:18: mismatched input 'true'");
        assertThat(lake.refusal("CREATE VIEW v AS\nSELECT FROM x")).hasMessageContaining("line 2:8: mismatched input 'FROM'");
        assertThat(lake.refusal("UNLOAD (SELECT) TO 's3://lake/x/' WITH (format = 'JSON')")).hasMessageContaining("line 1:15: mismatched input");
        assertThat(lake.refusal("PREPARE wrong FROM SELEC 1")).hasMessageContaining("line 1:20: mismatched input 'SELEC'");
    }

    @Test
    void refusesAtTheCallDdlThatHivesGrammarDoesNotKnow() {
        assertThat(lake.refusal("DROP TABLE x y")).hasMessageContaining("line 1:14: mismatched input 'y'");
        assertThat(lake.refusal("MSCK REPAIR TABEL quotes").athenaErrorCode()).isEqualTo("MALFORMED_QUERY");
        assertThat(lake.refusal("CREATE EXTERNAL TABLE x (n int\n")).hasMessageContaining("line 2:1: mismatched input '<EOF>'");
        assertThat(lake.refusal("CREATE EXTERNAL TABLE x (n whole) LOCATION 's3://lake/x/'")).hasMessageContaining("line 1:28: Unknown column type: whole");
        assertThat(lake.refusal("ALTER TABLE nowhere ADD PARTITION (day = '1'")).hasMessageContaining("mismatched input '<EOF>'");
        assertThat(lake.refusal("ALTER TABLE nowhere SET TBLPROPERTIES ('a')")).hasMessageContaining("mismatched input ')'");
        assertThat(lake.refusal("SHOW TABLES quotes")).hasMessageContaining("line 1:13: mismatched input 'quotes'");
        assertThat(lake.failure("ALTER TABLE nowhere ADD PARTITION (day = '1')")).contains("nowhere not found");
        assertThat(lake.failure("ALTER TABLE quotes CHANGE COLUMN n m int")).startsWith("NOT_SUPPORTED: ALTER TABLE … CHANGE");
    }

    @Test
    void refusesACatalogThatIsNotThere() {
        String elsewhere = lake.athena.startQueryExecution(request -> request.queryString("SELECT count(*) FROM quotes")
                .queryExecutionContext(context -> context.catalog("nocat").database("stock_market"))
                .resultConfiguration(result -> result.outputLocation("s3://lake/athena-results/"))).queryExecutionId();

        assertThat(lake.finish(elsewhere).status().stateChangeReason()).isEqualTo("CATALOG_NOT_FOUND: Catalog 'nocat' does not exist");
        for (String sql : List.of("DESCRIBE nocat.stock_market.quotes", "DROP TABLE nocat.stock_market.quotes", "SHOW TABLES IN nocat.stock_market",
                "DROP DATABASE nocat.stock_market CASCADE", "MSCK REPAIR TABLE nocat.stock_market.quotes", "CREATE DATABASE nocat.other")) {
            assertThat(lake.failure(sql)).isEqualTo("CATALOG_NOT_FOUND: Catalog 'nocat' does not exist");
        }
        assertThat(lake.rows("SHOW COLUMNS IN AwsDataCatalog.stock_market.quotes")).contains("close");
    }

    @Test
    void saysWhatIsNoPlaceInS3() {
        lake.glue.createTable(create -> create.databaseName("stock_market").tableInput(table -> table.name("elsewhere")
                .storageDescriptor(storage -> storage.location("file:///etc/"))));
        String elsewhere = "FAILED: SemanticException Not an S3 location (s3://bucket/prefix/): file:///etc/";

        assertThat(lake.failure("SELECT * FROM elsewhere")).isEqualTo(elsewhere);
        assertThat(lake.failure("UNLOAD (SELECT 1 AS a) TO 'file:///etc/' WITH (format = 'JSON')")).isEqualTo(elsewhere);
        lake.glue.updateTable(update -> update.databaseName("stock_market").tableInput(table -> table.name("elsewhere")
                .storageDescriptor(storage -> storage.location("s3://lake/../../etc/"))));
        assertThat(lake.failure("SELECT * FROM elsewhere")).isEqualTo("FAILED: SemanticException Outside the buckets: s3://lake/../../etc/");
        assertThatThrownBy(() -> lake.athena.startQueryExecution(start -> start.queryString("SELECT 1")
                .resultConfiguration(result -> result.outputLocation("s3://")))).isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("outputLocation is not a valid S3 path.");
        lake.rows("DROP TABLE elsewhere");
    }

    @Test
    void knowsOneCatalogAndFindsTablesByAnExpression() {
        assertThat(lake.failure("SELECT * FROM nocat.stock_market.quotes")).isEqualTo("CATALOG_NOT_FOUND: line 1:15: Catalog 'nocat' not found");
        assertThat(lake.query("SELECT count(*) FROM AwsDataCatalog.stock_market.quotes")).containsExactly("3");
        assertThat(lake.athena.listTableMetadata(request -> request.catalogName("AwsDataCatalog").databaseName("stock_market").expression("qu.*"))
                .tableMetadataList()).extracting(TableMetadata::name).containsExactly("quotes");
    }

    @Test
    void namesTheObjectThatHoldsABadLine() {
        lake.put("raw/bad/a.json", "{\"a\":1}");
        lake.createCrawler("bad", "raw/bad/");
        lake.crawl("bad");
        lake.put("raw/bad/b.json", "{\"a\":");

        assertThat(lake.failure("SELECT sum(a) FROM bad")).startsWith("HIVE_BAD_DATA: ").contains("s3://lake/raw/bad/b.json");
    }

    @Test
    void takesOnlyJsonNumbersForNumbersAndCutsFractionsOff() {
        lake.put("raw/strict/a.json", "{\"whole\":2.7,\"price\":1.5}\n{\"whole\":-2.7,\"price\":2}\n{\"whole\":null}\n{}\n");
        lake.put("raw/texts/a.json", "{\"whole\":1,\"price\":\"1.5\"}\n");
        for (String table : List.of("strict", "texts")) {
            lake.rows(("CREATE EXTERNAL TABLE %s (whole bigint, price double)"
                            + " ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://lake/raw/%s/'")
                    .formatted(table, table));
        }

        assertThat(lake.query("SELECT whole, price FROM strict ORDER BY whole")).containsExactly("-2|2.0", "2|1.5", "null|null", "null|null");
        assertThat(lake.query("SELECT whole FROM texts")).containsExactly("1");
        assertThat(lake.failure("SELECT price FROM texts")).startsWith("HIVE_BAD_DATA: ").contains("s3://lake/raw/texts/a.json", "\"1.5\"");
    }

    @Test
    void stopsAQuery() {
        String id = lake.start("SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a(x) CROSS JOIN UNNEST(sequence(1, 9999)) AS b(y)"
            + " CROSS JOIN UNNEST(sequence(1, 9999)) AS c(z)");

        lake.athena.stopQueryExecution(request -> request.queryExecutionId(id));

        assertThat(lake.finish(id).status().state()).isEqualTo(QueryExecutionState.CANCELLED);
    }

    @Test
    void startsAQueryOnceForOneToken() {
        StartQueryExecutionRequest request = StartQueryExecutionRequest.builder().queryString("SELECT 1")
                .clientRequestToken(UUID.randomUUID().toString()).resultConfiguration(result -> result.outputLocation("s3://lake/r/")).build();

        String id = lake.athena.startQueryExecution(request).queryExecutionId();

        assertThat(lake.athena.startQueryExecution(request).queryExecutionId()).isEqualTo(id);
        assertThatThrownBy(() -> lake.athena.startQueryExecution(request.toBuilder().queryString("SELECT 2").build()))
                .isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void remembersExecutionsAndResultsOverARestart() throws IOException {
        String id = lake.finish(lake.start("SELECT 42 AS answer")).queryExecutionId();

        lake.restartAws();

        assertThat(lake.finish(id).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
        assertThat(lake.athena.getQueryResults(request -> request.queryExecutionId(id)).resultSet().rows().get(1).data().get(0).varCharValue())
                .isEqualTo("42");
        assertThat(lake.athena.listQueryExecutions().queryExecutionIds()).contains(id);
    }

    @Test
    void followsTrinosRulesWhereTheEngineHasOthers() {
        assertThat(lake.query("SELECT 7 / 2, -7 / 2, 7 % 3, 7 / 2e0")).containsExactly("3|-3|1|3.5");
        assertThat(lake.query("SELECT x FROM (VALUES 1, NULL, 2) AS t(x) ORDER BY x DESC")).isEqualTo(List.of("2", "1", "null"));
        assertThat(lake.query("SELECT greatest(1, NULL), regexp_extract('a', 'b')")).containsExactly("null|null");
        assertThat(lake.query("SELECT date_diff('month', date '2020-01-31', date '2020-02-01'), date_add('month', 1, date '2020-01-31')"))
                .containsExactly("0|2020-02-29");
        assertThat(lake.query("SELECT CAST(2.5e0 AS bigint), try_cast('x' AS bigint), format('%.2f', 0.125e0)")).containsExactly("3|null|0.13");
        assertThat(lake.query("SELECT date_parse('03/02/2020 04:05', '%d/%m/%Y %H:%i'), from_iso8601_timestamp('2020-01-01T00:00:00Z')"))
                .containsExactly("2020-02-03 04:05:00.000|2020-01-01 00:00:00.000 UTC");
        assertThat(lake.failure("SELECT 1 / 0")).isEqualTo("DIVISION_BY_ZERO: Division by zero");
    }

    @Test
    void computesWindows() {
        assertThat(lake.query("""
                WITH q AS (SELECT "index", "date", close FROM stock_market.quotes)
                SELECT "index", "date", close - lag(close) OVER w, avg(close) OVER (PARTITION BY "index" ORDER BY "date" ROWS 1 PRECEDING)
                FROM q WINDOW w AS (PARTITION BY "index" ORDER BY "date") ORDER BY 1, 2;"""))
                .containsExactly("HSI|2026-11-21|null|20.0", "NYA|2026-11-21|null|10.5", "NYA|2026-11-22|1.0|11.0");
    }

    @Test
    void keepsDatesDates() {
        assertThat(lake.query("""
                SELECT date_add('month', 1, d), d + interval '1' day, date_trunc('month', d), max(d) + interval '1' year
                FROM (SELECT CAST("date" AS date) AS d FROM quotes WHERE "index" = 'HSI') GROUP BY d"""))
                .containsExactly("2026-12-21|2026-11-22|2026-11-01|2027-11-21");
    }

    @Test
    void refusesWhatTrinoRefusesToCompareOrToFind() {
        assertThat(lake.failure("SELECT close FROM quotes WHERE \"date\" > date '2026-01-01'"))
                .isEqualTo("TYPE_MISMATCH: line 1:39: Cannot apply operator: varchar > date");
        assertThat(lake.failure("SELECT close FROM quotes WHERE volume IN (1, '2')")).startsWith("TYPE_MISMATCH: line 1:");
        assertThat(lake.failure("WITH a AS (SELECT volume AS v FROM quotes) SELECT v || 'x' FROM a"))
                .startsWith("FUNCTION_NOT_FOUND: line 1:53: Unexpected parameters (bigint)");
        assertThat(lake.failure("SELECT close * 2 AS twice FROM quotes WHERE twice > 3")).startsWith("COLUMN_NOT_FOUND: line 1:45: Column 'twice'");
        assertThat(lake.failure("SELECT upper(\"index\") AS i, count(*) FROM quotes GROUP BY i")).startsWith("COLUMN_NOT_FOUND: line 1:59: Column 'i'");
        assertThat(lake.query("SELECT upper(\"index\") AS i, count(*) FROM quotes GROUP BY 1 ORDER BY i")).containsExactly("HSI|1", "NYA|2");
        assertThat(lake.query("SELECT a.close FROM quotes a JOIN quotes b ON a.\"date\" = b.\"date\" AND a.\"index\" < b.\"index\""
                + " WHERE EXISTS (SELECT 1 FROM quotes c WHERE c.close = a.close)")).containsExactly("20.0");
    }

    @Test
    void resolvesNamesInJoinsSubqueriesAndNestedWithClauses() {
        assertThat(lake.query("""
                WITH outside AS (SELECT "index" AS name, close FROM quotes Q WHERE q.close > 0)
                SELECT name, (WITH inside AS (SELECT close FROM quotes r WHERE r."index" = name) SELECT max(close) FROM inside)
                FROM outside o WHERE EXISTS (
                  SELECT 1 FROM quotes A JOIN quotes b ON a.volume = B.volume AND a."index" = o.name CROSS JOIN UNNEST(ARRAY[a.close]) AS u(x) WHERE x > 1)
                ORDER BY 1, 2 LIMIT 1""")).containsExactly("NYA|11.5");
        assertThat(lake.query("SELECT q.x FROM (SELECT t.a, l.x FROM (VALUES 1, 2) AS t(a) CROSS JOIN LATERAL (SELECT a + 1 AS x) AS l) q ORDER BY 1"))
                .containsExactly("2", "3");
    }

    @Test
    void givesSumsOfIntegersAsBigintAndRefusesMixedResults() {
        QueryExecution execution = lake.finish(lake.start("SELECT sum(volume), count_if(volume > 7), 1e2 * sum(volume) / count(*), ROW(1, 'a') FROM quotes"));
        assertThat(lake.athena.getQueryResults(request -> request.queryExecutionId(execution.queryExecutionId())).resultSet()
                .resultSetMetadata().columnInfo()).extracting(ColumnInfo::type).containsExactly("bigint", "bigint", "double", "row");
        // a decimal with the scale 2 times an integer has the scale 2, and so has its third
        assertThat(lake.query("SELECT 100.00 * sum(volume) / count(*) FROM quotes")).containsExactly("533.33");
        assertThat(lake.failure("SELECT CASE WHEN volume > 1 THEN 'many' ELSE 0 END FROM quotes")).startsWith("TYPE_MISMATCH: line 1:46");
        assertThat(lake.query("SELECT ROW(1, 'a')")).containsExactly("{field0=1, field1=a}");
    }

    @Test
    void translatesDeeplyNestedExpressionsInTime() {
        String nested = "1";
        for (int i = 0; i < 30; i++) {
            nested = "CASE WHEN volume > " + i + " THEN coalesce(" + nested + ", 0) + 1 ELSE 0 END";
        }
        assertThat(lake.query("SELECT sum(" + nested + ") FROM quotes WHERE \"date\" = '2026-11-21'")).containsExactly("0");
    }
}

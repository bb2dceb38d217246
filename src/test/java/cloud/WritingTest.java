package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.model.S3Object;

@Tag("servers")
class WritingTest {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.put("raw/quotes/date=2026-11-21/a.json",
                "{\"index\":\"NYA\",\"close\":10.5,\"volume\":7}", "{\"index\":\"HSI\",\"close\":20,\"volume\":null}");
        lake.put("raw/quotes/date=2027-01-04/b.json", "{\"index\":\"NYA\",\"close\":11.5,\"volume\":9}");
        lake.createCrawler("quotes", "raw/quotes/");
        lake.crawl("quotes");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    private static List<String> keys(String prefix) {
        return lake.s3.listObjectsV2(request -> request.bucket(LocalLake.BUCKET).prefix(prefix)).contents().stream().map(S3Object::key).toList();
    }

    private static Table table(String name) {
        return lake.glue.getTable(request -> request.databaseName("stock_market").name(name)).table();
    }

    private static String types(List<Column> columns) {
        return columns.stream().map(column -> column.name() + " " + column.type()).collect(Collectors.joining(", "));
    }

    @Test
    void createsATableOfAQuerysRowsInParquetAndInsertsMore() {
        lake.rows("""
                CREATE TABLE curated WITH (format = 'PARQUET', write_compression = 'ZSTD', external_location = 's3://lake/curated/',
                  partitioned_by = ARRAY['year']) AS
                SELECT "index", CAST("date" AS date) AS trade_date, CAST(close AS decimal(10, 2)) AS close, volume, true AS open,
                  year(CAST("date" AS date)) AS year
                FROM quotes WHERE "date" < '2027'""");

        assertThat(types(table("curated").storageDescriptor().columns()))
                .isEqualTo("index string, trade_date date, close decimal(10,2), volume bigint, open boolean");
        assertThat(types(table("curated").partitionKeys())).isEqualTo("year bigint");
        assertThat(keys("curated/")).singleElement().asString().startsWith("curated/year=2026/").endsWith(".parquet");

        QueryExecution insert = lake.finish(lake.start("""
                INSERT INTO curated SELECT "index", CAST("date" AS date), CAST(1 AS decimal(5, 1)), volume, false, year(CAST("date" AS date)) FROM quotes"""));

        assertThat(insert.status().stateChangeReason()).isNull();
        assertThat(lake.athena.getQueryResults(request -> request.queryExecutionId(insert.queryExecutionId())).updateCount()).isEqualTo(3);
        assertThat(keys("curated/year=2026/")).hasSize(2);
        assertThat(lake.glue.getPartitions(request -> request.databaseName("stock_market").tableName("curated")).partitions())
                .extracting(Partition::values).containsExactly(List.of("2026"), List.of("2027"));
        assertThat(lake.query("SELECT * FROM curated WHERE year = 2026 ORDER BY 1, close")).containsExactly(
                "HSI|2026-11-21|1.00|null|false|2026", "HSI|2026-11-21|20.00|null|true|2026",
                "NYA|2026-11-21|1.00|7|false|2026", "NYA|2026-11-21|10.50|7|true|2026");
        assertThat(lake.query("SELECT year, count(*) FROM curated GROUP BY year ORDER BY year DESC")).containsExactly("2027|1", "2026|4");
    }

    @Test
    void listsWhatItWroteInAManifest() {
        QueryExecution created = lake.finish(lake.start("CREATE TABLE listed AS SELECT 1 AS a"));

        assertThat(created.statementTypeAsString()).isEqualTo("DDL");
        String output = created.resultConfiguration().outputLocation();
        assertThat(output).isEqualTo("s3://lake/athena-results/tables/" + created.queryExecutionId());
        assertThat(table("listed").storageDescriptor().location()).isEqualTo(output + "/");
        String manifest = created.statistics().dataManifestLocation();
        assertThat(manifest).isEqualTo(output + "-manifest.csv");
        String listed = lake.s3.getObjectAsBytes(request -> request.bucket(LocalLake.BUCKET).key(manifest.substring("s3://lake/".length()))).asUtf8String();
        assertThat(keys("athena-results/tables/" + created.queryExecutionId() + "/")).containsExactly(listed.strip().substring("s3://lake/".length()));
        assertThat(lake.athena.getQueryResults(request -> request.queryExecutionId(created.queryExecutionId())).resultSet().rows()).isEmpty();
    }

    @Test
    void writesNestedTypesAndReadsThemBack() {
        for (String format : List.of("PARQUET", "JSON")) {
            String name = "nested_" + format.toLowerCase();
            lake.rows("CREATE TABLE " + name + " WITH (format = '" + format + "') AS SELECT ARRAY[1, 2] AS list,"
                    + " MAP(ARRAY['a'], ARRAY[1.5e0]) AS map, CAST(ROW(1, 'x') AS ROW(a bigint, b varchar)) AS pair,"
                    + " timestamp '2026-11-22 10:11:12.345' AS at, CAST(NULL AS varchar) AS nothing");
            assertThat(types(table(name).storageDescriptor().columns()))
                    .isEqualTo("list array<int>, map map<string,double>, pair struct<a:bigint,b:string>, at timestamp, nothing string");
            assertThat(lake.query("SELECT * FROM " + name)).containsExactly("[1, 2]|{a=1.5}|{a=1, b=x}|2026-11-22 10:11:12.345|null");
        }
    }

    @Test
    void unloadsToAnEmptyPlaceOnly() {
        String unload = "UNLOAD (SELECT \"index\", close, '(' AS odd, \"date\" FROM quotes ORDER BY close) TO 's3://lake/unloaded/'"
                + " WITH (format = 'JSON', compression = 'NONE', partitioned_by = ARRAY['date'])";

        assertThat(lake.rows(unload)).isEmpty();

        List<String> keys = keys("unloaded/");
        assertThat(keys).hasSize(2);
        assertThat(keys.get(0)).startsWith("unloaded/date=2026-11-21/").endsWith(".json");
        assertThat(lake.s3.getObjectAsBytes(request -> request.bucket(LocalLake.BUCKET).key(keys.get(0))).asUtf8String()).isEqualTo(
                "{\"index\":\"NYA\",\"close\":10.5,\"odd\":\"(\"}\n{\"index\":\"HSI\",\"close\":20.0,\"odd\":\"(\"}\n");
        assertThat(lake.failure(unload)).startsWith("HIVE_PATH_ALREADY_EXISTS: Target directory");
        assertThat(lake.failure("UNLOAD (SELECT x FROM quotes) TO 's3://lake/other/' WITH (format = 'PARQUET')"))
                .startsWith("COLUMN_NOT_FOUND: line 1:16: Column 'x'");
        assertThat(lake.failure("UNLOAD (SELECT 1 AS a) TO 's3://lake/other/' WITH (format = 'ORC')")).startsWith("NOT_SUPPORTED: Writing the format 'ORC'");
    }

    @Test
    void unloadsText() {
        lake.rows("UNLOAD (SELECT 1, CAST(NULL AS varchar), 'b') TO 's3://lake/text/' WITH (format='TEXTFILE', field_delimiter=',', compression='NONE')");
        assertThat(lake.s3.getObjectAsBytes(request -> request.bucket(LocalLake.BUCKET).key(keys("text/").get(0))).asUtf8String()).isEqualTo("1,\\N,b\n");
        assertThat(lake.failure("UNLOAD (SELECT 'a,b') TO 's3://lake/text2/' WITH (format='TEXTFILE', field_delimiter=',')")).contains("field delimiter");
        assertThat(lake.failure("UNLOAD (SELECT ARRAY[1]) TO 's3://lake/text2/' WITH (format='TEXTFILE')")).startsWith("NOT_SUPPORTED: Writing the type array");
        assertThat(keys("text2/")).isEmpty();
    }

    @Test
    void keepsPartitionValuesThatAreNullOrHoldSigns() {
        lake.rows("CREATE TABLE odd WITH (partitioned_by = ARRAY['p']) AS SELECT 1 AS a, 'x/y=z' AS p UNION ALL SELECT 2, NULL UNION ALL SELECT 3, 'NULL'");

        assertThat(lake.query("SELECT a, p FROM odd ORDER BY a")).containsExactly("1|x/y=z", "2|null", "3|NULL");
        assertThat(lake.query("SELECT a FROM odd WHERE p IS NULL")).containsExactly("2");
        assertThat(lake.query("SELECT a FROM odd WHERE p = 'x/y=z'")).containsExactly("1");
    }

    @Test
    void givesColumnsInTheTablesOrderAndNullsForThoseNotNamed() {
        lake.rows("CREATE TABLE target AS SELECT CAST(1 AS bigint) AS a, 'x' AS b, 1.5e0 AS c WHERE 1 = 2");

        lake.rows("INSERT INTO target (c, a) VALUES (1.5, 2), (3.0, 4)");

        lake.rows("INSERT INTO target SELECT 5, NULL, NULL UNION ALL SELECT NULL, 'y', 6e0");

        assertThat(lake.query("SELECT * FROM target ORDER BY a")).containsExactly("2|null|1.5", "4|null|3.0", "5|null|null", "null|y|6.0");
        assertThat(lake.failure("INSERT INTO target SELECT 1, 2, 3")).isEqualTo(
                "TYPE_MISMATCH: Insert query has mismatched column types: Table: [bigint, varchar, double], Query: [integer, integer, integer]");
        assertThat(lake.failure("INSERT INTO target VALUES (1, 'x')")).startsWith("TYPE_MISMATCH: Insert query has mismatched column types");
        assertThat(lake.failure("INSERT INTO target (d) VALUES (1)")).contains("Insert column name does not exist in target table: d");
        assertThat(lake.failure("INSERT INTO nowhere VALUES (1)")).startsWith("TABLE_NOT_FOUND: Table 'awsdatacatalog.stock_market.nowhere'");
        assertThat(lake.query("SELECT count(*) FROM target")).containsExactly("4");
    }

    @Test
    void refusesTablesThatAthenaWouldRefuse() {
        assertThat(lake.failure("CREATE TABLE quotes AS SELECT 1 AS a")).startsWith("TABLE_ALREADY_EXISTS: line 1:1:");
        assertThat(lake.rows("CREATE TABLE IF NOT EXISTS quotes AS SELECT 1 AS a")).isEmpty();
        assertThat(lake.failure("CREATE TABLE t1 AS SELECT 1")).startsWith("MISSING_COLUMN_NAME");
        assertThat(lake.failure("CREATE TABLE t2 AS SELECT 1 AS a, 2 AS a")).startsWith("DUPLICATE_COLUMN_NAME");
        assertThat(lake.failure("CREATE TABLE t3 AS SELECT now() AS a")).isEqualTo("NOT_SUPPORTED: Unsupported Hive type: timestamp with time zone");
        assertThat(lake.failure("CREATE TABLE t4 WITH (partitioned_by = ARRAY['a']) AS SELECT 1 AS a, 2 AS b")).startsWith("HIVE_COLUMN_ORDER_MISMATCH");
        assertThat(lake.failure("CREATE TABLE t5 WITH (partitioned_by = ARRAY['c']) AS SELECT 1 AS a, 2 AS b")).contains("[c] not present in schema");
        assertThat(lake.failure("CREATE TABLE t6 WITH (external_location = 's3://lake/raw/quotes/') AS SELECT 1 AS a")).startsWith("HIVE_PATH_ALREADY_EXISTS");
        assertThat(lake.failure("CREATE TABLE t7 WITH (bucket_count = 3) AS SELECT 1 AS a")).startsWith("NOT_SUPPORTED: The property 'bucket_count'");
        assertThat(lake.failure("CREATE TABLE t8 AS SELECT NULL AS a")).startsWith("COLUMN_TYPE_UNKNOWN");
        assertThat(lake.rows("SHOW TABLES")).doesNotContain("t1", "t2", "t3", "t4", "t5", "t6", "t7", "t8");
    }

    @Test
    void writesAtMostAHundredPartitions() {
        String rows = IntStream.rangeClosed(1, 101).mapToObj(String::valueOf).collect(Collectors.joining(", "));
        assertThat(lake.failure("CREATE TABLE many WITH (partitioned_by = ARRAY['n'], external_location = 's3://lake/many/') AS"
                + " SELECT 1 AS a, n FROM (VALUES " + rows + ") AS t(n)")).startsWith("HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of 100");
        assertThat(keys("many/")).isEmpty();
        lake.rows("CREATE TABLE hundred WITH (partitioned_by = ARRAY['n'], external_location = 's3://lake/hundred/') AS"
                + " SELECT 1 AS a, n FROM (VALUES " + rows + ") AS t(n) WHERE n <= 100");
        assertThat(keys("hundred/")).hasSize(100);
    }

    @Test
    void readsParquetOfBeforeAColumnWasAdded() {
        lake.rows("UNLOAD (SELECT 1 AS a) TO 's3://lake/grown/old/' WITH (format = 'PARQUET')");
        lake.rows("CREATE EXTERNAL TABLE grown (a bigint, b string) STORED AS PARQUET LOCATION 's3://lake/grown/'");
        assertThat(lake.query("SELECT * FROM grown")).containsExactly("1|null");
        lake.rows("CREATE EXTERNAL TABLE wrong (a string) STORED AS PARQUET LOCATION 's3://lake/grown/'");
        assertThat(lake.failure("SELECT * FROM wrong")).startsWith("HIVE_BAD_DATA: Field a's type INTEGER").contains("s3://lake/grown/old/");
    }

    @Test
    void keepsIntegersThatTheEngineWidensBigint() {
        lake.rows("CREATE TABLE widened AS SELECT n, (SELECT sum(x) FROM UNNEST(ARRAY[n, 1]) AS u(x)) AS total FROM (VALUES 2) AS t(n)");
        assertThat(types(table("widened").storageDescriptor().columns())).isEqualTo("n int, total bigint");
        assertThat(lake.query("SELECT * FROM widened")).containsExactly("2|3");
    }

    private static long scanned(String sql) {
        return lake.finish(lake.start(sql)).statistics().dataScannedInBytes();
    }

    /** The size of a column's pages as the Parquet file's own footer gives it. */
    private static long stored(String key, String column) throws Exception {
        Path file = Files.createTempFile("stored", ".parquet");
        Files.write(file, lake.s3.getObjectAsBytes(request -> request.bucket(LocalLake.BUCKET).key(key)).asByteArray());
        try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:"); Statement statement = duckDb.createStatement();
                ResultSet size = statement.executeQuery("SELECT sum(total_compressed_size) FROM parquet_metadata('" + file + "')"
                        + " WHERE path_in_schema = '" + column + "'")) {
            size.next();
            return size.getLong(1);
        } finally {
            Files.delete(file);
        }
    }

    @Test
    void countsOfParquetTheColumnsThatAQueryNeeds() throws Exception {
        lake.rows("""
                CREATE TABLE wide WITH (partitioned_by = ARRAY['p'], external_location = 's3://lake/wide/') AS
                SELECT n AS a, CAST(n AS varchar) || 'x' AS b, n * 1.5e0 AS c, n % 2 AS p FROM UNNEST(sequence(1, 1000)) AS t(n)""");
        lake.rows("CREATE VIEW seen AS SELECT a, b FROM wide WHERE c > 0");
        String even = keys("wide/p=0/").get(0);
        String odd = keys("wide/p=1/").get(0);
        long a = stored(even, "a");
        long b = stored(even, "b");
        long c = stored(even, "c");
        assertThat(List.of(a, b, c)).doesNotContain(0L).doesNotHaveDuplicates();

        assertThat(scanned("SELECT sum(a) FROM wide WHERE p = 0")).isEqualTo(a);
        assertThat(scanned("SELECT sum(a) FROM wide WHERE p = 0 AND b LIKE '1%'")).isEqualTo(a + b);
        assertThat(scanned("SELECT count(*) FROM (SELECT * FROM wide WHERE p = 0) q WHERE q.c > 10")).isEqualTo(c);
        assertThat(scanned("SELECT * FROM wide WHERE p = 0")).isEqualTo(a + b + c);
        assertThat(scanned("SELECT sum(a) FROM wide")).isEqualTo(a + stored(odd, "a"));
        assertThat(scanned("SELECT x.a FROM wide x JOIN wide y ON x.a = y.a AND y.b = '7x' WHERE x.p = 0 AND y.p = 0")).isEqualTo(a + b);
        assertThat(scanned("SELECT count(*) FROM wide WHERE p = 0")).isZero();
        assertThat(scanned("SELECT max(b) FROM seen")).isEqualTo(b + c + stored(odd, "b") + stored(odd, "c"));
        assertThat(scanned("INSERT INTO wide SELECT a, '', 0e0, 5 FROM wide WHERE p = 0")).isEqualTo(a);
    }
}

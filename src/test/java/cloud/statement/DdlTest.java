package cloud.statement;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.LocalLake;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("servers")
class DdlTest {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.put("ddl/date=2026-11-21/a.json", "{\"index\":\"NYA\",\"close\":10.5}");
        lake.put("ddl/date=2026-11-22/b.json", "{\"index\":\"HSI\",\"close\":20}");
        lake.put("elsewhere/c.json", "{\"index\":\"N225\",\"close\":30}");
        lake.rows("CREATE DATABASE IF NOT EXISTS stock_market");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void declaresATableFindsItsPartitionsAndReadsIt() {
        lake.rows("""
                CREATE EXTERNAL TABLE IF NOT EXISTS `declared` (
                  `index` string COMMENT 'the index''s symbol', close double, extra array<struct<a:bigint>>)
                PARTITIONED BY (`date` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'
                LOCATION 's3://lake/ddl/' TBLPROPERTIES ('classification'='json');""");
        assertThat(lake.query("SELECT * FROM declared")).isEmpty();

        assertThat(lake.rows("MSCK REPAIR TABLE declared")).hasSize(2);

        assertThat(lake.rows("SHOW PARTITIONS declared")).containsExactly("date=2026-11-21", "date=2026-11-22");
        assertThat(lake.query("SELECT \"index\", close, \"date\" FROM declared ORDER BY 1")).containsExactly("HSI|20.0|2026-11-22", "NYA|10.5|2026-11-21");
        assertThat(lake.rows("SHOW TABLES IN stock_market")).contains("declared");
        assertThat(lake.rows("SHOW DATABASES")).contains("stock_market");
        assertThat(lake.rows("DESCRIBE declared").get(1)).startsWith("close").contains("double");
        lake.rows("ALTER TABLE declared ADD PARTITION (`date`='elsewhere') LOCATION 's3://lake/elsewhere/'");
        assertThat(lake.query("SELECT close FROM declared WHERE \"date\" = 'elsewhere'")).containsExactly("30.0");
        assertThat(lake.query("SELECT count(*) FROM declared")).containsExactly("3");
        lake.rows("DROP TABLE declared");
        assertThat(lake.failure("SELECT * FROM declared")).startsWith("TABLE_NOT_FOUND");
    }

    @Test
    void saysWhereAStatementIsNotUnderstood() {
        assertThat(lake.refusal("SHOW NONSENSE")).hasMessageContaining("line 1:1: mismatched input 'SHOW'");
        assertThat(lake.failure("DROP TABLE no_such_table")).contains("Table no_such_table not found");
        assertThat(lake.refusal("CREATE EXTERNAL TABLE t (a nonsense) LOCATION 's3://lake/x/'")).hasMessageContaining("Unknown column type: nonsense");
        assertThat(lake.failure("CREATE EXTERNAL TABLE t (a int) ROW FORMAT SERDE 'org.example.Own' LOCATION 's3://lake/x/'"))
                .isEqualTo("NOT_SUPPORTED: The SerDe 'org.example.Own' is not supported by the local Athena");
        assertThat(lake.failure("CREATE EXTERNAL TABLE t (a int) PARTITIONED BY (a int) LOCATION 's3://lake/x/'")).contains("Column repeated");
        assertThat(lake.failure("CREATE EXTERNAL TABLE t (a int)")).contains("missing its LOCATION");
    }

    @Test
    void readsDelimitedTextAsLazySimpleSerDeDoes() {
        lake.put("text/a.csv", "index;close;day", "NYA;10.5;2026-11-21;extra", "HSI;n/a;yesterday", "a\\;b;-1e1", "\\N;;");
        lake.rows("""
                CREATE EXTERNAL TABLE text (`index` string, close double, day date)
                ROW FORMAT DELIMITED FIELDS TERMINATED BY ';' ESCAPED BY '\\\\' LINES TERMINATED BY '\\n'
                STORED AS TEXTFILE LOCATION 's3://lake/text/' TBLPROPERTIES ('skip.header.line.count'='1')""");

        assertThat(lake.query("SELECT * FROM text")).containsExactly("NYA|10.5|2026-11-21", "HSI|null|null", "a;b|-10.0|null", "null|null|null");
    }

    @Test
    void readsCsvAsOpenCsvSerDeDoes() {
        lake.put("csv/year=2026/a.csv", "\"N, \"\"Y\"\"\",1.5,7", "plain,2,8,more", "\"\",3,9");
        lake.rows("""
                CREATE EXTERNAL TABLE csv (name string, price double, n int, missing string) PARTITIONED BY (year int)
                ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde'
                WITH SERDEPROPERTIES ('separatorChar' = ',', 'quoteChar' = '"', 'escapeChar' = '\\\\')
                LOCATION 's3://lake/csv/'""");
        lake.rows("MSCK REPAIR TABLE csv");

        assertThat(lake.query("SELECT * FROM csv WHERE year > 2000")).containsExactly("N, \"Y\"|1.5|7|null|2026", "plain|2.0|8|more|2026", "|3.0|9|null|2026");
        lake.put("csv/year=2026/b.csv", "x,y,1");
        assertThat(lake.failure("SELECT sum(price) FROM csv")).startsWith("HIVE_BAD_DATA: Error reading ")
                .contains("s3://lake/csv/year=2026/b.csv").contains("Error parsing field value 'y'");
        assertThat(lake.failure("CREATE EXTERNAL TABLE csv2 (d date) ROW FORMAT SERDE 'org.apache.hadoop.hive.serde2.OpenCSVSerde' LOCATION 's3://lake/csv/'"))
                .contains("declare it string");
    }

    @Test
    void projectsPartitionsThatNobodyRegistered() {
        lake.put("projected/us/2026/01/a.json", "{\"n\":1}");
        lake.put("projected/eu/2026/02/b.json", "{\"n\":2}", "{\"n\":20}");
        lake.put("projected/eu/2027/01/c.json", "{\"n\":4}");
        lake.rows("""
                CREATE EXTERNAL TABLE projected (n bigint) PARTITIONED BY (region string, month string, k int)
                ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION 's3://lake/projected/'
                TBLPROPERTIES ('projection.enabled'='true', 'projection.region.type'='enum', 'projection.region.values'='us,eu',
                  'projection.month.type'='date', 'projection.month.format'='yyyy/MM', 'projection.month.range'='2025/11,2026/12',
                  'projection.month.interval.unit'='MONTHS', 'projection.k.type'='integer', 'projection.k.range'='1,1',
                  'storage.location.template'='s3://lake/projected/${region}/${month}')""");

        assertThat(lake.query("SELECT region, month, k, n FROM projected ORDER BY n")).containsExactly("us|2026/01|1|1", "eu|2026/02|1|2", "eu|2026/02|1|20");
        assertThat(lake.finish(lake.start("SELECT count(*) FROM projected WHERE region = 'us'")).statistics().dataScannedInBytes()).isEqualTo(8);
        assertThat(lake.finish(lake.start("SELECT count(*) FROM projected WHERE region = 'eu' AND month >= '2026/02'")).statistics().dataScannedInBytes())
                .isEqualTo(17);
        lake.rows("ALTER TABLE projected SET TBLPROPERTIES ('projection.region.type'='injected')");
        assertThat(lake.failure("SELECT n FROM projected")).startsWith("NOT_SUPPORTED: A projection of the type 'injected'");
    }

    @Test
    void projectsTheLastDaysUpToToday() {
        String today = java.time.LocalDate.now(java.time.ZoneOffset.UTC).toString();
        lake.put("days/date=" + today + "/a.json", "{\"n\":1}");
        lake.put("days/date=2001-01-01/a.json", "{\"n\":1}");
        lake.rows("""
                CREATE EXTERNAL TABLE days (n bigint) PARTITIONED BY (`date` string)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/days/'
                TBLPROPERTIES ('projection.enabled'='true', 'projection.date.type'='date', 'projection.date.format'='yyyy-MM-dd',
                  'projection.date.range'='NOW-3DAYS,NOW')""");
        // the day may have changed since the object was put
        assertThat(lake.query("SELECT \"date\" FROM days")).containsExactly(today);
    }

    @Test
    void showsTheStatementThatMakesATableAgain() {
        lake.rows("""
                CREATE EXTERNAL TABLE again (`index` string COMMENT 'the index''s symbol', close decimal(10,2)) PARTITIONED BY (`date` string, n int)
                ROW FORMAT DELIMITED FIELDS TERMINATED BY '\\t' LOCATION 's3://lake/again/' TBLPROPERTIES ('note'='it''s "so"', 'skip.header.line.count'='1')""");
        List<String> statement = lake.rows("SHOW CREATE TABLE again");
        List<String> described = lake.rows("DESCRIBE again");
        List<String> properties = lake.rows("SHOW TBLPROPERTIES again");
        assertThat(properties).contains("note\tit's \"so\"", "skip.header.line.count\t1");
        assertThat(lake.rows("SHOW TBLPROPERTIES again('note')")).containsExactly("it's \"so\"");
        lake.rows("DROP TABLE again");

        lake.rows(String.join("\n", statement));

        assertThat(lake.rows("SHOW CREATE TABLE again")).isEqualTo(statement);
        assertThat(lake.rows("DESCRIBE again")).isEqualTo(described);
        assertThat(lake.rows("SHOW TBLPROPERTIES again")).isEqualTo(properties);
        assertThat(lake.rows("SHOW COLUMNS IN again")).containsExactly("index", "close", "date", "n");
    }

    @Test
    void changesATablesColumnsPlaceAndPartitions() {
        lake.put("moving/a/x.json", "{\"a\":1,\"b\":\"x\"}");
        lake.put("moving/b/x.json", "{\"a\":2}");
        lake.rows("""
                CREATE EXTERNAL TABLE moving (a bigint) PARTITIONED BY (p string, q int)
                ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/moving/'""");
        lake.rows("ALTER TABLE moving ADD PARTITION (p='1', q=1) LOCATION 's3://lake/moving/a/' PARTITION (p='1', q=2) LOCATION 's3://lake/moving/b/'");
        assertThat(lake.query("SELECT p, q, a FROM moving ORDER BY q")).containsExactly("1|1|1", "1|2|2");

        assertThat(lake.failure("ALTER TABLE moving ADD PARTITION (p='1', q=1) PARTITION (p='9', q=9)")).contains("Partition already exists");
        assertThat(lake.failure("ALTER TABLE moving ADD PARTITION (p='1')")).contains("doesn't contain all (2) partition columns");
        assertThat(lake.failure("ALTER TABLE moving ADD PARTITION (p='1', nonsense=1)")).contains("no partition column nonsense");
        lake.rows("ALTER TABLE moving ADD IF NOT EXISTS PARTITION (p='1', q=1)");
        assertThat(lake.rows("SHOW PARTITIONS moving")).containsExactly("p=1/q=1", "p=1/q=2");

        lake.rows("ALTER TABLE moving ADD COLUMNS (b string)");
        lake.rows("ALTER TABLE moving PARTITION (p='1', q=2) SET LOCATION 's3://lake/moving/a/'");
        assertThat(lake.query("SELECT p, q, a, b FROM moving ORDER BY q")).containsExactly("1|1|1|x", "1|2|1|x");

        assertThat(lake.failure("ALTER TABLE moving DROP PARTITION (p='2')")).contains("Partition not found");
        lake.rows("ALTER TABLE moving DROP IF EXISTS PARTITION (p='2'), PARTITION (p='1', q=1)");
        assertThat(lake.rows("SHOW PARTITIONS moving")).containsExactly("p=1/q=2");
        lake.rows("ALTER TABLE moving DROP PARTITION (p='1')");
        assertThat(lake.rows("SHOW PARTITIONS moving")).isEmpty();
    }

    @Test
    void keepsViewsAndReadsThroughThem() {
        lake.rows("CREATE EXTERNAL TABLE viewed (`index` string, close double) PARTITIONED BY (`date` string)"
                + " ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/ddl/'");
        lake.rows("MSCK REPAIR TABLE viewed");
        lake.rows("CREATE VIEW high AS SELECT \"index\" AS name, close, \"date\" FROM viewed WHERE close > 15");
        lake.rows("CREATE OR REPLACE VIEW names AS WITH viewed AS (SELECT name FROM high) SELECT name FROM viewed");

        assertThat(lake.query("SELECT h.name, n.name, close FROM high h JOIN stock_market.names n ON h.name = n.name")).containsExactly("HSI|HSI|20.0");
        lake.rows("CREATE VIEW boxed COMMENT 'as it stands' AS\n(SELECT 1 AS a)");
        assertThat(lake.query("SELECT a FROM boxed")).containsExactly("1");
        lake.rows("DROP VIEW boxed");

        assertThat(lake.rows("SHOW VIEWS")).containsExactly("high", "names");
        assertThat(lake.rows("SHOW TABLES 'h*|viewed'")).containsExactly("high", "viewed");
        assertThat(lake.rows("SHOW CREATE VIEW names")).containsExactly("CREATE VIEW stock_market.names AS",
                "WITH viewed AS (SELECT name FROM high) SELECT name FROM viewed");
        assertThat(lake.glue.getTable(request -> request.databaseName("stock_market").name("high")).table().tableType()).isEqualTo("VIRTUAL_VIEW");
        assertThat(lake.failure("CREATE VIEW high AS SELECT 1 AS a")).startsWith("TABLE_ALREADY_EXISTS");
        assertThat(lake.failure("CREATE VIEW other AS SELECT nonsense FROM viewed")).startsWith("COLUMN_NOT_FOUND: line 1:29:");
        assertThat(lake.failure("DROP TABLE high")).contains("DROP VIEW drops it");
        lake.rows("CREATE OR REPLACE VIEW high AS SELECT name FROM names");
        assertThat(lake.failure("SELECT * FROM high")).contains("View is recursive");
        lake.rows("DROP VIEW names");
        lake.rows("DROP VIEW IF EXISTS names");
        assertThat(lake.failure("SELECT * FROM high")).startsWith("INVALID_VIEW: line 1:15: ").contains("stock_market.names' does not exist");
    }

    @Test
    void dropsADatabaseThatIsEmptyOrWithAllThatItHas() {
        lake.rows("CREATE DATABASE IF NOT EXISTS other COMMENT 'x' LOCATION 's3://lake/other/'");
        lake.rows("CREATE TABLE other.t AS SELECT 1 AS a");
        assertThat(lake.rows("SHOW DATABASES LIKE 'o*'")).containsExactly("other");
        assertThat(lake.failure("DROP DATABASE other")).contains("is not empty");
        lake.rows("DROP DATABASE other CASCADE");
        lake.rows("DROP DATABASE IF EXISTS other");
        assertThat(lake.rows("SHOW SCHEMAS")).doesNotContain("other");
    }

    @Test
    void findsJsonKeysWhateverTheirCase() {
        lake.put("cased/a.json", "{\"Index\":\"NYA\",\"CloseUSD\":1.5}");
        lake.rows("CREATE EXTERNAL TABLE cased (`index` string, closeusd double)"
                + " ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/cased/'");
        assertThat(lake.query("SELECT closeusd, \"index\" FROM cased")).containsExactly("1.5|NYA");
    }
}

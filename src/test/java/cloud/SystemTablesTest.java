package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What can be asked of the catalog and of objects by SQL: information_schema, {@code "t$partitions"}, {@code "$path"}. */
@Tag("servers")
class SystemTablesTest {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.rows("CREATE DATABASE stock_market");
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"close\":10.5}", "{\"close\":20}");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"Close\":11.5}");
        lake.createCrawler("quotes", "raw/quotes/");
        lake.crawl("quotes");
        lake.rows("CREATE TABLE pq WITH (format = 'PARQUET', partitioned_by = ARRAY['d']) AS SELECT close, \"date\" AS d FROM quotes");
        lake.put("text/a.csv", "1,x");
        lake.rows("CREATE EXTERNAL TABLE text (n int, s string) ROW FORMAT DELIMITED FIELDS TERMINATED BY ',' LOCATION 's3://lake/text/'");
        lake.rows("CREATE EXTERNAL TABLE nested (a array<string>, m map<string,int>, s struct<x:float,y:decimal(10,2)>, t timestamp, b binary, v varchar(3))"
                + " ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/nothing/'");
        lake.rows("CREATE VIEW high AS SELECT close FROM quotes WHERE close > 15");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void informationSchemaListsSchemasTablesAndViews() {
        assertThat(lake.query("SELECT catalog_name, schema_name FROM information_schema.schemata ORDER BY 2"))
                .containsExactly("awsdatacatalog|information_schema", "awsdatacatalog|stock_market");
        assertThat(lake.query("SELECT * FROM AwsDataCatalog.information_schema.tables WHERE table_schema = 'stock_market' ORDER BY table_name"))
                .containsExactly("awsdatacatalog|stock_market|high|VIEW", "awsdatacatalog|stock_market|nested|BASE TABLE",
                        "awsdatacatalog|stock_market|pq|BASE TABLE", "awsdatacatalog|stock_market|quotes|BASE TABLE",
                        "awsdatacatalog|stock_market|text|BASE TABLE");
        assertThat(lake.query("SELECT table_name, view_definition FROM information_schema.views"))
                .containsExactly("high|SELECT close FROM quotes WHERE close > 15");
    }

    @Test
    void informationSchemaListsColumnsWithTrinosTypes() {
        assertThat(lake.query("SELECT column_name, ordinal_position, is_nullable, column_default, data_type FROM information_schema.columns"
                + " WHERE table_schema = 'stock_market' AND table_name = 'nested' ORDER BY ordinal_position"))
                .containsExactly("a|1|YES|null|array(varchar)", "m|2|YES|null|map(varchar, integer)", "s|3|YES|null|row(x real, y decimal(10,2))",
                        "t|4|YES|null|timestamp(3)", "b|5|YES|null|varbinary", "v|6|YES|null|varchar(3)");
        assertThat(lake.query("SELECT column_name, data_type, extra_info FROM information_schema.columns WHERE table_name = 'quotes' ORDER BY ordinal_position"))
                .containsExactly("close|double|null", "date|varchar|partition key");
        assertThat(lake.query("SELECT count(*) FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)"
                + " WHERE table_schema = 'information_schema'")).containsExactly("20");
        assertThat(lake.failure("SELECT * FROM information_schema.roles"))
                .isEqualTo("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.information_schema.roles' does not exist");
    }

    @Test
    void aTablesPartitionsAreATable() {
        assertThat(lake.query("SELECT * FROM \"quotes$partitions\" ORDER BY \"date\" DESC")).containsExactly("2026-11-22", "2026-11-21");
        assertThat(lake.query("SELECT max(d) FROM stock_market.\"pq$partitions\" WHERE d < '2026-11-22'")).containsExactly("2026-11-21");
        assertThat(lake.query("SELECT count(*) FROM quotes WHERE \"date\" = (SELECT max(\"date\") FROM \"quotes$partitions\")")).containsExactly("1");
        assertThat(lake.failure("SELECT * FROM \"text$partitions\""))
                .isEqualTo("TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.stock_market.text$partitions' does not exist");
        assertThat(lake.failure("SELECT * FROM \"none$partitions\"")).startsWith("TABLE_NOT_FOUND: ");
        assertThat(lake.failure("SELECT * FROM \"quotes$properties\"")).startsWith("NOT_SUPPORTED: line 1:15: A table's $properties");
    }

    @Test
    void tellsWhereARowIsFromOnlyToWhoAsks() {
        assertThat(lake.query("SELECT close, \"$path\" FROM quotes ORDER BY close")).containsExactly("10.5|s3://lake/raw/quotes/date=2026-11-21/a.json",
                "11.5|s3://lake/raw/quotes/date=2026-11-22/b.json", "20.0|s3://lake/raw/quotes/date=2026-11-21/a.json");
        assertThat(lake.rows("SELECT *, q.\"$path\" AS p FROM quotes q WHERE \"$path\" LIKE '%b.json'"))
                .containsExactly("close|date|p", "11.5|2026-11-22|s3://lake/raw/quotes/date=2026-11-22/b.json");
        assertThat(lake.rows("SELECT q.*, t.* FROM quotes q CROSS JOIN text t WHERE q.\"$path\" <> t.\"$path\" ORDER BY close"))
                .startsWith("close|date|n|s", "10.5|2026-11-21|1|x");
        assertThat(lake.query("SELECT \"$path\", count(*) FROM quotes GROUP BY 1 ORDER BY 2")).containsExactly(
                "s3://lake/raw/quotes/date=2026-11-22/b.json|1", "s3://lake/raw/quotes/date=2026-11-21/a.json|2");
        assertThat(lake.query("SELECT \"$path\" FROM text")).containsExactly("s3://lake/text/a.csv");
        assertThat(lake.query("SELECT DISTINCT regexp_extract(\"$path\", 'd=[^/]*') FROM pq ORDER BY 1")).containsExactly("d=2026-11-21", "d=2026-11-22");
        assertThat(lake.query("SELECT \"$path\" FROM nested")).isEmpty();
    }

    @Test
    void tellsSizesAndTimesOfObjects() {
        HeadObjectResponse object = lake.s3.headObject(head -> head.bucket(LocalLake.BUCKET).key("raw/quotes/date=2026-11-22/b.json"));

        List<String> row = lake.query("SELECT \"$file_size\", to_unixtime(\"$file_modified_time\") FROM quotes WHERE close = 11.5");

        assertThat(row).hasSize(1);
        String[] values = row.get(0).split("\\|");
        assertThat(Long.parseLong(values[0])).isEqualTo(object.contentLength());
        assertThat((long) Double.parseDouble(values[1])).isEqualTo(object.lastModified().getEpochSecond());
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT \"$path\" FROM high", "SELECT \"$path\" FROM (SELECT * FROM quotes)", "WITH q AS (SELECT * FROM quotes) SELECT \"$path\" FROM q",
        "SELECT \"$path\" FROM \"quotes$partitions\""})
    void findsHiddenColumnsInTablesOfObjectsOnly(String sql) {
        assertThat(lake.failure(sql)).startsWith("COLUMN_NOT_FOUND: line 1:").contains("Column '$path' cannot be resolved");
    }

    @Test
    void refusesHiddenColumnsThatItDoesNotHave() {
        assertThat(lake.failure("SELECT \"$partition\" FROM quotes")).startsWith("NOT_SUPPORTED: line 1:8: The hidden column '$partition'");
        assertThat(lake.failure("SELECT q.\"$bucket\" FROM quotes q")).startsWith("NOT_SUPPORTED: line 1:10: The hidden column '$bucket'");
    }
}

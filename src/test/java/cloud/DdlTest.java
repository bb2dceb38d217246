package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        assertThat(lake.rows("SHOW DATABASES")).containsExactly("stock_market");
        assertThat(lake.rows("DESCRIBE declared").get(1)).startsWith("close").contains("double");
        lake.rows("ALTER TABLE declared ADD PARTITION (`date`='elsewhere') LOCATION 's3://lake/elsewhere/'");
        assertThat(lake.query("SELECT close FROM declared WHERE \"date\" = 'elsewhere'")).containsExactly("30.0");
        assertThat(lake.query("SELECT count(*) FROM declared")).containsExactly("3");
        lake.rows("DROP TABLE declared");
        assertThat(lake.failure("SELECT * FROM declared")).startsWith("TABLE_NOT_FOUND");
    }

    @Test
    void saysWhereAStatementIsNotUnderstood() {
        assertThat(lake.failure("SHOW NONSENSE")).isEqualTo("FAILED: ParseException line 1:1 cannot recognize input near 'SHOW'");
        assertThat(lake.failure("DROP TABLE no_such_table")).contains("Table no_such_table not found");
        assertThat(lake.failure("CREATE EXTERNAL TABLE t (a nonsense) LOCATION 's3://lake/x/'")).contains("Unknown column type: nonsense");
    }
}

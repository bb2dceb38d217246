package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.AthenaEngine;
import cloud.trino.TrinoEngine;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Iceberg tables, which the local Athena has with Trino only. */
@Tag("servers")
class IcebergTest {
    private static final String CREATE = "CREATE TABLE stock_market.bars (symbol string, close decimal(10,2), at timestamp) PARTITIONED BY (bucket(4, symbol), day(at))"
            + " LOCATION 's3://lake/bars/' TBLPROPERTIES ('table_type' = 'ICEBERG', 'format' = 'parquet')";

    private static final String MERGE = "MERGE INTO bars b USING (VALUES ('A', DECIMAL '3.00'), ('C', DECIMAL '9.00')) AS n(symbol, close) ON b.symbol = n.symbol"
            + " WHEN MATCHED THEN UPDATE SET close = n.close WHEN NOT MATCHED THEN INSERT (symbol, close, at) VALUES (n.symbol, n.close, TIMESTAMP '2026-01-03 00:00:00')";

    @Test
    void withTrinoATableIsCreatedFilledMergedAndReadAsItWas(@TempDir Path directory) throws Exception {
        assumeTrue(TrinoEngine.isThere(), "no Trino here: mvn -Ptrino with Java 24 or newer tries Iceberg tables too");
        try (LocalLake lake = new LocalLake(directory, AthenaEngine.TRINO)) {
            lake.rows("CREATE DATABASE stock_market");
            lake.rows(CREATE);
            assertThat(lake.failure("ALTER TABLE bars ADD COLUMNS (volume double)")).startsWith("NOT_SUPPORTED: ALTER TABLE of an Iceberg table");
            lake.rows("INSERT INTO bars VALUES ('A', DECIMAL '1.00', TIMESTAMP '2026-01-02 00:00:00'), ('B', DECIMAL '2.00', TIMESTAMP '2026-01-02 00:00:00')");
            String first = lake.query("SELECT snapshot_id FROM \"bars$snapshots\" ORDER BY committed_at DESC LIMIT 1").get(0);
            lake.rows(MERGE);
            lake.rows("DELETE FROM bars WHERE symbol = ?", "'B'");
            lake.rows("OPTIMIZE bars REWRITE DATA USING BIN_PACK");
            assertThat(lake.failure("VACUUM bars")).startsWith("NOT_SUPPORTED: VACUUM");
            assertThat(lake.query("SELECT symbol, close FROM bars ORDER BY symbol")).containsExactly("A|3.00", "C|9.00");
            assertThat(lake.query("SELECT symbol, close FROM bars FOR VERSION AS OF " + first + " ORDER BY symbol")).containsExactly("A|1.00", "B|2.00");
            lake.rows("DROP TABLE bars");
            assertThat(lake.s3.listObjectsV2(list -> list.bucket(LocalLake.BUCKET).prefix("bars/")).contents()).isEmpty();
        }
    }

    @Test
    void withDuckDbASentenceNamesTheOtherEngine(@TempDir Path directory) throws Exception {
        try (LocalLake lake = new LocalLake(directory)) {
            lake.rows("CREATE DATABASE stock_market");
            lake.glue.createTable(table -> table.databaseName("stock_market").tableInput(input -> input.name("bars").parameters(java.util.Map.of("table_type", "ICEBERG"))
                    .storageDescriptor(storage -> storage.location("s3://lake/bars/"))));
            for (String statement : new String[] {CREATE, MERGE, "SELECT * FROM bars", "INSERT INTO bars VALUES ('A', 1, NULL)", "DELETE FROM bars",
                "OPTIMIZE bars REWRITE DATA USING BIN_PACK", "DROP TABLE bars"}) {
                assertThat(lake.failure(statement)).as(statement).startsWith("NOT_SUPPORTED: ").contains("local.athena-engine=trino").contains("docs/iceberg.md");
            }
        }
    }
}

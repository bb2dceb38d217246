package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.Column;
import software.amazon.awssdk.services.athena.model.Database;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.MetadataException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.TableMetadata;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;
import software.amazon.awssdk.services.glue.model.TableVersion;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Sessions of tools, call by call in the order of their own: dbt-athena, Grafana's data source, PyAthena and its dialect for SQLAlchemy. */
@Tag("servers")
class ClientsTest {
    private LocalLake lake;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.rows("CREATE DATABASE stock_market");
        lake.put("raw/quotes/date=2026-11-21/a.json", "{\"symbol\":\"NYA\",\"close\":10.5,\"at\":\"2026-11-21T10:00:05Z\"}",
                "{\"symbol\":\"HSI\",\"close\":20,\"at\":\"2026-11-21T10:01:59Z\"}");
        lake.put("raw/quotes/date=2026-11-22/b.json", "{\"symbol\":\"NYA\",\"close\":11.5,\"at\":\"2026-11-22T10:00:00Z\"}");
        lake.createCrawler("quotes", "raw/quotes/");
        lake.crawl("quotes");
    }

    @AfterEach
    void stop() {
        lake.close();
    }

    private QueryExecution run(Consumer<StartQueryExecutionRequest.Builder> request) {
        QueryExecution execution = lake.finish(lake.athena.startQueryExecution(request).queryExecutionId());
        assertThat(execution.status().state()).as(execution.status().stateChangeReason()).isEqualTo(QueryExecutionState.SUCCEEDED);
        return execution;
    }

    // ---- dbt

    @Test
    void dbtBuildsSeedsTablesAndViewsAndReadsTheCatalog() {
        lake.athena.createWorkGroup(create -> create.name("dbt"));
        assertThat(lake.athena.getWorkGroup(get -> get.workGroup("dbt")).workGroup().configuration().resultConfiguration()).isNull();
        assertThat(lake.glue.getDatabases(list -> { }).databaseList()).extracting(database -> database.name()).doesNotContain("analytics");
        dbt("create schema if not exists `analytics`");

        seed();
        model();

        dbt("create or replace view \"awsdatacatalog\".\"analytics\".\"latest\" as\n    select symbol, max(close) as close from \"awsdatacatalog\".\"analytics\".\"daily\""
                + " group by symbol");
        assertThat(lake.glue.getTables(list -> list.databaseName("analytics")).tableList()).extracting(Table::name, Table::tableType)
                .containsExactlyInAnyOrder(tuple("names", "EXTERNAL_TABLE"), tuple("daily", "EXTERNAL_TABLE"), tuple("latest", "VIRTUAL_VIEW"));
        assertThat(lake.query("select count(*) as failures, count(*) != 0 as should_warn, count(*) != 0 as should_error from (\n"
                + "select symbol from \"awsdatacatalog\".\"analytics\".\"daily\" where symbol is null) dbt_internal_test")).containsExactly("0|false|false");
        catalog();
        dbt("drop view if exists `analytics`.`latest`");
    }

    private void dbt(String sql) {
        run(start -> start.queryString("-- /* {\"app\": \"dbt\", \"node_id\": \"model.x\"} */\n" + sql).workGroup("dbt")
                .clientRequestToken(UUID.randomUUID().toString())
                .queryExecutionContext(context -> context.catalog("awsdatacatalog").database("analytics"))
                .resultConfiguration(result -> result.outputLocation("s3://lake/dbt/")));
    }

    private void seed() {
        lake.put("dbt/tables/names/names.csv", "\"symbol\",\"name\"\n\"NYA\",\"New York\"\n\"HSI\",\"\"\n".getBytes(StandardCharsets.UTF_8));
        dbt("create external table `analytics`.`names__dbt_tmp_upload` (`symbol` string, `name` string)\n"
                + "row format serde 'org.apache.hadoop.hive.serde2.OpenCSVSerde'\nlocation 's3://lake/dbt/tables/names'\n"
                + "tblproperties (\n  'skip.header.line.count'='1'\n)");
        dbt("create table \"awsdatacatalog\".\"analytics\".\"names\"\nwith (\n  table_type='hive',\n  is_external=true,\n"
                + "  external_location='s3://lake/dbt/tables/analytics/names/" + UUID.randomUUID() + "',\n  format='parquet'\n)\nas\n"
                + "select cast(nullif(\"symbol\", '') as varchar) as \"symbol\", cast(nullif(\"name\", '') as varchar) as \"name\"\n"
                + "from \"awsdatacatalog\".\"analytics\".\"names__dbt_tmp_upload\"");
        delete("names__dbt_tmp_upload");
        assertThat(lake.query("select * from analytics.names order by 1")).containsExactly("HSI|null", "NYA|New York");
    }

    /** A table that is there all the time: made beside the old one, and then the old one is pointed at it. */
    private void model() {
        String location = "s3://lake/dbt/tables/analytics/daily/";
        for (String name : List.of("daily", "daily__ha")) {
            dbt("create table \"awsdatacatalog\".\"analytics\".\"" + name + "\"\nwith (table_type='hive', is_external=true, external_location='" + location
                    + UUID.randomUUID() + "', partitioned_by=ARRAY['date'], format='parquet')\nas\nselect symbol, close, \"date\" from stock_market.quotes");
        }
        Table made = lake.glue.getTable(get -> get.databaseName("analytics").name("daily__ha")).table();
        lake.glue.updateTable(update -> update.databaseName("analytics").skipArchive(false).tableInput(TableInput.builder().name("daily")
                .description("prices by day").tableType(made.tableType()).parameters(made.parameters()).partitionKeys(made.partitionKeys())
                .storageDescriptor(made.storageDescriptor()).build()));
        List<List<String>> days = lake.glue.getPartitions(get -> get.databaseName("analytics").tableName("daily__ha").excludeColumnSchema(true)).partitions()
                .stream().map(partition -> partition.values()).toList();
        assertThat(days).containsExactly(List.of("2026-11-21"), List.of("2026-11-22"));
        lake.glue.deleteTable(delete -> delete.databaseName("analytics").name("daily__ha"));
        List<TableVersion> versions = lake.glue.getTableVersions(list -> list.databaseName("analytics").tableName("daily")).tableVersions();
        assertThat(versions).hasSize(2);
        lake.glue.deleteTableVersion(delete -> delete.databaseName("analytics").tableName("daily").versionId(versions.get(1).versionId()));
        assertThat(lake.query("select sum(close) from analytics.daily where \"date\" = '2026-11-21'")).containsExactly("30.5");
    }

    private void delete(String table) {
        StorageDescriptor storage = lake.glue.getTable(get -> get.databaseName("analytics").name(table)).table().storageDescriptor();
        String prefix = storage.location().substring("s3://lake/".length()) + "/";
        lake.glue.deleteTable(delete -> delete.databaseName("analytics").name(table));
        List<S3Object> objects = lake.s3.listObjectsV2(list -> list.bucket(LocalLake.BUCKET).prefix(prefix)).contents();
        assertThat(objects).isNotEmpty();
        objects.forEach(object -> lake.s3.deleteObject(gone -> gone.bucket(LocalLake.BUCKET).key(object.key())));
    }

    private void catalog() {
        assertThat(lake.query("""
                with tables as (
                    select tables.table_catalog as table_database, tables.table_schema as table_schema, tables.table_name as table_name,
                        case when views.table_name is not null then 'view' when table_type = 'BASE TABLE' then 'table' else table_type end as table_type
                    from "awsdatacatalog".information_schema.tables
                    left join "awsdatacatalog".information_schema.views
                        on tables.table_catalog = views.table_catalog and tables.table_schema = views.table_schema
                        and tables.table_name = views.table_name
                ), columns as (
                    select table_catalog as table_database, table_schema as table_schema, table_name as table_name, column_name as column_name,
                        ordinal_position as column_index, data_type as column_type, comment as column_comment
                    from "awsdatacatalog".information_schema.columns
                )
                select tables.table_name, tables.table_type, columns.column_name, columns.column_type
                from tables join columns on tables."table_schema" = columns."table_schema" and tables."table_name" = columns."table_name"
                where tables."table_schema" = lower('analytics') order by 1, columns.column_index"""))
                .containsExactly("daily|table|symbol|varchar", "daily|table|close|double", "daily|table|date|varchar",
                        "latest|view|symbol|varchar", "latest|view|close|double", "names|table|symbol|varchar", "names|table|name|varchar");
    }

    // ---- Grafana

    @Test
    void grafanaFillsItsListsAndAPanel() {
        assertThat(lake.athena.listWorkGroups(list -> { }).workGroups()).extracting(group -> group.name()).containsExactly("primary");
        String catalog = lake.athena.listDataCatalogs(list -> { }).dataCatalogsSummary().get(0).catalogName();
        assertThat(lake.athena.listDatabases(list -> list.catalogName(catalog)).databaseList()).extracting(Database::name).containsExactly("stock_market");
        assertThat(lake.athena.listTableMetadata(list -> list.catalogName(catalog).databaseName("stock_market")).tableMetadataList())
                .extracting(TableMetadata::name).containsExactly("quotes");
        assertThat(lake.athena.getTableMetadata(get -> get.catalogName(catalog).databaseName("stock_market").tableName("quotes")).tableMetadata().columns())
                .extracting(Column::name).containsExactly("symbol", "close", "at");

        QueryExecution execution = run(start -> start.workGroup("primary").queryString("""
                SELECT from_unixtime(floor(to_unixtime(from_iso8601_timestamp(at))/60)*60) AS time, symbol, avg(close) AS close FROM quotes
                WHERE from_iso8601_timestamp(at) BETWEEN TIMESTAMP '2026-11-21 00:00:00' AND TIMESTAMP '2026-11-22 00:00:00'
                  AND CAST("date" AS date) BETWEEN date '2026-11-21' AND date '2026-11-22'
                GROUP BY 1, 2 ORDER BY 1""")
                .queryExecutionContext(context -> context.catalog(catalog).database("stock_market"))
                .resultConfiguration(result -> result.outputLocation("s3://lake/grafana/"))
                .resultReuseConfiguration(reuse -> reuse.resultReuseByAgeConfiguration(age -> age.enabled(true).maxAgeInMinutes(60))));

        var results = lake.athena.getQueryResults(get -> get.queryExecutionId(execution.queryExecutionId())).resultSet();
        assertThat(results.resultSetMetadata().columnInfo()).extracting(column -> column.type())
                .containsExactly("timestamp with time zone", "varchar", "double");
        assertThat(results.rows().stream().skip(1).map(row -> String.join("|", row.data().stream().map(cell -> cell.varCharValue()).toList())))
                .containsExactly("2026-11-21 10:00:00.000 UTC|NYA|10.5", "2026-11-21 10:01:00.000 UTC|HSI|20.0");
        assertThatThrownBy(() -> run(start -> start.queryString("SELECT $__unknown()").resultConfiguration(result -> result.outputLocation("s3://lake/grafana/"))))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("line 1:8: ");
    }

    // ---- PyAthena

    @Test
    void pyAthenaReadsByPageAndFromTheObjectAndFindsEarlierQueries() {
        String sql = "SELECT symbol, close FROM quotes WHERE close > ? ORDER BY close";
        QueryExecution execution = run(start -> start.queryString(sql).executionParameters("11").clientRequestToken(UUID.randomUUID().toString())
                .queryExecutionContext(context -> context.catalog("awsdatacatalog").database("stock_market"))
                .resultConfiguration(result -> result.outputLocation("s3://lake/py/")).workGroup("primary"));

        assertThat(execution.executionParameters()).containsExactly("11");
        assertThat(lake.athena.getQueryResultsPaginator(get -> get.queryExecutionId(execution.queryExecutionId()).maxResults(2)).stream()
                .mapToInt(page -> page.resultSet().rows().size()).sum()).isEqualTo(3);
        String key = execution.resultConfiguration().outputLocation().substring("s3://lake/".length());
        assertThat(lake.s3.getObjectAsBytes(get -> get.bucket(LocalLake.BUCKET).key(key)).asUtf8String())
                .isEqualTo("\"symbol\",\"close\"\n\"NYA\",\"11.5\"\n\"HSI\",\"20.0\"\n");
        List<String> ids = lake.athena.listQueryExecutions(list -> list.workGroup("primary").maxResults(50)).queryExecutionIds();
        assertThat(lake.athena.batchGetQueryExecution(get -> get.queryExecutionIds(ids)).queryExecutions())
                .anyMatch(earlier -> earlier.query().equals(sql) && earlier.status().state() == QueryExecutionState.SUCCEEDED);
    }

    @Test
    void sqlAlchemyReflectsTablesAndViews() {
        lake.rows("CREATE VIEW high AS SELECT symbol FROM quotes WHERE close > 15");

        assertThat(lake.athena.listDatabasesPaginator(list -> list.catalogName("awsdatacatalog").maxResults(50)).databaseList())
                .extracting(Database::name).containsExactly("stock_market");
        Map<String, String> types = lake.athena.listTableMetadataPaginator(list -> list.catalogName("awsdatacatalog").databaseName("stock_market").maxResults(50))
                .tableMetadataList().stream().collect(Collectors.toMap(TableMetadata::name, TableMetadata::tableType));
        assertThat(types).containsOnly(Map.entry("quotes", "EXTERNAL_TABLE"), Map.entry("high", "VIRTUAL_VIEW"));
        TableMetadata quotes = lake.athena.getTableMetadata(get -> get.catalogName("awsdatacatalog").databaseName("stock_market").tableName("quotes"))
                .tableMetadata();
        assertThat(quotes.columns()).extracting(Column::type).containsExactly("string", "double", "string");
        assertThat(quotes.partitionKeys()).extracting(Column::name).containsExactly("date");
        assertThat(quotes.parameters()).containsEntry("location", "s3://lake/raw/quotes/");
        assertThat(lake.rows("SHOW CREATE VIEW \"stock_market\".\"high\"")).contains("SELECT symbol FROM quotes WHERE close > 15");
        assertThatThrownBy(() -> lake.athena.getTableMetadata(get -> get.catalogName("awsdatacatalog").databaseName("stock_market").tableName("none")))
                .isInstanceOf(MetadataException.class).hasMessageContaining("Table none not found");
    }
}

package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.NamedQuery;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.ResourceNotFoundException;
import software.amazon.awssdk.services.athena.model.TooManyRequestsException;
import software.amazon.awssdk.services.athena.model.WorkGroupState;
import software.amazon.awssdk.services.athena.model.WorkGroupSummary;

@Tag("servers")
class WorkGroupTest {
    private static final String ENDLESS = "SELECT count(*) FROM UNNEST(sequence(1, 9999)) AS a(x) CROSS JOIN UNNEST(sequence(1, 9999)) AS b(y)"
            + " CROSS JOIN UNNEST(sequence(1, 9999)) AS c(z)";

    private LocalLake lake;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.rows("CREATE DATABASE stock_market");
    }

    @AfterEach
    void stop() {
        lake.close();
    }

    private void create(String name, long cutoff) {
        lake.athena.createWorkGroup(request -> request.name(name).description("of the team").configuration(configuration -> configuration
                .enforceWorkGroupConfiguration(true).bytesScannedCutoffPerQuery(cutoff)
                .resultConfiguration(result -> result.outputLocation("s3://lake/enforced/"))));
    }

    private String startIn(String group, String sql) {
        return lake.athena.startQueryExecution(request -> request.queryString(sql).workGroup(group)
                .queryExecutionContext(context -> context.database("stock_market"))
                .resultConfiguration(result -> result.outputLocation("s3://lake/mine/"))).queryExecutionId();
    }

    @Test
    void enforcesItsOutputLocationAndKeepsItOverARestart() throws IOException {
        create("team", 10_000_000);
        lake.restartAws();

        QueryExecution execution = lake.finish(startIn("team", "SELECT 1"));

        assertThat(execution.workGroup()).isEqualTo("team");
        assertThat(execution.resultConfiguration().outputLocation()).isEqualTo("s3://lake/enforced/" + execution.queryExecutionId() + ".csv");
        assertThat(lake.athena.listQueryExecutions(request -> request.workGroup("team")).queryExecutionIds()).containsExactly(execution.queryExecutionId());
        assertThat(lake.athena.listQueryExecutions(request -> request.workGroup("primary")).queryExecutionIds()).doesNotContain(execution.queryExecutionId());
        assertThat(lake.athena.getWorkGroup(request -> request.workGroup("team")).workGroup().configuration().bytesScannedCutoffPerQuery()).isEqualTo(10_000_000);
        assertThat(lake.athena.listWorkGroups(request -> { }).workGroups()).extracting(WorkGroupSummary::name).containsExactly("primary", "team");
    }

    @Test
    void cancelsAQueryThatWouldReadMoreThanTheGroupAllows() {
        byte[] line = ("{\"a\":\"" + "x".repeat(999) + "\"}\n").getBytes();
        byte[] object = new byte[line.length * 10_001];
        for (int i = 0; i < object.length; i++) {
            object[i] = line[i % line.length];
        }
        lake.put("large/a.json", object);
        lake.rows("CREATE EXTERNAL TABLE large (a string) ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe' LOCATION 's3://lake/large/'");
        create("small", 10_000_000);

        QueryExecution execution = lake.finish(startIn("small", "SELECT count(*) FROM large"));

        assertThat(execution.status().state()).isEqualTo(QueryExecutionState.CANCELLED);
        assertThat(execution.status().stateChangeReason()).isEqualTo("Bytes scanned limit was exceeded");
        assertThat(execution.statistics().dataScannedInBytes()).isEqualTo(object.length);
        lake.athena.updateWorkGroup(request -> request.workGroup("small").configurationUpdates(updates -> updates.removeBytesScannedCutoffPerQuery(true)));
        assertThat(lake.finish(startIn("small", "SELECT count(*) FROM large")).status().state()).isEqualTo(QueryExecutionState.SUCCEEDED);
    }

    @Test
    void keepsTheResultsOfAManagedGroupItselfAlsoOverARestart() throws IOException {
        lake.athena.createWorkGroup(request -> request.name("managed").configuration(configuration -> configuration
                .managedQueryResultsConfiguration(managed -> managed.enabled(true))));

        QueryExecution execution = lake.finish(startIn("managed", "SELECT 1 AS a, CAST(NULL AS varchar) AS b"));
        lake.restartAws();

        assertThat(execution.resultConfiguration()).isNull();
        assertThat(execution.managedQueryResultsConfiguration().enabled()).isTrue();
        assertThat(lake.athena.getQueryResults(get -> get.queryExecutionId(execution.queryExecutionId())).resultSet().rows()).hasSize(2);
        assertThat(lake.s3.listObjectsV2(list -> list.bucket(LocalLake.BUCKET)).contents())
                .noneMatch(object -> object.key().contains(execution.queryExecutionId()));
        assertThatThrownBy(() -> lake.athena.updateWorkGroup(request -> request.workGroup("managed").configurationUpdates(updates -> updates
                .resultConfigurationUpdates(result -> result.outputLocation("s3://lake/results/"))))).isInstanceOf(InvalidRequestException.class);

        lake.athena.updateWorkGroup(request -> request.workGroup("managed").configurationUpdates(updates -> updates
                .managedQueryResultsConfigurationUpdates(managed -> managed.enabled(false))));
        assertThat(lake.finish(startIn("managed", "SELECT 1")).resultConfiguration().outputLocation()).startsWith("s3://lake/mine/");
    }

    @Test
    void changesAndDeletesGroupsAndRefusesWhatAwsRefuses() {
        create("team", 10_000_000);
        assertThatThrownBy(() -> create("team", 10_000_000)).isInstanceOf(InvalidRequestException.class).hasMessageContaining("already created");
        assertThatThrownBy(() -> create("other", 5)).isInstanceOf(InvalidRequestException.class).hasMessageContaining("BytesScannedCutoffPerQuery");
        assertThatThrownBy(() -> startIn("nowhere", "SELECT 1")).isInstanceOf(InvalidRequestException.class).hasMessageContaining("WorkGroup nowhere is not found");
        assertThatThrownBy(() -> lake.athena.deleteWorkGroup(request -> request.workGroup("primary"))).isInstanceOf(InvalidRequestException.class);

        lake.athena.updateWorkGroup(request -> request.workGroup("team").state(WorkGroupState.DISABLED));
        assertThatThrownBy(() -> startIn("team", "SELECT 1")).isInstanceOf(InvalidRequestException.class).hasMessageContaining("disabled");
        lake.athena.updateWorkGroup(request -> request.workGroup("team").state(WorkGroupState.ENABLED).configurationUpdates(updates -> updates
                .enforceWorkGroupConfiguration(false)));
        QueryExecution execution = lake.finish(startIn("team", "SELECT 1"));
        assertThat(execution.resultConfiguration().outputLocation()).startsWith("s3://lake/mine/");

        assertThatThrownBy(() -> lake.athena.deleteWorkGroup(request -> request.workGroup("team"))).isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("not empty");
        lake.athena.deleteWorkGroup(request -> request.workGroup("team").recursiveDeleteOption(true));
        assertThatThrownBy(() -> lake.athena.getWorkGroup(request -> request.workGroup("team"))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void keepsNamedQueries() throws IOException {
        String token = UUID.randomUUID().toString();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            ids.add(lake.athena.createNamedQuery(request -> request.name("one").database("stock_market").queryString("SELECT 1")
                    .description("the first").clientRequestToken(token)).namedQueryId());
        }
        String id = ids.get(0);
        assertThat(ids.get(1)).isEqualTo(id);
        lake.restartAws();

        NamedQuery query = lake.athena.getNamedQuery(request -> request.namedQueryId(id)).namedQuery();
        assertThat(List.of(query.name(), query.database(), query.queryString(), query.description(), query.workGroup()))
                .containsExactly("one", "stock_market", "SELECT 1", "the first", "primary");
        assertThat(lake.athena.listNamedQueries(request -> { }).namedQueryIds()).containsExactly(id);
        assertThat(lake.athena.batchGetNamedQuery(request -> request.namedQueryIds(id, "none")).unprocessedNamedQueryIds()).hasSize(1);
        lake.athena.updateNamedQuery(request -> request.namedQueryId(id).name("two").queryString("SELECT 2"));
        assertThat(lake.athena.getNamedQuery(request -> request.namedQueryId(id)).namedQuery().queryString()).isEqualTo("SELECT 2");
        lake.athena.deleteNamedQuery(request -> request.namedQueryId(id));
        assertThatThrownBy(() -> lake.athena.getNamedQuery(request -> request.namedQueryId(id))).isInstanceOf(InvalidRequestException.class);
    }

    @Test
    void executesPreparedStatementsMadeByCallAndBySql() {
        lake.athena.createPreparedStatement(request -> request.workGroup("primary").statementName("Add").queryStatement("SELECT ? + ?"));
        lake.rows("PREPARE twice FROM SELECT a * 2 FROM (VALUES 1, 2, 3) AS t(a) WHERE a > ?");
        lake.rows("PREPARE fill FROM CREATE TABLE filled AS SELECT ? AS a");

        assertThat(lake.query("EXECUTE add USING 1, 2")).containsExactly("3");
        assertThat(lake.query("EXECUTE twice USING 1")).containsExactly("4", "6");
        assertThat(lake.query("EXECUTE twice", "2")).containsExactly("6");
        QueryExecution filled = lake.finish(lake.start("EXECUTE fill USING 'x'"));
        assertThat(filled.statementTypeAsString()).isEqualTo("DDL");
        assertThat(lake.query("SELECT * FROM filled")).containsExactly("x");
        assertThat(lake.failure("EXECUTE add USING 1")).contains("Incorrect number of parameters: expected 2 but found 1");

        assertThat(lake.athena.getPreparedStatement(request -> request.workGroup("primary").statementName("twice")).preparedStatement().queryStatement())
                .isEqualTo("SELECT a * 2 FROM (VALUES 1, 2, 3) AS t(a) WHERE a > ?");
        assertThat(lake.athena.listPreparedStatements(request -> request.workGroup("primary")).preparedStatements()).hasSize(3);
        lake.athena.updatePreparedStatement(request -> request.workGroup("primary").statementName("add").queryStatement("SELECT ? - ?"));
        assertThat(lake.query("EXECUTE add USING 1, 2")).containsExactly("-1");
        lake.rows("DEALLOCATE PREPARE twice");
        lake.athena.deletePreparedStatement(request -> request.workGroup("primary").statementName("add"));
        assertThat(lake.failure("EXECUTE add USING 1, 2")).startsWith("NOT_FOUND: line 1:1: Prepared statement not found: add");
        assertThatThrownBy(() -> lake.athena.getPreparedStatement(request -> request.workGroup("primary").statementName("add")))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void queuesQueriesAndRefusesMoreThanAnAccountMayHave() {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            ids.add(lake.start(ENDLESS));
        }
        assertThat(lake.athena.getQueryExecution(request -> request.queryExecutionId(ids.get(199))).queryExecution().status().state())
                .isEqualTo(QueryExecutionState.QUEUED);

        assertThatThrownBy(() -> lake.start("SELECT 1")).isInstanceOf(TooManyRequestsException.class).hasMessageContaining("exceeded the limit");

        ids.forEach(id -> lake.athena.stopQueryExecution(request -> request.queryExecutionId(id)));
        assertThat(lake.query("SELECT 1")).containsExactly("1");
    }
}

package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.LocalS3;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The aws CLI as its users have it, against the local Athena. */
@Tag("servers")
class AwsCliTest {
    private LocalLake lake;

    @BeforeEach
    void start(@TempDir Path directory) throws Exception {
        boolean installed = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, "aws")));
        assumeTrue(installed, "the aws CLI is not installed");
        lake = new LocalLake(directory);
    }

    @AfterEach
    void stop() {
        if (lake != null) {
            lake.close();
        }
    }

    private record Answer(int exit, String text) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException e) {
                throw new AssertionError("not JSON: " + text, e);
            }
        }
    }

    private Answer athena(String... arguments) {
        return aws(Stream.concat(Stream.of("athena"), Stream.of(arguments)).toArray(String[]::new));
    }

    private Answer aws(String... arguments) {
        List<String> command = new ArrayList<>(List.of("aws"));
        command.addAll(Arrays.asList(arguments));
        command.addAll(List.of("--output", "json"));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().putAll(Map.of("AWS_ENDPOINT_URL_ATHENA", lake.aws.endpoint().toString(),
                "AWS_ENDPOINT_URL_STS", lake.aws.endpoint().toString(), "AWS_DEFAULT_REGION", LocalS3.REGION,
                "AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY, "AWS_PAGER", ""));
        try {
            Process aws = process.start();
            String text = new String(aws.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(aws.waitFor(), text);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode succeed(String... arguments) {
        Answer answer = athena(arguments);
        assertThat(answer.exit()).as(answer.text()).isZero();
        return answer.text().isBlank() ? new ObjectMapper().createObjectNode() : answer.json();
    }

    private JsonNode finished(String sql) {
        String id = succeed("start-query-execution", "--work-group", "team", "--query-string", sql).path("QueryExecutionId").asText();
        return Awaitility.await().pollInterval(Duration.ofMillis(100)).atMost(Duration.ofMinutes(2)).until(
                () -> succeed("get-query-execution", "--query-execution-id", id).path("QueryExecution"),
                execution -> execution.path("Status").has("CompletionDateTime"));
    }

    @Test
    void runsQueriesInAWorkGroupAndPagesTheirResults() {
        succeed("create-work-group", "--name", "team",
                "--configuration", "ResultConfiguration={OutputLocation=s3://lake/team/},EnforceWorkGroupConfiguration=true");

        JsonNode execution = finished("SELECT n, n * 1.5e0 AS x FROM UNNEST(sequence(1, 4)) AS t(n) ORDER BY n");

        assertThat(execution.path("Status").path("State").asText()).isEqualTo("SUCCEEDED");
        String id = execution.path("QueryExecutionId").asText();
        assertThat(execution.path("ResultConfiguration").path("OutputLocation").asText()).isEqualTo("s3://lake/team/" + id + ".csv");
        JsonNode first = succeed("get-query-results", "--query-execution-id", id, "--max-items", "3");
        assertThat(texts(first)).containsExactly("n|x", "1|1.5", "2|3.0");
        assertThat(first.at("/ResultSet/ResultSetMetadata/ColumnInfo/1/Type").asText()).isEqualTo("double");
        JsonNode second = succeed("get-query-results", "--query-execution-id", id, "--starting-token", first.path("NextToken").asText());
        assertThat(texts(second)).containsExactly("3|4.5", "4|6.0");

        JsonNode failed = finished("SELECT nonsense");
        assertThat(failed.at("/Status/State").asText()).isEqualTo("FAILED");
        assertThat(failed.at("/Status/StateChangeReason").asText()).startsWith("COLUMN_NOT_FOUND: line 1:8: Column 'nonsense' cannot be resolved");
        Answer none = athena("get-query-results", "--query-execution-id", failed.path("QueryExecutionId").asText());
        assertThat(none.exit()).isNotZero();
        assertThat(none.text()).contains("InvalidRequestException").contains("Final query state: FAILED");
        assertThat(athena("get-work-group", "--work-group", "nowhere").text()).contains("InvalidRequestException").contains("WorkGroup nowhere is not found");
        assertThat(succeed("list-query-executions", "--work-group", "team").path("QueryExecutionIds")).hasSize(2);
    }

    @Test
    void asksForTagsCatalogsEnginesAndTheAccount() {
        succeed("create-work-group", "--name", "team", "--tags", "Key=cost,Value=1");
        String account = aws("sts", "get-caller-identity").json().path("Account").asText();
        String arn = "arn:aws:athena:" + LocalS3.REGION + ":" + account + ":workgroup/team";
        succeed("tag-resource", "--resource-arn", arn, "--tags", "Key=owner,Value=me");

        assertThat(account).isEqualTo("000000000000");
        assertThat(succeed("list-tags-for-resource", "--resource-arn", arn).path("Tags").findValuesAsText("Key")).containsExactly("cost", "owner");
        assertThat(succeed("get-data-catalog", "--name", "AwsDataCatalog").at("/DataCatalog/Type").asText()).isEqualTo("GLUE");
        assertThat(succeed("list-engine-versions").path("EngineVersions")).hasSize(2);
        Answer refused = athena("start-query-execution", "--work-group", "team", "--query-string", "SELECT FROM t",
                "--result-configuration", "OutputLocation=s3://lake/r/");
        assertThat(refused.exit()).isNotZero();
        assertThat(refused.text()).contains("(InvalidRequestException) when calling the StartQueryExecution operation: line 1:8: mismatched input 'FROM'");
    }

    private static List<String> texts(JsonNode results) {
        List<String> rows = new ArrayList<>();
        for (JsonNode row : results.at("/ResultSet/Rows")) {
            List<String> values = new ArrayList<>();
            row.path("Data").forEach(value -> values.add(value.path("VarCharValue").asText()));
            rows.add(String.join("|", values));
        }
        return rows;
    }
}

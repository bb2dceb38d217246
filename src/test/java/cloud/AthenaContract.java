package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.ColumnInfo;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;

/**
 * What any Athena must answer, wherever it runs. The statements and what they give, types and values, are in
 * {@code src/test/resources/athena-contract}, written from Trino's and Athena's documentation: after a statement, {@code =>} its column types and
 * then its rows, or {@code !!} how the reason of its failure begins (a bar between alternatives), or nothing if it need only succeed.
 */
interface AthenaContract {
    Path STATEMENTS = Path.of("src/test/resources/athena-contract");

    AthenaClient athena();

    /** A database that exists and has no tables. */
    String database();

    /** A place in S3 that is empty, with a slash at the end. */
    String location();

    /** One statement of a file, and what is expected of it. @param rows null if it need only succeed, or must fail */
    record Case(String sql, String types, List<String> rows, String failure) {}

    @TestFactory
    default Stream<DynamicNode> answersAsDocumented() throws IOException {
        List<Path> files;
        try (Stream<Path> list = Files.list(STATEMENTS)) {
            files = list.sorted().toList();
        }
        List<DynamicNode> nodes = new ArrayList<>();
        for (Path file : files) {
            List<Case> cases = cases(Files.readString(file));
            nodes.add(dynamicContainer(file.getFileName().toString(), cases.stream().map(each -> dynamicTest(each.sql(), () -> check(each)))));
        }
        return nodes.stream();
    }

    /** The statements of a file; a line that begins with two hyphens between statements is a comment. */
    static List<Case> cases(String text) {
        List<Case> cases = new ArrayList<>();
        for (String block : text.split("\n\n+")) {
            List<String> lines = block.lines().filter(line -> !line.startsWith("-- ")).toList();
            int end = 0;
            while (end < lines.size() && !lines.get(end).startsWith("=>") && !lines.get(end).startsWith("!!")) {
                end++;
            }
            String sql = String.join("\n", lines.subList(0, end));
            if (sql.isBlank()) {
                continue;
            }
            String mark = end < lines.size() ? lines.get(end) : "";
            cases.add(mark.startsWith("=>") ? new Case(sql, mark.substring(2).strip(), lines.subList(end + 1, lines.size()), null)
                    : new Case(sql, null, null, mark.isEmpty() ? null : mark.substring(2).strip()));
        }
        return cases;
    }

    private void check(Case expected) {
        QueryExecution execution;
        try {
            execution = run(expected.sql().replace("{location}", location()));
        } catch (InvalidRequestException refused) {
            assertThat(refused.athenaErrorCode()).as(refused.getMessage()).isEqualTo("MALFORMED_QUERY");
            assertThat("SYNTAX_ERROR: " + refused.awsErrorDetails().errorMessage()).startsWith(String.valueOf(expected.failure()));
            return;
        }
        String reason = String.valueOf(execution.status().stateChangeReason());
        if (expected.failure() != null) {
            assertThat(execution.status().state()).isEqualTo(QueryExecutionState.FAILED);
            assertThat(Stream.of(expected.failure().split("\\|"))).as(reason).anyMatch(reason::startsWith);
            return;
        }
        assertThat(execution.status().state()).as(reason).isEqualTo(QueryExecutionState.SUCCEEDED);
        if (expected.rows() != null) {
            checkResult(expected, execution);
        }
    }

    private void checkResult(Case expected, QueryExecution execution) {
        List<Row> rows = athena().getQueryResultsPaginator(request -> request.queryExecutionId(execution.queryExecutionId())).stream()
                .flatMap(page -> page.resultSet().rows().stream()).toList();
        List<String> types = athena().getQueryResults(request -> request.queryExecutionId(execution.queryExecutionId()).maxResults(1))
                .resultSet().resultSetMetadata().columnInfo().stream().map(ColumnInfo::type).toList();
        int header = execution.statementTypeAsString().equals("DML") ? 1 : 0;
        List<String> texts = rows.stream().skip(header).map(AthenaContract::text).toList();
        List<String> wanted = expected.rows().stream().map(String::strip).toList();
        assertThat(texts.stream().map(String::strip)).isEqualTo(wanted);
        assertThat(String.join(", ", types)).isEqualTo(expected.types());
    }

    private static String text(Row row) {
        return String.join(" | ", row.data().stream().map(value -> value.varCharValue() == null ? "NULL" : value.varCharValue()).toList());
    }

    private QueryExecution run(String sql) {
        String id = athena().startQueryExecution(request -> request.queryString(sql).clientRequestToken(UUID.randomUUID().toString())
                .queryExecutionContext(context -> context.database(database()))
                .resultConfiguration(result -> result.outputLocation(location() + "results/"))).queryExecutionId();
        return Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofMinutes(2)).until(
                () -> athena().getQueryExecution(request -> request.queryExecutionId(id)).queryExecution(),
                execution -> execution.status().completionDateTime() != null);
    }
}

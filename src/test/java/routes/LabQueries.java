package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionStatus;

/** Queries on Athena over a lab's database; {@code %s} in them stands for its table. */
public final class LabQueries {
    private LabQueries() {}

    /** The rows of a query that must succeed, without the header; values joined by a bar. */
    public static List<String> query(Lab lab, String sql) {
        try (AthenaClient athena = Lab.cloud().athena()) {
            QueryExecution execution = run(athena, lab, sql);
            assertThat(execution.status().stateAsString()).as(execution.status().stateChangeReason()).isEqualTo("SUCCEEDED");
            return athena.getQueryResults(get -> get.queryExecutionId(execution.queryExecutionId())).resultSet().rows().stream()
                    .skip(1)
                    .map(row -> String.join("|", row.data().stream().map(value -> String.valueOf(value.varCharValue())).toList()))
                    .toList();
        }
    }

    /** Why a query that must fail did. */
    public static String failure(Lab lab, String sql) {
        try (AthenaClient athena = Lab.cloud().athena()) {
            QueryExecutionStatus status = run(athena, lab, sql).status();
            assertThat(status.stateAsString()).isEqualTo("FAILED");
            return status.stateChangeReason();
        }
    }

    private static QueryExecution run(AthenaClient athena, Lab lab, String sql) {
        String id = athena.startQueryExecution(start -> start.queryString(sql.formatted(lab.database))
                        .queryExecutionContext(context -> context.database(lab.database))
                        .resultConfiguration(result -> result.outputLocation("s3://%s/athena-results/".formatted(Lab.BUCKET))))
                .queryExecutionId();
        Lab.until(() -> execution(athena, id).status().completionDateTime() != null);
        return execution(athena, id);
    }

    private static QueryExecution execution(AthenaClient athena, String id) {
        return athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
    }
}

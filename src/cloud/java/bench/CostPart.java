package bench;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;

/** What AWS would charge for: the bytes that each report on the bundled sample scans. */
final class CostPart {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final String TITLE = "-- title: ";

    private final BenchmarkCloud cloud;
    private final Figures figures;

    CostPart(BenchmarkCloud cloud, Figures figures) {
        this.cloud = cloud;
        this.figures = figures;
    }

    void run() {
        System.out.println("cost: the sample, once through");
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("csv.rate", "0");
        settings.put("pipeline.once", "true");
        settings.put("batch.max-idle", "1s");
        try (Service service = Service.start(cloud, settings, "-Xmx512m")) {
            if (!service.process().ended(PATIENCE) || service.process().exitCode() != 0) {
                figures.problem("the run once through failed: see " + service.process().log());
                return;
            }
        }
        try (AthenaClient athena = cloud.athena()) {
            scanned(athena).forEach((title, bytes) -> figures.add("cost", "bundled sample", title, "bytes scanned", bytes));
        }
    }

    private static Map<String, Long> scanned(AthenaClient athena) {
        Map<String, Long> scanned = new LinkedHashMap<>();
        List<String> ids = athena.listQueryExecutions(list -> list.maxResults(50)).queryExecutionIds();
        for (String id : ids) {
            QueryExecution query = athena.getQueryExecution(get -> get.queryExecutionId(id)).queryExecution();
            if (query.query().startsWith(TITLE) && query.status().state() == QueryExecutionState.SUCCEEDED) {
                String title = query.query().lines().findFirst().orElseThrow().substring(TITLE.length());
                scanned.put("report " + title, query.statistics().dataScannedInBytes());
            }
        }
        return scanned;
    }
}

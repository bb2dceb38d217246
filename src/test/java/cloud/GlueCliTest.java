package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.LocalS3;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A session with the aws CLI, version 1 or 2, as one would type it. */
@Tag("servers")
class GlueCliTest {
    private static final String TARGETS = "{\"S3Targets\":[{\"Path\":\"s3://lake/raw/quotes/\"}]}";

    @TempDir private Path directory;

    @BeforeAll
    static void requireTheCli() throws InterruptedException {
        assumeTrue(isInstalled(), "skipped: the aws CLI is not installed");
    }

    @Test
    void crawlsAndLooksAtTheTable() throws Exception {
        try (LocalLake lake = new LocalLake(directory)) {
            lake.put("raw/quotes/date=2026-11-21/a.json", "{\"close\":1.5}");
            lake.put("raw/quotes/date=2026-11-22/a.json", "{\"close\":2.5}");

            aws(lake, "create-database", "--database-input", "{\"Name\":\"market\"}");
            aws(lake, "create-crawler", "--name", "quotes", "--role", "local", "--database-name", "market", "--targets", TARGETS);
            aws(lake, "start-crawler", "--name", "quotes");
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(
                    () -> json(lake, "get-crawler", "--name", "quotes").at("/Crawler/State").asText().equals("READY"));
            assertThat(json(lake, "get-crawler", "--name", "quotes").at("/Crawler/LastCrawl/Status").asText()).isEqualTo("SUCCEEDED");
            assertThat(json(lake, "get-crawler-metrics", "--crawler-name-list", "quotes").at("/CrawlerMetricsList/0/TablesCreated").asInt()).isEqualTo(1);

            JsonNode table = json(lake, "get-tables", "--database-name", "market").at("/TableList/0");
            assertThat(table.path("Name").asText()).isEqualTo("quotes");
            assertThat(table.at("/StorageDescriptor/Columns").toString()).isEqualTo("[{\"Name\":\"close\",\"Type\":\"double\"}]");

            JsonNode partitions = json(lake, "get-partitions", "--database-name", "market", "--table-name", "quotes", "--expression", "date > '2026-11-21'");
            assertThat(partitions.path("Partitions")).hasSize(1);
            assertThat(partitions.at("/Partitions/0/Values/0").asText()).isEqualTo("2026-11-22");

            String[] create = {"create-partition", "--database-name", "market", "--table-name", "quotes", "--partition-input",
                "{\"Values\":[\"2026-11-23\"],\"StorageDescriptor\":{\"Location\":\"s3://lake/raw/quotes/date=2026-11-23/\"}}"};
            aws(lake, create);
            assertThat(refused(lake, create)).contains("An error occurred (AlreadyExistsException) when calling the CreatePartition operation");
            assertThat(json(lake, "get-partitions", "--database-name", "market", "--table-name", "quotes", "--max-items", "2").path("NextToken").asText())
                    .isNotEmpty();
            assertThat(refused(lake, "start-crawler", "--name", "none")).contains("(EntityNotFoundException)");
        }
    }

    private record Outcome(int code, String out) {}

    private static JsonNode json(LocalLake lake, String... arguments) throws Exception {
        return AwsJson.MAPPER.readTree(aws(lake, arguments));
    }

    private static String aws(LocalLake lake, String... arguments) throws Exception {
        Outcome outcome = run(lake, arguments);
        assertThat(outcome.code()).as(outcome.out()).isZero();
        return outcome.out();
    }

    private static String refused(LocalLake lake, String... arguments) throws Exception {
        Outcome outcome = run(lake, arguments);
        assertThat(outcome.code()).as(outcome.out()).isNotZero();
        return outcome.out();
    }

    private static Outcome run(LocalLake lake, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("aws", "--endpoint-url", lake.aws.endpoint().toString(), "--output", "json", "glue"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(java.util.Map.of("AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY,
                "AWS_DEFAULT_REGION", LocalS3.REGION, "AWS_REGION", LocalS3.REGION, "AWS_PAGER", ""));
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Outcome(process.waitFor(), out);
    }

    private static boolean isInstalled() throws InterruptedException {
        try {
            Process process = new ProcessBuilder("aws", "--version").redirectErrorStream(true).start();
            return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException missing) {
            return false;
        }
    }
}

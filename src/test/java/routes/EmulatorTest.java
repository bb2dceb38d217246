package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.Tool;
import cloud.server.LocalKafka;
import cloud.server.Ports;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A run against an emulator of AWS that others wrote (moto), where it is installed: it takes every call. It runs neither crawls nor queries, so
 * the table is there before, and each query has the result that the emulator is given.
 */
@Tag("servers")
class EmulatorTest {
    private static final String RESULT = """
            {"account_id":"123456789012","region":"us-east-1","results":[{"rows":[{"Data":[{"VarCharValue":"records"}]},{"Data":[{"VarCharValue":"2"}]}],\
            "column_info":[{"CatalogName":"c","SchemaName":"s","TableName":"t","Name":"records","Label":"records","Type":"bigint","Precision":19,"Scale":0,\
            "Nullable":"UNKNOWN","CaseSensitive":false}]}]}""";

    @TempDir
    Path directory;

    private Process moto;
    private LocalKafka kafka;
    private String endpoint;

    @BeforeEach
    void start() throws Exception {
        assumeTrue(Tool.path("moto_server").isPresent(), "moto_server is not installed");
        int port = Ports.any(1).get(0);
        endpoint = "http://127.0.0.1:" + port;
        moto = new ProcessBuilder("moto_server", "-H", "127.0.0.1", "-p", String.valueOf(port)).redirectErrorStream(true)
                .redirectOutput(directory.resolve("moto.log").toFile()).start();
        Lab.until(this::answers);
        for (String name : List.of("S3", "Glue", "Athena")) {
            System.setProperty("aws.endpointUrl" + name, endpoint);
        }
        System.setProperty("aws.region", "us-east-1");
        System.setProperty("aws.accessKeyId", "key");
        System.setProperty("aws.secretAccessKey", "secret");
        kafka = LocalKafka.start(directory.resolve("kafka"), 0);
        prepare();
    }

    private boolean answers() {
        try {
            return send(HttpRequest.newBuilder(URI.create(endpoint + "/moto-api/"))) == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static int send(HttpRequest.Builder request) throws IOException {
        try {
            return HttpClient.newHttpClient().send(request.build(), BodyHandlers.discarding()).statusCode();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException(interrupted);
        }
    }

    private void prepare() throws IOException {
        try (S3Client s3 = s3(); GlueClient glue = GlueClient.create()) {
            s3.createBucket(create -> create.bucket("lake"));
            glue.createDatabase(create -> create.databaseInput(input -> input.name("market")));
            glue.createCrawler(create -> create.name("crawler").role("role").databaseName("market")
                    .targets(targets -> targets.s3Targets(S3Target.builder().path("s3://lake/raw/quotes/").build())));
            glue.createTable(create -> create.databaseName("market").tableInput(table -> table.name("quotes")
                    .partitionKeys(Column.builder().name("date").type("string").build())
                    .storageDescriptor(storage -> storage.location("s3://lake/raw/quotes/").columns(Column.builder().name("close").type("bigint").build()))));
        }
        assertThat(send(HttpRequest.newBuilder(URI.create(endpoint + "/moto-api/static/athena/query-results"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(RESULT)))).isEqualTo(201);
    }

    private static S3Client s3() {
        return S3Client.builder().forcePathStyle(true).build();
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (kafka != null) {
            kafka.close();
        }
        if (moto != null) {
            moto.descendants().forEach(ProcessHandle::destroy);
            moto.destroy();
            moto.waitFor();
        }
        if (Lab.cloud() != null) {
            Lab.cloud().exportToThisJvm();
        }
    }

    @Test
    void takesEveryCallOfARun() throws IOException {
        Path file = directory.resolve("quotes.csv");
        Files.writeString(file, "Index,Date,Close\nHSI,2024-01-03,1\nHSI,2024-01-04,2\n");
        Path transforms = Files.createDirectories(directory.resolve("transforms"));
        Path reports = Files.createDirectories(directory.resolve("reports"));
        Files.writeString(reports.resolve("count.sql"), "SELECT count(*) AS records FROM quotes");

        Map<String, String> settings = new HashMap<>(Map.of(
                "pipeline.once", "true", "kafka.brokers", kafka.brokers(), "csv.file", file.toString(), "csv.rate", "0", "s3.bucket", "lake",
                "s3.path-style", "true", "glue.database", "market", "http.port", "0", "http.management-port", "0"));
        settings.putAll(Map.of(
                "glue.crawler", "crawler", "glue.crawl-timeout", "1", "transform.directory", transforms.toString(),
                "report.directory", reports.toString(), "batch.max-idle", "300ms"));
        Application.run(settings, () -> {}, "run");

        try (S3Client s3 = s3(); GlueClient glue = GlueClient.create()) {
            assertThat(s3.listObjectsV2(list -> list.bucket("lake").prefix("raw/quotes/")).contents()).isNotEmpty();
            assertThat(glue.getPartitions(get -> get.databaseName("market").tableName("quotes")).partitions()).hasSize(1);
            String latest = s3.getObjectAsBytes(get -> get.bucket("lake").key("reports/count/latest.json")).asString(StandardCharsets.UTF_8);
            assertThat(latest).contains("\"state\":\"SUCCEEDED\"").contains("\"rows\":[[2]]");
        }
    }
}

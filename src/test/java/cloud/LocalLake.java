package cloud;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cloud.server.AthenaEngine;
import cloud.server.LocalAws;
import cloud.server.LocalS3;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryExecutionState;
import software.amazon.awssdk.services.athena.model.Row;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.CrawlerState;
import software.amazon.awssdk.services.glue.model.LastCrawlInfo;
import software.amazon.awssdk.services.glue.model.S3Target;
import software.amazon.awssdk.services.s3.S3Client;

/** A bucket, Glue and Athena in this process, and real clients of them. */
public final class LocalLake implements AutoCloseable {
    static final String BUCKET = "lake";
    private static final StaticCredentialsProvider CREDENTIALS =
            StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY));

    final Path directory;
    private final LocalS3 server;
    final S3Client s3;
    LocalAws aws;
    public GlueClient glue;
    AthenaClient athena;

    private final AthenaEngine engine;

    public LocalLake(Path directory) throws Exception {
        this(directory, AthenaEngine.DUCKDB);
    }

    LocalLake(Path directory, AthenaEngine engine) throws Exception {
        this.directory = directory;
        this.engine = engine;
        server = LocalS3.start(directory.resolve("s3"), 0);
        s3 = S3Client.builder().endpointOverride(server.endpoint())
                .region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
        s3.createBucket(request -> request.bucket(BUCKET));
        startAws(InstantSource.system());
    }

    private void startAws(InstantSource clock) throws IOException {
        aws = LocalAws.start(directory.resolve("aws"), "127.0.0.1", 0, s3, directory.resolve("s3"), clock, engine);
        glue = GlueClient.builder().endpointOverride(aws.endpoint()).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
        athena = AthenaClient.builder().endpointOverride(aws.endpoint()).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
    }

    public void restartAws() throws IOException {
        restartAws(InstantSource.system());
    }

    /** @param clock of the crawlers' schedules */
    public void restartAws(InstantSource clock) throws IOException {
        aws.close();
        startAws(clock);
    }

    public void put(String key, String... lines) {
        put(key, (String.join("\n", lines) + "\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }

    public void put(String key, byte[] content) {
        s3.putObject(request -> request.bucket(BUCKET).key(key), RequestBody.fromBytes(content));
    }

    public void createCrawler(String name, String prefix) {
        glue.createCrawler(request -> request.name(name).role("local").databaseName("stock_market")
                .targets(targets -> targets.s3Targets(S3Target.builder().path("s3://" + BUCKET + "/" + prefix).build())));
    }

    LastCrawlInfo crawl(String name) {
        glue.startCrawler(request -> request.name(name));
        Awaitility.await().pollInterval(Duration.ofMillis(20)).atMost(Duration.ofSeconds(30))
                .until(() -> glue.getCrawler(request -> request.name(name)).crawler().state() == CrawlerState.READY);
        return glue.getCrawler(request -> request.name(name)).crawler().lastCrawl();
    }

    public String start(String sql, String... parameters) {
        return athena.startQueryExecution(request -> {
            request.queryString(sql).clientRequestToken(UUID.randomUUID().toString())
                    .queryExecutionContext(context -> context.database("stock_market"))
                    .resultConfiguration(result -> result.outputLocation("s3://" + BUCKET + "/athena-results/"));
            if (parameters.length > 0) {
                request.executionParameters(parameters);
            }
        }).queryExecutionId();
    }

    public QueryExecution finish(String id) {
        return Awaitility.await().pollInterval(Duration.ofMillis(10)).atMost(engine == AthenaEngine.TRINO ? Duration.ofMinutes(5) : Duration.ofMinutes(1)).until(
                () -> athena.getQueryExecution(request -> request.queryExecutionId(id)).queryExecution(),
                execution -> execution.status().completionDateTime() != null);
    }

    /** The rows of a query that must succeed, without the header; values joined by a bar. */
    public List<String> query(String sql, String... parameters) {
        List<String> rows = rows(sql, parameters);
        return rows.subList(1, rows.size());
    }

    public List<String> rows(String sql, String... parameters) {
        QueryExecution execution = finish(start(sql, parameters));
        if (execution.status().state() != QueryExecutionState.SUCCEEDED) {
            throw new AssertionError(execution.status().stateChangeReason());
        }
        return athena.getQueryResultsPaginator(request -> request.queryExecutionId(execution.queryExecutionId())).stream()
                .flatMap(page -> page.resultSet().rows().stream()).map(LocalLake::text).toList();
    }

    private static String text(Row row) {
        return String.join("|", row.data().stream().map(value -> String.valueOf(value.varCharValue())).toList());
    }

    /** Why a statement that must be refused at the call was. */
    public InvalidRequestException refusal(String sql) {
        return catchThrowableOfType(InvalidRequestException.class, () -> start(sql));
    }

    /** Why a query that must fail did. */
    public String failure(String sql) {
        QueryExecution execution = finish(start(sql));
        if (execution.status().state() != QueryExecutionState.FAILED) {
            throw new AssertionError("not failed but " + execution.status().stateAsString() + ": " + sql);
        }
        return execution.status().stateChangeReason();
    }

    @Override
    public void close() {
        aws.close();
        glue.close();
        athena.close();
        s3.close();
        server.close();
    }
}

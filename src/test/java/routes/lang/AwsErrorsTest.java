package routes.lang;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.catalog.LakePartitions;
import routes.lake.Lake;
import routes.lake.LakeLocation;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.AwsRegionProviderChain;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A server that answers with an error of AWS's, asked by AWS's own clients. */
class AwsErrorsTest {
    private static final StaticCredentialsProvider CREDENTIALS = StaticCredentialsProvider.create(AwsBasicCredentials.create("key", "secret"));

    private final AtomicInteger calls = new AtomicInteger();
    private HttpServer server;
    private URI uri;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
        uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(int status, String body) {
        server.createContext("/", call -> {
            calls.incrementAndGet();
            byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
            boolean head = call.getRequestMethod().equals("HEAD");
            call.sendResponseHeaders(status, head || bytes.length == 0 ? -1 : bytes.length);
            if (!head) {
                call.getResponseBody().write(bytes);
            }
            call.close();
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            503 | bucket lake: S3 asks to slow down (HTTP 503
            500 | bucket lake: S3 has an internal error (HTTP 500
            403 | bucket lake: S3 does not allow it (HTTP 403
            404 | bucket lake does not exist: create it, or set s3.bucket
            400 | bucket lake: S3 refuses it (HTTP 400
            301 | bucket lake: S3 has it in another region (HTTP 301
            """)
    void theLakeSaysWhatIsWrongWithItsBucket(int status, String start) {
        answer(status, "");
        assertThatThrownBy(lake()::check).isInstanceOf(StartException.class).hasMessageStartingWith(start);
    }

    @Test
    void whoWaitsForAnAnswerDoesNotWaitForManyTries() {
        answer(503, "");
        assertThatThrownBy(lake()::check).isInstanceOf(StartException.class);
        assertThat(calls).hasValue(2);
    }

    @Test
    void theLakeSaysThatS3IsAway() {
        server.stop(0);
        assertThatThrownBy(lake()::check)
                .isInstanceOf(StartException.class)
                .hasMessageMatching("bucket lake: S3 does not answer \\(Connect to \\S+ failed: Connection refused\\): check the network.*");
    }

    private Lake lake() {
        S3Client s3 = S3Client.builder().endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
        return new Lake(new LakeLocation("lake", ""), s3, null);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            400 | ThrottlingException         | database market: Glue asks to slow down (HTTP 400 ThrottlingException: why)
            400 | AccessDeniedException       | database market: Glue does not allow it (HTTP 400 AccessDeniedException: why): check the credentials and what they may do
            400 | UnrecognizedClientException | database market: Glue does not allow it
            400 | EntityNotFoundException     | Glue has no database market: create it, or set glue.database
            400 | InvalidInputException       | database market: Glue refuses it (HTTP 400 InvalidInputException: why)
            500 | InternalServiceException    | database market: Glue has an internal error
            """)
    void theCatalogSaysWhatIsWrong(int status, String code, String start) {
        answer(status, "{\"__type\":\"%s\",\"Message\":\"why\",\"message\":\"why\"}".formatted(code));
        GlueClient glue = GlueClient.builder().endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build();
        LakePartitions partitions = new LakePartitions(new LakeLocation("lake", ""), glue, null);
        partitions.setDatabase("market");
        assertThatThrownBy(partitions::check).isInstanceOf(StartException.class).hasMessageStartingWith(start);
        partitions.close();
    }

    @Test
    void withoutARegionTheSentenceNamesTheSetting() {
        assertThatThrownBy(() -> new AwsRegionProviderChain().getRegion()).satisfies(failed -> assertThat(Errors.sentence(failed))
                .isEqualTo("there is no region for AWS: set AWS_REGION, or AWS_PROFILE to a profile that has one"));
    }

    @Test
    void anAnswerIsNoSilenceWhereverItIsWrapped() {
        SdkException denied = SdkClientException.create("no credentials", S3Exception.builder().statusCode(403).message("denied").build());
        assertThat(AwsErrors.sentence("Glue", denied)).isEqualTo("Glue does not allow it (HTTP 403): check the credentials and what they may do");
    }

    @Test
    void everySentenceOfAFailureSaysIt() {
        answer(503, "<Error><Code>SlowDown</Code><Message>Please reduce your request rate.</Message></Error>");
        try (S3Client s3 = S3Client.builder().endpointOverride(uri).region(Region.US_EAST_1).credentialsProvider(CREDENTIALS).build()) {
            assertThatThrownBy(() -> s3.listObjectsV2(list -> list.bucket("lake"))).satisfies(failed -> assertThat(Errors.sentence(new IllegalStateException(failed)))
                    .startsWith("S3 asks to slow down (HTTP 503 SlowDown: Please reduce your request rate.)"));
        }
    }
}

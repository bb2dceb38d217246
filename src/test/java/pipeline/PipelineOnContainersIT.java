package pipeline;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Over Kafka's official image and MinIO: of the S3 servers in an image, it decides a put with If-None-Match under its lock on the name,
 * and refuses a wrong signature. S3Mock 4.12 lets several of the puts that race for a name win.
 */
@Tag("servers")
@NeedsContainers({PipelineOnContainersIT.KAFKA, PipelineOnContainersIT.MINIO})
@Testcontainers
class PipelineOnContainersIT extends PipelineContract {
    static final String KAFKA = "apache/kafka:3.9.1";
    static final String MINIO = "minio/minio:RELEASE.2025-09-07T16-13-09Z";

    private static final String USER = "contract";
    private static final String PASSWORD = "contract-secret";
    private static final int S3_PORT = 9000;

    @Container
    private static final KafkaContainer KAFKA_SERVER = new KafkaContainer(DockerImageName.parse(KAFKA))
            // as application.properties says of the pipeline: it creates its topics itself
            .withEnv("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false");

    @Container
    private static final GenericContainer<?> S3_SERVER = new GenericContainer<>(DockerImageName.parse(MINIO))
            .withCommand("server", "/data")
            .withEnv(Map.of("MINIO_ROOT_USER", USER, "MINIO_ROOT_PASSWORD", PASSWORD))
            .withExposedPorts(S3_PORT)
            .waitingFor(Wait.forHttp("/minio/health/ready").forPort(S3_PORT));

    private static S3Client s3;

    @BeforeAll
    static void createBucket() {
        s3 = S3Client.builder()
                .endpointOverride(URI.create(s3Endpoint()))
                .forcePathStyle(true)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(USER, PASSWORD)))
                .build();
        s3.createBucket(create -> create.bucket(BUCKET));
    }

    @Override
    Map<String, String> environment() {
        return Map.of(
                "KAFKA_BROKERS", KAFKA_SERVER.getBootstrapServers(),
                "AWS_ENDPOINT_URL_S3", s3Endpoint(),
                "S3_PATH_STYLE", "true",
                "AWS_REGION", Region.US_EAST_1.id(),
                "AWS_ACCESS_KEY_ID", USER,
                "AWS_SECRET_ACCESS_KEY", PASSWORD,
                // there is neither: a call fails here, not in someone's account
                "AWS_ENDPOINT_URL_GLUE", "http://127.0.0.1:1",
                "AWS_ENDPOINT_URL_ATHENA", "http://127.0.0.1:1");
    }

    @Override
    S3Client s3() {
        return s3;
    }

    private static String s3Endpoint() {
        return "http://%s:%d".formatted(S3_SERVER.getHost(), S3_SERVER.getMappedPort(S3_PORT));
    }
}

package simulator.model;

import cloud.server.LocalS3;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** A real server and Amazon's own client. */
@Tag("servers")
class LocalS3ContractTest implements S3Contract {
    @TempDir
    static Path directory;

    private static LocalS3 server;
    private static S3Client s3;

    @BeforeAll
    static void start() throws Exception {
        server = LocalS3.start(directory, 0);
        s3 = S3Client.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(LocalS3.ACCESS_KEY, LocalS3.SECRET_KEY)))
                .forcePathStyle(true)
                .build();
        s3.createBucket(create -> create.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        s3.close();
        server.close();
    }

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public Instant now() {
        return Instant.now();
    }
}

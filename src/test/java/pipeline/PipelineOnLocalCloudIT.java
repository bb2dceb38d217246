package pipeline;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

@Tag("servers")
class PipelineOnLocalCloudIT extends PipelineContract {
    @TempDir
    static Path state;

    private static LocalCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(state, LocalCloud.Ports.ANY);
        cloud.s3().createBucket(create -> create.bucket(BUCKET));
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Override
    Map<String, String> environment() {
        return cloud.environment();
    }

    @Override
    S3Client s3() {
        return cloud.s3();
    }
}

package cloud;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

@Tag("servers")
class LocalGlueContractTest implements GlueContract {
    @TempDir private static Path directory;
    private static LocalLake lake;

    @BeforeAll
    static void start() throws Exception {
        lake = new LocalLake(directory);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Override
    public GlueClient glue() {
        return lake.glue;
    }

    @Override
    public S3Client s3() {
        return lake.s3;
    }

    @Override
    public String bucket() {
        return LocalLake.BUCKET;
    }

    @Override
    public String role() {
        return "local";
    }
}

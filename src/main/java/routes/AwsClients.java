package routes;

import java.time.Duration;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.services.athena.AthenaClient;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * AWS clients with time limits. Endpoint, region and credentials are the standard AWS settings (environment, profile or instance
 * role), so that the same program reaches AWS and the local cloud.
 */
public final class AwsClients {
    /** One try; an object is some MB. */
    private static final Duration ATTEMPT = Duration.ofSeconds(30);

    /** All of the SDK's tries of one call. */
    private static final Duration CALL = Duration.ofSeconds(90);

    private AwsClients() {}

    public static S3Client s3() {
        return S3Client.builder().overrideConfiguration(limits()).build();
    }

    public static GlueClient glue() {
        return GlueClient.builder().overrideConfiguration(limits()).build();
    }

    public static AthenaClient athena() {
        return AthenaClient.builder().overrideConfiguration(limits()).build();
    }

    private static ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder().apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL).build();
    }
}

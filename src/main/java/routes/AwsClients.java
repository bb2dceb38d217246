package routes;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
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

    private static final Duration PATIENT_CALL = Duration.ofMinutes(5);
    private static final int PATIENT_ATTEMPTS = 12;

    private AwsClients() {}

    public static S3Client s3() {
        return S3Client.builder().overrideConfiguration(limits()).build();
    }

    public static GlueClient glue() {
        return GlueClient.builder().overrideConfiguration(patient()).build();
    }

    public static AthenaClient athena() {
        return AthenaClient.builder().overrideConfiguration(patient()).build();
    }

    private static ClientOverrideConfiguration limits() {
        return ClientOverrideConfiguration.builder().apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL).build();
    }

    /** Glue and Athena throttle by account, for minutes; nothing but a report waits for them. */
    private static ClientOverrideConfiguration patient() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(ATTEMPT)
                .apiCallTimeout(PATIENT_CALL)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(PATIENT_ATTEMPTS).build())
                .build();
    }
}

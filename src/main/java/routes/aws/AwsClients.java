package routes.aws;

import java.time.Duration;
import routes.lang.Inquiries;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.metrics.MetricPublisher;
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

    /** Of a call whose answer somebody waits for. */
    private static final Duration BRIEF_CALL = Inquiries.PATIENCE;

    private static final int BRIEF_ATTEMPTS = 2;
    private static final Duration PATIENT_CALL = Duration.ofMinutes(5);
    private static final int PATIENT_ATTEMPTS = 12;

    private AwsClients() {}

    /** @param pathStyle whether the bucket stands in the path of a URL instead of in its host name */
    public static S3Client s3(boolean pathStyle, MetricPublisher calls) {
        return S3Client.builder().overrideConfiguration(limits().addMetricPublisher(calls).build()).forcePathStyle(pathStyle).build();
    }

    /** Of which nothing is measured. */
    public static S3Client s3(boolean pathStyle) {
        return S3Client.builder().overrideConfiguration(limits().build()).forcePathStyle(pathStyle).build();
    }

    public static GlueClient glue(MetricPublisher calls) {
        return GlueClient.builder().overrideConfiguration(patient(calls)).build();
    }

    public static AthenaClient athena(MetricPublisher calls) {
        return AthenaClient.builder().overrideConfiguration(patient(calls)).build();
    }

    /** For a call of any of these clients whose answer somebody waits for: what is wrong is told soon, and nothing is tried for minutes. */
    public static void brief(AwsRequestOverrideConfiguration.Builder call) {
        call.apiCallTimeout(BRIEF_CALL).addPlugin(client -> client.overrideConfiguration(limits -> limits.retryStrategy(
                AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(BRIEF_ATTEMPTS).build())));
    }

    private static ClientOverrideConfiguration.Builder limits() {
        return ClientOverrideConfiguration.builder().apiCallAttemptTimeout(ATTEMPT).apiCallTimeout(CALL);
    }

    /** Glue and Athena throttle by account, for minutes; nothing but a report waits for them. */
    private static ClientOverrideConfiguration patient(MetricPublisher calls) {
        return limits()
                .apiCallTimeout(PATIENT_CALL)
                .addMetricPublisher(calls)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder().maxAttempts(PATIENT_ATTEMPTS).build())
                .build();
    }
}

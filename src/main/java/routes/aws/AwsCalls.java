package routes.aws;

import io.micrometer.core.instrument.MeterRegistry;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.List;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.SdkMetric;

/** Counts and times what the AWS SDK tells of its calls: each with its service, operation and outcome, and its retries. */
public final class AwsCalls {
    private AwsCalls() {}

    public static void publish(MetricCollection call, MeterRegistry registry) {
        String service = value(call, CoreMetric.SERVICE_ID, "unknown");
        String operation = value(call, CoreMetric.OPERATION_NAME, "unknown");
        registry
                .timer("pipeline.aws.calls", "service", service, "operation", operation, "outcome", outcome(call))
                .record(value(call, CoreMetric.API_CALL_DURATION, Duration.ZERO));
        registry
                .counter("pipeline.aws.retries", "service", service, "operation", operation)
                .increment(value(call, CoreMetric.RETRY_COUNT, 0));
    }

    /** S3's answer that an object is there already, or is not, is one that was asked for. */
    private static String outcome(MetricCollection call) {
        if (value(call, CoreMetric.API_CALL_SUCCESSFUL, false)) {
            return "success";
        }
        List<MetricCollection> attempts = call.children();
        int status = attempts.isEmpty() ? 0 : value(attempts.get(attempts.size() - 1), HttpMetric.HTTP_STATUS_CODE, 0);
        return switch (status) {
            case HttpURLConnection.HTTP_PRECON_FAILED -> "present";
            case HttpURLConnection.HTTP_NOT_FOUND -> "absent";
            default -> "failure";
        };
    }

    private static <T> T value(MetricCollection call, SdkMetric<T> metric, T otherwise) {
        List<T> values = call.metricValues(metric);
        return values.isEmpty() ? otherwise : values.get(0);
    }
}

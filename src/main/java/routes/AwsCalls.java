package routes;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;
import software.amazon.awssdk.metrics.SdkMetric;

/** Counts and times what the AWS SDK tells of its calls: each with its service, operation and outcome, and its retries. */
final class AwsCalls implements MetricPublisher {
    private final Supplier<MeterRegistry> registry;

    AwsCalls(Supplier<MeterRegistry> registry) {
        this.registry = registry;
    }

    @Override
    public void publish(MetricCollection call) {
        String service = value(call, CoreMetric.SERVICE_ID, "unknown");
        String operation = value(call, CoreMetric.OPERATION_NAME, "unknown");
        boolean good = value(call, CoreMetric.API_CALL_SUCCESSFUL, false);
        registry.get()
                .timer("pipeline.aws.calls", "service", service, "operation", operation, "outcome", good ? "success" : "failure")
                .record(value(call, CoreMetric.API_CALL_DURATION, Duration.ZERO));
        registry.get()
                .counter("pipeline.aws.retries", "service", service, "operation", operation)
                .increment(value(call, CoreMetric.RETRY_COUNT, 0));
    }

    private static <T> T value(MetricCollection call, SdkMetric<T> metric, T otherwise) {
        List<T> values = call.metricValues(metric);
        return values.isEmpty() ? otherwise : values.get(0);
    }

    @Override
    public void close() {
        // the registry is Camel's
    }
}

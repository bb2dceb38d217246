package routes.delivery;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** DOWN while a route cannot read records or store its batches, with the sentence that the log has. */
final class KafkaBatchHealth extends AbstractHealthCheck {
    private final KafkaBatchConsumer consumer;

    KafkaBatchHealth(KafkaBatchConsumer consumer) {
        super("pipeline", "lake:" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String waitsFor = consumer.waitsFor();
        if (waitsFor == null) {
            builder.up();
        } else {
            builder.down().message(waitsFor);
        }
    }
}

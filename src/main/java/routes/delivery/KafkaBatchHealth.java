package routes.delivery;

import java.util.Map;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.impl.health.AbstractHealthCheck;

/** DOWN while records cannot be read or batches cannot be stored, by whichever route, with the sentence that the log has. */
final class KafkaBatchHealth extends AbstractHealthCheck {
    KafkaBatchHealth() {
        super("pipeline", "lake");
    }

    @Override
    protected void doCall(HealthCheckResultBuilder builder, Map<String, Object> options) {
        String waitsFor = KafkaBatchConsumers.of(getCamelContext()).waitsFor();
        if (waitsFor == null) {
            builder.up();
        } else {
            builder.down().message(waitsFor);
        }
    }
}

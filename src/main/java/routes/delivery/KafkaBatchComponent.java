package routes.delivery;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.TimeUtils;
import org.apache.camel.util.URISupport;
import routes.batch.BatchLimits;
import routes.lake.Lake;
import routes.lang.ByteSize;

/**
 * {@code kafka-batch:topic} reads a topic in batches of one partition each ({@link KafkaBatchConsumer}), or sends lists of records to it
 * ({@link KafkaBatchProducer}). Every option that is not its own belongs to camel-kafka,
 * whose component settings (brokers, security) hold here too.
 *
 * <p>Why not camel-kafka's own batching consumer (4.17): it mixes partitions in a batch, knows no limit in bytes, drops the open
 * batch when it stops, and loses its membership while a batch waits for S3. Why not its producer: it makes a Camel message of each record,
 * filters its headers one by one, and stands still until Kafka has a list: three times the work of sending.
 */
public class KafkaBatchComponent extends DefaultComponent {
    @Override
    protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters) throws Exception {
        BatchLimits limits = new BatchLimits(
                getAndRemoveParameter(parameters, "maxRecords", Integer.class, 50_000),
                ByteSize.parse(getAndRemoveParameter(parameters, "maxBytes", String.class, "64MB")),
                duration(parameters, "maxAge", "60s"),
                duration(parameters, "maxIdle", "30s"));
        int consumers = getAndRemoveParameter(parameters, "consumers", Integer.class, 1);
        int writers = getAndRemoveParameter(parameters, "writers", Integer.class, 2);
        if (consumers < 1 || writers < 1) {
            throw new IllegalArgumentException("there must be at least one consumer and one writer, not %d and %d".formatted(consumers, writers));
        }
        Lake lake = resolveAndRemoveReferenceParameter(parameters, "lake", Lake.class, getCamelContext().getRegistry().findSingleByType(Lake.class));
        boolean goesOn = goesOn(getAndRemoveParameter(parameters, "logWentBack", String.class, "wait"));
        KafkaEndpoint kafka = kafka(topic, new LinkedHashMap<>(parameters));
        parameters.clear();
        return new KafkaBatchEndpoint(uri, this, topic, limits, consumers, writers, lake, goesOn, kafka);
    }

    private static boolean goesOn(String logWentBack) {
        return switch (logWentBack.trim()) {
            case "wait" -> false;
            case "continue" -> true;
            default -> throw new IllegalArgumentException("kafka.log-went-back is '%s'; it can be wait or continue".formatted(logWentBack));
        };
    }

    private Duration duration(Map<String, Object> parameters, String name, String otherwise) {
        return Duration.ofMillis(TimeUtils.toMilliSeconds(getAndRemoveParameter(parameters, name, String.class, otherwise)));
    }

    private KafkaEndpoint kafka(String topic, Map<String, Object> parameters) throws Exception {
        String uri = "kafka:" + topic + (parameters.isEmpty() ? "" : "?" + URISupport.createQueryString(parameters));
        return getCamelContext().getEndpoint(uri, KafkaEndpoint.class);
    }
}

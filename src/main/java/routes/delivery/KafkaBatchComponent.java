package routes.delivery;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;
import org.apache.camel.util.PropertiesHelper;
import org.apache.camel.util.URISupport;

/**
 * {@code kafka-batch:topic} reads a topic in batches of one partition each ({@link KafkaBatchConsumer}), or sends lists of records to it
 * ({@link KafkaBatchProducer}). Options that begin with {@code kafka.} are camel-kafka's, whose component settings (brokers, security)
 * hold here too.
 *
 * <p>Why not camel-kafka's own batching consumer (4.17): it mixes partitions in a batch, knows no limit in bytes, drops the open
 * batch when it stops, and loses its membership while a batch waits for S3. Why not its producer: it makes a Camel message of each record,
 * filters its headers one by one, and stands still until Kafka has a list: three times the work of sending.
 */
@Component("kafka-batch")
public class KafkaBatchComponent extends DefaultComponent {
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        getCamelContext().addLifecycleStrategy(new RouteCheck(getCamelContext()));
    }

    @Override
    protected Endpoint createEndpoint(String uri, String topic, Map<String, Object> parameters) throws Exception {
        Map<String, Object> options = PropertiesHelper.extractProperties(parameters, "kafka.");
        KafkaBatchEndpoint endpoint = new KafkaBatchEndpoint(uri, this, topic, kafka(topic, options));
        endpoint.setKafka(options);
        setProperties(endpoint, parameters);
        return endpoint;
    }

    private KafkaEndpoint kafka(String topic, Map<String, Object> options) throws Exception {
        String uri = "kafka:" + topic + (options.isEmpty() ? "" : "?" + URISupport.createQueryString(options));
        return getCamelContext().getEndpoint(uri, KafkaEndpoint.class);
    }
}

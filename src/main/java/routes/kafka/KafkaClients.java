package routes.kafka;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import routes.lang.Errors;
import routes.lang.StartException;

/** Kafka clients with the settings that camel-kafka has: brokers, security and whatever else is configured on its component. */
public class KafkaClients implements CamelContextAware {
    private CamelContext camel;
    private KafkaEndpoint endpoint;

    /** With the settings of the component alone. */
    public KafkaClients() {}

    /** With those of an endpoint too. */
    public KafkaClients(KafkaEndpoint endpoint) {
        this.endpoint = endpoint;
    }

    /** Created when first needed: until then the component may not have all its settings. */
    private synchronized KafkaEndpoint kafka() {
        if (endpoint == null) {
            endpoint = camel.getEndpoint("kafka:clients", KafkaEndpoint.class);
        }
        return endpoint;
    }

    public String brokers() {
        return kafka().getKafkaClientFactory().getBrokers(kafka().getConfiguration());
    }

    public String groupId() {
        return kafka().getConfiguration().getGroupId();
    }

    /** Reads bytes; commits and resets offsets only as the given settings say. */
    public Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Properties all = common();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.putAll(settings);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Sends bytes in order, and without duplicates when a response is lost. */
    public Producer<byte[], byte[]> producer() {
        Properties all = kafka().getConfiguration().createProducerProperties();
        kafka().updateClassProperties(all);
        all.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
        all.put(ProducerConfig.ACKS_CONFIG, "all");
        all.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true");
        return new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public Admin admin() {
        Properties all = common();
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
        return Admin.create(all);
    }

    /** Why Kafka cannot be used, and what to look at. */
    StartException startException(Throwable failed) {
        String advice = "does not answer (%s): start it, or set kafka.brokers; "
                + "if it requires TLS or a login, set camel.component.kafka.security-protocol";
        for (Throwable cause = failed; cause != null; cause = cause.getCause()) {
            if (cause instanceof SslAuthenticationException) {
                advice = "and this program do not agree on TLS (%s): check camel.component.kafka.ssl-truststore-location and the like";
            } else if (cause instanceof AuthenticationException) {
                advice = "refuses the login (%s): check camel.component.kafka.sasl-jaas-config and sasl-mechanism";
            } else if (cause instanceof AuthorizationException) {
                advice = "does not allow this user to see or create its topics (%s): create them, or allow it";
            }
        }
        return new StartException("Kafka at %s ".formatted(brokers()) + advice.formatted(Errors.sentence(failed)));
    }

    private Properties common() {
        Properties all = kafka().getConfiguration().createConsumerProperties();
        kafka().updateClassProperties(all);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
        return all;
    }

    @Override
    public CamelContext getCamelContext() {
        return camel;
    }

    @Override
    public void setCamelContext(CamelContext camel) {
        this.camel = camel;
    }
}

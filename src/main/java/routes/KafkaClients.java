package routes;

import java.util.Map;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Kafka clients with the settings that camel-kafka has: brokers, security and whatever else is configured on its component. */
public final class KafkaClients {
    private final KafkaEndpoint kafka;

    KafkaClients(KafkaEndpoint kafka) {
        this.kafka = kafka;
    }

    static KafkaClients of(CamelContext camel, String topic) {
        return new KafkaClients(camel.getEndpoint("kafka:" + topic, KafkaEndpoint.class));
    }

    String brokers() {
        return kafka.getKafkaClientFactory().getBrokers(kafka.getConfiguration());
    }

    String groupId() {
        return kafka.getConfiguration().getGroupId();
    }

    /** Reads bytes; commits and resets offsets only as the given settings say. */
    Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        Properties all = common();
        all.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        all.putAll(settings);
        return new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    Admin admin() {
        Properties all = common();
        all.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, "10000");
        all.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, "20000");
        return Admin.create(all);
    }

    private Properties common() {
        Properties all = kafka.getConfiguration().createConsumerProperties();
        kafka.updateClassProperties(all);
        all.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, brokers());
        return all;
    }
}

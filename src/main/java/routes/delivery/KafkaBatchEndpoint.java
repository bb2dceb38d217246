package routes.delivery;

import java.time.Duration;
import java.util.Map;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.DefaultEndpoint;
import routes.batch.BatchLimits;
import routes.kafka.KafkaClients;
import routes.lake.Lake;
import routes.lang.ByteSize;

/**
 * Reads a topic of Kafka in batches of one partition each, and commits what a lake is known to hold; or sends lists of records to it.
 */
@UriEndpoint(
        firstVersion = "1.0.0",
        scheme = "kafka-batch",
        title = "Kafka Batch",
        syntax = "kafka-batch:topic",
        category = Category.MESSAGING,
        headersClass = KafkaBatchConsumer.class)
public class KafkaBatchEndpoint extends DefaultEndpoint {
    @UriPath(description = "Name of the topic")
    @Metadata(required = true)
    private final String topic;

    @UriParam(label = "consumer", defaultValue = "50000", description = "A batch ends when it has so many records")
    private int maxRecords = 50_000;

    @UriParam(
            label = "consumer",
            defaultValue = "64MB",
            description = "A batch ends when its keys and values have so many bytes, before compression; with a unit such as KB, MB or GB")
    private String maxBytes = "64MB";

    @UriParam(label = "consumer", defaultValue = "60s", description = "A batch ends when so much time went by since its first record was read")
    private Duration maxAge = Duration.ofSeconds(60);

    @UriParam(label = "consumer", defaultValue = "30s", description = "A batch ends when so much time went by since its last record was read")
    private Duration maxIdle = Duration.ofSeconds(30);

    @UriParam(label = "consumer", defaultValue = "1", description = "Members of the consumer group, each with a thread that polls")
    private int consumers = 1;

    @UriParam(label = "consumer", defaultValue = "2", description = "Batches that go through the route at the same time, each of another partition")
    private int writers = 2;

    @UriParam(label = "consumer", description = "Asked where each partition is read on, and whether its log went back; without it, the only Lake of the registry")
    private Lake lake;

    @UriParam(
            label = "consumer",
            defaultValue = "wait",
            enums = "wait,continue",
            description = "What happens to a partition whose log went back, as after the loss of brokers or when the topic was created anew: "
                    + "it waits, or goes on as its next generation")
    private String logWentBack = "wait";

    @UriParam(prefix = "kafka.", multiValue = true, description = "Options of the component kafka by their names there, such as kafka.sessionTimeoutMs")
    private Map<String, Object> kafka = Map.of();

    private final KafkaEndpoint endpoint;
    private BatchLimits limits;
    private boolean goesOnAfterGoingBack;

    KafkaBatchEndpoint(String uri, KafkaBatchComponent component, String topic, KafkaEndpoint endpoint) {
        super(uri, component);
        this.topic = topic;
        this.endpoint = endpoint;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        requireLake();
        requireWorkers();
        limits = new BatchLimits(maxRecords, ByteSize.parse(maxBytes), maxAge, maxIdle);
        goesOnAfterGoingBack = goesOn(logWentBack);
        KafkaBatchConsumer consumer = new KafkaBatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    private void requireLake() {
        if (lake == null) {
            lake = getCamelContext().getRegistry().findSingleByType(Lake.class);
        }
        if (lake == null) {
            throw new IllegalArgumentException(
                    "kafka-batch:%s needs the parameter lake (#bean:lake): it is asked where to resume reading the topic".formatted(topic));
        }
    }

    private void requireWorkers() {
        if (consumers < 1 || writers < 1) {
            throw new IllegalArgumentException("there must be at least one consumer and one writer, not %d and %d".formatted(consumers, writers));
        }
    }

    @Override
    public Producer createProducer() {
        return new KafkaBatchProducer(this);
    }

    private static boolean goesOn(String logWentBack) {
        return switch (logWentBack.trim()) {
            case "wait" -> false;
            case "continue" -> true;
            default -> throw new IllegalArgumentException("kafka.log-went-back is '%s'; it can be wait or continue".formatted(logWentBack));
        };
    }

    KafkaBatchPoller.Reading reading(String route) {
        return new KafkaBatchPoller.Reading(route, clients(), topic, lake, limits, goesOnAfterGoingBack);
    }

    KafkaClients clients() {
        return new KafkaClients(endpoint);
    }

    public String getTopic() {
        return topic;
    }

    public int getMaxRecords() {
        return maxRecords;
    }

    public void setMaxRecords(int maxRecords) {
        this.maxRecords = maxRecords;
    }

    public String getMaxBytes() {
        return maxBytes;
    }

    public void setMaxBytes(String maxBytes) {
        this.maxBytes = maxBytes;
    }

    public Duration getMaxAge() {
        return maxAge;
    }

    public void setMaxAge(Duration maxAge) {
        this.maxAge = maxAge;
    }

    public Duration getMaxIdle() {
        return maxIdle;
    }

    public void setMaxIdle(Duration maxIdle) {
        this.maxIdle = maxIdle;
    }

    public int getConsumers() {
        return consumers;
    }

    public void setConsumers(int consumers) {
        this.consumers = consumers;
    }

    public int getWriters() {
        return writers;
    }

    public void setWriters(int writers) {
        this.writers = writers;
    }

    public Lake getLake() {
        return lake;
    }

    public void setLake(Lake lake) {
        this.lake = lake;
    }

    public String getLogWentBack() {
        return logWentBack;
    }

    public void setLogWentBack(String logWentBack) {
        this.logWentBack = logWentBack;
    }

    public Map<String, Object> getKafka() {
        return kafka;
    }

    public void setKafka(Map<String, Object> kafka) {
        this.kafka = kafka;
    }
}

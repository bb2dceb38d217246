package routes.delivery;

import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.component.kafka.KafkaEndpoint;
import org.apache.camel.support.DefaultEndpoint;
import routes.batch.BatchLimits;
import routes.kafka.KafkaClients;
import routes.lake.Lake;

/** One topic, read in batches or written in lists; see {@link KafkaBatchComponent}. */
public class KafkaBatchEndpoint extends DefaultEndpoint {
    private final String topic;
    private final BatchLimits limits;
    private final int consumers;
    private final int writers;
    private final Lake lake;
    private final boolean goesOnAfterGoingBack;
    private final KafkaEndpoint kafka;

    KafkaBatchEndpoint(
            String uri,
            KafkaBatchComponent component,
            String topic,
            BatchLimits limits,
            int consumers,
            int writers,
            Lake lake,
            boolean goesOnAfterGoingBack,
            KafkaEndpoint kafka) {
        super(uri, component);
        this.topic = topic;
        this.limits = limits;
        this.consumers = consumers;
        this.writers = writers;
        this.lake = lake;
        this.goesOnAfterGoingBack = goesOnAfterGoingBack;
        this.kafka = kafka;
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (lake == null) {
            throw new IllegalArgumentException(
                    "kafka-batch:%s needs the parameter lake (#bean:lake): it is asked where the topic is read on".formatted(topic));
        }
        KafkaBatchConsumer consumer = new KafkaBatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    @Override
    public Producer createProducer() {
        return new KafkaBatchProducer(this);
    }

    @Override
    public boolean isLenientProperties() {
        return true;
    }

    String topic() {
        return topic;
    }

    BatchLimits limits() {
        return limits;
    }

    /** Members of the group, each with a thread that polls. */
    int consumers() {
        return consumers;
    }

    /** Batches that are written at the same time, each of another partition. */
    int writers() {
        return writers;
    }

    /** Where the batches go. */
    Lake lake() {
        return lake;
    }

    /** Whether a partition whose log went back goes on as its next generation. */
    boolean goesOnAfterGoingBack() {
        return goesOnAfterGoingBack;
    }

    KafkaClients clients() {
        return new KafkaClients(kafka);
    }
}

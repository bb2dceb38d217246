package routes.kafka;

import java.util.ArrayList;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are sent together, and what to do once Kafka has them all. */
public final class RecordList extends ArrayList<ProducerRecord<byte[], byte[]>> {
    private static final long serialVersionUID = 1;

    private transient Runnable delivered = () -> {};

    public RecordList(int capacity) {
        super(capacity);
    }

    /** @param delivered is run by a thread of Kafka's client, which it must not hold up */
    public void whenDelivered(Runnable delivered) {
        this.delivered = delivered;
    }

    public Runnable whenDelivered() {
        return delivered;
    }
}

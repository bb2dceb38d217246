package routes.delivery;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import routes.kafka.RecordList;

/**
 * Sends lists of {@link ProducerRecord}s, in order, while the route makes the next one; the buffer of Kafka's own client limits how much is
 * in flight. A {@link RecordList} is notified when Kafka has it. A failure is reported with the next list. An exchange without a list waits
 * until nothing is in flight, and tells whether everything sent before is in Kafka.
 *
 * <p>Behind a record that was refused no other goes to its partition: the last one there tells whoever goes on that those before it are
 * there. So the client is given up with what it still holds, and the broker refuses what is on its way, whose sequence has a gap.
 */
final class KafkaBatchProducer extends DefaultProducer {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    private final KafkaBatchEndpoint endpoint;
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private Traces traces;
    private volatile Producer<byte[], byte[]> kafka;
    private ExecutorService sender;
    private Future<?> sending;

    KafkaBatchProducer(KafkaBatchEndpoint endpoint) {
        super(endpoint);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        traces = Traces.of(endpoint.getCamelContext());
        kafka = endpoint.clients().producer();
        sender = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "send-" + endpoint.getTopic());
    }

    @Override
    protected void doStop() throws Exception {
        endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(sender);
        // what is not acknowledged by now is sent again by the next run, which asks Kafka for the last that it has
        kafka.close(CLOSE_TIMEOUT);
        super.doStop();
    }

    @Override
    public synchronized void process(Exchange exchange) throws Exception {
        awaitLast();
        // before the next list: its records would come after those that are missing, and nobody would look for these again
        tellFailure();
        if (exchange.getMessage().getBody() instanceof List<?> records) {
            sending = sender.submit(() -> send(records));
        } else {
            kafka.flush();
            tellFailure();
        }
    }

    private void tellFailure() throws Exception {
        if (failure.get() == null) {
            return;
        }
        // after it nothing is heard of what was sent
        kafka.close(CLOSE_TIMEOUT);
        Exception failed = failure.getAndSet(null);
        kafka = endpoint.clients().producer();
        throw failed;
    }

    /** One list is handed to Kafka's client while the next is made; a second would only take memory. */
    private void awaitLast() throws InterruptedException {
        if (sending == null) {
            return;
        }
        try {
            sending.get();
        } catch (ExecutionException failed) {
            failure.compareAndSet(null, failed.getCause() instanceof Exception cause ? cause : failed);
        }
        sending = null;
    }

    @SuppressWarnings("unchecked")
    private void send(List<?> list) {
        List<ProducerRecord<byte[], byte[]>> records = (List<ProducerRecord<byte[], byte[]>>) list;
        Span span = traces.sending(endpoint.getTopic(), records);
        Producer<byte[], byte[]> client = kafka;
        Acknowledgements acknowledgements = new Acknowledgements(client, records.size(), list instanceof RecordList known ? known.whenDelivered() : () -> {}, span);
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (failure.get() != null) {
                span.end();
                return;
            }
            client.send(record, acknowledgements);
        }
        if (records.isEmpty()) {
            acknowledgements.delivered.run();
        }
    }

    /** Those of a list, of which nothing else is kept until then: Kafka may be away for long. Successes all come on one thread of the client. */
    private final class Acknowledgements implements Callback {
        private final Producer<byte[], byte[]> client;
        private final Runnable delivered;
        private final Span span;
        private int missing;

        Acknowledgements(Producer<byte[], byte[]> client, int missing, Runnable delivered, Span span) {
            this.client = client;
            this.missing = missing;
            this.delivered = delivered;
            this.span = span;
        }

        @Override
        public void onCompletion(RecordMetadata metadata, Exception failed) {
            if (failed != null) {
                if (failure.compareAndSet(null, failed)) {
                    client.close(Duration.ZERO);
                }
                span.setStatus(StatusCode.ERROR, failed.getMessage()).end();
            } else if (--missing == 0) {
                span.end();
                delivered.run();
            }
        }
    }
}

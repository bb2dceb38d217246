package routes.delivery;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.ToLongFunction;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Processor;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.model.Model;
import org.apache.camel.spi.ExecutorServiceManager;
import org.apache.camel.spi.Metadata;
import org.apache.camel.support.DefaultConsumer;
import org.apache.kafka.clients.admin.Admin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import routes.batch.Batch;
import routes.kafka.Offsets;
import routes.kafka.Topics;
import routes.lake.LogWentBackException;
import routes.lang.SteadyClock;

/**
 * Reads the topic with one or more {@link KafkaBatchPoller}s and sends each batch through the route on a separate thread, so that polling
 * (and with it the membership in the group) goes on however long S3 takes.
 *
 * <p>An offset is committed only when the route says what the lake holds, by the exchange property {@value #STORED_THROUGH}. A route
 * that ends without saying so, or with an exception, gets the same batch again after a pause that doubles up to 30 s, for ever.
 */
public class KafkaBatchConsumer extends DefaultConsumer implements PartitionWriter.Store {
    /** Exchange property (Long): the last offset of the batch's partition that the lake is known to hold. */
    @Metadata(
            label = "consumer",
            javaType = "Long",
            description = "An exchange property, not a header: the route says by it through which offset the lake holds the partition of the batch. "
                    + "So far it is committed. A route that ends without it gets the same batch again")
    public static final String STORED_THROUGH = "storedThrough";

    private static final Logger LOG = LoggerFactory.getLogger(KafkaBatchConsumer.class);

    /** The part of the heap that batches may take: many partitions must not hold maxBytes each. */
    private static final int SHARE_OF_HEAP = 4;

    private static final Duration TIME_TO_STOP = KafkaBatchPoller.FLUSH_TIME.plusSeconds(3);

    private final KafkaBatchEndpoint endpoint;
    private final List<KafkaBatchPoller> pollers = new CopyOnWriteArrayList<>();
    private final List<Future<?>> polling = new ArrayList<>();
    private final Map<Batch, Exchange> inFlight = new ConcurrentHashMap<>();
    private Traces traces;
    private ExecutorService threads;
    private ExecutorService writers;
    private ExecutorService checks;
    private Admin admin;
    private KafkaBatchHealth health;
    private volatile Instant lastStored = Instant.now();
    private volatile Instant lastStoredSteady = SteadyClock.now();

    KafkaBatchConsumer(KafkaBatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        traces = Traces.of(endpoint.getCamelContext());
        writers = threads().newFixedThreadPool(this, "write-" + endpoint.getTopic(), endpoint.getWriters());
        checks = threads().newFixedThreadPool(this, "check-" + endpoint.getTopic(), endpoint.getConsumers());
        admin = endpoint.clients().admin();
        threads = threads().newFixedThreadPool(this, "poll-" + endpoint.getTopic(), endpoint.getConsumers());
        long memory = Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP / endpoint.getConsumers();
        for (int i = 0; i < endpoint.getConsumers(); i++) {
            KafkaBatchPoller poller = new KafkaBatchPoller(endpoint.reading(getRouteId()), checks, writers, this, memory);
            pollers.add(poller);
            polling.add(threads.submit(poller));
        }
        health = new KafkaBatchHealth(this);
        health().ifPresent(registry -> registry.register(health));
    }

    /** Stops reading, writes the records it holds as final objects, commits, and leaves the group. */
    @Override
    protected void doStop() throws Exception {
        if (health != null) {
            health().ifPresent(registry -> registry.unregister(health));
        }
        pollers.forEach(KafkaBatchPoller::stop);
        long end = System.nanoTime() + TIME_TO_STOP.toNanos();
        try {
            for (Future<?> one : polling) {
                one.get(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            }
        } catch (TimeoutException tooLong) {
            LOG.warn("{}: some of {} is not stored yet; it will be read again at the next start", getRouteId(), endpoint.getTopic());
        }
        if (threads != null) {
            threads().shutdownNow(threads);
            threads().shutdownNow(checks);
            threads().shutdownNow(writers);
            admin.close(Duration.ZERO);
        }
        pollers.clear();
        polling.clear();
        super.doStop();
    }

    /** Records read since the start, stored or not. */
    public long recordsRead() {
        return sum(KafkaBatchPoller::recordsRead);
    }

    /** Records of the assigned partitions that are not stored yet, read or not. */
    public long lag() {
        return sum(KafkaBatchPoller::lag);
    }

    /** The same by partition number. */
    public Map<Integer, Long> lags() {
        Map<Integer, Long> all = new HashMap<>();
        pollers.forEach(poller -> all.putAll(poller.lags()));
        return all;
    }

    /** What keeps it from going on, as a sentence; null when nothing does. */
    public String waitsFor() {
        return pollers.stream().map(KafkaBatchPoller::waitsFor).filter(Objects::nonNull).findFirst().orElse(null);
    }

    /** Partitions that wait since their logs went back. */
    public long wentBack() {
        return sum(KafkaBatchPoller::wentBack);
    }

    /** The last time that a log went back, null when none did. */
    public WentBack lastWentBack() {
        return pollers.stream()
                .map(KafkaBatchPoller::lastWentBack)
                .filter(Objects::nonNull)
                .max(Comparator.comparing(WentBack::at))
                .orElse(null);
    }

    /** How often partitions were given to this consumer. */
    public long assignments() {
        return sum(KafkaBatchPoller::assignments);
    }

    private long sum(ToLongFunction<KafkaBatchPoller> figure) {
        return pollers.stream().mapToLong(figure).sum();
    }

    /** Records of the topic that nobody of the group has stored yet. */
    public long lagOfGroup() {
        return Offsets.of(endpoint.clients(), endpoint.getTopic()).values().stream().mapToLong(Offsets::lag).sum();
    }

    public String topic() {
        return endpoint.getTopic();
    }

    /** When it last stored a batch; since it started, when it stored none. */
    public Instant lastStored() {
        return lastStored;
    }

    /** Time since then. */
    public Duration sinceLastStored() {
        return Duration.between(lastStoredSteady, SteadyClock.now());
    }

    private Optional<HealthCheckRegistry> health() {
        return Optional.ofNullable(HealthCheckRegistry.get(endpoint.getCamelContext()));
    }

    private ExecutorServiceManager threads() {
        return endpoint.getCamelContext().getExecutorServiceManager();
    }

    /** Sends one batch through the route; returns the offset through which the lake holds the partition. */
    @Override
    public long store(Batch batch) throws Exception {
        requireSameTopic(batch);
        Exchange exchange = createExchange(false);
        inFlight.put(batch, exchange);
        Span span = traces.storing(batch);
        Scope current = span.makeCurrent();
        try {
            exchange.getIn().setHeaders(traces.headers(span));
            exchange.getIn().setBody(batch);
            getProcessor().process(exchange);
            if (exchange.getException() != null) {
                throw exchange.getException();
            }
            Long stored = exchange.getProperty(STORED_THROUGH, Long.class);
            if (stored == null) {
                throw new IllegalStateException("the route ended without setting the property " + STORED_THROUGH);
            }
            lastStored = Instant.now();
            lastStoredSteady = SteadyClock.now();
            return stored;
        } catch (Exception failed) {
            span.setStatus(StatusCode.ERROR, failed.getMessage());
            throw failed;
        } finally {
            current.close();
            span.end();
            inFlight.remove(batch);
            releaseExchange(exchange, false);
        }
    }

    /** The step that it is at; a step is a call to S3 or Kafka, or whatever somebody made of the route. */
    @Override
    public String waitsFor(Batch batch) {
        Exchange exchange = inFlight.get(batch);
        String step = exchange == null ? null : exchange.getExchangeExtension().getHistoryNodeId();
        if (step == null) {
            return "Kafka does not answer";
        }
        CamelContext camel = endpoint.getCamelContext();
        if (camel.getProcessor(step) instanceof EndpointAware call && call.getEndpoint() != null) {
            String uri = call.getEndpoint().getEndpointUri();
            return uri.startsWith("aws2-s3:") ? "S3 does not answer" : "%s does not answer the step %s".formatted(uri.replaceAll("\\?.*", ""), step);
        }
        NamedNode node = camel.getCamelContextExtension().getContextPlugin(Model.class).getProcessorDefinition(step);
        String description = node == null ? null : node.getDescriptionText();
        return "the step %s%s has not ended".formatted(step, description == null ? "" : " (%s)".formatted(description));
    }

    /** Called after the records were read: if the topic was recreated in between, some of them may have replaced others. */
    private void requireSameTopic(Batch batch) throws LogWentBackException {
        String id = Topics.id(admin, batch.topic());
        if (!id.equals(batch.topicId())) {
            throw new LogWentBackException("topic %s was created anew while they were held".formatted(batch.topic()), batch.records().size());
        }
    }
}

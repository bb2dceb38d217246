package routes.delivery;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.CamelTracingService;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import routes.batch.Batch;
import routes.batch.PackedRecords;
import routes.kafka.HeaderText;

/**
 * Traces from rows to objects, where Camel traces ({@code camel.opentelemetry2.enabled}): a trace begins with each list of records that is sent, and
 * goes with its records as Kafka's header {@code traceparent}. A batch has records of many lists, of which Camel's own spans could follow one: its
 * span goes on with the trace of its first record, and is linked to all others.
 */
final class Traces {
    /** As many as the SDK keeps of a span. */
    private static final int MOST_LINKS = 128;
    private static final Traces NONE = new Traces(OpenTelemetry.noop(), false);

    private final Tracer tracer;
    private final TextMapPropagator propagator;
    private final boolean on;

    private Traces(OpenTelemetry telemetry, boolean on) {
        this.tracer = telemetry.getTracer("kafka-batch");
        this.propagator = telemetry.getPropagators().getTextMapPropagator();
        this.on = on;
    }

    static Traces of(CamelContext camel) {
        return camel.hasService(CamelTracingService.class) == null ? NONE : new Traces(GlobalOpenTelemetry.get(), true);
    }

    /** Begins the trace of records that have none; it ends when Kafka has them. */
    Span sending(String topic, List<ProducerRecord<byte[], byte[]>> records) {
        if (!on || records.isEmpty()) {
            return Span.getInvalid();
        }
        Span span = tracer.spanBuilder("send " + topic)
                .setNoParent()
                .setSpanKind(SpanKind.PRODUCER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", topic)
                .setAttribute("messaging.batch.message_count", records.size())
                .startSpan();
        Context context = Context.root().with(span);
        for (ProducerRecord<byte[], byte[]> record : records) {
            if (record.headers().lastHeader("traceparent") == null) {
                propagator.inject(context, record.headers(), (headers, name, value) -> headers.add(name, value.getBytes(StandardCharsets.UTF_8)));
            }
        }
        return span;
    }

    /** Goes on with the traces of a batch's records. */
    Span storing(Batch batch) {
        if (!on) {
            return Span.getInvalid();
        }
        Set<SpanContext> traces = tracesOf(batch);
        Context first = traces.stream().findFirst().map(trace -> Context.root().with(Span.wrap(trace))).orElse(Context.root());
        SpanBuilder span = tracer.spanBuilder("store " + batch.topic())
                .setParent(first)
                .setSpanKind(SpanKind.CONSUMER)
                .setAttribute("messaging.system", "kafka")
                .setAttribute("messaging.destination.name", batch.topic())
                .setAttribute("messaging.destination.partition.id", String.valueOf(batch.partition()))
                .setAttribute("messaging.batch.message_count", batch.records().size())
                .setAttribute("messaging.kafka.offset", batch.startOffset())
                .setAttribute("batch.traces", traces.size());
        traces.stream().skip(1).limit(MOST_LINKS).forEach(span::addLink);
        return span.startSpan();
    }

    private Set<SpanContext> tracesOf(Batch batch) {
        Set<SpanContext> all = new LinkedHashSet<>();
        for (PackedRecords.Cursor record = batch.records().cursor(); record.next(); ) {
            Context context = propagator.extract(Context.root(), record.unpack(batch.topic(), batch.partition()).headers(), HEADERS);
            SpanContext trace = Span.fromContext(context).getSpanContext();
            if (trace.isValid()) {
                all.add(trace);
            }
        }
        return all;
    }

    /** What Camel's spans, and the user's routes, go on with; empty where nothing is traced. */
    Map<String, Object> headers(Span span) {
        Map<String, Object> headers = new TreeMap<>();
        propagator.inject(Context.root().with(span), headers, Map::put);
        return headers;
    }

    /** The same, of what this thread is about. */
    static Map<String, Object> current() {
        SpanContext span = Span.current().getSpanContext();
        return span.isValid() ? Map.of("traceparent", "00-%s-%s-%s".formatted(span.getTraceId(), span.getSpanId(), span.getTraceFlags().asHex())) : Map.of();
    }

    private static final TextMapGetter<Headers> HEADERS = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Headers headers) {
            return List.of(headers.toArray()).stream().map(Header::key).toList();
        }

        @Override
        public String get(Headers headers, String name) {
            return headers == null || headers.lastHeader(name) == null ? null : HeaderText.of(headers, name);
        }
    };
}

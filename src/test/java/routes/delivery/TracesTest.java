package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.Lab;

/** Spans as a collector gets them. */
@Tag("servers")
class TracesTest {
    @TempDir
    Path directory;

    private final Collected collected = new Collected();

    private static final class Collected implements SpanExporter {
        final List<SpanData> spans = new CopyOnWriteArrayList<>();

        @Override
        public CompletableResultCode export(Collection<SpanData> more) {
            spans.addAll(more);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }

        List<SpanData> of(String name) {
            return spans.stream().filter(span -> span.getName().equals(name)).toList();
        }
    }

    @BeforeEach
    void listen() throws IOException {
        GlobalOpenTelemetry.resetForTest();
        OpenTelemetrySdk.builder()
                .setTracerProvider(SdkTracerProvider.builder().addSpanProcessor(SimpleSpanProcessor.create(collected)).build())
                .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
                .buildAndRegisterGlobal();
        Files.writeString(directory.resolve("mine.yaml"), """
                - route:
                    id: mine
                    from:
                      uri: direct:each-record
                      steps:
                        - to: mock:each
                - route:
                    id: telling
                    from:
                      uri: direct:after-stored
                      steps:
                        - to: mock:told
                """);
    }

    @AfterEach
    void forget() {
        GlobalOpenTelemetry.resetForTest();
    }

    @Test
    void aTraceGoesFromTheRowThroughKafkaToTheObject() throws IOException {
        try (Lab lab = lab().set("camel.opentelemetry2.enabled", "true")) {
            lab.createTopics().send(0, Lab.numbers(1));
            lab.start();
            Lab.until(() -> lab.records().size() == 5);
            lab.drained();
            Lab.until(() -> collected.of("store " + lab.topic).stream().mapToLong(TracesTest::records).sum() == 5);

            List<ConsumerRecord<byte[], byte[]>> rows = lab.records().stream().filter(record -> Lab.header(record, "row") != null).toList();
            assertThat(rows).hasSize(4).allMatch(record -> Lab.header(record, "traceparent").matches("00-[0-9a-f]{32}-[0-9a-f]{16}-01"));
            assertThat(collected.of("send " + lab.topic)).isNotEmpty().allMatch(span -> !span.getParentSpanContext().isValid());
            List<String> sent = collected.of("send " + lab.topic).stream().map(SpanData::getTraceId).toList();
            assertThat(rows).extracting(record -> Lab.header(record, "traceparent").substring(3, 35)).isSubsetOf(sent);

            assertThat(collected.of("store " + lab.topic)).filteredOn(span -> sent.contains(span.getTraceId()) || !span.getLinks().isEmpty()).isNotEmpty();
            assertThat(reached()).as("the traces of all rows").containsAll(rows.stream().map(record -> Lab.header(record, "traceparent").substring(3, 35)).toList());
            assertThat(collected.spans).filteredOn(span -> span.getName().contains("aws2-s3")).isNotEmpty().allSatisfy(put -> assertThat(collected.of("store " + lab.topic))
                    .extracting(SpanData::getTraceId)
                    .contains(put.getTraceId()));
            assertThat(collected.spans).filteredOn(span -> span.getName().contains("after-stored")).isNotEmpty().allSatisfy(told -> assertThat(
                            collected.of("store " + lab.topic))
                    .extracting(SpanData::getTraceId)
                    .contains(told.getTraceId()));
            assertThat(collected.spans).as("none for each record, and none that lasts as long as the replay")
                    .noneMatch(span -> span.getName().matches(".*(each|replay|csv-to-kafka).*"));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void nothingIsTracedUnlessItIsAskedFor() throws IOException {
        try (Lab lab = lab()) {
            lab.createTopics();
            lab.start();
            Lab.until(() -> lab.records().size() == 4);
            lab.drained();

            assertThat(collected.spans).isEmpty();
            assertThat(lab.records()).allMatch(record -> record.headers().lastHeader("traceparent") == null);
        }
    }

    /** Traces that a batch goes on with, or is linked to. */
    private List<String> reached() {
        return collected.spans.stream()
                .filter(span -> span.getName().startsWith("store "))
                .flatMap(span -> Stream.concat(Stream.of(span.getTraceId()), span.getLinks().stream().map(link -> link.getSpanContext().getTraceId())))
                .toList();
    }

    private static long records(SpanData span) {
        return span.getAttributes().get(AttributeKey.longKey("messaging.batch.message_count"));
    }

    private Lab lab() throws IOException {
        Path rows = Files.writeString(directory.resolve("rows.csv"), "Index,N\na,1\nb,2\na,3\nb,4\n");
        return Lab.with("csv.file", rows.toString(), "csv.columns", "index:string,n:bigint", "csv.repeat", "1", "csv.rate", "200", "kafka.partitions", "1")
                .set("pipeline.directory", directory.toString());
    }
}

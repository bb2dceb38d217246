package routes;

import static org.assertj.core.api.Assertions.assertThat;
import static routes.Records.batchOf;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.BeanInject;
import org.apache.camel.CamelContext;
import org.apache.camel.EndpointInject;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.component.aws2.s3.AWS2S3Component;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.spi.Registry;
import org.apache.camel.test.main.junit5.AdviceRouteMapping;
import org.apache.camel.test.main.junit5.CamelMainTest;
import org.apache.camel.test.main.junit5.ReplaceInRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import routes.delivery.KafkaBatchConsumer;
import routes.lake.LakeLocation;
import routes.query.QueryFailedException;
import routes.report.Report;
import routes.report.ReportShelf;
import routes.report.Reports;
import routes.transform.Transform;
import routes.transform.Transforms;
import routes.watch.Alerts;
import software.amazon.awssdk.services.s3.S3Client;

/** What a route does with one message when a step of it fails: the routes as they are, without servers. */
@CamelMainTest(
        properties = {
            "camel.main.routes-include-pattern=classpath:routes.yaml,classpath:routes/*.yaml",
            "camel.main.auto-startup=false",
            "camel.server.enabled=false",
            "camel.management.enabled=false"
        },
        advices = {
            @AdviceRouteMapping(route = "kafka-to-s3", advice = RouteErrorsTest.BatchesFromTheTest.class),
            @AdviceRouteMapping(route = "report", advice = RouteErrorsTest.FailingQuery.class),
            @AdviceRouteMapping(route = "alert", advice = RouteErrorsTest.NewsToTheTest.class)
        })
class RouteErrorsTest {
    static {
        // the clients ask for one when they are made
        System.setProperty("aws.region", System.getProperty("aws.region", "us-east-1"));
    }

    private final S3Stub bucket = new S3Stub();
    private final FakeAlerts news = new FakeAlerts();

    @ReplaceInRegistry
    S3Client s3 = bucket;

    @ReplaceInRegistry
    ReportShelf reportShelf = new ReportShelf(new LakeLocation("lake", "raw/quotes"), bucket, new Reports());

    @ReplaceInRegistry
    Alerts alerts = news;

    @BeanInject
    CamelContext camel;

    @BeanInject
    ProducerTemplate template;

    @EndpointInject("mock:webhook")
    MockEndpoint webhook;

    @EndpointInject("mock:after-put")
    MockEndpoint afterPut;

    static class BatchesFromTheTest extends AdviceWithRouteBuilder {
        @Override
        public void configure() throws Exception {
            useBucketOfTheTest();
            replaceFromWith("direct:batches");
            weaveById("reject").replace().to("mock:letters");
            weaveById("register-partition").remove();
            weaveById("put-object").after().to("mock:after-put");
        }

        /** What asked the registry before the test had replaced its client. */
        private void useBucketOfTheTest() {
            Registry registry = getContext().getRegistry();
            S3Client s3 = registry.lookupByNameAndType("s3", S3Client.class);
            getContext().getComponent("aws2-s3", AWS2S3Component.class).getConfiguration().setAmazonS3Client(s3);
        }
    }

    static class FailingQuery extends AdviceWithRouteBuilder {
        @Override
        public void configure() throws Exception {
            weaveById("ask").replace().throwException(new QueryFailedException("TABLE_NOT_FOUND"));
        }
    }

    static class NewsToTheTest extends AdviceWithRouteBuilder {
        @Override
        public void configure() throws Exception {
            replaceFromWith("direct:look");
            weaveById("post").replace().to("mock:webhook");
        }
    }

    /** Something began, whenever it is asked. */
    private static final class FakeAlerts extends Alerts {
        final List<String> answers = new ArrayList<>();

        FakeAlerts() {
            super(null, null, null);
        }

        @Override
        public boolean isWanted() {
            return true;
        }

        @Override
        public Map<String, String> news() {
            return Map.of("text", "S3 does not \"answer\"");
        }

        @Override
        public void told() {
            answers.add("told");
        }

        @Override
        public void refused(Exception failure) {
            answers.add("refused: " + failure.getMessage());
        }
    }

    @BeforeEach
    void start() throws Exception {
        for (String route : List.of("keep-latest", "kafka-to-s3", "report", "transform", "alert")) {
            camel.getRouteController().startRoute(route);
        }
    }

    private Exchange send(String route, Object body) {
        return template.send("direct:" + route, exchange -> exchange.getMessage().setBody(body));
    }

    @Test
    void aBatchThatIsPutIsStoredThroughItsEnd() {
        Exchange done = send("batches", batchOf("{\"n\":1}", "{\"n\":2}"));

        assertThat(done.getException()).isNull();
        assertThat(done.getProperty(KafkaBatchConsumer.STORED_THROUGH, Long.class)).isEqualTo(1001);
        assertThat(bucket.puts).singleElement().satisfies(put -> assertThat(put.ifNoneMatch()).isEqualTo("*"));
        assertThat(afterPut.getReceivedCounter()).isEqualTo(1);
    }

    @Test
    void aBatchWhoseObjectIsThereAlreadyIsStoredAsFarAsThatSays() {
        bucket.refuseWith(412);

        Exchange done = send("batches", batchOf("{\"n\":1}", "{\"n\":2}"));

        assertThat(done.isFailed()).isFalse();
        assertThat(done.getProperty(KafkaBatchConsumer.STORED_THROUGH, Long.class)).isEqualTo(1001);
        assertThat(bucket.puts).as("it is not tried again").hasSize(1);
        assertThat(afterPut.getReceivedCounter()).as("what hangs there misses it").isZero();
    }

    @Test
    void aBatchThatS3RefusesForAnotherReasonIsNotStored() {
        bucket.refuseWith(503);

        Exchange done = send("batches", batchOf("{\"n\":1}"));

        assertThat(done.getException()).hasMessageContaining("refused");
        assertThat(done.getProperty(KafkaBatchConsumer.STORED_THROUGH)).as("it comes again").isNull();
    }

    @Test
    void aReportThatFailsIsKeptAsFailedAndHoldsUpNothing() throws Exception {
        Exchange done = send("report", Report.parse("gaps", "SELECT 1"));

        assertThat(done.isFailed()).isFalse();
        assertThat(bucket.contents).containsOnlyKeys("reports/gaps/latest.json");
        JsonNode document = new ObjectMapper().readTree(bucket.contents.get("reports/gaps/latest.json"));
        assertThat(document.get("state").asText()).isEqualTo("FAILED");
        assertThat(document.get("error").asText()).contains("TABLE_NOT_FOUND");
        assertThat(document.get("history")).hasSize(1);
        assertThat(bucket.puts.get(0).contentType()).isEqualTo("application/json");
    }

    @Test
    void aReportWhoseDocumentS3RefusesHoldsUpNothingEither() {
        bucket.refuseWith(403);

        Exchange done = send("report", Report.parse("gaps", "SELECT 1"));

        assertThat(done.isFailed()).isFalse();
        assertThat(camel.getRegistry().lookupByNameAndType("reports", Reports.class).failures()).containsKey("report gaps");
    }

    @Test
    void aTransformThatFailsIsToldAndHoldsUpNothing() {
        Exchange done = send("transform", Transform.parse("broken", ""));

        assertThat(done.isFailed()).isFalse();
        assertThat(camel.getRegistry().lookupByNameAndType("transforms", Transforms.class).failures()).containsKey("transform broken");
    }

    @Test
    void newsThatTheWebhookRefusesStayNews() {
        webhook.whenExchangeReceived(1, exchange -> {
            throw new IllegalStateException("HTTP 500");
        });

        assertThat(send("look", null).isFailed()).isFalse();
        assertThat(send("look", null).isFailed()).isFalse();

        assertThat(news.answers).containsExactly("refused: HTTP 500", "told");
        assertThat(webhook.getReceivedExchanges())
                .extracting(posted -> posted.getMessage().getBody(String.class))
                .containsOnly("{\"text\":\"S3 does not \\\"answer\\\"\"}");
        assertThat(webhook.getReceivedExchanges().get(0).getMessage().getHeader(Exchange.CONTENT_TYPE)).isEqualTo("application/json");
    }
}

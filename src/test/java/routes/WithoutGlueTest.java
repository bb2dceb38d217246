package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.catalog.LakePartitions;
import routes.report.Reports;

/** Kafka to S3 alone: nothing asks a catalog that is not wanted. */
@Tag("servers")
class WithoutGlueTest {
    @AfterEach
    void allServersAgain() {
        Lab.cloud().exportToThisJvm();
    }

    @Test
    void isReadyAndDeliversWhereThereIsNoGlue() throws Exception {
        try (Lab lab = Lab.with("glue.database", "")) {
            System.setProperty("aws.endpointUrlGlue", "http://127.0.0.1:1");
            System.setProperty("aws.endpointUrlAthena", "http://127.0.0.1:1");
            lab.createTopics().start();
            lab.send(0, "{\"n\":1}");
            lab.drained();

            lab.pipeline().bean("lakePartitions", LakePartitions.class).check();
            lab.pipeline().context().createProducerTemplate().sendBody("direct:crawl-and-report", null);
            assertThat(lab.pipeline().bean("reports", Reports.class).failures()).isEmpty();
            assertThat(lab.keys()).hasSize(1);
            HttpResponse<String> refusal = runNow(lab);
            assertThat(refusal.statusCode()).isEqualTo(409);
            assertThat(refusal.body()).contains("there are no tables to crawl and no reports here: glue.database is blank");
            assertThat(Lab.keys("runs/" + lab.prefix)).isEmpty();
        }
    }

    private static HttpResponse<String> runNow(Lab lab) throws Exception {
        URI page = URI.create("http://127.0.0.1:%s/api/reports/run".formatted(lab.pipeline().setting("camel.server.port")));
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(page).POST(HttpRequest.BodyPublishers.noBody()).build(), BodyHandlers.ofString());
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

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
    void isReadyAndDeliversWhereThereIsNoGlue() {
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
            assertThat(Lab.keys("runs/" + lab.prefix)).isEmpty();
        }
    }
}

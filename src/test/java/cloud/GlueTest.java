package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cloud.catalog.Catalog;
import cloud.server.LocalAws;
import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.ConcurrentModificationException;
import software.amazon.awssdk.services.glue.model.Crawler;
import software.amazon.awssdk.services.glue.model.CrawlerTargets;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.JdbcTarget;
import software.amazon.awssdk.services.glue.model.S3Target;

@Tag("servers")
class GlueTest {
    private static LocalLake lake;
    private static final CrawlerTargets TARGETS = CrawlerTargets.builder().s3Targets(S3Target.builder().path("s3://lake/").build()).build();
    @TempDir private static Path directory;

    @BeforeAll
    static void start() throws Exception {
        lake = new LocalLake(directory);
        lake.glue.createDatabase(request -> request.databaseInput(input -> input.name("market").description("prices")));
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @Test
    void hasEveryChangeInAFileBeforeItAnswers() throws Exception {
        lake.glue.createTable(request -> request.databaseName("market").tableInput(input -> input.name("quotes")
                .partitionKeys(Column.builder().name("date").type("string").build())));
        lake.glue.createPartition(request -> request.databaseName("market").tableName("quotes").partitionInput(input -> input.values("2026-11-22")));

        Catalog asAfterAKill = Catalog.open(directory.resolve("aws/catalog.json"));

        assertThat(asAfterAKill.database("market").path("Description").asText()).isEqualTo("prices");
        assertThat(asAfterAKill.partitions("market", "quotes")).singleElement().satisfies(
                partition -> assertThat(Catalog.values(partition)).containsExactly("2026-11-22"));
    }

    @Test
    void refusesWhatItWouldHaveToLeaveAside() {
        assertThatThrownBy(() -> lake.glue.createCrawler(request -> request.name("c").role("r").targets(TARGETS)
                .lineageConfiguration(lineage -> lineage.crawlerLineageSettings("ENABLE"))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not take CrawlerLineageSettings ENABLE");
        assertThatThrownBy(() -> lake.glue.getTables(request -> request.databaseName("market").transactionId("1")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not take TransactionId");
        assertThatThrownBy(() -> lake.glue.createCrawler(request -> request.name("c").role("r").classifiers("mine")
                .targets(targets -> targets.s3Targets(S3Target.builder().path("s3://lake/").build()))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("does not take Classifiers");
        assertThatThrownBy(() -> lake.glue.createCrawler(request -> request.name("c").role("r")
                .targets(targets -> targets.jdbcTargets(JdbcTarget.builder().path("x").build()))))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("not JdbcTargets");
        assertThatThrownBy(() -> lake.glue.getTables(request -> request.databaseName("market").expression("*")))
                .isInstanceOf(InvalidInputException.class).hasMessageContaining("regular expression");
    }

    @Test
    void keepsTheTagsOfDatabasesAndCrawlers() throws Exception {
        String arn = "arn:aws:glue:eu-central-1:123456789012:";
        lake.glue.createDatabase(request -> request.databaseInput(input -> input.name("tagged")).tags(Map.of("a", "b")));
        lake.glue.createCrawler(request -> request.name("tagged").role("r").targets(TARGETS).tags(Map.of("a", "b", "c", "d")));
        lake.glue.tagResource(add -> add.resourceArn(arn + "crawler/tagged").tagsToAdd(Map.of("a", "x")));
        lake.glue.untagResource(remove -> remove.resourceArn(arn + "crawler/tagged").tagsToRemove("c"));
        lake.restartAws();

        assertThat(lake.glue.getTags(get -> get.resourceArn(arn + "database/tagged")).tags()).containsExactly(Map.entry("a", "b"));
        assertThat(lake.glue.getTags(get -> get.resourceArn(arn + "crawler/tagged")).tags()).containsExactly(Map.entry("a", "x"));
        assertThat(lake.glue.listCrawlers(list -> list.tags(Map.of("a", "x"))).crawlerNames()).containsExactly("tagged");
        assertThat(lake.glue.listCrawlers(list -> list.tags(Map.of("a", "y"))).crawlerNames()).isEmpty();
        lake.glue.deleteCrawler(delete -> delete.name("tagged"));
        assertThatThrownBy(() -> lake.glue.getTags(get -> get.resourceArn(arn + "crawler/tagged"))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void takesSettingsOfACrawlerThatSayWhatIsSoAnyway() {
        lake.glue.createCrawler(request -> request.name("plain").role("r").targets(TARGETS)
                .lineageConfiguration(lineage -> lineage.crawlerLineageSettings("DISABLE"))
                .lakeFormationConfiguration(formation -> formation.useLakeFormationCredentials(false).accountId("")));

        Crawler crawler = lake.glue.getCrawler(get -> get.name("plain")).crawler();
        assertThat(crawler.lineageConfiguration().crawlerLineageSettingsAsString()).isEqualTo("DISABLE");
        assertThat(crawler.lakeFormationConfiguration().useLakeFormationCredentials()).isFalse();
    }

    @Test
    void updatesATableOnlyOfTheVersionThatIsMeant() {
        lake.glue.createTable(request -> request.databaseName("market").tableInput(input -> input.name("versioned")));
        lake.glue.updateTable(request -> request.databaseName("market").versionId("0").tableInput(input -> input.name("versioned")));
        assertThatThrownBy(() -> lake.glue.updateTable(request -> request.databaseName("market").versionId("0").tableInput(input -> input.name("versioned"))))
                .isInstanceOf(ConcurrentModificationException.class);
    }

    @Test
    void namesTheOperationThatItDoesNotOffer() {
        assertThatThrownBy(() -> lake.glue.getJobs(request -> { })).isInstanceOf(GlueException.class).hasMessageContaining("GetJobs")
                .satisfies(e -> assertThat(((GlueException) e).awsErrorDetails().errorCode()).isEqualTo("UnknownOperationException"));
    }

    @Test
    void answersABrokenRequestWithAnAwsError() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(lake.aws.endpoint()).header("X-Amz-Target", "AWSGlue.GetTables")
                .POST(HttpRequest.BodyPublishers.ofString("[not json")).build();

        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).contains("\"__type\":\"SerializationException\"");
        assertThat(response.headers().firstValue("x-amzn-RequestId")).isPresent();
    }

    @Test
    void saysThatItsPortIsInUse() {
        URI taken = lake.aws.endpoint();
        assertThatThrownBy(() -> LocalAws.start(directory.resolve("second"), taken.getPort(), lake.s3, directory)).isInstanceOf(BindException.class);
    }

}

package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.model.AlreadyExistsException;
import software.amazon.awssdk.services.glue.model.BatchCreatePartitionResponse;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.GlueException;
import software.amazon.awssdk.services.glue.model.InvalidInputException;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

class GlueTest {
    private static LocalLake lake;
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
    void keepsDatabases() {
        assertThat(lake.glue.getDatabase(request -> request.name("market")).database().description()).isEqualTo("prices");
        assertThatThrownBy(() -> lake.glue.createDatabase(request -> request.databaseInput(input -> input.name("market"))))
                .isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> lake.glue.getDatabase(request -> request.name("other"))).isInstanceOf(EntityNotFoundException.class);
        lake.glue.createDatabase(request -> request.databaseInput(input -> input.name("short_lived")));
        lake.glue.deleteDatabase(request -> request.name("short_lived"));
        assertThat(lake.glue.getDatabases(request -> { }).databaseList()).extracting(database -> database.name()).doesNotContain("short_lived");
    }

    @Test
    void keepsTablesAndReplacesThem() {
        create("t", "a");

        lake.glue.updateTable(request -> request.databaseName("market").tableInput(table("t", "b")));

        Table table = lake.glue.getTable(request -> request.databaseName("market").name("t")).table();
        assertThat(table.storageDescriptor().columns()).extracting(Column::name).containsExactly("b");
        assertThat(table.versionId()).isEqualTo("1");
        assertThatThrownBy(() -> create("t", "a")).isInstanceOf(AlreadyExistsException.class);
        lake.glue.deleteTable(request -> request.databaseName("market").name("t"));
        assertThatThrownBy(() -> lake.glue.getTable(request -> request.databaseName("market").name("t"))).isInstanceOf(EntityNotFoundException.class);
    }

    @Test
    void registersPartitionsAndGivesThemInPages() {
        create("paged", "a");

        lake.glue.batchCreatePartition(request -> request.databaseName("market").tableName("paged")
                .partitionInputList(partition("1"), partition("2"), partition("3")));
        BatchCreatePartitionResponse again = lake.glue.batchCreatePartition(
                request -> request.databaseName("market").tableName("paged").partitionInputList(partition("3"), partition("4")));

        assertThat(again.errors()).singleElement().satisfies(error -> assertThat(error.partitionValues()).containsExactly("3"));
        assertThat(lake.glue.getPartitions(request -> request.databaseName("market").tableName("paged").maxResults(3)).nextToken()).isNotNull();
        assertThat(lake.glue.getPartitionsPaginator(request -> request.databaseName("market").tableName("paged").maxResults(3)).stream().flatMap(page -> page.partitions().stream()))
                .extracting(partition -> partition.values()).containsExactly(List.of("1"), List.of("2"), List.of("3"), List.of("4"));
        assertThatThrownBy(() -> lake.glue.createPartition(
                request -> request.databaseName("market").tableName("paged").partitionInput(partition("4")))).isInstanceOf(AlreadyExistsException.class);
        assertThatThrownBy(() -> lake.glue.createPartition(request -> request.databaseName("market").tableName("paged")
                .partitionInput(input -> input.values("5", "6")))).isInstanceOf(InvalidInputException.class);
        lake.glue.deletePartition(request -> request.databaseName("market").tableName("paged").partitionValues("4"));
        assertThatThrownBy(() -> lake.glue.getPartition(request -> request.databaseName("market").tableName("paged").partitionValues("4")))
                .isInstanceOf(EntityNotFoundException.class);
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

    private static void create(String name, String column) {
        lake.glue.createTable(request -> request.databaseName("market").tableInput(table(name, column)));
    }

    private static TableInput table(String name, String column) {
        return TableInput.builder().name(name).partitionKeys(Column.builder().name("day").type("string").build())
                .storageDescriptor(storage -> storage.columns(Column.builder().name(column).type("bigint").build()).location("s3://lake/" + name + "/"))
                .build();
    }

    private static PartitionInput partition(String day) {
        return PartitionInput.builder().values(day).storageDescriptor(storage -> storage.location("s3://lake/paged/day=" + day + "/")).build();
    }
}

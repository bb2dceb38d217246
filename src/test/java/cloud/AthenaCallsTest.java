package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.athena.model.DataCatalog;
import software.amazon.awssdk.services.athena.model.EngineVersion;
import software.amazon.awssdk.services.athena.model.InvalidRequestException;
import software.amazon.awssdk.services.athena.model.MetadataException;
import software.amazon.awssdk.services.athena.model.QueryExecution;
import software.amazon.awssdk.services.athena.model.QueryRuntimeStatistics;
import software.amazon.awssdk.services.athena.model.ResourceNotFoundException;
import software.amazon.awssdk.services.athena.model.StartQueryExecutionRequest;
import software.amazon.awssdk.services.athena.model.WorkGroupConfiguration;

/** The calls around queries that tools make, and those that AWS's model of Athena refuses. */
@Tag("servers")
class AthenaCallsTest {
    private static final String ARN = "arn:aws:athena:eu-central-1:123456789012:";
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
        lake.rows("CREATE DATABASE stock_market");
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    private static software.amazon.awssdk.services.athena.model.Tag tag(String key, String value) {
        return software.amazon.awssdk.services.athena.model.Tag.builder().key(key).value(value).build();
    }

    @Test
    void keepsTheTagsOfWorkGroupsAndCatalogsOverARestart() throws IOException {
        lake.athena.createWorkGroup(create -> create.name("tagged").tags(tag("team", "a"), tag("cost", "1")));
        lake.athena.tagResource(add -> add.resourceARN(ARN + "workgroup/tagged").tags(tag("team", "b")));
        lake.athena.untagResource(remove -> remove.resourceARN(ARN + "workgroup/tagged").tagKeys("cost"));
        lake.athena.tagResource(add -> add.resourceARN(ARN + "datacatalog/AwsDataCatalog").tags(tag("x", "")));
        lake.restartAws();

        assertThat(lake.athena.listTagsForResource(list -> list.resourceARN(ARN + "workgroup/tagged")).tags()).containsExactly(tag("team", "b"));
        assertThat(lake.athena.listTagsForResource(list -> list.resourceARN(ARN + "datacatalog/AwsDataCatalog")).tags()).containsExactly(tag("x", ""));
        lake.athena.deleteWorkGroup(delete -> delete.workGroup("tagged"));
        assertThatThrownBy(() -> lake.athena.listTagsForResource(list -> list.resourceARN(ARN + "workgroup/tagged")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> lake.athena.listTagsForResource(list -> list.resourceARN("arn:aws:s3:::lake")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("arn:aws:s3:::lake");
    }

    @Test
    void describesTheOneCatalogAndRefusesOthers() {
        DataCatalog catalog = lake.athena.getDataCatalog(get -> get.name("AwsDataCatalog")).dataCatalog();

        assertThat(catalog.typeAsString()).isEqualTo("GLUE");
        assertThat(catalog.parameters()).containsEntry("catalog-id", "000000000000");
        assertThat(lake.athena.listDataCatalogs(list -> { }).dataCatalogsSummary()).extracting(summary -> summary.catalogName()).containsExactly("AwsDataCatalog");
        for (Runnable call : List.<Runnable>of(() -> lake.athena.getDataCatalog(get -> get.name("nocat")),
                () -> lake.athena.listDatabases(list -> list.catalogName("nocat")),
                () -> lake.athena.getDatabase(get -> get.catalogName("nocat").databaseName("stock_market")),
                () -> lake.athena.listTableMetadata(list -> list.catalogName("nocat").databaseName("stock_market")),
                () -> lake.athena.getTableMetadata(get -> get.catalogName("nocat").databaseName("stock_market").tableName("t")))) {
            assertThatThrownBy(call::run).isInstanceOf(InvalidRequestException.class).hasMessageContaining("DataCatalog nocat was not found");
        }
        assertThatThrownBy(() -> lake.athena.listTableMetadata(list -> list.catalogName("AwsDataCatalog").databaseName("nowhere")))
                .isInstanceOf(MetadataException.class);
        assertThatThrownBy(() -> lake.athena.listTableMetadata(list -> list.catalogName("AwsDataCatalog").databaseName("stock_market").expression("(")))
                .isInstanceOf(InvalidRequestException.class).hasMessageContaining("Expression is not a regular expression");
    }

    @Test
    void tellsEngineVersionsAndWhatAQueryTook() {
        assertThat(lake.athena.listEngineVersions(list -> { }).engineVersions()).extracting(EngineVersion::selectedEngineVersion)
                .containsExactly("AUTO", "Athena engine version 3");
        QueryExecution execution = lake.finish(lake.start("SELECT 1"));
        QueryRuntimeStatistics statistics = lake.athena.getQueryRuntimeStatistics(get -> get.queryExecutionId(execution.queryExecutionId()))
                .queryRuntimeStatistics();
        assertThat(statistics.timeline().totalExecutionTimeInMillis()).isEqualTo(execution.statistics().totalExecutionTimeInMillis());
        assertThat(statistics.rows().inputBytes()).isZero();
    }

    @Test
    void takesAReuseOfResultsAndTellsThatNoneWasReused() {
        QueryExecution execution = lake.finish(lake.athena.startQueryExecution(query().resultReuseConfiguration(
                reuse -> reuse.resultReuseByAgeConfiguration(age -> age.enabled(true).maxAgeInMinutes(60))).build()).queryExecutionId());

        assertThat(execution.resultReuseConfiguration().resultReuseByAgeConfiguration().maxAgeInMinutes()).isEqualTo(60);
        assertThat(execution.statistics().resultReuseInformation().reusedPreviousResult()).isFalse();
    }

    private static StartQueryExecutionRequest.Builder query() {
        return StartQueryExecutionRequest.builder().queryString("SELECT 1").resultConfiguration(result -> result.outputLocation("s3://lake/results/"));
    }

    private static void refuses(String sentence, Runnable call) {
        InvalidRequestException refused = catchThrowableOfType(InvalidRequestException.class, call::run);
        assertThat(refused).as(sentence).isNotNull();
        assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(sentence);
        assertThat(refused.athenaErrorCode()).isEqualTo("INVALID_INPUT");
    }

    @Test
    void refusesWhatAwssModelDoesNotAllow() {
        String start = "1 validation error detected: Value at ";
        refuses(start + "'queryString' failed to satisfy constraint: Member must have length less than or equal to 262144",
                () -> lake.start("SELECT '" + "x".repeat(262_144) + "'"));
        refuses(start + "'queryExecutionIds' failed to satisfy constraint: Member must have length less than or equal to 50",
                () -> lake.athena.batchGetQueryExecution(get -> get.queryExecutionIds(Collections.nCopies(51, "id"))));
        refuses(start + "'namedQueryIds' failed to satisfy constraint: Member must have length less than or equal to 50",
                () -> lake.athena.batchGetNamedQuery(get -> get.namedQueryIds(Collections.nCopies(51, "id"))));
        refuses(start + "'clientRequestToken' failed to satisfy constraint: Member must have length greater than or equal to 32",
                () -> lake.athena.startQueryExecution(query().clientRequestToken("short").build()));
        refuses(start + "'name' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z0-9._-]{1,128}",
                () -> lake.athena.createWorkGroup(create -> create.name("no blanks")));
        refuses(start + "'statementName' failed to satisfy constraint: Member must satisfy regular expression pattern: [a-zA-Z_][a-zA-Z0-9_@:]{1,256}",
                () -> lake.athena.createPreparedStatement(create -> create.workGroup("primary").statementName("9").queryStatement("SELECT 1")));
        refuses("2 validation errors detected: Value at 'queryExecutionId' failed to satisfy constraint: Member must satisfy regular expression pattern: "
                + "\\S{1,128}; Value at 'nextToken' failed to satisfy constraint: Member must have length greater than or equal to 1",
                () -> lake.athena.getQueryResults(get -> get.queryExecutionId("a b").nextToken("")));
        refuses("MaxResults is more than maximum allowed length 50", () -> lake.athena.listWorkGroups(list -> list.maxResults(51)));
        refuses(start + "'maxResults' failed to satisfy constraint: Member must have value greater than or equal to 1",
                () -> lake.athena.listDatabases(list -> list.catalogName("AwsDataCatalog").maxResults(0)));
        assertThat(lake.athena.batchGetQueryExecution(get -> get.queryExecutionIds("none")).unprocessedQueryExecutionIds()).hasSize(1);
    }

    private static void create(String name, Consumer<WorkGroupConfiguration.Builder> settings) {
        lake.athena.createWorkGroup(create -> create.name(name).configuration(settings));
    }

    @Test
    void refusesSettingsThatWouldHaveNoEffect() {
        String key = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        refuses("The local Athena does not take CustomerContentEncryptionConfiguration",
                () -> create("refused", group -> group.customerContentEncryptionConfiguration(kms -> kms.kmsKey(key))));
        refuses("The local Athena does not take ManagedQueryResultsConfiguration.EncryptionConfiguration",
                () -> create("refused", group -> group.managedQueryResultsConfiguration(
                        managed -> managed.enabled(true).encryptionConfiguration(kms -> kms.kmsKey(key)))));
        refuses("The local Athena does not take ResultConfiguration.EncryptionConfiguration with SSE_KMS: it has no keys",
                () -> create("refused", group -> group.resultConfiguration(result -> result.outputLocation("s3://lake/r/")
                        .encryptionConfiguration(encryption -> encryption.encryptionOption("SSE_KMS").kmsKey(key)))));
        refuses("The local Athena does not take ResultConfiguration.AclConfiguration",
                () -> lake.athena.startQueryExecution(query().resultConfiguration(result -> result.outputLocation("s3://lake/r/")
                        .aclConfiguration(acl -> acl.s3AclOption("BUCKET_OWNER_FULL_CONTROL"))).build()));
        refuses("The local Athena does not take EngineConfiguration",
                () -> lake.athena.startQueryExecution(query().engineConfiguration(engine -> engine.maxConcurrentDpus(4)).build()));
        refuses("The local Athena does not take ExecutionRole", () -> create("refused", group -> group.executionRole("arn:aws:iam::123456789012:role/spark")));
        refuses("The local Athena does not take EnableMinimumEncryptionConfiguration",
                () -> create("refused", group -> group.enableMinimumEncryptionConfiguration(true)));
        refuses("The local Athena has the engine versions AUTO and Athena engine version 3, not PySpark engine version 3",
                () -> create("refused", group -> group.engineVersion(engine -> engine.selectedEngineVersion("PySpark engine version 3"))));
        assertThat(lake.athena.listWorkGroups(list -> { }).workGroups()).noneMatch(group -> group.name().equals("refused"));
    }

    @Test
    void takesSettingsThatSayWhatIsSoAnyway() {
        create("plain", group -> group.enableMinimumEncryptionConfiguration(false).identityCenterConfiguration(center -> center.enableIdentityCenter(false))
                .engineVersion(engine -> engine.selectedEngineVersion("Athena engine version 3")).publishCloudWatchMetricsEnabled(true)
                .resultConfiguration(result -> result.outputLocation("s3://lake/r/").encryptionConfiguration(encryption -> encryption.encryptionOption("SSE_S3"))));
        lake.athena.updateWorkGroup(update -> update.workGroup("plain").configurationUpdates(updates -> updates
                .removeCustomerContentEncryptionConfiguration(true).publishCloudWatchMetricsEnabled(false)
                .resultConfigurationUpdates(result -> result.removeEncryptionConfiguration(true))));

        WorkGroupConfiguration plain = lake.athena.getWorkGroup(get -> get.workGroup("plain")).workGroup().configuration();
        assertThat(plain.engineVersion().selectedEngineVersion()).isEqualTo("Athena engine version 3");
        assertThat(plain.publishCloudWatchMetricsEnabled()).isFalse();
        assertThat(plain.resultConfiguration().outputLocation()).isEqualTo("s3://lake/r/");
        assertThat(plain.resultConfiguration().encryptionConfiguration()).isNull();
        refuses("The local Athena does not take EnableMinimumEncryptionConfiguration", () -> lake.athena.updateWorkGroup(update -> update.workGroup("plain")
                .configurationUpdates(updates -> updates.enableMinimumEncryptionConfiguration(true))));
    }
}

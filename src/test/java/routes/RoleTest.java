package routes;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.server.LocalCloud;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights that the stack gives the instance, against the calls that a cloud of the test's own saw. */
@Tag("servers")
class RoleTest {
    /** Athena calls with the rights of who asks: AWS's guide names them, and the local one needs none. */
    private static final Set<String> OF_ATHENA = Set.of(
            "glue:GetDatabase", "glue:CreateDatabase", "glue:GetPartition", "glue:BatchGetPartition", "s3:GetBucketLocation",
            "s3:ListBucketMultipartUploads", "s3:ListMultipartUploadParts", "s3:AbortMultipartUpload");

    @TempDir
    Path directory;

    private LocalCloud cloud;
    private Path file;
    private Path transform;
    private final Map<String, String> settings = new HashMap<>();

    @BeforeEach
    void start() throws IOException {
        cloud = LocalCloud.start(directory.resolve("cloud"), LocalCloud.Ports.ANY);
        cloud.prepare("lake", "raw/quotes", "market", "crawler");
        cloud.exportToThisJvm();
        file = directory.resolve("quotes.csv");
        transform = Files.createDirectories(directory.resolve("transforms")).resolve("quotes_daily.sql");
        Files.copy(Path.of("src/main/resources/transforms/quotes_daily.sql"), transform);
        Path report = Files.createDirectories(directory.resolve("reports")).resolve("count.sql");
        Files.writeString(report, "SELECT count(*) AS quotes FROM quotes_daily");
        settings.putAll(Map.of(
                "pipeline.once", "true", "kafka.brokers", cloud.brokers(), "csv.file", file.toString(), "csv.rate", "0", "s3.bucket", "lake",
                "glue.database", "market", "glue.crawler", "crawler", "transform.directory", transform.getParent().toString(),
                "report.directory", report.getParent().toString(), "http.port", "0"));
        settings.putAll(Map.of("http.management-port", "0", "transform.keep-replaced", "0", "batch.max-idle", "300ms"));
    }

    @AfterEach
    void stop() {
        cloud.close();
        if (Lab.cloud() != null) {
            Lab.cloud().exportToThisJvm();
        }
    }

    @Test
    void allowsWhatAFullRunCallsAndNoMore() throws IOException {
        cloud.takeCalls();
        Files.writeString(file, "Index,Date,Close\nHSI,2023-01-03,1\nHSI,2024-01-03,2\n");
        assertThat(run()).isZero();
        // a partition is replaced
        Files.writeString(file, "Index,Date,Close\nHSI,2023-01-03,1\nHSI,2024-01-03,2\nHSI,2024-01-04,3\n");
        assertThat(run()).isZero();
        // and another one is not there any more
        Files.writeString(transform, Files.readString(transform).replace("AND close > 0", "AND close > 1"));
        assertThat(run()).isZero();
        // and a query takes too long
        settings.put("athena.query-timeout", "0");
        assertThat(run()).isEqualTo(1);

        Set<String> called = cloud.takeCalls();
        Set<String> allowed = allowed();
        assertThat(allowed).containsAll(called);
        Set<String> unused = new TreeSet<>(allowed);
        unused.removeAll(called);
        assertThat(unused).isEqualTo(new TreeSet<>(OF_ATHENA));
    }

    private int run() {
        return Application.run(settings, () -> {}, "run");
    }

    /** All that the role's statements name, but for those on an MSK cluster. */
    private static Set<String> allowed() throws IOException {
        String stack = Files.readString(Path.of("ec2/stack.yaml"));
        String role = stack.substring(stack.indexOf("  InstanceRole:\n"), stack.indexOf("  InstanceProfile:\n"));
        return Pattern.compile("\\b(s3|glue|athena):[A-Z]\\w+").matcher(role).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));
    }
}

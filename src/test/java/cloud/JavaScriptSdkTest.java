package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cloud.server.LocalS3;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The AWS SDK for JavaScript as its users have it, where node is there and the SDK can be had. */
@Tag("servers")
class JavaScriptSdkTest {
    /** Kept from one run to the next. */
    private static final Path MODULES = Path.of("target/javascript").toAbsolutePath();

    @Test
    void queriesAndSeesErrorsAsItsOwnKinds(@TempDir Path directory) throws Exception {
        assumeTrue(Tool.path("node").isPresent(), "skipped: node is not installed");
        assumeTrue(hasSdk(), "skipped: npm is not installed, or does not find @aws-sdk/client-athena");
        try (LocalLake lake = new LocalLake(directory)) {
            lake.put("raw/quotes/a.json", "{\"close\":10.5}", "{\"close\":20}");
            lake.createCrawler("quotes", "raw/quotes/");
            lake.crawl("quotes");

            Tool session = Tool.run(Map.of("AWS_ENDPOINT_URL_ATHENA", lake.aws.endpoint().toString(), "AWS_REGION", LocalS3.REGION,
                    "AWS_ACCESS_KEY_ID", LocalS3.ACCESS_KEY, "AWS_SECRET_ACCESS_KEY", LocalS3.SECRET_KEY),
                    "node", "src/test/resources/javascript/athena.mjs", MODULES + "/");

            // before it there may be warnings of node's
            String last = session.requireClean().output().lines().reduce("", (before, line) -> line);
            JsonNode seen = AwsJson.MAPPER.readTree(last);
            assertThat(seen.path("state").asText()).isEqualTo("SUCCEEDED");
            assertThat(seen.path("submitted").asBoolean()).isTrue();
            assertThat(seen.path("rows")).extracting(JsonNode::asText)
                    .containsExactly("close|$path", "10.5|s3://lake/raw/quotes/a.json", "20.0|s3://lake/raw/quotes/a.json");
            assertThat(seen.path("columns")).extracting(JsonNode::asText).containsExactly("close double");
            assertThat(seen.path("refused").asText()).isEqualTo("MALFORMED_QUERY");
            assertThat(seen.path("failed").asText()).startsWith("COLUMN_NOT_FOUND: line 1:8: Column 'nonsense' cannot be resolved");
        }
    }

    private static boolean hasSdk() {
        return Files.isDirectory(MODULES.resolve("node_modules/@aws-sdk/client-athena")) || Tool.path("npm").isPresent()
                && Tool.run("npm", "install", "--prefix", MODULES.toString(), "--no-save", "--no-package-lock", "--no-audit", "--no-fund",
                        "--fetch-retries=0", "@aws-sdk/client-athena@3.1164.0").exit() == 0;
    }
}

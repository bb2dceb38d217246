package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.server.LocalAccount;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The CloudFormation stack against what the program does. */
class Ec2StackTest {
    private static final Path STACK = Path.of("ec2/stack.yaml");
    private static String stack;
    private static String program;

    @BeforeAll
    static void read() throws IOException {
        stack = Files.readString(STACK);
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/routes"))) {
            program = files.filter(Files::isRegularFile).map(Ec2StackTest::text).collect(Collectors.joining());
        }
    }

    @Test
    void isCleanForCfnLint() {
        Tool.run("cfn-lint", STACK.toString()).requireClean();
    }

    @Test
    void allowsEveryCallToGlueThatTheProgramMakes() {
        Set<String> calls = new TreeSet<>();
        Matcher call = Pattern.compile("\\bglue\\s*\\.([a-z]\\w+?)(Paginator)?\\(").matcher(program);
        while (call.find()) {
            calls.add("glue:" + Character.toUpperCase(call.group(1).charAt(0)) + call.group(1).substring(1));
        }
        assertThat(calls).contains("glue:StartCrawler", "glue:UpdatePartition");
        assertThat(instanceRole()).contains(calls);
    }

    /** Which of these needs which right is said nowhere but in AWS's documentation; a new one makes one look there. */
    @Test
    void allowsEveryCallToS3ThatTheProgramMakes() {
        Set<String> calls = new TreeSet<>();
        Matcher call = Pattern.compile("\\bs3\\s*\\.([a-z]\\w+?)(Paginator)?\\(").matcher(program);
        while (call.find()) {
            calls.add(call.group(1));
        }
        assertThat(calls).containsExactly("deleteObject", "deleteObjects", "getObject", "getObjectAsBytes", "headBucket", "headObject", "listObjectsV2", "putObject");
        assertThat(instanceRole()).contains("s3:DeleteObject", "s3:GetObject", "s3:PutObject", "s3:ListBucket");
    }

    @Test
    void createsTheCrawlerThatTheLocalCloudCreates() {
        assertThat(stack).contains(LocalAccount.crawlerConfiguration("raw/quotes")).contains("RecrawlBehavior: CRAWL_EVERYTHING");
    }

    @Test
    void givesSettingsThatTheProgramHas() throws IOException {
        Properties known = new Properties();
        known.load(Files.newBufferedReader(Path.of("src/main/resources/application.properties")));
        assertThat(Pattern.compile("^ {10}([a-z0-9.-]+) = ", Pattern.MULTILINE).matcher(stack).results().map(line -> line.group(1)))
                .contains("s3.bucket", "athena.output-location")
                .allMatch(known::containsKey);
        String installed = Files.readString(Path.of("ec2/etc/application.properties"));
        assertThat(Pattern.compile("^#([a-z0-9.-]+) =", Pattern.MULTILINE).matcher(installed).results().map(line -> line.group(1)))
                .contains("kafka.brokers")
                .allMatch(known::containsKey);
    }

    private static String instanceRole() {
        return stack.substring(stack.indexOf("  InstanceRole:\n"), stack.indexOf("  InstanceProfile:\n"));
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** A command that only looks, where AWS lets nobody in: what it prints is its own sentence alone. */
@Tag("servers")
class CommandWithoutAwsTest {
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel");

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        log.start();
        camel.addAppender(log);
    }

    @AfterEach
    void allServersAgain() {
        camel.detachAppender(log);
        Lab.cloud().exportToThisJvm();
    }

    @ParameterizedTest
    @ValueSource(strings = {"verify", "verify --json"})
    void saysOneSentenceWithoutCredentials(String command) {
        try (Lab lab = Lab.with()) {
            lab.createTopics().send(0, "{\"n\":1}");
            System.clearProperty("aws.accessKeyId");
            System.clearProperty("aws.secretAccessKey");
            // the others of the chain: none at home, none of the machine
            Map<String, String> elsewhere = Map.of(
                    "aws.disableEc2Metadata", "true", "aws.sharedCredentialsFile", directory.resolve("credentials").toString(),
                    "aws.configFile", directory.resolve("config").toString());
            elsewhere.forEach(System::setProperty);
            try {
                assertThat(error(lab, command)).matches("could not verify: there are no credentials for \\w+: give AWS_PROFILE, or AWS_ACCESS_KEY_ID and"
                        + " AWS_SECRET_ACCESS_KEY, or the machine a role");
            } finally {
                elsewhere.keySet().forEach(System::clearProperty);
            }
            assertThat(log.list).noneMatch(event -> event.getLevel().isGreaterOrEqual(Level.WARN));
        }
    }

    private static String error(Lab lab, String command) {
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        PrintStream terminal = System.err;
        System.setErr(new PrintStream(errors, true, StandardCharsets.UTF_8));
        try {
            assertThat(Application.run(lab.settings(), () -> {}, command.split(" "))).isEqualTo(2);
        } finally {
            System.setErr(terminal);
        }
        return errors.toString(StandardCharsets.UTF_8).strip();
    }
}

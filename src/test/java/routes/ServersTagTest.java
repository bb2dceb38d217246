package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code mvn test} takes seconds because what starts servers is left to {@code mvn verify}: by its tag. */
class ServersTagTest {
    private static final Pattern TEST = Pattern.compile("\\w+(Test|IT)\\.java");
    private static final Pattern SERVERS =
            Pattern.compile("\\b(Lab\\.with|LocalCloud\\.start|LocalKafka\\.start|LocalS3\\.start|LocalAccount\\.start|new LocalLake|Program\\.\\w+)\\(");

    @Test
    void everyTestThatStartsServersIsTagged() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            List<Path> servers = files.filter(file -> TEST.matcher(file.getFileName().toString()).matches())
                    .filter(file -> SERVERS.matcher(text(file)).find())
                    .toList();

            assertThat(servers).isNotEmpty().allSatisfy(file -> assertThat(text(file)).contains("@Tag(\"servers\")"));
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}

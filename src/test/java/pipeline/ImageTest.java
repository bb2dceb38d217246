package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The invented sample gets into no Kafka by itself: the image does not replay it, and the demonstration asks for it. */
class ImageTest {
    @Test
    void theImageHasNoSampleAndReplaysNothing() throws IOException {
        String dockerfile = Files.readString(Path.of("docker/Dockerfile"));
        assertThat(Files.readString(Path.of(".dockerignore")).lines()).contains("*").doesNotContain("!data");
        assertThat(dockerfile.lines()).noneMatch(line -> line.startsWith("COPY data"));

        Matcher settings = Pattern.compile("echo \"(.*)\" > (\\S+)/application.properties").matcher(dockerfile);
        assertThat(settings.find()).isTrue();
        assertThat(dockerfile).contains("PIPELINE_DIRECTORY=" + settings.group(2));
        assertThat(settings(settings.group(1))).containsOnly(Map.entry("csv.file", ""));
    }

    @Test
    void theDemonstrationAsksForTheSampleAndMountsIt() throws IOException {
        String file = settings(Files.readString(Path.of("docker/pipeline/application.properties"))).getProperty("csv.file");
        assertThat(Path.of(file)).isRegularFile();
        assertThat(Files.readString(Path.of("docker/compose.yaml"))).contains("../%1$s:/opt/stock-market-pipeline/%1$s:ro".formatted(Path.of(file).getParent()));
        assertThat(Files.readString(Path.of("docker/Dockerfile"))).contains("WORKDIR /opt/stock-market-pipeline\n");
    }

    private static Properties settings(String text) throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(text));
        return settings;
    }
}

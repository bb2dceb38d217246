package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of docs/conformance.md is held by a test that is there and speaks of the same. */
class ConformanceTest {
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)` \\|$");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    static List<String> rows() throws IOException {
        List<String> rows = Files.readAllLines(Path.of("docs/conformance.md")).stream()
                .filter(line -> line.startsWith("| ") && !line.endsWith("| test |")).toList();
        assertThat(rows).hasSizeGreaterThan(30);
        return rows;
    }

    @ParameterizedTest
    @MethodSource("rows")
    void everyRowIsHeldByItsTest(String row) throws IOException {
        Matcher test = TEST.matcher(row);
        assertThat(test.find()).as("the row ends with `Class.method`").isTrue();
        String source = source(test.group(1));
        assertThat(source).contains("void " + test.group(2) + "(");
        for (String words : CODE.matcher(row.substring(0, test.start())).results().map(found -> found.group(1)).toList()) {
            assertThat(source).contains(words);
        }
    }

    private static String source(String name) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            Path file = files.filter(each -> each.endsWith(name + ".java")).findFirst().orElseThrow(() -> new AssertionError("there is no " + name));
            return Files.readString(file);
        }
    }
}

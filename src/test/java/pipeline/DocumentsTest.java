package pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the documents point at is there: files, headings, and the checks that hold a promise. */
class DocumentsTest {
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("^#+ (.+)$", Pattern.MULTILINE);
    private static final Pattern TEST_CLASS = Pattern.compile("`([A-Z]\\w*(?:Test|IT))\\b");
    private static final Path README = Path.of("README.md");

    private static final Map<Path, String> DOCUMENTS = new TreeMap<>();

    @BeforeAll
    static void read() throws IOException {
        for (String folder : List.of("", "docs", "docker", "ec2", "jbang")) {
            try (Stream<Path> files = Files.list(Path.of(folder))) {
                for (Path file : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                    DOCUMENTS.put(file, Files.readString(file));
                }
            }
        }
    }

    @Test
    void everyLinkLeadsSomewhere() {
        assertThat(all(LINK)).hasSizeGreaterThan(100)
                .filteredOn(link -> !link.text().contains("://"))
                .filteredOn(link -> !leadsSomewhere(link))
                .isEmpty();
    }

    @Test
    void everyCheckThatIsNamedIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", "")).collect(Collectors.toSet());
        }

        assertThat(all(TEST_CLASS)).hasSizeGreaterThan(30).filteredOn(test -> !tests.contains(test.text())).isEmpty();
    }

    @Test
    void everyGuaranteeNamesItsCheck() {
        assertThat(DOCUMENTS.get(Path.of("docs/guarantees.md")).lines().filter(line -> line.startsWith("| **")))
                .hasSizeGreaterThan(6)
                .allMatch(row -> TEST_CLASS.matcher(row.substring(row.lastIndexOf('|', row.length() - 2))).find());
    }

    @Test
    void theReadmeLeadsToEveryDocument() {
        assertThat(DOCUMENTS.keySet())
                .filteredOn(document -> !document.equals(README) && !DOCUMENTS.get(README).contains("(" + document + ")"))
                .isEmpty();
    }

    @Test
    void theReadmeHasTwoCommands() {
        assertThat(DOCUMENTS.get(README).lines().map(String::strip).filter(line -> line.startsWith("mvn ")))
                .containsExactly("mvn -Drun test-compile exec:java", "mvn verify");
    }

    /** A place in a document. */
    private record Mention(Path document, String text) {}

    private static List<Mention> all(Pattern pattern) {
        return DOCUMENTS.entrySet().stream()
                .flatMap(document -> pattern.matcher(document.getValue()).results().map(found -> new Mention(document.getKey(), found.group(1))))
                .toList();
    }

    private static boolean leadsSomewhere(Mention link) {
        String[] fileAndHeading = link.text().split("#", 2);
        Path file = fileAndHeading[0].isEmpty() ? link.document() : link.document().resolveSibling(fileAndHeading[0]).normalize();
        return Files.exists(file) && (fileAndHeading.length == 1 || anchors(file).contains(fileAndHeading[1]));
    }

    /** As GitHub makes them of headings. */
    private static Set<String> anchors(Path file) {
        return HEADING.matcher(DOCUMENTS.getOrDefault(file, "")).results()
                .map(heading -> heading.group(1).toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}_ -]", "").replace(' ', '-'))
                .collect(Collectors.toSet());
    }
}

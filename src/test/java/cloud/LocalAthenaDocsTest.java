package cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import cloud.scan.ObjectScan;
import cloud.sql.Functions;
import cloud.sql.HiveType;
import cloud.wire.AwsJson;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/local-athena.md says what there is: no more, and no less. */
@Tag("servers")
class LocalAthenaDocsTest {
    private static final Path DOCS = Path.of("docs/local-athena.md");

    private static String section(String title) throws IOException {
        String docs = Files.readString(DOCS);
        int start = docs.indexOf("\n## " + title + "\n");
        int end = docs.indexOf("\n## ", start + 1);
        return docs.substring(start, end < 0 ? docs.length() : end);
    }

    /** The second cells of a section's table. */
    private static List<String> cells(String title) throws IOException {
        return section(title).lines().filter(line -> line.startsWith("| ")).map(line -> line.replaceAll("^\\| .*?\\| | \\|$", "")).skip(1).toList();
    }

    private static TreeSet<String> listed(String title) throws IOException {
        return cells(title).stream().flatMap(cell -> Stream.of(cell.split(", "))).collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void listsTheActions() throws IOException {
        String api = Files.readString(Path.of("src/cloud/java/cloud/athena/AthenaApi.java"));
        TreeSet<String> actions = Pattern.compile("case \"(\\w+)\"").matcher(api).results().map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(actions).contains("StartQueryExecution");
        assertThat(listed("Actions")).isEqualTo(actions);
    }

    @Test
    void listsTheFunctions() throws IOException {
        assertThat(listed("Functions")).isEqualTo(Functions.names());
    }

    @Test
    void listsSerDesThatAreRead() throws IOException {
        List<String> serDes = Pattern.compile("^\\| `([\\w.]+)` \\|", Pattern.MULTILINE).matcher(section("Formats and types")).results()
                .map(found -> found.group(1)).toList();
        assertThat(serDes).hasSize(5);
        for (String serDe : serDes) {
            ObjectNode table = AwsJson.object();
            table.putObject("StorageDescriptor").putObject("SerdeInfo").put("SerializationLibrary", serDe);
            assertThatCode(() -> ObjectScan.requireKnown(table)).doesNotThrowAnyException();
        }
    }

    @Test
    void listsTheColumnTypes() throws IOException {
        String sentence = section("Formats and types").replaceAll("(?s).*Column types:", "");
        for (String name : Pattern.compile("`(\\w+)`").matcher(sentence).results().map(found -> found.group(1)).toList()) {
            String type = switch (name) {
                case "array" -> "array<int>";
                case "map" -> "map<string,int>";
                case "struct" -> "struct<a:int>";
                case "char", "varchar" -> name + "(3)";
                default -> name;
            };
            assertThatCode(() -> HiveType.parse(type).toDuckDb()).as(type).doesNotThrowAnyException();
        }
    }

    @Test
    void givesAnExampleOfEveryStatementThatRuns(@TempDir Path directory) throws Exception {
        List<String> statements = Pattern.compile("^\\|.*?\\| `(.*)` \\|$", Pattern.MULTILINE).matcher(section("Statements")).results()
                .map((MatchResult found) -> found.group(1)).toList();
        assertThat(statements).hasSizeGreaterThan(25);
        try (LocalLake lake = new LocalLake(directory)) {
            for (String statement : statements) {
                assertThatCode(() -> lake.rows(statement)).as(statement).doesNotThrowAnyException();
            }
        }
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Every file of routes is what Camel's schema of its YAML allows, so that editors such as Kaoto open it. */
class RoutesSchemaTest {
    private static final Path ROUTES = Path.of("src/main/resources/routes.yaml");
    private static final Path GALLERY = Path.of("jbang/gallery");

    private static JsonSchema schema;

    @BeforeAll
    static void read() throws IOException {
        try (InputStream in = RoutesSchemaTest.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V4).getSchema(in);
        }
    }

    static Stream<Path> files() throws IOException {
        return Stream.concat(Stream.of(ROUTES), Stream.concat(yaml(ROUTES.resolveSibling("routes")), yaml(GALLERY)));
    }

    private static Stream<Path> yaml(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void isWhatTheSchemaAllows(Path file) throws IOException {
        assertThat(problems(Files.readString(file))).isEmpty();
    }

    @Test
    void aMisspelledStepAndAWrongTypeAreFound() throws IOException {
        String routes = Files.readString(ROUTES);

        assertThat(problems(routes.replaceFirst("- setBody:", "- setBoddy:"))).anyMatch(problem -> problem.contains("setBoddy"));
        assertThat(problems(routes.replaceFirst("startupOrder: \\d+", "startupOrder: soon"))).anyMatch(problem -> problem.contains("startupOrder"));
        assertThat(problems(routes.replaceFirst("    description: Sends", "    descripton: Sends"))).anyMatch(problem -> problem.contains("descripton"));
    }

    private static List<String> problems(String yaml) {
        Object parts = new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(yaml);
        return schema.validate(new ObjectMapper().valueToTree(parts)).stream().map(ValidationMessage::getMessage).toList();
    }
}

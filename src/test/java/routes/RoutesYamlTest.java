package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What every route, step and setting has in common. */
class RoutesYamlTest {
    private static final Path RESOURCES = Path.of("src/main/resources");
    private static final Path SETTINGS = Path.of("src/main/resources/application.properties");
    private static final Path SOURCES = Path.of("src/main/java");

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{\\s*([\\w.-]+)\\s*(:[^}]*)?}}");
    private static final String KEBAB_CASE = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final Set<String> WITH_URI = Set.of("from", "to", "toD", "wireTap", "enrich", "pollEnrich", "poll");
    private static final Set<String> IN_THE_PROCESS = Set.of("direct", "timer", "seda", "log", "mock");

    /** Error handlers that the routes of users may name. */
    private static final Set<String> FOR_USERS = Set.of("refusals");

    private static String yaml = "";
    private static List<Map<?, ?>> parts = new ArrayList<>();
    private static Properties settings;

    /** A step: its kind, such as setBody, and what it is told. */
    private record Step(String kind, Map<?, ?> of) {
        String id() {
            return String.valueOf(of.get("id"));
        }

        boolean leavesTheProcess() {
            return WITH_URI.contains(kind) && !IN_THE_PROCESS.contains(String.valueOf(of.get("uri")).split(":")[0]);
        }
    }

    @BeforeAll
    static void read() throws IOException {
        for (Path file : files()) {
            String text = Files.readString(file);
            yaml += text;
            parts.addAll(maps(new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(text)));
        }
        settings = new Properties();
        try (InputStream in = Files.newInputStream(SETTINGS)) {
            settings.load(in);
        }
    }

    @Test
    void everyRouteHasAnIdAndOneSentenceThatDescribesIt() {
        assertThat(routes()).isNotEmpty().allSatisfy(route -> {
            assertThat(route.get("id")).asString().matches(KEBAB_CASE);
            assertThat(route.get("description")).as("description of %s", route.get("id")).asString().satisfies(RoutesYamlTest::isOneSentence);
        });
    }

    @Test
    void everyStepHasAnIdInKebabCase() {
        assertThat(steps()).hasSizeGreaterThan(40).allSatisfy(step -> assertThat(step.of().get("id"))
                .as("id of %s", step)
                .asString()
                .matches(KEBAB_CASE));
    }

    @Test
    void noIdIsGivenTwice() {
        List<String> ids = Stream.concat(routes().stream().map(route -> String.valueOf(route.get("id"))), steps().stream().map(Step::id))
                .toList();

        assertThat(ids).doesNotHaveDuplicates();
    }

    @Test
    void everyStepThatLeavesTheProcessIsDescribed() {
        List<Step> leaving = steps().stream().filter(Step::leavesTheProcess).toList();

        assertThat(leaving).hasSizeGreaterThan(7).allSatisfy(step -> assertThat(step.of().get("description"))
                .as("description of %s", step.id())
                .asString()
                .satisfies(RoutesYamlTest::isOneSentence));
    }

    @Test
    void everyErrorHandlerIsDescribed() {
        assertThat(steps()).filteredOn(step -> step.kind().equals("onException")).hasSizeGreaterThan(2).allSatisfy(step -> assertThat(
                        step.of().get("description"))
                .as("description of %s", step.id())
                .asString()
                .satisfies(RoutesYamlTest::isOneSentence));
    }

    @Test
    void everyErrorHandlerStandsBesideItsRoute() throws IOException {
        assertThat(steps()).extracting(Step::kind).doesNotContain("doTry", "doCatch");
        assertThat(routes()).noneSatisfy(route -> assertThat(route.containsKey("onException")).isTrue());
        assertThat(yaml).doesNotContain("${routeId}");
        for (Path file : files()) {
            String text = Files.readString(file);
            List<String> configurations = new ArrayList<>(found("(?m)^- routeConfiguration:\\R    id: (\\S+)", text));
            List<String> wanted = found("(?m)^    routeConfigurationId: (\\S+)", text);
            configurations.removeAll(FOR_USERS);
            assertThat(configurations).as(file.toString()).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(new TreeSet<>(wanted));
        }
    }

    private static List<String> found(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> folder = Files.list(RESOURCES.resolve("routes"))) {
            return Stream.concat(Stream.of(RESOURCES.resolve("routes.yaml")), folder.sorted()).toList();
        }
    }

    @Test
    void everyFileOfRoutesIsLoaded() throws IOException {
        assertThat(PipelineDirectory.of("").routes(true).split(","))
                .containsExactlyInAnyOrderElementsOf(files().stream().map(file -> "classpath:" + RESOURCES.relativize(file)).toList());
    }

    @Test
    void everyBeanThatAStepNamesIsThere() {
        List<String> beans = parts.stream()
                .filter(part -> part.containsKey("beans"))
                .flatMap(part -> maps(part.get("beans")).stream())
                .map(bean -> String.valueOf(bean.get("name")))
                .toList();
        List<String> named = Pattern.compile("(?m)^ +(?:- )?(?:ref|onRedeliveryRef): \"?([\\w-]+)\"?$|#bean:([\\w-]+)")
                .matcher(yaml)
                .results()
                .map(ref -> ref.group(1) == null ? ref.group(2) : ref.group(1))
                .toList();

        assertThat(beans).doesNotHaveDuplicates();
        assertThat(named).hasSizeGreaterThan(20).isSubsetOf(beans);
    }

    @Test
    void everyBeanIsOfAClassOfTheProjectOrConfiguresCamel() {
        assertThat(parts.stream()
                        .filter(part -> part.containsKey("beans"))
                        .flatMap(part -> maps(part.get("beans")).stream())
                        .map(bean -> String.valueOf(bean.get("type")))
                        .filter(type -> !type.startsWith("org.apache.camel.")))
                .isNotEmpty()
                .allSatisfy(type -> assertThat(SOURCES.resolve(type.replace('.', '/') + ".java")).exists());
    }

    /** Camel finds no constructor for a text that looks like a number, such as a bucket 2026. */
    @Test
    void noTextThatMayLookLikeANumberIsAnArgumentOfAConstructor() {
        assertThat(parts.stream()
                        .filter(part -> part.containsKey("beans"))
                        .flatMap(part -> maps(part.get("beans")).stream())
                        .filter(bean -> bean.containsKey("constructors"))
                        .flatMap(bean -> ((Map<?, ?>) bean.get("constructors")).values().stream())
                        .map(String::valueOf))
                .hasSizeGreaterThan(20)
                .filteredOn(argument -> PLACEHOLDER.matcher(argument).matches())
                .containsExactly("{{s3.path-style}}");
    }

    @Test
    void everyDirectEndpointIsTheStartOfARoute() {
        List<String> starts = new ArrayList<>();
        List<String> called = new ArrayList<>();
        for (Step step : steps()) {
            if ("direct".equals(step.of().get("uri"))) {
                Object name = ((Map<?, ?>) step.of().get("parameters")).get("name");
                (step.kind().equals("from") ? starts : called).add(String.valueOf(name));
            }
        }

        assertThat(called).isNotEmpty();
        assertThat(starts).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(new TreeSet<>(called));
    }

    @Test
    void everyPlaceholderIsASetting() {
        Set<String> used = placeholders(yaml);
        settings.values().forEach(value -> used.addAll(placeholders(String.valueOf(value))));

        assertThat(used).hasSizeGreaterThan(30).isSubsetOf(settings.stringPropertyNames());
    }

    @Test
    void everySettingIsUsed() throws IOException {
        Set<String> used = placeholders(yaml);
        settings.values().forEach(value -> used.addAll(placeholders(String.valueOf(value))));
        String sources = sources();

        assertThat(settings.stringPropertyNames())
                .filteredOn(setting -> !setting.startsWith("camel.") && !used.contains(setting))
                .allSatisfy(setting -> assertThat(sources.contains('"' + setting + '"')).as("%s is used", setting).isTrue());
    }

    @Test
    void noSettingIsGivenTwice() throws IOException {
        List<String> keys = Files.readAllLines(SETTINGS).stream()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .map(line -> line.split("=", 2)[0].trim())
                .toList();

        assertThat(keys).doesNotHaveDuplicates().hasSize(settings.size());
    }

    private static void isOneSentence(String text) {
        assertThat(text).matches("\\p{Lu}[^\\n]{4,140}").doesNotContain(". ").doesNotEndWith(".");
    }

    /** Without those that say themselves what they are when nobody sets them. */
    private static Set<String> placeholders(String text) {
        return PLACEHOLDER.matcher(text).results()
                .filter(found -> found.group(2) == null)
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String sources() throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            StringBuilder sources = new StringBuilder();
            for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                sources.append(Files.readString(file));
            }
            return sources.toString();
        }
    }

    private static List<Map<?, ?>> routes() {
        return parts.stream().filter(part -> part.containsKey("route")).<Map<?, ?>>map(part -> (Map<?, ?>) part.get("route")).toList();
    }

    /** All steps, with the starts of the routes and the error handlers. */
    private static List<Step> steps() {
        List<Step> steps = new ArrayList<>();
        parts.forEach(part -> collect(part, steps));
        return steps;
    }

    private static void collect(Object node, List<Step> steps) {
        if (node instanceof List<?> list) {
            list.forEach(element -> collect(element, steps));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> {
                if (key.equals("from")) {
                    steps.add(new Step("from", (Map<?, ?>) value));
                } else if (key.equals("steps") || (key.equals("onException") && value instanceof List<?>)) {
                    maps(value).forEach(step -> step.forEach((kind, of) -> steps.add(new Step(String.valueOf(kind), (Map<?, ?>) of))));
                }
                collect(value, steps);
            });
        }
    }

    private static List<Map<?, ?>> maps(Object list) {
        return ((List<?>) list).stream().<Map<?, ?>>map(element -> (Map<?, ?>) element).toList();
    }
}

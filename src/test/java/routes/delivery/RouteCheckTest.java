package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import routes.lang.StartException;

/** What is said of a route before any of its steps ran. */
class RouteCheckTest {
    private static final Path ROUTES = Path.of("src/main/resources/routes.yaml");
    private static final String LAKE = "\n- route:\n    id: kafka-to-s3\n";
    private static final String AFTER_PUT = "              - bean:\n                  id: count-object\n";
    private static final String BEFORE_PUT = "              - setBody:\n                  id: object-content\n";
    private static final String FIRST = "        - setVariable:\n            id: batch\n";

    @Test
    void whatTheProjectAndTheGalleryHaveBreaksNothing() throws Exception {
        assertThat(warnings(Files.readString(ROUTES))).isEmpty();
        try (Stream<Path> gallery = Files.list(Path.of("jbang/gallery"))) {
            for (Path file : gallery.filter(file -> !file.endsWith("stock.yaml")).toList()) {
                assertThat(warnings(handlers() + Files.readString(file))).as(file.toString()).isEmpty();
            }
        }
    }

    /** With the error handling that they name, and without the beans, which would ask servers. */
    private static String handlers() throws IOException {
        String yaml = Files.readString(ROUTES);
        return yaml.substring(yaml.indexOf("\n- routeConfiguration:\n    id: kafka-to-s3"), yaml.indexOf(LAKE)) + "\n";
    }

    static Stream<Arguments> editsOfTheRouteToTheLake() {
        return Stream.of(
                arguments("    routeConfigurationId: kafka-to-s3\n", "", "it has no error handling"),
                arguments("        kafka.isolationLevel: read_committed\n", "", "kafka.isolationLevel is not read_committed"),
                arguments("conditionalWritesEnabled: true", "storageClass: STANDARD_IA", "the step put-object (aws2-s3:lake) puts without conditionalWritesEnabled"),
                arguments(FIRST, "        - setProperty: {id: early, name: storedThrough, simple: '${body.endOffset}'}\n" + FIRST, "the step early (setProperty) says that the batch is stored before it is put"),
                arguments("${exchangeProperty.storedThrough} == null", "${body.partition} == 0", "the step new-records (filter) keeps whole batches from being stored"),
                arguments("                    synchronous: true\n", "", "the step reject (kafka:quotes.rejected) does not wait for Kafka"),
                arguments("                    synchronous: true\n", "                    synchronous: true\n                    requestRequiredAcks: 1\n", "the step reject (kafka:quotes.rejected) asks for less"),
                arguments(AFTER_PUT, "              - to: {id: sink, uri: 'file:sink?fileName=a'}\n" + AFTER_PUT, "the step sink (file:sink) comes after the put"),
                arguments(BEFORE_PUT, "              - toD: {id: sink, uri: 'http://sink?password=secret'}\n" + BEFORE_PUT, "the step sink (http:sink) comes before the put"),
                arguments(AFTER_PUT, "              - wireTap: {id: tap, uri: 'direct:query'}\n" + AFTER_PUT, "the step tap (direct:query) goes on by itself"),
                arguments(BEFORE_PUT, "              - threads: {id: many}\n" + BEFORE_PUT, "the step many (threads) goes on by itself"),
                arguments(BEFORE_PUT, "              - to: {id: queue, uri: 'seda:later'}\n" + BEFORE_PUT, "the step queue (seda:later) goes on by itself"),
                arguments(FIRST, "        - aggregate: {id: more, correlationExpression: {constant: all}, completionSize: 10, aggregationStrategy: x, steps: [{log: hello}]}\n" + FIRST, "the step more (aggregate) keeps batches"));
    }

    @ParameterizedTest
    @MethodSource("editsOfTheRouteToTheLake")
    void anEditThatBreaksAGuaranteeIsNamedWithWhatItBreaks(String right, String edited, String sentence) throws Exception {
        String yaml = Files.readString(ROUTES);
        String route = yaml.substring(yaml.indexOf(LAKE));
        assertThat(route).contains(right);

        assertThat(warnings(yaml.replace(route, route.replace(right, edited)))).singleElement().asString().contains(sentence).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            simple: '${variable.object.key}.csv'  | setBody: {simple: '${body}'}                            | gives objects another key than their writer
            simple: '${variable.object.key}'      | marshal: {id: as-csv, csv: {}}                          | the step as-csv (marshal) changes what its writer made and sealed
            simple: '${variable.object.key}'      | setBody: {id: other, simple: 'date,${body}'}            | the step other (setBody) changes what its writer made and sealed
            """)
    void aLakeThatNobodyCouldReadIsRefused(String key, String step, String sentence) {
        String route = """
                - route:
                    id: mine
                    from:
                      uri: kafka-batch:quotes
                      steps:
                        - setHeader: {name: CamelAwsS3Key, %s}
                        - setBody: {simple: '${variable.object.content}'}
                        - %s
                        - to: "aws2-s3:lake?conditionalWritesEnabled=true"
                """.formatted(key, step);

        assertThatThrownBy(() -> warnings(route)).isInstanceOf(StartException.class).hasMessageContaining("route mine: ").hasMessageContaining(sentence);
    }

    @Test
    void anObjectThatExistsIsNotTakenForTheWholeBatch() throws Exception {
        String yaml = Files.readString(ROUTES);
        String believed = yaml.replaceFirst("method:\\R +ref: lake\\R +method: \"storedThrough[^\\n]*", "simple: \"\\${variable.object.endOffset}\"");

        assertThat(believed).isNotEqualTo(yaml);
        assertThat(warnings(believed)).singleElement().asString().contains("stored-by-another (setProperty) takes an existing object for the whole batch");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            commits-before-put     | says that the batch is stored before it is put
            puts-without-condition | puts without conditionalWritesEnabled
            takes-412-for-success  | goes on where its put fails
            """)
    void theBrokenWritersOfTheCrashTestAreKnownBeforeTheyBreakAnything(String file, String sentence) throws Exception {
        assertThat(warnings(Files.readString(Path.of("src/test/resources/broken", file + ".yaml")))).anyMatch(warning -> warning.contains(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            direct:each-record  | setBody: {id: s, simple: '{"at":"${date:now:HH}"}'}       | depends on time or chance
            direct:each-record  | setBody: {id: s, jq: '. + {at: now}'}                     | depends on time or chance
            direct:each-row     | setHeader: {id: s, name: a, simple: '${random(1,9)}'}     | depends on time or chance
            direct:each-record  | to: {id: s, uri: 'http://example.org/rate'}               | is asked for each record, and again
            direct:each-record  | enrich: {id: s, constant: 'http://example.org/rate'}      | is asked for each record, and again
            direct:each-record  | wireTap: {id: s, uri: 'http://example.org'}               | goes on without the record
            direct:each-record  | to: {id: s, uri: 'seda:later'}                            | goes on without the record
            direct:each-record  | split: {id: s, simple: '${body}', parallelProcessing: true, steps: [{log: a}]} | goes on without the record
            direct:after-stored | to: {id: s, uri: 'seda:later'}                            | lets the route end before all is done
            """)
    void soIsAnEditOfARouteThatTakesPart(String from, String step, String sentence) throws Exception {
        assertThat(warnings(route(from, step))).singleElement().asString().startsWith("the step s (").contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            direct:each-record  | setBody: {id: s, jq: '. + {known: true}'}
            direct:each-record  | setBody: {id: s, constant: now}
            direct:each-record  | setBody: {id: s, simple: '${body[knowhow]}'}
            direct:each-record  | to: {id: s, uri: 'direct:mine'}
            direct:after-stored | to: {id: s, uri: 'http://example.org'}
            direct:mine         | setBody: {id: s, simple: '${random(1,9)}'}
            kafka:quotes        | wireTap: {id: s, uri: 'http://example.org'}
            """)
    void othersAreLeftAlone(String from, String step) throws Exception {
        assertThat(warnings(route(from, step))).isEmpty();
    }

    private static String route(String from, String step) {
        return "- route:\n    id: mine\n    from:\n      uri: %s\n      steps:\n        - %s\n".formatted(from, step);
    }

    private static List<String> warnings(String yaml) throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext()) {
            Properties settings = new Properties();
            try (InputStream all = Files.newInputStream(Path.of("src/main/resources/application.properties"))) {
                settings.load(all);
            }
            settings.setProperty("s3.bucket", "lake");
            camel.getPropertiesComponent().setInitialProperties(settings);
            String routes = yaml.replaceFirst("(?s)- beans:.*?(?=\\R- )", "");
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("routes.yaml", routes));
            RouteCheck check = new RouteCheck(camel);
            return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream().peek(check::require).flatMap(route -> check.warnings(route).stream()).toList();
        }
    }
}

package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import routes.letter.DeadLetters;

/** Routes of the user's own: a record and a row on their way, and an object that is stored. */
@Tag("servers")
class SeamTest {
    private static final String EACH_RECORD = """
            - route:
                id: mine
                from:
                  uri: direct:each-record
                  steps:
            """;

    @TempDir
    Path directory;

    @Test
    void aRouteChangesDropsAndRefusesRecordsAndAllAreAccountedFor() throws IOException {
        write("mine.yaml", EACH_RECORD + """
                        - choice:
                            when:
                              - simple: "${body[n]} == 3"
                                steps:
                                  - setProperty: {name: drop, constant: "three"}
                              - simple: "${body[n]} == 5"
                                steps:
                                  - throwException: {exceptionType: java.lang.IllegalStateException, message: "five is odd"}
                              - simple: "${body[n]} == 6"
                                steps:
                                  - setBody: {simple: "[1]"}
                              - simple: "${body[n]} == 7"
                                steps:
                                  - setBody: {simple: '{"n":7,"N":8}'}
                            otherwise:
                              steps:
                                - setBody: {simple: '{"n":${body[n]},"at":"${header[kafka.PARTITION]}@${header[kafka.OFFSET]}","key":"${header[kafka.KEY]}"}'}
                """);
        try (Lab lab = lab("batch.max-records", "4")) {
            lab.createTopics().send(0, Lab.numbers(10));
            lab.start();
            lab.drained();

            assertThat(numbers(lab)).containsExactly(0, 1, 2, 4, 8, 9);
            assertThat(lab.lines()).allSatisfy(line -> assertThat(line.get("at").asText()).isEqualTo("0@" + line.get("kafka_offset").asText()));
            assertThat(lab.metadata(lab.keys().get(0))).containsEntry("records", "3").containsEntry("filtered", "1").containsEntry("absent", "0");
            assertThat(lab.metadata(lab.keys().get(2))).doesNotContainKey("filtered");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.REASON)).containsExactlyInAnyOrder(
                    "each-record: five is odd",
                    "each-record: it leaves what is not a JSON object",
                    "each-record: it leaves what is key 'N' is given twice (Athena ignores case)");
            assertThat(lab.letters()).extracting(letter -> Lab.text(letter.value())).contains("{\"n\":5}");
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aBatchWhosePutFailedIsNotMadeAnewByARouteThatAnswersDifferently() throws IOException {
        write("mine.yaml", EACH_RECORD + """
                        - filter:
                            simple: "${body[n]} == 5 && ${variable.global:refused} == null"
                            steps:
                              - setVariable: {name: "global:refused", constant: "once"}
                              - throwException: {exceptionType: java.io.IOException, message: "away for a moment"}
                """);
        try (Lab lab = lab()) {
            lab.createTopics().send(0, Lab.numbers(10));
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failBefore(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() <= 8);
            lab.start();
            lab.drained();

            assertThat(numbers(lab)).hasSize(9).doesNotContain(5);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void nothingIsStoredWhileARouteThatWasThereIsGone() throws Exception {
        write("mine.yaml", EACH_RECORD + "        - setProperty: {name: drop, constant: all}\n");
        try (Lab lab = lab()) {
            lab.createTopics().send(0, Lab.numbers(3));
            lab.start();
            lab.drained();
            lab.pipeline().context().getRouteController().stopRoute("mine");
            lab.pipeline().context().removeRoute("mine");
            lab.send(0, Lab.numbers(3));
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.consumer().waitsFor()).contains("the route at direct:each-record is gone");
            assertThat(lab.lines()).isEmpty();
            assertThat(lab.letters()).isEmpty();
        }
    }

    @Test
    void theGalleryDropsAnIndexAndAddsAField() throws IOException {
        Files.copy(Path.of("jbang/gallery/add-field.yaml"), directory.resolve("add-field.yaml"));
        try (Lab lab = lab("s3.compression", "none")) {
            lab.createTopics().send(0, "{\"open\":10.00,\"high\":11,\"low\":9.5,\"big\":12345678901234567890.10}", "{\"open\":0,\"high\":1,\"low\":1}", "{\"open\":\"123.45678901234567890\",\"high\":2,\"low\":1}");
            lab.start();
            lab.drained();

            assertThat(lab.lines()).extracting(line -> line.path("span_percent").asText()).containsExactly("15", "", "");
            assertThat(Lab.text(lab.content(lab.keys().get(0)))).contains("\"big\":12345678901234567890.10,");
            assertThat(lab.verify().problems()).isEmpty();
        }
        Files.delete(directory.resolve("add-field.yaml"));
        Files.copy(Path.of("jbang/gallery/drop-index.yaml"), directory.resolve("drop-index.yaml"));
        try (Lab lab = lab("drop.index", "k1")) {
            lab.createTopics().send(0, Lab.numbers(3));
            lab.start();
            lab.drained();

            assertThat(numbers(lab)).containsExactly(0, 2);
            assertThat(lab.verify().summary()).isEqualTo("2 records, 1 filtered and 0 rejected in 1 object, verified");
        }
    }

    @Test
    void whatIsHeldWhenTheServiceStopsGoesThroughTheRouteToo() throws IOException {
        write("mine.yaml", EACH_RECORD + "        - setBody: {simple: '{\"n\":${body[n]},\"seen\":true}'}\n");
        try (Lab lab = lab("batch.max-idle", "1h")) {
            lab.start();
            lab.send(0, Lab.numbers(3));
            Lab.until(() -> lab.consumer().recordsRead() == 3);
            lab.stop();

            assertThat(lab.lines()).hasSize(3).allSatisfy(line -> assertThat(line.get("seen").asBoolean()).isTrue());
            assertThat(lab.letters()).isEmpty();
        }
    }

    @Test
    void aRowIsChangedDroppedOrRefusedBeforeItIsARecord() throws IOException {
        write("mine.yaml", """
                - route:
                    id: mine
                    from:
                      uri: direct:each-row
                      steps:
                        - choice:
                            when:
                              - simple: "${body[n]} == 2"
                                steps:
                                  - setProperty: {name: drop, constant: "two"}
                              - simple: "${body[n]} == 4"
                                steps:
                                  - throwException: {exceptionType: java.lang.IllegalStateException, message: "no four"}
                            otherwise:
                              steps:
                                - setBody: {simple: '{"n":${body[n]},"line":${header[row.line]}}'}
                """);
        Path file = Files.writeString(directory.resolve("numbers.csv"), "Index,N\n" + String.join("\n", List.of("a,1", "a,2", "b,3", "b,4", "a,5", "a,2")) + "\n");
        try (Lab lab = lab("csv.file", file.toString(), "csv.columns", "index:string,n:bigint", "csv.key", "index", "csv.repeat", "1", "csv.rate", "0")) {
            lab.createTopics();
            lab.start();
            Lab.until(() -> lab.lines().size() == 3);
            lab.drained();

            assertThat(lab.lines()).extracting(line -> line.get("n").asInt() + " in " + line.get("line").asInt()).containsExactlyInAnyOrder("1 in 2", "3 in 4", "5 in 6");
            assertThat(lab.letters()).singleElement().satisfies(letter -> {
                assertThat(Lab.header(letter, DeadLetters.REASON)).isEqualTo("each-row: no four");
                assertThat(Lab.text(letter.value())).isEqualTo("b,4");
            });
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void afterTheStoreEachObjectIsToldInOrderAlsoWhenOnlyTheAnswerToItsPutWasLost() throws IOException {
        write("mine.yaml", tellingTo("told"));
        try (Lab lab = lab("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(35));
            AtomicInteger puts = new AtomicInteger();
            Lab.FAULTS.failAfter(key -> key.startsWith(lab.prefix) && puts.incrementAndGet() == 2);
            lab.start();
            lab.drained();

            List<JsonNode> told = told("told");
            assertThat(told).extracting(object -> object.get("startOffset").asInt()).containsExactly(0, 10, 20, 30);
            assertThat(told).extracting(object -> object.get("key").asText()).containsExactlyElementsOf(lab.keys().stream().map(key -> lab.prefix + "/" + key).toList());
            assertThat(told).extracting(object -> object.get("records").asInt()).containsExactly(10, 10, 10, 5);
            assertThat(told).allSatisfy(object -> assertThat(object.get("size").asInt()).isPositive());
        }
    }

    @Test
    void anObjectThatWasStoredBeforeTheGroupWasSetBackIsToldAgain() throws Exception {
        write("mine.yaml", tellingTo("told"));
        try (Lab lab = lab("batch.max-records", "10")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.start();
            lab.drained();
            lab.stop();
            Files.delete(directory.resolve("told"));
            try (Admin admin = Lab.admin()) {
                admin.alterConsumerGroupOffsets(lab.topic, Map.of(new TopicPartition(lab.topic, 0), new OffsetAndMetadata(13))).all().get();
            }
            lab.start();
            lab.drained();

            assertThat(told("told")).extracting(object -> object.get("startOffset").asInt()).containsExactly(10, 20);
        }
    }

    @Test
    void aFailingHookHoldsNothingUpUnlessItIsRequired() throws IOException {
        try (Lab lab = lab("batch.max-records", "10", "report.schedule", "0 0 0 1 1 ? 2099")) {
            write("mine.yaml", "- route:\n    id: mine\n    from:\n      uri: direct:after-stored\n      steps:\n        - throwException: {exceptionType: java.io.IOException, message: no}\n");
            lab.createTopics().send(0, Lab.numbers(20));
            lab.start();
            lab.drained();
            assertThat(numbers(lab)).containsExactlyElementsOf(IntStream.range(0, 20).boxed().toList());
            lab.stop();

            lab.set("after-stored.required", "true");
            lab.send(0, "{\"n\":20}");
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);
            assertThat(lab.offsets().get(0).lag()).isEqualTo(1);
            assertThat(lab.keys()).hasSize(3);
            lab.stop();

            write("mine.yaml", tellingTo("told"));
            lab.start();
            lab.drained();
            assertThat(told("told")).singleElement().satisfies(object -> assertThat(object.get("startOffset").asInt()).isEqualTo(20));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aHookThatHangsHoldsNothingUpUnlessItIsRequiredAndThenItIsNamed() throws IOException {
        write("mine.yaml", "- route:\n    id: mine\n    from:\n      uri: direct:after-stored\n      steps:\n        - delay: {constant: 3600000}\n");
        try (Lab lab = lab("batch.max-records", "10", "after-stored.timeout", "500ms")) {
            lab.createTopics().send(0, Lab.numbers(30));
            lab.start();
            lab.drained();
            assertThat(lab.keys()).hasSize(3);
            assertThat(lab.verify().problems()).isEmpty();
            lab.stop();

            lab.set("after-stored.required", "true");
            lab.send(0, "{\"n\":30}");
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);
            assertThat(lab.consumer().waitsFor()).contains("in flight", "the step tell-of-stored (Tell the user's route after-stored, if there is one) has not ended");
        }
    }

    @Test
    void theGallerysManifestHasALineForEachObject() throws IOException {
        Files.copy(Path.of("jbang/gallery/tell-stored.yaml"), directory.resolve("tell-stored.yaml"));
        try (Lab lab = lab("batch.max-records", "10", "manifest.directory", directory.resolve("manifest").toString())) {
            lab.createTopics().send(0, Lab.numbers(25));
            lab.start();
            lab.drained();

            String date = lab.keys().get(0).replaceAll(".*date=(.{10})/.*", "$1");
            assertThat(told("manifest/" + date + ".jsonl")).extracting(object -> object.get("key").asText()).containsExactlyElementsOf(lab.keys().stream().map(key -> lab.prefix + "/" + key).toList());
        }
    }

    private String tellingTo(String file) {
        return """
                - route:
                    id: telling
                    from:
                      uri: direct:after-stored
                      steps:
                        - marshal: {json: {}}
                        - to: "file:%s?fileName=%s&fileExist=Append&appendChars=\\\\n"
                """.formatted(directory, file);
    }

    private List<JsonNode> told(String file) throws IOException {
        return Files.readAllLines(directory.resolve(file)).stream().map(line -> Lab.json(line.getBytes(StandardCharsets.UTF_8))).toList();
    }

    private static List<Integer> numbers(Lab lab) {
        return lab.lines().stream().map(line -> line.get("n").asInt()).toList();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(directory.resolve(file), text);
    }

    private Lab lab(String... settings) {
        return Lab.with(settings).set("pipeline.directory", directory.toString());
    }
}

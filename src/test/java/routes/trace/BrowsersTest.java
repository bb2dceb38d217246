package routes.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;

/** What is in the topics and in the lake, a page at a time. */
@Tag("servers")
class BrowsersTest {
    private static final Instant DAY = Instant.parse("2026-01-01T00:00:00Z");
    private static Lab lab;

    /** 600 records in two partitions, a second apart; each hundredth is of the key rare, and one is broken. */
    @BeforeAll
    static void write() {
        lab = Lab.with("batch.max-records", "2");
        lab.createTopics().send(IntStream.range(0, 600).mapToObj(i -> new ProducerRecord<>(
                lab.topic, i % 2, DAY.toEpochMilli() + i * 1000L, bytes(i % 100 == 7 ? "rare" : "k" + i % 3), bytes(i == 9 ? "broken" : "{\"n\":%d}".formatted(i)))).toList());
        lab.start();
        lab.drained();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @Test
    void showsAllRecordsOnceTheNewestFirst() {
        assertThat(all(null, null, false, 50)).containsExactlyElementsOf(IntStream.range(0, 600).map(i -> 599 - i).filter(i -> i != 9).boxed().toList());
        assertThat(all(1, null, false, 70)).containsExactlyElementsOf(IntStream.range(0, 300).map(i -> 599 - 2 * i).filter(i -> i != 9).boxed().toList());
    }

    @Test
    void showsThoseOfAKeyAllOnce() {
        assertThat(all(null, "rare", true, 2)).containsExactly(507, 407, 307, 207, 107, 7);
        assertThat(all(null, "ar", false, 50)).containsExactly(507, 407, 307, 207, 107, 7);
        assertThat(all(null, "ar", true, 50)).isEmpty();
    }

    @Test
    void showsThoseBeforeATimeOrAnOffset() {
        long noon = DAY.plusSeconds(100).toEpochMilli();
        assertThat(numbers(records(new TopicBrowser.Filter(null, null, null, noon, null, true, 3)))).containsExactly(99, 98, 97);
        assertThat(numbers(records(new TopicBrowser.Filter(null, 0, "0:10", null, null, true, 3)))).containsExactly(18, 16, 14);
    }

    @Test
    void showsNoTopicOfOthers() {
        assertThat(lab.pipeline().bean("topicBrowser", TopicBrowser.class).topics().get("topics").findValuesAsText("topic"))
                .contains(lab.topic, lab.topic + ".rejected");
        assertThatThrownBy(() -> records(new TopicBrowser.Filter("__consumer_offsets", null, null, null, null, true, 3)))
                .hasMessageContaining("is none of the pipeline's topics");
        assertThatThrownBy(() -> records(new TopicBrowser.Filter(null, 9, null, null, null, true, 3))).hasMessageContaining("no partition 9");
    }

    @Test
    void listsEachObjectOfADateOnceAndHowItBegins() {
        LakeBrowser lake = lab.pipeline().bean("lakeBrowser", LakeBrowser.class);
        assertThat(lake.dates().get("dates")).extracting(JsonNode::asText).containsExactly("2026-01-01");
        List<String> keys = new ArrayList<>();
        List<Instant> put = new ArrayList<>();
        String after = null;
        do {
            JsonNode page = lake.objects("2026-01-01", after);
            page.get("objects").forEach(object -> {
                keys.add(object.get("key").asText());
                put.add(Instant.parse(object.get("put").asText()));
            });
            assertThat(page.get("complete").asBoolean()).isTrue();
            after = page.get("after").isNull() ? null : page.get("after").asText();
        } while (after != null);
        assertThat(keys).hasSize(300).containsExactlyInAnyOrderElementsOf(lab.keys());
        assertThat(put).isSortedAccordingTo(Comparator.reverseOrder());
        keys.sort(null);
        JsonNode object = lake.object(keys.get(1));
        assertThat(object.at("/metadata/start-offset").asText()).isEqualTo("2");
        assertThat(object.get("lines")).hasSize(2).first().asString().contains("kafka_offset");
    }

    @Test
    void showsNothingBesideTheLake() {
        LakeBrowser lake = lab.pipeline().bean("lakeBrowser", LakeBrowser.class);
        for (String key : List.of("../../reports/gaps/latest.json", "date=2026-01-01/../x.json", "date=2026-01-01/other.json", "")) {
            assertThatThrownBy(() -> lake.object(key)).as(key).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> lake.objects("2026-01-01/../", null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lake.objects("2026-01-01", "../x")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> lake.object(lab.keys().get(0).replace("0.json", "1.json"))).hasMessageContaining("there is no object");
    }

    private static List<Integer> all(Integer partition, String key, boolean exactly, int limit) {
        List<Integer> all = new ArrayList<>();
        String before = null;
        do {
            JsonNode page = records(new TopicBrowser.Filter(null, partition, before, null, key, exactly, limit));
            all.addAll(numbers(page));
            before = page.get("before").isNull() ? null : page.get("before").asText();
        } while (before != null);
        return all;
    }

    private static JsonNode records(TopicBrowser.Filter filter) {
        return lab.pipeline().bean("topicBrowser", TopicBrowser.class).records(filter);
    }

    private static List<Integer> numbers(JsonNode page) {
        return StreamSupport.stream(page.get("records").spliterator(), false)
                .map(record -> record.get("value").asText())
                .filter(value -> !value.equals("broken"))
                .map(value -> Lab.json(bytes(value)).get("n").asInt())
                .toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}

package routes.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;

@Tag("servers")
class VerifyTest {
    private static Lab lab;

    /** Three objects in partition 0, the last of them with a rejected record; nothing in partition 1. */
    @BeforeAll
    static void writeTheLake() {
        lab = Lab.with("batch.max-records", "10");
        String[] values = Lab.numbers(30);
        values[25] = "broken";
        lab.createTopics().send(0, values);
        lab.start();
        lab.drained();
        lab.keep();
    }

    @AfterAll
    static void stop() {
        lab.close();
    }

    @BeforeEach
    void restoreTheLake() {
        lab.restore();
    }

    @Test
    void findsNothingWrongWithACompleteLake() {
        VerifyResult result = lab.verify();

        assertThat(result.problems()).isEmpty();
        assertThat(result.records()).isEqualTo(29);
        assertThat(result.rejected()).isEqualTo(1);
        assertThat(result.objects()).isEqualTo(3);
        assertThat(result.partitions()).hasSize(2).first().satisfies(partition -> {
            assertThat(partition.last()).isEqualTo(29);
            assertThat(partition.line()).contains("offsets 0..29 in 3 objects: 29 records, 1 rejected, lag 0").endsWith("ok");
        });
    }

    @Test
    void namesTheOffsetsOfAMissingObject() {
        lab.delete(lab.keys().get(1));

        assertThat(lab.verify().problems()).contains("gap: %s-0 10..19 is in no object".formatted(lab.topic));
    }

    @Test
    void namesTheOffsetsOfAMissingLastObject() {
        lab.delete(lab.keys().get(2));

        assertThat(lab.verify().problems()).contains("gap: %s-0 20..29 is committed, but in no object".formatted(lab.topic));
    }

    @Test
    void namesAnObjectThatOverlapsAnother() {
        String key = lab.keys().get(1).replace("0000000010", "0000000015");
        lab.put(key, "", Map.of("end-offset", "17", "records", "3", "rejected", "0"));

        assertThat(lab.quickVerify().problems())
                .singleElement().asString().startsWith("overlap: ").contains(key).contains("begins at 15").contains("ends at 19");
    }

    @Test
    void namesAnObjectWhoseCountsDoNotFillItsRange() {
        String key = lab.keys().get(1);
        lab.put(key, "", Map.of("end-offset", "19", "records", "9", "rejected", "0"));

        assertThat(lab.quickVerify().problems()).singleElement().asString().startsWith("count: ").contains(key).contains("9 records");
    }

    @Test
    void namesWhatIsNoObjectOfTheTopic() {
        lab.put("date=2026-01-01/notes.txt", "", Map.of());
        lab.put("date=2026-01-01/%s-7-%020d.json.zst".formatted(lab.topic, 0), "", Map.of());
        lab.put("date=2026-01-01/%s-0-%020d.json.gz.part".formatted(lab.topic, 99), "", Map.of());

        assertThat(lab.quickVerify().problems()).hasSize(3).allMatch(problem -> problem.startsWith("orphan: "));
    }

    @Test
    void missesTheDeadLetterOfARejectedRecord() {
        String key = lab.keys().get(1);
        lab.put(key, "", Map.of("end-offset", "19", "records", "9", "rejected", "1"));

        assertThat(lab.quickVerify().problems())
                .singleElement().asString().startsWith("rejected: ").contains(key).contains("leaves out 1").contains("has 0");
    }

    @Test
    void namesAnObjectWithoutOffsets() {
        lab.put("date=2026-01-01/%s-0-%020d.json.zst".formatted(lab.topic, 99), "", Map.of());

        assertThat(lab.quickVerify().problems()).singleElement().asString().startsWith("content: ").contains("metadata has no end-offset");
    }

    @Test
    void readsWhatIsInTheObjects() {
        List<String> keys = lab.keys();
        lab.copy(keys.get(0), keys.get(1), lab.metadata(keys.get(1)));

        assertThat(lab.verify().problems())
                .singleElement().asString().startsWith("content: ").contains(keys.get(1)).contains("line 1 has offset 0");
    }

    @Test
    void namesAnObjectThatWasCutShort() {
        String key = lab.keys().get(0);
        lab.truncate(key);

        assertThat(lab.verify().problems()).singleElement().asString().startsWith("content: ").contains(key).contains("cannot be read");
    }

    @Test
    void tilesAcrossDatesInTheOrderOfOffsetsAndNotOfDates() {
        try (Lab dates = Lab.with("batch.max-records", "1")) {
            dates.createTopics();
            long later = Instant.parse("2026-03-02T12:00:00Z").toEpochMilli();
            for (int i = 0; i < 6; i++) {
                long time = i % 2 == 0 ? later : later - 86_400_000L * i;
                dates.send(List.of(new ProducerRecord<>(dates.topic, 0, time, new byte[0], "{}".getBytes())));
            }
            dates.start();
            dates.drained();

            assertThat(dates.keys()).hasSize(6);
            assertThat(dates.verify().problems()).isEmpty();
        }
    }

    @Test
    void tellsTheSameToPrograms() {
        lab.delete(lab.keys().get(1));

        JsonNode json = Lab.json(lab.verify().json().getBytes());
        assertThat(json.get("clean").asBoolean()).isFalse();
        assertThat(json.get("records").asLong()).isEqualTo(19);
        assertThat(json.get("problems").get(0).get("kind").asText()).isEqualTo("gap");
        assertThat(json.get("partitions").get(0).get("clean").asBoolean()).isFalse();
        assertThat(json.get("partitions").get(1).get("clean").asBoolean()).isTrue();
    }
}

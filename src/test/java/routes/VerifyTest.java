package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifyTest {
    @Test
    void findsNothingWrongWithACompleteLake() {
        try (Lab lab = lake()) {
            Verify.Result result = lab.verify();

            assertThat(result.problems()).isEmpty();
            assertThat(result.records()).isEqualTo(29);
            assertThat(result.rejected()).isEqualTo(1);
            assertThat(result.objects()).isEqualTo(3);
            assertThat(result.lines()).hasSize(2).first().asString().contains("offsets 0..29").endsWith("ok");
        }
    }

    @Test
    void namesTheOffsetsOfAMissingObject() {
        try (Lab lab = lake()) {
            lab.delete(lab.keys().get(1));

            assertThat(lab.verify().problems()).contains("gap: %s-0 10..19 is in no object".formatted(lab.topic));
        }
    }

    @Test
    void namesTheOffsetsOfAMissingLastObject() {
        try (Lab lab = lake()) {
            lab.delete(lab.keys().get(2));

            assertThat(lab.verify().problems()).contains("gap: %s-0 20..29 is committed, but in no object".formatted(lab.topic));
        }
    }

    @Test
    void namesAnObjectThatOverlapsAnother() {
        try (Lab lab = lake()) {
            String key = lab.keys().get(1).replace("0000000010", "0000000015");
            lab.put(key, "", Map.of("end-offset", "17", "records", "3", "rejected", "0"));

            assertThat(lab.verify().problems())
                    .singleElement().asString().startsWith("overlap: ").contains(key).contains("begins at 15").contains("ends at 19");
        }
    }

    @Test
    void namesAnObjectWhoseCountsDoNotFillItsRange() {
        try (Lab lab = lake()) {
            String key = lab.keys().get(1);
            lab.put(key, "", Map.of("end-offset", "19", "records", "9", "rejected", "0"));

            assertThat(lab.verify().problems()).singleElement().asString().startsWith("count: ").contains(key).contains("9 records");
        }
    }

    @Test
    void namesWhatIsNoObjectOfTheTopic() {
        try (Lab lab = lake()) {
            lab.put("date=2026-01-01/notes.txt", "", Map.of());
            lab.put("date=2026-01-01/%s-7-%020d.json.zst".formatted(lab.topic, 0), "", Map.of());
            lab.put("date=2026-01-01/%s-0-%020d.json.zst".formatted(lab.topic, 99), "", Map.of());

            assertThat(lab.verify().problems()).hasSize(3).allMatch(problem -> problem.startsWith("orphan: "));
        }
    }

    @Test
    void missesTheDeadLetterOfARejectedRecord() {
        try (Lab lab = lake()) {
            String key = lab.keys().get(1);
            lab.put(key, "", Map.of("end-offset", "19", "records", "9", "rejected", "1"));

            List<String> problems = lab.verify().problems();
            assertThat(problems).singleElement().asString().startsWith("rejected: ").contains("leave out 2").contains("has 1 of them");
        }
    }

    /** Three objects in partition 0, the last of them with a rejected record; nothing in partition 1. */
    private static Lab lake() {
        Lab lab = Lab.with("batch.max-records", "10");
        String[] values = Lab.numbers(30);
        values[25] = "broken";
        lab.createTopics().send(0, values);
        lab.start();
        lab.drained();
        return lab;
    }
}

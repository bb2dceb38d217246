package routes.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;
import routes.kafka.Topics;

/** The retention of the dead-letter topic, and what verify says when it has deleted letters. */
@Tag("servers")
class ExpiredLettersTest {
    @Test
    void lettersAreKeptForEverUnlessTheSettingSaysOtherwise() throws Exception {
        try (Lab lab = Lab.with()) {
            assertThat(retention(lab.createTopics())).isEqualTo("-1");
        }
        try (Lab lab = Lab.with("kafka.dead-letter-retention", "90d")) {
            assertThat(retention(lab.createTopics())).isEqualTo(String.valueOf(Duration.ofDays(90).toMillis()));
        }
    }

    @Test
    void aTopicThatIsThereIsNotChanged() throws Exception {
        try (Lab lab = Lab.with(); Admin admin = Lab.admin()) {
            admin.createTopics(List.of(new NewTopic(lab.topic + ".rejected", Optional.of(1), Optional.empty())
                    .configs(Map.of("retention.ms", "60000")))).all().get();

            assertThat(retention(lab.createTopics())).isEqualTo("60000");
        }
    }

    @Test
    void aRetentionThatIsNoTimeIsRefused() {
        for (String wrong : List.of("for ever", "-2", "0", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Topics(null).setDeadLetterRetention(wrong))
                    .withMessage("kafka.dead-letter-retention is '%s'; it can be a time such as 90d, or -1 for ever", wrong);
        }
    }

    @Test
    void rejectedRecordsWhoseLettersExpiredAreCountedAndNoProblem() throws Exception {
        try (Lab lab = lake()) {
            deleteLetters(lab, 2);

            VerifyResult result = lab.verify();
            assertThat(result.problems()).isEmpty();
            assertThat(result.rejected()).isEqualTo(3);
            assertThat(result.partitions().get(0).line()).contains("27 records, 3 rejected, 2 of their letters expired, lag 0").endsWith("ok");
            assertThat(lab.command("verify")).isZero();
        }
    }

    @Test
    void allLettersMayExpire() throws Exception {
        try (Lab lab = lake()) {
            deleteLetters(lab, 3);

            VerifyResult result = lab.verify();
            assertThat(result.problems()).isEmpty();
            assertThat(result.partitions().get(0).expired()).isEqualTo(3);
        }
    }

    @Test
    void aLetterYoungerThanTheOldestOneCannotHaveExpired() throws Exception {
        try (Lab lab = lake()) {
            Instant longAgo = Instant.now().minus(Duration.ofHours(3));
            lab.send(List.of(new ProducerRecord<>(lab.topic + ".rejected", 0, longAgo.toEpochMilli(), null, new byte[0])));
            deleteLetters(lab, 3);

            assertThat(lab.verify().problems()).hasSize(3).allMatch(problem -> problem.startsWith("rejected: "));
            assertThat(lab.command("verify")).isEqualTo(1);
        }
    }

    @Test
    void aTopicThatWasCreatedAnewHasExpiredNothing() throws Exception {
        try (Lab lab = lake(); Admin admin = Lab.admin()) {
            admin.createTopics(List.of(new NewTopic(lab.topic + ".anew", Optional.of(1), Optional.empty()))).all().get();
            lab.pipeline().bean("topics", Topics.class).setDeadLetters(lab.topic + ".anew");

            assertThat(lab.verify().problems())
                    .hasSize(3)
                    .allMatch(problem -> problem.contains("leaves out 1 record, the dead-letter topic has 0 of its range"));
        }
    }

    /** Three objects, each with a rejected record. */
    private static Lab lake() {
        Lab lab = Lab.with("batch.max-records", "10");
        String[] values = Lab.numbers(30);
        values[5] = "broken";
        values[15] = "broken";
        values[25] = "broken";
        lab.createTopics().send(0, values);
        lab.start();
        lab.drained();
        return lab;
    }

    /** As retention does. */
    private static void deleteLetters(Lab lab, long before) throws Exception {
        try (Admin admin = Lab.admin()) {
            admin.deleteRecords(Map.of(new TopicPartition(lab.topic + ".rejected", 0), RecordsToDelete.beforeOffset(before))).all().get();
        }
    }

    private static String retention(Lab lab) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, lab.topic + ".rejected");
        try (Admin admin = Lab.admin()) {
            return admin.describeConfigs(List.of(topic)).all().get().get(topic).get("retention.ms").value();
        }
    }
}

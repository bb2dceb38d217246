package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Kafka gives offsets away again: its log lost its tail, or the topic was created anew. */
class LogWentBackTest {
    private int sent;

    @ParameterizedTest(name = "stopped {0}, {1} records after {2}")
    @CsvSource({"true,80,50", "true,25,50", "true,50,50", "false,25,50", "false,80,50"})
    void aTopicCreatedAnewGoesOnAsTheNextGeneration(boolean stopped, int after, int before) throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            send(lab, before);
            lab.start();
            lab.drained();
            if (stopped) {
                lab.stop();
            }
            recreate(lab);
            send(lab, after);
            if (stopped) {
                lab.start();
            }
            untilStored(lab, before + after);

            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(before + after));
            assertThat(lab.verify().problems()).isEmpty();
            assertThat(lab.keys()).anyMatch(key -> key.contains("-00001000000000000000."));
        }
    }

    @Test
    void aTopicCreatedAnewWaitsWithOneSentenceUntilItMayGoOn() throws Exception {
        try (Lab lab = lab("wait")) {
            lab.createTopics();
            send(lab, 50);
            lab.start();
            lab.drained();
            recreate(lab);
            send(lab, 80);
            Lab.until(() -> lab.consumer().wentBack() == 1);

            assertThat(lab.consumer().waitsFor())
                    .contains(lab.topic + "-0 went back", "created anew", "ends at offset 80", "up to offset 49", "kafka.log-went-back=continue");
            assertThat(lab.consumer().lag()).isEqualTo(80);
            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(50));
            assertThat(lab.verify().problems()).singleElement().asString().startsWith("log: ").contains("went back");

            lab.stop();
            lab.set("kafka.log-went-back", "continue");
            lab.start();
            untilStored(lab, 130);
            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(130));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void topicsThatAreCreatedAnewSeveralTimesLoseAndDoubleNothing() throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            send(lab, 30);
            lab.start();
            untilStored(lab, 30);
            for (int generation = 1; generation <= 3; generation++) {
                recreate(lab);
                send(lab, 20 * generation);
                untilStored(lab, sent);
            }

            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(sent));
            VerifyResult result = lab.verify();
            assertThat(result.problems()).isEmpty();
            assertThat(result.partitions()).extracting(VerifyResult.Partition::name)
                    .containsExactly(lab.topic + "-0", lab.topic + "-0 generation 1", lab.topic + "-0 generation 2", lab.topic + "-0 generation 3");
        }
    }

    @Test
    void aRestoredTopicWithTheSameRecordsGoesOnWhereItWas() throws Exception {
        try (Lab lab = lab("wait")) {
            lab.createTopics();
            send(lab, 50);
            lab.start();
            lab.drained();
            lab.stop();
            var records = lab.records();
            recreate(lab);
            lab.send(records.stream()
                    .map(record -> new org.apache.kafka.clients.producer.ProducerRecord<>(
                            lab.topic, 0, record.timestamp(), record.key(), record.value()))
                    .toList());
            lab.start();
            send(lab, 10);
            untilStored(lab, 60);

            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(60));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aCommittedOffsetBeyondTheEndIsNoticed() throws Exception {
        try (Lab lab = lab("wait")) {
            lab.createTopics();
            send(lab, 10);
            try (Admin admin = Lab.admin()) {
                admin.alterConsumerGroupOffsets(lab.topic, Map.of(new TopicPartition(lab.topic, 0), new OffsetAndMetadata(99))).all().get();
            }
            lab.start();
            Lab.until(() -> lab.consumer().wentBack() == 1);

            assertThat(lab.consumer().waitsFor()).contains("went back", "offset 99 was to be read next");
            lab.stop();
            lab.set("kafka.log-went-back", "continue");
            lab.start();
            untilStored(lab, 10);
            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(10));
        }
    }

    private static Lab lab(String logWentBack) {
        return Lab.with("kafka.partitions", "1", "batch.max-records", "20", "kafka.log-went-back", logWentBack);
    }

    private void send(Lab lab, int count) {
        String[] values = new String[count];
        for (int i = 0; i < count; i++) {
            values[i] = "{\"n\":%d}".formatted(sent++);
        }
        lab.send(0, values);
    }

    private static void untilStored(Lab lab, int count) {
        Lab.until(() -> lab.lines().size() >= count);
        lab.drained();
    }

    /** Of all lines of the lake. */
    private static List<Integer> numbers(Lab lab) {
        return lab.lines().stream().map(line -> line.get("n").asInt()).sorted().toList();
    }

    private static List<Integer> zeroTo(int end) {
        List<Integer> all = new ArrayList<>();
        for (int i = 0; i < end; i++) {
            all.add(i);
        }
        return all;
    }

    static void recreate(Lab lab) throws Exception {
        try (Admin admin = Lab.admin()) {
            admin.deleteTopics(List.of(lab.topic)).all().get();
            Lab.until(() -> {
                try {
                    admin.createTopics(List.of(new NewTopic(lab.topic, 1, (short) 1))).all().get();
                    return true;
                } catch (Exception stillThere) {
                    return false;
                }
            });
        }
    }
}

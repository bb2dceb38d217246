package routes;

import static org.assertj.core.api.Assertions.assertThat;

import cloud.crash.PartitionLog;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.Record;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.batch.LakeOffset;
import routes.letter.DeadLetters;
import routes.redrive.RedriveOptions;
import routes.redrive.RedriveResult;
import routes.verify.VerifyResult;
import routes.watch.Alerts;
import routes.watch.Metrics;

/** Kafka gives offsets away again: its log lost its tail, or the topic was recreated. */
@Tag("servers")
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
            setGroup(lab, 99);
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

    @ParameterizedTest(name = "stopped {0}, {1} lost, {2} sent")
    @CsvSource({"true,20,10", "true,20,40", "true,1,1", "false,20,10", "false,20,40", "false,33,33", "false,100,5"})
    void aBrokerThatLosesItsTailGoesOnAtTheFirstRecordThatDiffers(boolean stopped, int lost, int after) throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            for (int batch = 0; batch < 10; batch++) {
                send(lab, 10);
            }
            lab.start();
            lab.drained();
            if (stopped) {
                lab.stop();
            }
            int lostRecords = loseTail(lab, lost);
            send(lab, after);
            if (stopped) {
                lab.start();
            }
            untilStored(lab, 100 + after);

            // what Kafka lost is in the lake alone, what it kept is there once
            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(100 + after));
            assertThat(lab.verify().problems()).isEmpty();
            assertThat(lab.keys()).anyMatch(key -> key.contains("-%020d.".formatted(LakeOffset.of(1, 100 - lostRecords))));
        }
    }

    @Test
    void tailsThatAreLostAgainAndAgainLoseAndDoubleNothing() throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            for (int batch = 0; batch < 10; batch++) {
                send(lab, 5);
            }
            lab.start();
            lab.drained();
            // the third goes back behind where the second generation began
            for (int lost : new int[] {10, 5, 30}) {
                loseTail(lab, lost);
                send(lab, 10);
                send(lab, 5);
                untilStored(lab, sent);
            }

            assertThat(numbers(lab)).containsExactlyElementsOf(zeroTo(sent));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aLogThatGoesBackToBeforeWhereTheGroupWasSetForwardToLosesNothing() throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            send(lab, 50);
            lab.start();
            lab.drained().stop();
            for (int batch = 0; batch < 10; batch++) {
                send(lab, 5);
            }
            setGroup(lab, 80);
            lab.start();
            untilStored(lab, 70);
            lab.stop();
            assertThat(loseTail(lab, 40)).isEqualTo(40);
            send(lab, 30);
            lab.start();
            untilStored(lab, 110);

            // of what was skipped, Kafka still has up to 59
            List<Integer> expected = zeroTo(130);
            expected.subList(60, 80).clear();
            assertThat(numbers(lab)).containsExactlyElementsOf(expected);
        }
    }

    @Test
    void onlyThePartitionThatWentBackWaits() throws Exception {
        try (Lab lab = lab("wait").set("kafka.partitions", "2")) {
            lab.createTopics();
            send(lab, 20);
            lab.send(1, "{\"n\":-1}");
            lab.start();
            lab.drained();
            loseTail(lab, 5);
            send(lab, 5);
            Lab.until(() -> lab.consumer().wentBack() == 1);
            lab.send(1, "{\"n\":-2}");
            Lab.until(() -> lab.lines().size() == 22);

            assertThat(numbers(lab)).startsWith(-2, -1).hasSize(22);
            assertThat(lab.consumer().lags()).containsEntry(1, 0L).satisfies(lags -> assertThat(lags.get(0)).isPositive());
        }
    }

    @Test
    void deadLettersOfAnEarlierGenerationAreNotSentBack() throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            lab.send(0, "{\"n\":0}", "broken before", "{\"n\":1}");
            lab.start();
            lab.drained();
            recreate(lab);
            // one more than before: a log that ends where the reader is shows nothing of its own
            lab.send(0, "{\"n\":2}", "broken after", "{\"n\":3}", "{\"n\":4}");
            untilStored(lab, 5);

            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.OFFSET)).containsExactly("1", "1");
            assertThat(lab.letters()).extracting(letter -> Lab.header(letter, DeadLetters.LAKE_OFFSET))
                    .containsExactly("1", "1000000000000001");
            assertThat(lab.verify().problems()).isEmpty();
            RedriveResult result = lab.redrive(RedriveOptions.ALL);
            assertThat(result.sent()).isEqualTo(1);
            assertThat(result.whyLeft().keySet()).singleElement().asString().contains("went back since");
        }
    }

    @Test
    void aLogThatWentBackIsToldToWhoeverWatches() throws Exception {
        try (Lab lab = lab("continue")) {
            lab.createTopics();
            send(lab, 5);
            lab.start();
            lab.drained();
            Metrics metrics = lab.pipeline().bean("metrics", Metrics.class);
            assertThat(metrics.lastWentBack()).isNull();
            recreate(lab);
            send(lab, 6);
            untilStored(lab, 11);

            assertThat(metrics.lastWentBack().sentence()).contains(lab.topic + "-0 went back", "generation 1");
            assertThat(lab.pipeline().bean("alerts", Alerts.class).news().get("text")).contains("went back");
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

    private static void setGroup(Lab lab, long next) throws Exception {
        try (Admin admin = Lab.admin()) {
            admin.alterConsumerGroupOffsets(lab.topic, Map.of(new TopicPartition(lab.topic, 0), new OffsetAndMetadata(next))).all().get();
        }
    }

    private static void untilStored(Lab lab, int count) {
        // the lake is read when there is something to be found
        Lab.until(() -> lab.consumer().lag() == 0 && lab.lines().size() >= count);
        lab.drained();
    }

    /** @return how many were lost: a broker loses whole batches */
    private static int loseTail(Lab lab, int records) throws Exception {
        List<Record> lost = new ArrayList<>();
        Lab.cloud().restartKafka(kafka -> lost.addAll(new PartitionLog(kafka, new TopicPartition(lab.topic, 0)).loseTail(records, false)));
        return lost.size();
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

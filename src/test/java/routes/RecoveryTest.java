package routes;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What docs/recovery.md tells operators to do. */
@Tag("servers")
class RecoveryTest {
    @Test
    void aDeletedPrefixIsWrittenAgainFromKafka() throws Exception {
        try (Lab lab = lakeOf30()) {
            lab.keys().forEach(lab::delete);
            lab.start();
            assertThat(lab.verify().problems()).contains("gap: %s-0 0..29 is committed, but in no object".formatted(lab.topic));
            lab.stop();
            forgetOffsets(lab);
            lab.start();
            lab.drained();

            assertThat(numbers(lab)).isEqualTo(zeroTo(30));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void anObjectThatIsMissingIsWrittenAgainWithAllThatAreBehindIt() throws Exception {
        try (Lab lab = lakeOf30()) {
            List<String> keys = lab.keys();
            keys.subList(1, keys.size()).forEach(lab::delete);
            forgetOffsets(lab);
            lab.set("batch.max-records", "25").start();
            lab.drained();

            assertThat(numbers(lab)).isEqualTo(zeroTo(30));
            assertThat(lab.keys()).first().isEqualTo(keys.get(0));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    /** Whatever the sizes of the batches are now, none runs into an object that is there. */
    @ParameterizedTest
    @CsvSource({"0, 25", "0, 7", "1, 25", "1, 3", "0 1, 25", "0 1, 100", "0 2, 15"})
    void holesAreFilledWithoutAnyRecordTwice(String missing, String records) throws Exception {
        try (Lab lab = lakeOf30()) {
            List<String> keys = lab.keys();
            Stream.of(missing.split(" ")).map(Integer::valueOf).map(keys::get).forEach(lab::delete);
            forgetOffsets(lab);
            lab.set("batch.max-records", records).start();
            lab.send(0, numbersFrom(30));
            lab.drained();

            assertThat(numbers(lab)).isEqualTo(zeroTo(41));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    /** S3 keeps the metadata when it copies; a file on a disk has none. */
    @Test
    void aCopyOfTheLakeIsContinued() throws Exception {
        try (Lab lab = lakeOf30()) {
            String copy = lab.prefix + "-copy";
            for (String key : lab.keys()) {
                Lab.cloud().s3().copyObject(request -> request.sourceBucket(Lab.BUCKET).sourceKey(lab.prefix + "/" + key)
                        .destinationBucket(Lab.BUCKET).destinationKey(copy + "/" + key));
            }
            forgetOffsets(lab);
            lab.set("s3.prefix", copy).start();
            lab.send(0, "{\"n\":30}");
            lab.drained();

            assertThat(Lab.keys(copy + "/")).hasSize(4);
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aCopyWithoutMetadataIsNotContinued() {
        try (Lab lab = lakeOf30()) {
            String last = lab.keys().get(2);
            lab.put(last, lab.content(last), Map.of());
            lab.start();
            Lab.until(() -> lab.consumer().waitsFor() != null);

            assertThat(lab.consumer().waitsFor()).contains(last + ": its metadata has no end-offset; was it put there by hand? Move it away");
            assertThat(lab.verify().problems()).anyMatch(problem -> problem.contains(last + " its metadata has no end-offset"));
        }
    }

    /** Its topics and the offsets of its groups are gone; the service creates the topics again. */
    @Test
    void aBrokerThatLostEverythingIsNoticedAndTheLakeGoesOn() throws Exception {
        try (Lab lab = lakeOf30()) {
            forgetOffsets(lab);
            try (Admin admin = Lab.admin()) {
                admin.deleteTopics(List.of(lab.topic, lab.topic + ".rejected")).all().get();
            }
            lab.start();
            Lab.until(() -> lab.consumer().wentBack() == 1);
            lab.stop();
            lab.set("kafka.log-went-back", "continue").start();
            lab.send(0, numbersFrom(30));
            lab.drained();

            assertThat(numbers(lab)).isEqualTo(zeroTo(41));
            assertThat(lab.verify().problems()).isEmpty();
        }
    }

    @Test
    void aSecondServiceOfAnotherGroupDoublesNothing() {
        try (Lab lab = lakeOf30()) {
            lab.start();
            try (Pipeline other = lab.set("kafka.group", lab.topic + "-other").set("batch.max-records", "7").startAnother()) {
                Lab.until(() -> !Lab.consumer(other).lags().isEmpty());
                for (int wave = 0; wave < 5; wave++) {
                    lab.send(0, numbersFrom(30 + 11 * wave));
                }
                // how many it reads depends on which of the two is ahead: what the lake has is passed over
                Lab.until(() -> Lab.consumer(other).lag() == 0 && Lab.consumer(other).recordsRead() > 0);
                lab.drained();

                assertThat(numbers(lab)).isEqualTo(zeroTo(85));
                assertThat(lab.verify().problems()).isEmpty();
            }
        }
    }

    /** Three objects of ten records. */
    private static Lab lakeOf30() {
        Lab lab = Lab.with("kafka.partitions", "1", "batch.max-records", "10");
        lab.createTopics().send(0, Lab.numbers(30));
        lab.start();
        lab.drained();
        lab.stop();
        return lab;
    }

    /** Eleven of them. */
    private static String[] numbersFrom(int first) {
        return IntStream.range(first, first + 11).mapToObj("{\"n\":%d}"::formatted).toArray(String[]::new);
    }

    private static void forgetOffsets(Lab lab) throws Exception {
        try (Admin admin = Lab.admin()) {
            admin.deleteConsumerGroupOffsets(lab.topic, Set.of(new TopicPartition(lab.topic, 0))).all().get();
        }
    }

    private static List<Integer> numbers(Lab lab) {
        return lab.lines().stream().map(line -> line.get("n").asInt()).sorted().toList();
    }

    private static List<Integer> zeroTo(int end) {
        return IntStream.range(0, end).boxed().toList();
    }
}

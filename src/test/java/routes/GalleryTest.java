package routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.main.Main;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Routes of the gallery that promise something; the others are run on the Camel CLI. */
@Tag("servers")
class GalleryTest {
    @Test
    void theLakeWithoutAnIndexHasEveryOtherRecordOnceAndVerifies() throws Exception {
        try (Lab lab = Lab.with("kafka.partitions", "1", "batch.max-records", "50", "s3.compression", "none").createTopics()) {
            String prefix = "raw/%s-without-HSI".formatted(lab.topic);
            lab.send(records(lab, 0));
            Main first = lab.gallery("drop-index.yaml");
            Lab.until(() -> !lines(prefix).isEmpty());
            first.stop();
            lab.send(records(lab, 100));
            Main second = lab.gallery("drop-index.yaml");
            Lab.until(() -> lines(prefix).size() >= kept().size());
            second.stop();

            assertThat(lines(prefix)).extracting(line -> new ObjectMapper().readTree(line).get("n").asInt()).containsExactlyElementsOf(kept());
            assertThat(lab.letters()).extracting(letter -> Lab.text(letter.key())).isNotEmpty().doesNotContain("HSI");
            assertThat(lab.set("s3.prefix", prefix).set("kafka.group", "drop-index-HSI").command("verify")).isZero();
        }
    }

    private static boolean isDropped(int n) {
        return n % 3 == 0;
    }

    private static boolean isBroken(int n) {
        return n % 10 == 0;
    }

    private static List<Integer> kept() {
        return IntStream.range(0, 200).filter(n -> !isDropped(n) && !isBroken(n)).boxed().toList();
    }

    private static List<ProducerRecord<byte[], byte[]>> records(Lab lab, int from) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int n = from; n < from + 100; n++) {
            byte[] index = (isDropped(n) ? "HSI" : "N225").getBytes(StandardCharsets.UTF_8);
            String value = isBroken(n) ? "no JSON" : "{\"n\":%d}".formatted(n);
            records.add(new ProducerRecord<>(lab.topic, 0, index, value.getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    private static List<String> lines(String prefix) {
        return Lab.keys(prefix + "/").stream()
                .flatMap(key -> Lab.cloud().s3().getObjectAsBytes(get -> get.bucket(Lab.BUCKET).key(key)).asUtf8String().lines())
                .toList();
    }
}

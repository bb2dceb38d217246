package routes.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import routes.Lab;

@Tag("servers")
class KafkaBatchProducerTest {
    @Test
    void allListsAreInKafkaInOrderWhenItHasWaited() {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.start();
            ProducerTemplate kafka = lab.pipeline().context().createProducerTemplate();
            for (int list = 0; list < 20; list++) {
                kafka.sendBody("kafka-batch:" + lab.topic, numbers(lab, list * 100, 100));
            }
            kafka.sendBody("kafka-batch:" + lab.topic, null);

            assertThat(lab.records())
                    .extracting(record -> Lab.text(record.value()))
                    .isEqualTo(IntStream.range(0, 2000).mapToObj(n -> "{\"n\":%d}".formatted(n)).toList());
        }
    }

    @Test
    void whatKafkaRefusesIsToldWithWhatComesNextAndThenItGoesOn() {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.start();
            ProducerTemplate kafka = lab.pipeline().context().createProducerTemplate();
            String endpoint = "kafka-batch:" + lab.topic;
            kafka.sendBody(endpoint, List.of(new ProducerRecord<>(lab.topic, 0, new byte[0], new byte[2_000_000])));

            assertThatThrownBy(() -> kafka.sendBody(endpoint, null))
                    .isInstanceOf(CamelExecutionException.class)
                    .hasCauseInstanceOf(RecordTooLargeException.class);

            kafka.sendBody(endpoint, numbers(lab, 0, 3));
            kafka.sendBody(endpoint, null);
            assertThat(lab.records()).hasSize(3);
        }
    }

    @Test
    void aListThatComesAfterARefusalIsNotSent() {
        try (Lab lab = Lab.with("kafka.partitions", "1")) {
            lab.start();
            ProducerTemplate kafka = lab.pipeline().context().createProducerTemplate();
            String endpoint = "kafka-batch:" + lab.topic;
            kafka.sendBody(endpoint, List.of(new ProducerRecord<>(lab.topic, 0, new byte[0], new byte[2_000_000])));

            assertThatThrownBy(() -> kafka.sendBody(endpoint, numbers(lab, 0, 1000))).hasCauseInstanceOf(RecordTooLargeException.class);

            kafka.sendBody(endpoint, null);
            assertThat(lab.records()).isEmpty();
        }
    }

    @Test
    void behindARecordThatTheBrokerRefusesNoOtherGoesToItsPartition() {
        try (Lab lab = Lab.with("kafka.partitions", "2").createTopicsFor(200_000)) {
            lab.start();
            ProducerTemplate kafka = lab.pipeline().context().createProducerTemplate();
            String endpoint = "kafka-batch:" + lab.topic;
            List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(numbers(lab, 0, 5000));
            records.set(2500, new ProducerRecord<>(lab.topic, 0, new byte[0], new byte[300_000]));
            kafka.sendBody(endpoint, records);

            assertThatThrownBy(() -> kafka.sendBody(endpoint, null)).hasCauseInstanceOf(RecordTooLargeException.class);

            int there = lab.records().size();
            assertThat(there).isLessThanOrEqualTo(2500);
            kafka.sendBody(endpoint, numbers(lab, there, 5000 - there));
            kafka.sendBody(endpoint, null);
            assertThat(lab.records())
                    .extracting(record -> Lab.text(record.value()))
                    .isEqualTo(IntStream.range(0, 5000).mapToObj(n -> "{\"n\":%d}".formatted(n)).toList());
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> numbers(Lab lab, int from, int count) {
        return IntStream.range(from, from + count)
                .mapToObj(n -> new ProducerRecord<>(lab.topic, 0, new byte[0], "{\"n\":%d}".formatted(n).getBytes(StandardCharsets.UTF_8)))
                .toList();
    }
}

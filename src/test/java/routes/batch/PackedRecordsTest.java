package routes.batch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static routes.Records.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class PackedRecordsTest {
    @Test
    void aRecordComesOutAsItWentIn() {
        Headers headers = new RecordHeaders().add("größe", "12 €".getBytes(UTF_8)).add("none", null).add("none", new byte[0]);

        ConsumerRecord<byte[], byte[]> unpacked = unpacked(PackedRecords.of(List.of(full(7, "key", "value", headers)))).get(0);

        assertThat(unpacked.topic()).isEqualTo("quotes");
        assertThat(unpacked.partition()).isEqualTo(3);
        assertThat(unpacked.offset()).isEqualTo(7);
        assertThat(unpacked.timestamp()).isEqualTo(1_795_348_800_123L);
        assertThat(unpacked.key()).asString(UTF_8).isEqualTo("key");
        assertThat(unpacked.value()).asString(UTF_8).isEqualTo("value");
        assertThat(unpacked.headers()).isEqualTo(headers);
    }

    @Test
    void whatIsAbsentStaysApartFromWhatIsEmpty() {
        List<ConsumerRecord<byte[], byte[]>> unpacked = unpacked(PackedRecords.of(List.of(
                full(1, null, null, new RecordHeaders()), full(2, "", "", new RecordHeaders()))));

        assertThat(unpacked.get(0).key()).isNull();
        assertThat(unpacked.get(0).value()).isNull();
        assertThat(unpacked.get(1).key()).isEmpty();
        assertThat(unpacked.get(1).value()).isEmpty();
    }

    @Test
    void manyRecordsOfAllSizesComeOutInOrder() {
        // small ones, ones that fill a chunk, and ones that are larger than any
        List<ConsumerRecord<byte[], byte[]>> records = IntStream.range(0, 3000)
                .mapToObj(i -> record(i, "x".repeat(i % 997 == 0 ? 300_000 + i : i % 251)))
                .toList();

        List<ConsumerRecord<byte[], byte[]>> unpacked = unpacked(PackedRecords.of(records));

        assertThat(unpacked).extracting(ConsumerRecord::offset).isEqualTo(records.stream().map(ConsumerRecord::offset).toList());
        for (int i = 0; i < records.size(); i++) {
            assertThat(unpacked.get(i).value()).as("value %d", i).isEqualTo(records.get(i).value());
        }
    }

    @Test
    void theirBytesAreThoseOfKeysAndValues() {
        PackedRecords records = PackedRecords.of(List.of(
                full(1, "key", "value", new RecordHeaders().add("a", new byte[100])), full(2, null, "four", new RecordHeaders())));

        assertThat(records.bytes()).isEqualTo(3 + 5 + 4);
        assertThat(records.size()).isEqualTo(2);
        assertThat(records.firstOffset()).isEqualTo(1);
        assertThat(records.lastOffset()).isEqualTo(2);
    }

    @Test
    void fewOfThemTakeLittleMemoryAndManyLittleMoreThanTheirBytes() {
        assertThat(PackedRecords.of(List.of(record(1))).memory()).isLessThan(5_000);

        PackedRecords many = PackedRecords.of(IntStream.range(0, 20_000).mapToObj(i -> record(i, "x".repeat(180))).toList());

        assertThat(many.memory()).isBetween(many.bytes(), many.bytes() * 5 / 4 + (256 << 10));
    }

    private static List<ConsumerRecord<byte[], byte[]>> unpacked(PackedRecords records) {
        List<ConsumerRecord<byte[], byte[]>> unpacked = new ArrayList<>();
        for (PackedRecords.Cursor record = records.cursor(); record.next(); ) {
            unpacked.add(record.unpack("quotes", 3));
        }
        return unpacked;
    }

    private static ConsumerRecord<byte[], byte[]> full(long offset, String key, String value, Headers headers) {
        return new ConsumerRecord<>(
                "quotes", 3, offset, 1_795_348_800_123L, TimestampType.CREATE_TIME, 0, 0,
                key == null ? null : key.getBytes(UTF_8), value == null ? null : value.getBytes(UTF_8), headers, Optional.empty());
    }
}

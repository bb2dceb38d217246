package routes.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static routes.Records.NOON;
import static routes.Records.batch;
import static routes.Records.batchOf;
import static routes.Records.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.batch.Batch;
import routes.batch.CloseReason;

class ObjectWriterTest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION);
    private static final String LINEAGE = "\"kafka_partition\":3,\"kafka_offset\":1000,\"kafka_timestamp\":\"2026-11-22 12:00:00.000\"}\n";

    @Test
    void aLineIsTheRecordsOwnObjectAndWhereItCameFrom() {
        assertThat(lines("{\"index\":\"HSI\",\"close\":1.50}")).isEqualTo("{\"index\":\"HSI\",\"close\":1.50," + LINEAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{ }", "{\n}", "{\t\r\n }\n"})
    void anEmptyObjectHasOnlyWhereItCameFrom(String value) throws IOException {
        assertThat(lines(value).replaceAll("[ \t]", "")).isEqualTo("{" + LINEAGE.replace(" ", ""));
        assertThat(JSON.readTree(lines(value))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}\n", "{\"a\":1} \t\r\n", "{\"a\":1 }", "\n {\"a\":1}"})
    void spaceAroundAValueDoesNotBreakItsLine(String value) throws IOException {
        assertOneLineEach(lines(value), "{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":\"}\"}", "{\"a\":\"{\"}", "{\"a\":{\"b\":1}}", "{\"a\":{\"b\":{\"c\":2}}}", "{\"a\":[{\"b\":1},[]]}", "{\"a\":\"\\n\\r\"}", "{\"a\":\"Zürich 東京 🚀\"}",
        "{\"a\":null}", "{\"@\":1}", "{\"a\":\"{\" }"
    })
    void everyKindOfObjectMakesAValidLine(String value) throws IOException {
        assertOneLineEach(lines(value), value);
    }

    @Test
    void aPrettyPrintedValueStaysOnOneLine() throws IOException {
        String pretty = "{\r\n  \"a\" : 1,\n  \"b\" : [\n    \"x\\ny\",\n    [ ]\n  ]\n}\n";

        assertOneLineEach(lines(pretty), pretty);
    }

    @Test
    void everyRecordHasItsOwnOffsetAndTimeInUtc() throws IOException {
        Batch batch = batch(record(7, Instant.parse("2026-11-22T23:59:59.999Z")), record(9, -1, "{\"n\":9}"), record(10, 0, "{}"));

        List<JsonNode> lines = parse(text(Compression.NONE, writer("none").write(batch)));

        assertThat(lines).extracting(line -> line.get("kafka_offset").asLong()).containsExactly(7L, 9L, 10L);
        assertThat(lines)
                .extracting(line -> line.get("kafka_timestamp").textValue())
                .containsExactly("2026-11-22 23:59:59.999", "1970-01-01 00:00:00.000", "1970-01-01 00:00:00.000");
    }

    @Test
    void aTimestampFarInTheFutureIsWrittenAsOneThatAthenaReads() throws IOException {
        LakeObject object = writer("none").write(batch(record(7, NOON.toEpochMilli() * 1000, "{}")));

        assertThat(object.key()).startsWith("raw/date=9999-12-31/");
        assertThat(parse(text(Compression.NONE, object)).get(0).get("kafka_timestamp").textValue()).isEqualTo("9999-12-31 23:59:59.999");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void theLinesComeBackFromEachCompression(Compression compression) throws IOException {
        LakeObject object = writer(compression.word()).write(batchOf("{\"a\":1}", "{\"a\":2}", "{\"a\":\"東京\"}"));

        assertThat(object.key()).isEqualTo("raw/date=2026-11-22/quotes-3-00000000000000001000.json" + compression.suffix());
        assertOneLineEach(text(compression, object), "{\"a\":1}", "{\"a\":2}", "{\"a\":\"東京\"}");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void thousandsOfLinesComeBackFromEachCompression(Compression compression) throws IOException {
        String[] values = new String[5000];
        for (int i = 0; i < values.length; i++) {
            values[i] = "{\"n\":" + i + ",\"text\":\"" + "x".repeat(i % 700) + "\"}";
        }

        assertOneLineEach(text(compression, writer(compression.word()).write(batchOf(values))), values);
    }

    @Test
    void theSameBatchGivesTheSameObject() {
        Batch batch = batchOf("{\"a\":1}", "{\"a\":2}");

        for (Compression compression : Compression.values()) {
            assertThat(writer(compression.word()).write(batch).content()).isEqualTo(writer(compression.word()).write(batch).content());
        }
    }

    @Test
    void anUnknownCompressionIsRefusedWithTheOnesThereAre() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> writer("snappy"))
                .withMessage("s3.compression is 'snappy'; it can be none, gzip or zstd");
    }

    @Test
    void theMetadataTellsWhatTheObjectHolds() {
        Batch batch = batch(List.of(record(10), record(11, "broken"), record(15), record(16)), CloseReason.IDLE);

        LakeObject object = writer("zstd").write(batch);

        assertThat(object.endOffset()).isEqualTo(16);
        assertThat(object.records()).isEqualTo(3);
        assertThat(object.metadata())
                .containsAllEntriesOf(Map.of(
                        "start-offset", "10",
                        "end-offset", "16",
                        "records", "3",
                        "rejected", "1",
                        "absent", "3",
                        "cut", "idle",
                        "topic-id", "topic-id",
                        "last-record", batch.records().lastChecksum(),
                        "size", String.valueOf(object.content().length)))
                .containsOnlyKeys(
                        "start-offset", "end-offset", "records", "rejected", "absent", "cut", "topic-id", "last-record", "lines", "size", "seal");
    }

    @Test
    void theMetadataAreSealedOneByOne() {
        LakeObject object = writer("zstd").write(batch(List.of(record(10), record(11, "broken")), CloseReason.IDLE));
        assertThat(ObjectMetadata.areIntact(object.key(), object.metadata())).isTrue();

        for (String name : object.metadata().keySet()) {
            Map<String, String> changed = new HashMap<>(object.metadata());
            changed.put(name, "7");
            assertThat(ObjectMetadata.areIntact(object.key(), changed)).as(name).isFalse();
            changed.remove(name);
            assertThat(ObjectMetadata.areIntact(object.key(), changed)).as(name).isFalse();
        }
    }

    @Test
    void theNameBelowThePrefixIsSealedToo() {
        LakeObject object = writer("zstd").write(batch(List.of(record(10)), CloseReason.IDLE));

        assertThat(ObjectMetadata.areIntact(object.key().replace("raw/", "moved/raw/"), object.metadata())).isTrue();
        for (String renamed : List.of(
                object.key().replace("date=2026-11-22", "date=2026-11-23"),
                object.key().replace("quotes-3-", "quotes-4-"),
                object.key().replace(".zst", ".gz"))) {
            assertThat(renamed).isNotEqualTo(object.key());
            assertThat(ObjectMetadata.areIntact(renamed, object.metadata())).as(renamed).isFalse();
        }
    }

    @Test
    void invalidRecordsAreSetApartWithTheReason() throws IOException {
        LakeObject object = writer("none").write(batchOf("{\"a\":1}", "[1]", null, "{\"a\":1,\"A\":2}", "{\"a\":2}", ""));

        assertThat(parse(text(Compression.NONE, object)))
                .extracting(line -> line.get("kafka_offset").asLong())
                .containsExactly(1000L, 1004L);
        assertThat(object.rejected())
                .extracting(rejected -> rejected.record().offset() + " " + rejected.reason())
                .containsExactly(
                        "1001 not a JSON object",
                        "1002 no value (tombstone)",
                        "1003 key 'A' is given twice (Athena ignores case)",
                        "1005 empty value");
    }

    @ParameterizedTest
    @EnumSource(Compression.class)
    void aBatchOfInvalidRecordsMakesAnObjectWithoutLines(Compression compression) throws IOException {
        LakeObject object = writer(compression.word()).write(batchOf("x", "y"));

        assertThat(text(compression, object)).isEmpty();
        assertThat(object.records()).isZero();
        assertThat(object.rejected()).hasSize(2);
        assertThat(object.endOffset()).isEqualTo(1001);
        assertThat(object.metadata()).containsEntry("records", "0").containsEntry("rejected", "2").containsEntry("absent", "0");
    }

    /** Each line is one object with distinct keys: the value it was made of, and the lineage. */
    private static void assertOneLineEach(String lines, String... values) throws IOException {
        assertThat(lines).endsWith("}\n").doesNotContain("\r");
        List<JsonNode> objects = parse(lines);
        assertThat(objects).hasSize(values.length);
        for (int i = 0; i < values.length; i++) {
            ObjectNode expected = (ObjectNode) JSON.readTree(values[i]);
            expected.set("kafka_partition", JSON.readTree("3"));
            expected.set("kafka_offset", JSON.readTree(String.valueOf(1000 + i)));
            expected.put("kafka_timestamp", "2026-11-22 12:00:00.000");
            assertThat(objects.get(i)).isEqualTo(expected);
        }
    }

    private static List<JsonNode> parse(String lines) throws IOException {
        List<JsonNode> objects = new java.util.ArrayList<>();
        for (String line : lines.split("\n")) {
            objects.add(JSON.readTree(line));
        }
        return objects;
    }

    private static String lines(String value) {
        return new String(writer("none").write(batchOf(value)).content(), UTF_8);
    }

    private static String text(Compression compression, LakeObject object) throws IOException {
        byte[] content = object.content();
        return switch (compression) {
            case NONE -> new String(content, UTF_8);
            case GZIP -> new String(new GZIPInputStream(new ByteArrayInputStream(content)).readAllBytes(), UTF_8);
            case ZSTD -> new String(new ZstdInputStream(new ByteArrayInputStream(content)).readAllBytes(), UTF_8);
        };
    }

    private static ObjectWriter writer(String compression) {
        ObjectWriter writer = new ObjectWriter(new LakeLocation("lake", "raw"));
        writer.setCompression(compression);
        return writer;
    }
}

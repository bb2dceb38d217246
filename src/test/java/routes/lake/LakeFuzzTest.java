package routes.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import routes.Damage;
import routes.Records;
import routes.batch.CloseReason;

/** Whatever the values of records are: each is a line of the object that Athena can read, or set apart with a reason. */
class LakeFuzzTest {
    private static final String MEANINGFUL = "{}[]:,\"\"\\\\uAa1-.e\n\r\0 \ud800";
    private static final JsonFactory JSON = new JsonFactory();

    @Property(seed = "1", tries = 1000)
    void damagedRecords(@ForAll("damagedValues") List<byte[]> values) throws IOException {
        account(values);
    }

    @Property(seed = "2", tries = 1000)
    void anyBytes(@ForAll("anyValues") List<byte[]> values) throws IOException {
        account(values);
    }

    @Property(seed = "3", tries = 2000)
    void anyTextIsTheKeyOfAnObjectOrNot(@ForAll String key, @ForAll String prefix) {
        assertThat(ObjectKey.parse(prefix, key)).isEmpty();
        assertThat(ObjectKey.parse("", "/" + key)).isEmpty();
    }

    @Property(seed = "4", tries = 2000)
    void aDamagedKeyIsTheKeyOfAnObjectOrNot(@ForAll("damagedKeys") String key) {
        ObjectKey.parse("raw/quotes", key)
                .ifPresent(parsed -> assertThat(ObjectKey.parse("raw/quotes", parsed.under("raw/quotes", Compression.ZSTD))).contains(parsed));
    }

    /** A parser tells of the first record of a batch; of those with the same keys, a look at their bytes. */
    @Property(seed = "5", tries = 5_000)
    void theVerdictOnARecordDoesNotDependOnTheRecordBefore(@ForAll("flatValues") byte[] before, @ForAll("damage") List<Damage> damage) {
        byte[] value = Damage.all(damage, before);
        RecordValidator first = new RecordValidator();
        RecordValidator second = new RecordValidator();
        second.rejection(before);
        Set<ColumnShape> ofBefore = second.shapes();

        Rejection alone = first.rejection(value);
        Set<ColumnShape> both = new HashSet<>(ofBefore);
        both.addAll(first.shapes());
        Rejection after = second.rejection(value);

        assertThat(after == null ? null : after.reason()).as(new String(value, UTF_8)).isEqualTo(alone == null ? null : alone.reason());
        assertThat(second.shapes()).as(new String(value, UTF_8)).isEqualTo(both);
    }

    private static void account(List<byte[]> values) throws IOException {
        ObjectWriter writer = new ObjectWriter(new LakeLocation("lake", "raw/quotes"));
        writer.setCompression("none");
        LakeObject object = writer.write(Records.batch(
                IntStream.range(0, values.size()).mapToObj(i -> Records.record(i, 0L, values.get(i))).toList(), CloseReason.RECORDS));

        assertThat(object.records() + object.rejected().size()).isEqualTo(values.size());
        assertThat(object.rejected()).allSatisfy(rejected -> assertThat(rejected.reason()).isNotBlank().doesNotContain("\n"));
        String content = requireUtf8(object.content());
        // every line ends with a line break, and there are no others
        String[] lines = content.split("\n", -1);
        assertThat(lines).hasSize(object.records() + 1);
        for (int i = 0; i < object.records(); i++) {
            assertThat(lines[i]).doesNotContain("\r");
            requireDistinctKeys(lines[i]);
        }
    }

    private static String requireUtf8(byte[] content) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
    }

    private static void requireDistinctKeys(String line) throws IOException {
        Deque<Set<String>> objects = new ArrayDeque<>();
        try (JsonParser json = JSON.createParser(line)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                switch (token) {
                    case START_OBJECT -> objects.push(new HashSet<>());
                    case END_OBJECT -> objects.pop();
                    case FIELD_NAME -> assertThat(objects.peek().add(json.currentName().toLowerCase(Locale.ROOT))).as(line).isTrue();
                    default -> json.getText();
                }
            }
        }
        assertThat(line.stripLeading()).startsWith("{").endsWith("\"}");
    }

    @Provide
    Arbitrary<List<byte[]>> damagedValues() {
        Arbitrary<String> whole = Arbitraries.of(
                "{\"index\":\"HSI\",\"trade_date\":\"1986-12-31\",\"close\":2568.3,\"volume\":0}",
                "{\"a\":1,\"b\":{\"A\":[{},{\"x\":null}]},\"c\":\"ü\\ud83d\\ude80\"}",
                "{}",
                "{\"a\":1,\"A\":2}",
                " {\n \"a\" : [ ] \n} ");
        Arbitrary<List<Damage>> damages = Damage.some(MEANINGFUL).map(some -> some.subList(0, Math.min(3, some.size())));
        return Combinators.combine(whole, damages).as((value, some) -> Damage.all(some, value.getBytes(UTF_8))).list().ofMinSize(1).ofMaxSize(10);
    }

    @Provide
    Arbitrary<byte[]> flatValues() {
        return Arbitraries.of(
                        "{\"index\":\"HSI\",\"trade_date\":\"1986-12-31\",\"close\":2568.3,\"volume\":0}",
                        "{\"a\":-0.5e+10,\"b\":true,\"c\":[1,\"x\",null],\"d\":false,\"e\":null}",
                        " { \"a\" : 12345678901 ,\n\"größe\" : \"ü\\n\\\"\" , \"z\":[ ] } ",
                        "{\"a\":\"1\",\"aa\":-1,\"aaa\":0}")
                .map(text -> text.getBytes(UTF_8));
    }

    /** Few, so that much is still fit. */
    @Provide
    Arbitrary<List<Damage>> damage() {
        return Damage.some("0123456789-+.eE\",:[]{} tfn\\ü").map(some -> some.subList(0, Math.min(2, some.size())));
    }

    @Provide
    Arbitrary<List<byte[]>> anyValues() {
        return Damage.bytes(MEANINGFUL).array(byte[].class).ofMaxSize(30).injectNull(0.05).list().ofMinSize(1).ofMaxSize(10);
    }

    @Provide
    Arbitrary<String> damagedKeys() {
        String key = "raw/quotes/date=2026-11-22/quotes-0-00000000000000001000.json.zst";
        return Damage.some("/-=.09a").map(damages -> new String(Damage.all(damages, key.getBytes(UTF_8)), UTF_8));
    }
}

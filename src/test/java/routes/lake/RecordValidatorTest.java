package routes.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordValidatorTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "{}",
        "{\"index\":\"HSI\",\"close\":1.5,\"volume\":null,\"open\":true}",
        " \t\r\n{\"a\":1} \t\r\n",
        "{\n  \"a\": 1,\n  \"b\": [1, {\"c\": 2}]\n}",
        "{\"a\":{\"x\":1},\"b\":{\"x\":1}}",
        "{\"a\":[{\"x\":1},{\"x\":2}]}",
        "{\"a\":{\"a\":{\"a\":1}}}",
        "{\"a\":\"Zürich 東京 🚀\",\"b\":\"\\ud83d\\ude80 } { \\\"\"}",
        "{\"a\":-1.5e-10,\"b\":123456789012345678901234567890}",
        "{\"kafka\":1,\"offset\":2,\"nested\":{\"kafka_offset\":3}}"
    })
    void aJsonObjectIsFitForTheLake(String value) {
        assertThat(reason(value)).isNull();
    }

    @Test
    void aTombstoneHasNoValue() {
        assertThat(reason((byte[]) null)).isEqualTo("no value (tombstone)");
    }

    @Test
    void anEmptyValueIsRefused() {
        assertThat(reason(new byte[0])).isEqualTo("empty value");
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\n", "[]", "[{\"a\":1}]", "1", "-1.5", "\"text\"", "true", "null"})
    void whatIsNoObjectIsRefused(String value) {
        assertThat(reason(value)).isEqualTo("not a JSON object");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{", "}", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":\"x", "{\"a\":tru", "{\"a\":{\"b\":1}", "{\"a\":[1}",
        "{\"a\":1,}", "{a:1}", "{'a':1}", "{\"a\" 1}", "{\"a\":01}", "{\"a\":+1}", "{\"a\":.5}", "{\"a\":1.}", "{\"a\":0x1}", "{\"a\":1d}",
        "{\"a\":NaN}", "{\"a\":Infinity}", "{\"a\":-Infinity}", "{\"a\":nan}", "{\"a\":\"line\nbreak\"}", "{\"a\":\"\\x\"}",
        "{\"a\":1}x", "{\"a\":1},", "{\"a\":1}}", "{\"a\":1} // comment", "{/**/}", "{\"a\":1}\0", "HSI,2020-01-01,1.5"
    })
    void whatIsNoValidJsonIsRefused(String value) {
        assertThat(reason(value)).startsWith("not valid JSON: ").doesNotContain("\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"a\":1}{\"a\":2}", "{\"a\":1} {\"a\":2}", "{\"a\":1}\n{\"a\":2}\n", "{\"a\":1} 2", "{}[]"})
    void aSecondValueIsRefusedBecauseItWouldBeLost(String value) {
        assertThat(reason(value)).isEqualTo("more than one JSON value");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"a\":1,\"a\":2} | a",
        "{\"a\":1,\"A\":2} | A",
        "{\"close\":1,\"open\":2,\"Close\":null} | Close",
        "{\"\\u0061\":1,\"a\":2} | a",
        "{\"É\":1,\"é\":2} | é",
        "{\"x\":{\"a\":1,\"a\":2}} | a",
        "{\"x\":[0,{\"y\":{\"a\":1,\"a\":2}}]} | a"
    })
    void aKeyGivenTwiceIsRefused(String value, String key) {
        assertThat(reason(value)).isEqualTo("key '%s' is given twice (Athena ignores case)".formatted(key));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"x\":{\"a\":1,\"A\":2}}", "{\"x\":[{\"a\":1},{\"a\":1,\"b\":{\"c\":0},\"A\":2}]}"})
    void aNestedKeyGivenTwiceIsRefusedAlsoWhenOnlyItsCaseDiffers(String value) {
        assertThat(reason(value)).isEqualTo("key 'A' is given twice (Athena ignores case)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"kafka_partition", "kafka_offset", "kafka_timestamp", "Kafka_Offset", "KAFKA_TIMESTAMP"})
    void thePipelinesOwnKeysAreRefused(String key) {
        assertThat(reason("{\"a\":1,\"" + key + "\":2}"))
                .isEqualTo("key '%s' is the pipeline's own".formatted(key.toLowerCase(java.util.Locale.ROOT)));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "a continuation byte alone, 80",
        "a sequence that breaks off, c3",
        "a sequence of three that breaks off, e282",
        "Latin 1, fc",
        "no byte of UTF-8, ff"
    })
    void badUtf8IsRefused(String what, String hex) {
        assertThat(reason(objectWith(hex))).isNotNull();
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "an overlong slash, c0af",
        "an overlong zero, c080",
        "an overlong quote of three bytes, e080a2",
        "an overlong slash of four bytes, f08080af",
        "the first half of a surrogate pair, eda080",
        "both halves of a surrogate pair (CESU-8), eda0bdedba80",
        "beyond the last code point, f4908080",
        "far beyond the last code point, f5808080"
    })
    void whatOnlySomeReadersTakeForUtf8IsRefused(String what, String hex) {
        assertThat(reason(objectWith(hex))).isEqualTo("not UTF-8 text");
    }

    @Test
    void badUtf8InAKeyIsRefused() {
        byte[] value = HexFormat.of().parseHex("7b22eda08022" + "3a317d");

        assertThat(reason(value)).isEqualTo("not UTF-8 text");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void anObjectInAnotherEncodingIsRefusedBecauseTheLakeIsUtf8(String charset) {
        assertThat(reason("{\"a\":1}".getBytes(Charset.forName(charset)))).isNotNull();
    }

    @Test
    void aByteOrderMarkIsRefusedBecauseItWouldStandInTheMiddleOfAnObject() {
        assertThat(reason("\uFEFF{\"a\":1}")).isNotNull();
    }

    @Test
    void nestingIsTakenAsDeepAsATableCanHaveIt() {
        assertThat(reason("{\"a\":".repeat(50) + "1" + "}".repeat(50))).isNull();
        assertThat(reason("{\"a\":" + "[".repeat(49) + "]".repeat(49) + "}")).isNull();
        assertThat(reason("{\"a\":".repeat(51) + "1" + "}".repeat(51))).isEqualTo("key 'a' is nested more than 50 levels deep");
        assertThat(reason("{\"a\":" + "[".repeat(100_000) + "]".repeat(100_000) + "}")).contains("nested more than 50");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"tags\":{}} | key 'tags' has an empty object, for which a table has no type: leave it out",
        "{\"tags\":[{}]} | key 'tags' has an empty object, for which a table has no type: leave it out",
        "{\"tags\":{\"aws:name\":1}} | key 'aws:name' has the character ':', which no field of a nested object may have: rename it",
        "{\"tags\":{\"content-type\":1}} | key 'content-type' has the character '-', which no field of a nested object may have: rename it",
        "{\"tags\":{\"🚀\":1}} | key '🚀' has the character U+D83D, which no field of a nested object may have: rename it",
        "{\"\":1} | key '' is blank, or begins or ends with a space: no column can have that name",
        "{\"tags\":{\" \":1}} | key ' ' is blank, or begins or ends with a space: no field of a nested object can have that name",
        "{\"a\\u0000b\":1} | key 'a?b' has the character U+0000, which no column may have: rename it",
        "{\"a\\nb\":1} | key 'a?b' has the character U+000A, which no column may have: rename it",
        "{\"a,b\":1} | key 'a,b' has the character ',', which no column may have: rename it",
        "{\"x\":{\" a\":1}} | key ' a' is blank, or begins or ends with a space: no field of a nested object can have that name",
        "{\"x\":{\"İ\":1}} | key 'İ' has the character U+0307, which no field of a nested object may have: rename it",
        "{\"\uffff\":1} | key '\uffff' has the character U+FFFF, which no column may have: rename it",
        "{\"$path\":1} | key '$path' is the name of a column that Athena already has: choose another name",
        "{\"Date\":1} | key 'Date' is the name of the lake's partition column: choose another name"
    })
    void aKeyThatNoTableCanHaveIsRefused(String value, String reason) {
        assertThat(reason(value)).isEqualTo(reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"aws:name\":1}", "{\"content-type\":1}", "{\"@type\":1}", "{\"🚀\":1}", "{\"a b\":1}", "{\"x\":{\"date\":1,\"a_b.c$ d\":1,\"é\":2,\"価格\":3}}",
        "{\"a\":[]}", "{\"a\":1e400,\"b\":9223372036854775808}"
    })
    void aKeyThatATableCanHaveIsTaken(String value) {
        assertThat(reason(value)).isNull();
    }

    @Test
    void aKeyThatIsLongerThanGlueTakesIsRefused() {
        assertThat(reason("{\"%s\":1}".formatted("k".repeat(255)))).isNull();
        assertThat(reason("{\"%s\":1}".formatted("k".repeat(256)))).contains("longer than the 255 bytes");
        assertThat(reason("{\"%s\":1}".formatted("価".repeat(86)))).contains("longer than the 255 bytes");
    }

    @Test
    void moreFieldsThanATypeHasRoomForAreRefused() {
        assertThat(reason("{\"x\":{%s}}".formatted(fields(1000)))).isNull();
        assertThat(reason("{\"x\":{%s}}".formatted(fields(20_000)))).contains("more fields than a column's type has room for");
    }

    private static String fields(int count) {
        return IntStream.range(0, count).mapToObj("\"f%d\":1"::formatted).collect(Collectors.joining(","));
    }

    @Test
    void nestingIsMeasuredWhateverTheRecordBeforeWas() {
        RecordValidator validator = new RecordValidator();
        assertThat(validator.rejection("{\"a\":1}".getBytes(UTF_8))).isNull();
        assertThat(validator.rejection("{\"a\":[1,2]}".getBytes(UTF_8))).isNull();
        assertThat(validator.rejection(("{\"a\":" + "[".repeat(60) + "]".repeat(60) + "}").getBytes(UTF_8))).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                           |
            {"a":null}                                   |
            {"a":1}                                      | a (int)
            {"A":1,"b":-2.5e3}                           | a (int), b (number)
            {"a":1}, {"a":2}, {"a":"x"}                  | a (int), a (string)
            {"a":"x"}, {"a":1234567890}, {"a":true}      | a (bigint), a (boolean), a (string)
            {"a":12345678901234567890}                   | a (number)
            {"a":1,"b":2}, {"b":"x"}, {"c":1}, {"a":2.5} | a (int), a (number), b (int), b (string), c (int)
            {"a":[1,"x",true]}, {"a":["x"]}              | a (nested)
            {"a":{"B":1,"c":[{"d":null}]},"e":[]}        | a (nested), a.b, a.c, a.d, e (nested)
            {"a":1}, {"a":{"b":1}}, {"a":2}              | a (int), a (nested), a.b
            {"a":1}, {"a":"x", {"a":"x"}x, {"b":{}}      | a (int)
            {"a":"x","a":1}, {"b":{"c":1},"date":1}      |
            """)
    void itTellsWhatColumnsTheFitRecordsHave(String values, String shapes) {
        RecordValidator validator = new RecordValidator();
        for (String value : values.split(", ")) {
            validator.rejection(value.getBytes(UTF_8));
        }
        assertThat(validator.shapes().stream().map(ColumnShape::toString).sorted().collect(Collectors.joining(", "))).isEqualTo(shapes == null ? "" : shapes);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":\"\\ud83d\"}", "{\"a\":\"\\ude80\"}", "{\"a\":\"\\ud83d\\ud83d\\ude80\"}", "{\"a\":\"\\uD83Dx\"}", "{\"\\ud83d\":1}",
        "{\"long enough to be looked at by eight bytes\":\"before \\\\ and \\ud83d\"}"
    })
    void halfASurrogatePairIsRefusedAlsoAsAnEscape(String value) {
        assertThat(reason(value)).startsWith("not UTF-8 text: half of a surrogate pair");
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "{\"a\":\"\\ud83d\\ude80\"}", "{\"a\":\"\\\\ud83d\"}", "{\"a\":\"\\\\\\\\ud83d\"}", "{\"a\":\"\\u0041\\n\\\\\"}", "{\"a\":\"x\\\\\"}"
    })
    void whatOnlyLooksLikeHalfASurrogatePairIsTaken(String value) {
        assertThat(reason(value)).isNull();
    }

    @Test
    void aNumberOfThousandsOfDigitsIsRefusedBecauseReadersDo() {
        assertThat(reason("{\"a\":" + "1".repeat(5000) + "}")).startsWith("not valid JSON: ");
    }

    @Test
    void aLargeValueIsFit() {
        assertThat(reason("{\"a\":\"" + "x".repeat(900_000) + "\"}")).isNull();
    }

    private static String reason(String value) {
        return reason(value.getBytes(UTF_8));
    }

    private static String reason(byte[] value) {
        Rejection rejection = new RecordValidator().rejection(value);
        return rejection == null ? null : rejection.reason();
    }

    /** An object with a string of these bytes in it. */
    private static byte[] objectWith(String hex) {
        ByteArrayOutputStream value = new ByteArrayOutputStream();
        value.writeBytes("{\"a\":\"".getBytes(UTF_8));
        value.writeBytes(HexFormat.of().parseHex(hex));
        value.writeBytes("\"}".getBytes(UTF_8));
        return value.toByteArray();
    }
}

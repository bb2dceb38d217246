package routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnTypeTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({
        "0, 0", "-0, 0", "42, 42", "+42, 42", "-42, -42", "000001, 1", "9223372036854775807, 9223372036854775807",
        "-9223372036854775808, -9223372036854775808"
    })
    void bigintIsAWholeNumber(String text, String json) throws IOException {
        assertThat(written(ColumnType.BIGINT, text)).isEqualTo(json);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "-", "1.5", "1.0", "1e3", "9223372036854775808", "1,000", "1_000", "0x10", "1L", "true", "1 2"})
    void bigintRefusesWhatIsNoWholeNumberOf64Bits(String text) {
        assertRefused(ColumnType.BIGINT, text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {
        "0", "-0", "1", "-1.50", "2568.779999", "21696.20", "1e5", "1E5", "-1.5e-10", "1e+5", "0.1000000000000000055511151231257827",
        "123456789012345678901234567890", "1e-999"
    })
    void doubleKeepsTheDigitsOfAJsonNumber(String text) throws IOException {
        assertThat(written(ColumnType.DOUBLE, text)).isEqualTo(text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {".5", "-.5", "+1", "+.25", "1.", "-1.", "007", "00.5", "+1e5", ".5e3", "+1e-7", "01e300", "+1e-300"})
    void doubleWritesOtherFormsOfANumberAsJsonKnowsThem(String text) throws IOException {
        JsonNode number = JSON.readTree(written(ColumnType.DOUBLE, text));

        assertThat(number.isNumber()).isTrue();
        assertThat(new BigDecimal(number.asText())).isEqualByComparingTo(BigDecimal.valueOf(Double.parseDouble(text)));
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"+1e-999999999", ".1e-99999999", "01e-2000000000"})
    void doubleWritesASmallNumberInFewDigits(String text) throws IOException {
        assertThat(written(ColumnType.DOUBLE, text)).hasSizeLessThan(20);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {
        "", ".", "-", "+", "e5", "1e", "NaN", "-NaN", "Infinity", "-Infinity", "inf", "1e999", "-1e999", "+1e999", "0x1p3", "0x1.8p1",
        "1d", "1f", "1D", "1F", "1.5d", "1e5f", "1,5", "1_000.5", "--1", "1.2.3", "12%", "$5", "true"
    })
    void doubleRefusesWhatJsonHasNoNumberFor(String text) {
        assertRefused(ColumnType.DOUBLE, text);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({
        "60309.10, 60309.10", "0.1234567890123456789, 0.1234567890123456789", "+.5, 0.5", "-1., -1", "1e5, 100000", "007.50, 7.50",
        "1e999999999, 1E+999999999", "1e-999999999, 1E-999999999"
    })
    void decimalIsWrittenAsTextWithAllItsDigits(String text, String json) throws IOException {
        assertThat(written(ColumnType.DECIMAL, text)).isEqualTo('"' + json + '"');
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "-", "NaN", "Infinity", "1,5", "1d", "0x10", "1.2.3", "true"})
    void decimalRefusesWhatIsNoNumber(String text) {
        assertRefused(ColumnType.DECIMAL, text);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({
        "2020-01-31, 2020-01-31", "31/01/2020, 2020-01-31", "29/02/2020, 2020-02-29", "03/04/2020, 2020-04-03",
        "0001-01-01, 0001-01-01", "9999-12-31, 9999-12-31", "31/12/9999, 9999-12-31"
    })
    void dateIsWrittenAsAthenaTakesIt(String text, String date) throws IOException {
        assertThat(written(ColumnType.DATE, text)).isEqualTo('"' + date + '"');
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {
        "", "/", "2020-02-30", "2019-02-29", "31/02/2020", "29/02/2019", "12/31/2020", "1/2/2020", "01/02/20", "2020/01/31", "20200131",
        "2020-1-31", "31-01-2020", "31.01.2020", "2020-01-31T00:00:00", "+12020-01-31", "-0001-01-31", "01/01/+12020", "2020-W05", "today"
    })
    void dateRefusesOtherFormsAndDaysThatThereAreNot(String text) {
        assertRefused(ColumnType.DATE, text);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({
        "2020-01-31T09:30:00, 2020-01-31 09:30:00.000",
        "2020-01-31 09:30:00, 2020-01-31 09:30:00.000",
        "2020-01-31 09:30, 2020-01-31 09:30:00.000",
        "2020-01-31T09:30:00.5, 2020-01-31 09:30:00.500",
        "2020-01-31T09:30:00.123456789, 2020-01-31 09:30:00.123456",
        "2020-01-31T09:30:00.120000789, 2020-01-31 09:30:00.120",
        "2020-01-31T09:30:00Z, 2020-01-31 09:30:00.000",
        "2020-01-31 09:30:00Z, 2020-01-31 09:30:00.000",
        "2020-01-31T09:30:00+02:00, 2020-01-31 07:30:00.000",
        "2020-01-01T00:30:00+05:30, 2019-12-31 19:00:00.000",
        "2020-12-31T20:00:00-05:00, 2021-01-01 01:00:00.000",
        "0001-01-01T00:00:00, 0001-01-01 00:00:00.000",
        "9999-12-31T23:59:59.999, 9999-12-31 23:59:59.999"
    })
    void timestampIsWrittenInUtcAsAthenaTakesIt(String text, String timestamp) throws IOException {
        assertThat(written(ColumnType.TIMESTAMP, text)).isEqualTo('"' + timestamp + '"');
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {
        "", "2020-01-31", "09:30:00", "2020-02-30T09:30:00", "2020-01-31T24:00:01", "2020-01-31T09:60:00", "31/01/2020 09:30:00",
        "2020-01-31 09:30:00 UTC", "2020-01-31 09:30:00 +02:00", "1580463000", "now"
    })
    void timestampRefusesOtherFormsAndTimesThatThereAreNot(String text) {
        assertRefused(ColumnType.TIMESTAMP, text);
    }

    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"+12020-01-31T09:30:00", "-0001-01-31T09:30:00", "9999-12-31T23:00:00-05:00", "0000-01-01T00:00:00+01:00"})
    void timestampRefusesAYearThatHasNotFourDigitsInUtc(String text) {
        assertRefused(ColumnType.TIMESTAMP, text);
    }

    @ParameterizedTest(name = "{0} is written as {1}")
    @CsvSource({"true, true", "TRUE, true", "False, false"})
    void booleanIsTrueOrFalseInAnyCase(String text, String json) throws IOException {
        assertThat(written(ColumnType.BOOLEAN, text)).isEqualTo(json);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "yes", "no", "0", "1", "t", "truee"})
    void booleanRefusesOtherWords(String text) {
        assertRefused(ColumnType.BOOLEAN, text);
    }

    @ParameterizedTest(name = "''{0}''")
    @ValueSource(strings = {"", "000001", "a \"quoted\" word", "line\nbreak\r", "tab\t", "back\\slash", "NUL \u0000", "Zürich 東京 🚀", "\u2028"})
    void stringIsAnyTextOnOneLineOfValidJson(String text) throws IOException {
        String json = written(ColumnType.STRING, text);

        assertThat(json).doesNotContain("\n", "\r");
        assertThat(JSON.readTree(json).textValue()).isEqualTo(text);
    }

    @ParameterizedTest
    @EnumSource(ColumnType.class)
    void aTypeIsFoundByItsWordInAnyCase(ColumnType type) {
        assertThat(ColumnType.parse(type.word())).isEqualTo(type);
        assertThat(ColumnType.parse(" " + type.name() + " ")).isEqualTo(type);
    }

    @Test
    void aCodeIsTakenAsANumberOnlyWhereTheSettingSaysSo() throws IOException {
        assertThat(ColumnType.BIGINT.accepts("000001")).isFalse();
        assertThat(ColumnType.DOUBLE.accepts("000001")).isFalse();
        assertThat(written(ColumnType.BIGINT, "000001")).isEqualTo("1");
    }

    private static void assertRefused(ColumnType type, String text) {
        assertThat(type.accepts(text)).isFalse();
        StringWriter json = new StringWriter();
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> write(type, text, json))
                .isInstanceOfAny(IllegalArgumentException.class, java.time.DateTimeException.class);
        assertThat(json.toString()).isEmpty();
    }

    private static String written(ColumnType type, String text) throws IOException {
        StringWriter json = new StringWriter();
        write(type, text, json);
        return json.toString();
    }

    private static void write(ColumnType type, String text, StringWriter out) throws IOException {
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            type.write(text, json);
        }
    }
}

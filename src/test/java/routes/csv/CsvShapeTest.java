package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import routes.lang.StartException;

/** Where the rows begin, and how they are parted. */
class CsvShapeTest {
    private final Dialect dialect = new Dialect();

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "Day,Close~2031-01-02,7 | [Day, Close] | 2",
        "2031-01-02,7~2031-01-03,8 | [] | 1",
        "2031-01-02,7 | [] | 1",
        "ZED,7.5~YAK,8.5 | [] | 1",
        "Index,Note~A,x~B,y | [Index, Note] | 2",
        "Quotes~~Day,Close~2031-01-02,7~2031-01-03,8~2031-01-04,9 | [Day, Close] | 4",
        "Quotes, of 2031~Day,Close,Note~2031-01-02,7,x~2031-01-03,8,x~2031-01-03,8,x | [Day, Close, Note] | 3",
        "Prices~From 2031-01-02~ZE0000000001~Day;Close~2031-01-02;7~2031-01-03;8~2031-01-04;9 | [Day, Close] | 5",
        "Close~7~8 | [Close] | 2",
        "Day,Close~2031-01-02,7,~2031-01-03,8, | [Day, Close, ] | 2",
        "Close,Note~1,7,x~2,8,y~3,9,z | [, Close, Note] | 2",
        "Day,Close,~2031-01-02,7~2031-01-03,8 | [Day, Close] | 2",
        "Day,2030,2031~2031-01-02,7,8 | [Day, 2030, 2031] | 2",
        "Index,Close~HSI,1~HSI~HSI,x,y~HSI,2 | [Index, Close] | 2"
    })
    void theHeaderIsTheFirstLineThatNamesWhatIsBelow(String content, String titles, long firstLine) {
        CsvShape shape = shape(content.replace('~', '\n') + "\n");

        assertThat(shape.titles()).hasToString(titles);
        assertThat(shape.firstLine()).isEqualTo(firstLine);
    }

    @Test
    void aLineMayNameTheDelimiter() {
        CsvShape shape = shape("sep=;\nDay;Price, in EUR, or USD\n2031-01-02;7\n");

        assertThat(shape.delimiter()).isEqualTo(';');
        assertThat(shape.titles()).containsExactly("Day", "Price, in EUR, or USD");
    }

    @Test
    void whatIsSetWins() {
        dialect.setDelimiter("|");
        dialect.setSkipLines("1");
        dialect.setHeader("day,close");

        CsvShape shape = shape("a,b\n2031-01-02|7\n2031-01-03|8\n");

        assertThat(shape.titles()).containsExactly("day", "close");
        assertThat(shape.firstLine()).isEqualTo(2);
        assertThat(shape.delimiter()).isEqualTo('|');
    }

    @Test
    void withoutAHeaderByTheSettingTheFirstLineIsARow() {
        dialect.setHeader("none");

        assertThat(shape("a,b\nc,d\n").firstLine()).isEqualTo(1);
    }

    @Test
    void namesThatAreTooFewAreRefused() {
        dialect.setHeader("day");

        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> shape("2031-01-02,7\n2031-01-03,8\n"))
                .withMessage("csv.header names 1 columns, the file has 2");
    }

    @Test
    void aSettingThatIsWrongIsRefused() {
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> dialect.setDelimiter("ab")).withMessageStartingWith("csv.delimiter is 'ab'");
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> dialect.setSkipLines("two")).withMessageStartingWith("csv.skip-lines is 'two'");
        assertThatExceptionOfType(StartException.class).isThrownBy(() -> dialect.setDecimal("'")).withMessageStartingWith("csv.decimal is '''");
        dialect.setZone("Mars");
        assertThatExceptionOfType(StartException.class).isThrownBy(dialect::zone).withMessageStartingWith("csv.zone 'Mars' is no time zone");
    }

    private CsvShape shape(String content) {
        return CsvShape.of(content.getBytes(StandardCharsets.UTF_8), dialect);
    }
}

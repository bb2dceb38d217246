package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Apostrophes stand for quotes. */
class PlainQuotesTest {
    @ParameterizedTest
    @ValueSource(strings = {"'a','b'", "'60,309.1',x,'106.30K'", "a,'',b", "'',''", "'a',", ",'a'", "' a ',b", "'a'"})
    void quotesAroundWholeCellsAreTakenOffAsTheParserDoes(String row) throws IOException {
        String text = row.replace('\'', '"');

        assertThat(PlainQuotes.cells(text, ',')).isEqualTo(CSVParser.parse(text, CSVFormat.DEFAULT).getRecords().get(0).toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"'a' ,c", "'a''b',c", "'a\nb',c", "a'b,c", "'a,b", "'a'b,c", "a,'", "'"})
    void otherQuotesAreLeftToTheParser(String row) {
        assertThat(PlainQuotes.cells(row.replace('\'', '"'), ',')).isNull();
    }
}

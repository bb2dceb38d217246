package routes.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import routes.source.Column;
import routes.source.Columns;

class OddValuesTest {
    private static final Set<String> NULLS = Set.of("", "null");

    @Test
    void oneWordAmongNumbersIsSaidWithWhatToSetInstead() {
        assertThat(strays("dear")).hasValue("column price is one of strings, since 'dear' is no double as the others are; "
                + "to reject such rows instead, set csv.columns=name:string,price:double");
    }

    @Test
    void codesAndMixturesAndNothingAreNoMistakes() {
        assertThat(strays("0005")).isEmpty();
        assertThat(strays("a", "b", "c")).isEmpty();
        assertThat(strays()).isEmpty();
        assertThat(strays("null", "")).isEmpty();
    }

    @Test
    void aDayThatThereIsNotIsOneAmongDates() {
        List<List<String>> rows = new ArrayList<>(IntStream.range(1, 29).mapToObj(day -> List.of("2020-01-%02d".formatted(day))).toList());
        rows.add(List.of("2020-02-30"));
        List<Column> columns = Columns.infer(List.of("day"), rows, NULLS);

        assertThat(OddValues.in(columns, rows, NULLS)).get().asString().contains("'2020-02-30' is no date").endsWith("csv.columns=day:date");
    }

    /** Of twenty prices and these. */
    private static Optional<String> strays(String... others) {
        List<List<String>> rows = new ArrayList<>(IntStream.range(0, 20).mapToObj(i -> List.of("N" + i, i + ".5")).toList());
        for (String other : others) {
            rows.add(List.of("N", other));
        }
        rows.add(List.of("too short"));
        return OddValues.in(Columns.infer(List.of("name", "price"), rows, NULLS), rows, NULLS);
    }
}

package routes.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import routes.lang.StartException;

class ColumnsTest {
    private static final Set<String> NULLS = Set.of("", "null", "NaN");

    @Test
    void namesAreTheTitlesInSnakeCaseAndInTheirOrder() {
        assertThat(Columns.names(List.of("Index", "Adj Close", "CloseUSD"), Map.of()))
                .containsExactly("index", "adj_close", "close_usd");
    }

    @Test
    void aColumnCanBeRenamed() {
        assertThat(Columns.names(List.of("Index", "Date"), Map.of("date", "trade_date"))).containsExactly("index", "trade_date");
    }

    @Test
    void aRenameOfAColumnThatIsNotThereChangesNothing() {
        assertThat(Columns.names(List.of("Index"), Map.of("date", "trade_date"))).containsExactly("index");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Date", "DATE", "kafka_partition", "Kafka Offset", "kafkaTimestamp"})
    void aNameThatTheLakeNeedsIsRefusedWithTheCure(String title) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.names(List.of("Index", title), Map.of()))
                .withMessageContaining("column " + title)
                .withMessageContaining("-Dcsv.rename=" + Column.snakeCase(title) + ":<name>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"date", "Date", "DATE", "Kafka_Offset"})
    void aColumnCannotBeRenamedToANameThatTheLakeNeedsInAnyCase(String rename) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.names(List.of("Index", "Day"), Map.of("day", rename)));
    }

    @Test
    void aNewNameIsInSnakeCaseTooBecauseAthenaIgnoresCase() {
        assertThat(Columns.names(List.of("Date"), Map.of("date", "TradeDate"))).containsExactly("trade_date");
    }

    @Test
    void aDoubledNameIsNumberedAlsoWhenOnlyTheSpellingDiffers() {
        assertThat(Columns.names(List.of("Adj Close", "adj_close", "Adj-Close", "Adj Close 2"), Map.of()))
                .containsExactly("adj_close", "adj_close_2", "adj_close_3", "adj_close_2_2");
    }

    @Test
    void aRenameThatDoublesANameIsRefused() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.names(List.of("Open", "Close"), Map.of("open", "close")))
                .withMessageContaining("column close twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "-"})
    void aColumnWithoutANameGetsThatOfItsPlace(String title) {
        assertThat(Columns.names(List.of("Index", title), Map.of())).containsExactly("index", "column_2");
    }

    @Test
    void aNameThatWasMadeUpCanBeChangedToo() {
        assertThat(Columns.names(List.of("", "Close", "Close"), Map.of("column_1", "row", "close_2", "close_usd")))
                .containsExactly("row", "close", "close_usd");
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "代码, dai_ma", "日期, ri_qi", "Açılış, acilis", "Yüksek, yuksek", "Дата, data", "Закрытие, zakrytie", "Währung, wahrung", "終値, zhong_zhi",
        "시가, siga", "Größe, grosse"
    })
    void aTitleOfAnyScriptBecomesAName(String title, String name) {
        assertThat(Columns.names(List.of(title), Map.of())).containsExactly(name);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @CsvSource(delimiter = '|', value = {
        "1;-2;+3;9223372036854775807 | BIGINT",
        "0;0;-0 | BIGINT",
        "1;2.5;3 | DOUBLE",
        "2.5;1 | DOUBLE",
        "1;9223372036854775808 | DOUBLE",
        "1;1e5 | DOUBLE",
        ".5;1.;+0.25 | DOUBLE",
        "1;x | STRING",
        "1,5;2,5 | STRING",
        "1 000;2 000 | STRING",
        "2020-01-31;2020-02-29 | DATE",
        "31/01/2020;29/02/2020 | DATE",
        "2020-01-31;31/01/2020 | DATE",
        "2020-02-30 | STRING",
        "30/02/2020 | STRING",
        "12/31/2020 | STRING",
        "2020-01-31;n/a | STRING",
        "2020-01-31 09:30:00;2020-01-31T16:00:00Z | TIMESTAMP",
        "2020-01-31;2020-01-31 09:30:00 | STRING",
        "true;FALSE;True | BOOLEAN",
        "true;1 | STRING",
        "yes;no | STRING",
        "1;true | STRING"
    })
    void aColumnHasTheNarrowestTypeThatFitsAllItsValues(String values, ColumnType type) {
        assertThat(inferred(values.trim().split(";"))).isEqualTo(type);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000001", "00", "-01", "+007", "01.50", "00.5", "01.", "0001E5", "007e1"})
    void keepsALeadingZeroBecauseItMarksACode(String code) {
        assertThat(inferred("1", code, "250")).isEqualTo(ColumnType.STRING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-0", "0.5", "-0.25", "0e0", "0."})
    void aZeroThatLeadsNoOtherDigitIsANumber(String number) {
        assertThat(inferred("1", number)).isIn(ColumnType.BIGINT, ColumnType.DOUBLE);
    }

    @Test
    void nullValuesSayNothingOfTheType() {
        assertThat(inferred("", "null", "NaN", "12", " ", " null ")).isEqualTo(ColumnType.BIGINT);
    }

    @Test
    void aColumnWithoutValuesIsAString() {
        assertThat(inferred("", "null", "NaN")).isEqualTo(ColumnType.STRING);
        assertThat(inferred()).isEqualTo(ColumnType.STRING);
    }

    @Test
    void whatCountsAsNoValueIsASetting() {
        List<List<String>> rows = List.of(List.of("1"), List.of("n/a"));

        assertThat(Columns.infer(List.of("x"), rows, Set.of("n/a"))).containsExactly(new Column("x", ColumnType.BIGINT));
        assertThat(Columns.infer(List.of("x"), rows, Set.of())).containsExactly(new Column("x", ColumnType.STRING));
    }

    @Test
    void spacesAroundAValueDoNotCount() {
        assertThat(inferred(" 1", "2 ")).isEqualTo(ColumnType.BIGINT);
    }

    @Test
    void raggedRowsAreNotLookedAt() {
        List<List<String>> rows = List.of(List.of("1", "a"), List.of("x"), List.of("y", "b", "c"), List.of());

        assertThat(Columns.infer(List.of("n", "s"), rows, NULLS))
                .containsExactly(new Column("n", ColumnType.BIGINT), new Column("s", ColumnType.STRING));
    }

    @Test
    void givenTypesAreTakenByNameAndInTheOrderOfTheFile() {
        assertThat(Columns.given(List.of("index", "volume"), " volume : BigInt , index:string,"))
                .containsExactly(new Column("index", ColumnType.STRING), new Column("volume", ColumnType.BIGINT));
    }

    @ParameterizedTest
    @ValueSource(strings = {"index:string", "index:string,volume:bigint,extra:double", "Index:string,volume:bigint"})
    void givenTypesMustNameTheColumnsOfTheFile(String setting) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.given(List.of("index", "volume"), setting))
                .withMessageStartingWith("csv.columns names [")
                .withMessageEndingWith("the file has [index, volume]");
    }

    @Test
    void anUnknownTypeIsRefusedWithTheListOfThoseThereAre() {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.given(List.of("index"), "index:varchar"))
                .withMessage("csv.columns: 'varchar' is no type; it can be string, double, bigint, decimal(p,s), date, timestamp or boolean");
    }

    @ParameterizedTest
    @ValueSource(strings = {"index", "index:string,volume", ":string"})
    void aPairWithoutAColonOrANameIsRefused(String setting) {
        assertThatExceptionOfType(StartException.class)
                .isThrownBy(() -> Columns.pairs("csv.columns", setting))
                .withMessageStartingWith("csv.columns: '")
                .withMessageEndingWith("write name:value,…");
    }

    @Test
    void aBlankSettingHasNoPairs() {
        assertThat(Columns.pairs("csv.rename", " ")).isEmpty();
    }

    private static ColumnType inferred(String... values) {
        List<List<String>> rows = Arrays.stream(values).map(List::of).toList();
        return Columns.infer(List.of("x"), rows, NULLS).get(0).type();
    }
}

package routes.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "SELECT a, b.c FROM quotes|db.quotes",
        "SELECT * FROM Quotes q, other.\"T\" JOIN x ON q.a = x.b, y WHERE a IN (SELECT a FROM z)|db.quotes db.y db.x db.z other.t",
        "SELECT * FROM (quotes CROSS JOIN awsdatacatalog.o.p)|db.quotes o.p",
        "SELECT * FROM ((SELECT a, b FROM q GROUP BY a, b) AS s JOIN c.d.e USING (a))|db.q c.d.e",
        "WITH q AS (SELECT * FROM q) SELECT f(a, b) FROM q|db.q db.q",
        "SELECT count(*) FROM tiny AS offset, quotes|db.tiny db.quotes",
        "SELECT count(*) FROM tiny window, quotes|db.tiny db.quotes",
        "SELECT a, b FROM q ORDER BY a LIMIT 5|db.q",
        "SELECT a, b FROM q LIMIT ALL|db.q",
    })
    void areThoseThatStandWhereTablesStand(String sql, String tables) {
        assertThat(TableName.all(SqlText.of(sql), "db").stream().map(TableName::toString)).containsExactlyInAnyOrder(tables.split(" "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
        "date = '2020-01-01'|true|false",
        "x = 1 AND q.date >= DATE '2020-01-01' AND date <= '2020-01-01' ORDER BY a|true|false",
        "date BETWEEN '2020-01-01' AND '2020-01-01' AND b = 2|true|false",
        "\"date\" IN ('2020-01-01', '2019-01-01')|true|false",
        "date > '2020-01-01'|false|true",
        "date < '2020-01-02' LIMIT 3|true|false",
        "date = '2020-01-01' OR b = 1|true|true",
        "NOT date = '2020-01-01'|true|true",
        "b = 1 AND (date = '2020-01-01' OR c = 2)|true|true",
        "CASE WHEN a AND date = '2020-01-01' AND b THEN c END|true|true",
        "date = '2020-01-01' + 'x'|true|true",
        "upper(date) = '2020-01-01'|true|true",
        "other = '2020-01-01'|true|true",
    })
    void aPartitionIsLeftOutOnlyWhenItCannotBeRead(String where, boolean first, boolean second) {
        PartitionFilter filter = PartitionFilter.of(SqlText.of("SELECT a FROM quotes q WHERE " + where));
        assertThat(filter.of("date").test("2020-01-01")).isEqualTo(first);
        assertThat(filter.of("date").test("2020-01-02")).isEqualTo(second);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT count(*) FILTER (WHERE date = '1900-01-01'), count(*) FROM quotes",
        "SELECT * FROM quotes AS offset WHERE date = '1900-01-01' AND offset.close > 0 OR 1 = 1",
        "SELECT * FROM quotes AS q(date, b) WHERE date = '1900-01-01'",
        "SELECT * FROM quotes WHERE info.date = '1900-01-01'",
        "SELECT * FROM quotes, others WHERE date = '1900-01-01'"
    })
    void allPartitionsCountWhereItIsNotCertain(String sql) {
        assertThat(PartitionFilter.of(SqlText.of(sql)).of("date").test("2020-01-01")).isTrue();
    }

    @Test
    void whatWithDefinesIsReadAsOftenAsItIsNamed() {
        assertThat(timesRead("WITH x AS (SELECT * FROM quotes) SELECT count(*) FROM x a, x b, x c")).isEqualTo(3);
        assertThat(timesRead("SELECT * FROM quotes")).isEqualTo(1);
    }

    @Test
    void aNumberThatRunsIntoAWordIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SqlText.of("SELECT 1.5FROM quotes")).withMessageContaining("line 1:10: the number 5FROM runs into a word");
        assertThat(SqlText.of("SELECT 1e5, 1.5E-3, 0xFF, 1_000 FROM quotes").tokens()).isNotEmpty();
    }

    private static long timesRead(String sql) {
        SqlText text = SqlText.of(sql);
        return TableName.timesRead(text, TableName.all(text, "db"));
    }
}

package routes.sql;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadOnlyTest {
    @ParameterizedTest
    @ValueSource(strings = {
        "SELECT 1", "select 'DROP TABLE quotes; --' AS \"delete\"", "(SELECT 1) UNION (SELECT 2);", "WITH a AS (SELECT 1) SELECT * FROM a;;",
        "VALUES 1, 2", "SHOW TABLES", "SHOW CREATE TABLE quotes", "DESCRIBE `quotes`", "EXPLAIN SELECT 1", "EXPLAIN (TYPE IO, FORMAT JSON) SELECT 1",
        "EXPLAIN ANALYZE VERBOSE SELECT 1", "-- DROP\n/* INSERT */ SELECT quote.update, 1.5e-3, a[1] FROM quote -- ;", "SELECT 'it''s' || \"a\"\"b\"\r\nFROM x",
        "SELECT replace(x, 'a') FROM t WHERE y <> 1 AND z != 2 % 3"})
    void runsWhatReads(String sql) {
        assertThatCode(() -> ReadOnly.require(SqlText.of(sql))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "DROP TABLE quotes", "INSERT INTO a SELECT 1", "WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", "UNLOAD (SELECT 1) TO 's3://x/'",
        "CREATE TABLE a AS SELECT 1", "EXPLAIN ANALYZE INSERT INTO a SELECT 1", "EXPLAIN (TYPE IO) DELETE FROM a", "EXPLAIN", "MSCK REPAIR TABLE a",
        "SELECT 1; DROP TABLE a", "SELECT 1;\n--\nSELECT 2", "/* SELECT */ DROP TABLE a", "/* a /* b */ SELECT 1 */ DROP TABLE a", "SELECT 'a", "SELECT \"a",
        "SELECT 1 /* a", "SELECT 1 -- a\rDROP TABLE a", "SELECT * FROM TABLE(system.query(query => 'DELETE'))", "SELECT 1 INTO a", "SELECT $$a$$",
        "SELECT\u00a01", "SELECT 1\u2028DROP", "((DROP TABLE a", "EXECUTE a", "CALL a()", "USING EXTERNAL FUNCTION a() SELECT 1", "TABLE quotes", "", "  -- a", ";",
        "SELECT 'a\\'; DROP TABLE a --'", "ＤＲＯＰ TABLE a", "SELECT 1.INSERT", "((("})
    void refusesWhatMayChangeSomething(String sql) {
        assertThatThrownBy(() -> ReadOnly.require(SqlText.of(sql))).isInstanceOf(IllegalArgumentException.class);
    }

    @org.junit.jupiter.api.Test
    void namesLineAndColumn() {
        assertThatThrownBy(() -> ReadOnly.require(SqlText.of("SELECT 1\nUNION\n  DELETE FROM a"))).hasMessageStartingWith("line 3:3: ");
    }

    /** Whatever stands around it: a change that a parser would see as one is refused. */
    @Property
    void aChangeIsRefusedBehindAnything(@ForAll("noise") List<String> before, @ForAll("noise") List<String> after, @ForAll("changes") String change) {
        String sql = "SELECT " + String.join(" ", before) + " " + change + " " + String.join(" ", after);
        assertThatThrownBy(() -> ReadOnly.require(SqlText.of(sql))).isInstanceOf(IllegalArgumentException.class);
    }

    /** It ends with a sentence at most, also for what is no SQL. */
    @Property
    void anythingIsReadOrRefusedWithASentence(@ForAll String sql) {
        try {
            ReadOnly.require(SqlText.of(sql));
        } catch (IllegalArgumentException refused) {
            assertThatCode(() -> refused.getMessage().strip()).doesNotThrowAnyException();
        }
    }

    /** Balanced in itself, so that it hides nothing. */
    @Provide
    Arbitrary<List<String>> noise() {
        return Arbitraries.of("1", "'a'", "'it''s'", "'--'", "'/*'", "\"a\"", "\"a\"\"b\"", "-- x\n", "/* y */", "/* ' */", "-- '\n", "(", ")", ",", "a.b", "FROM", "\n", "\r\n", "``", "''")
                .list().ofMaxSize(12);
    }

    @Provide
    Arbitrary<String> changes() {
        return Arbitraries.of("INSERT", "delete", "Drop", "; DROP", "UNLOAD", "CREATE", "INTO", "MERGE", "TABLE (", "; SELECT 1");
    }
}

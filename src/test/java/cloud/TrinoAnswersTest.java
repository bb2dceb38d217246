package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions with the answers that Trino's documentation gives. */
class TrinoAnswersTest {
    private static LocalLake lake;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        lake = new LocalLake(directory);
    }

    @AfterAll
    static void stop() {
        lake.close();
    }

    @ParameterizedTest(name = "{0} is {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "round(2.5e0); 3.0",
        "round(-1.235e0, 2); -1.24",
        "round(1.005e0 * 1000) / 1000; 1.005",
        "truncate(-1.9e0); -1.0",
        "5 % 3; 2",
        "-5 % 3; -2",
        "mod(5, 3); 2",
        "1e0 / 0; Infinity",
        "-1 / 0e0; -Infinity",
        "0e0 / 0; NaN",
        "7 / 2 * 2; 6",
        "power(2, 3); 8.0",
        "log(2, 8); 3.0",
        "log10(1000); 3.0",
        "ceil(1.2e0); 2.0",
        "abs(-3); 3",
        "greatest(1, 3, 2); 3",
        "least('b', 'a'); a",
        "substr('abcdef', 2, 3); bcd",
        "substr('abcdef', -2); ef",
        "substr('abc', 0); ``",
        "replace('abcb', 'b'); ac",
        "split_part('a,b,c', ',', 2); b",
        "split('a,b', ','); [a, b]",
        "lpad('7', 3, '0'); 007",
        "strpos('high', 'ig'); 2",
        "position('g' IN 'high'); 3",
        "trim('  a '); a",
        "trim(BOTH 'x' FROM 'xax'); a",
        "length('äö'); 2",
        "upper('a') || 'b'; Ab",
        "concat('a', 'b', 'c'); abc",
        "regexp_like('1a 2b', '\\d+b'); true",
        "regexp_extract('1a 2b', '(\\d+)b', 1); 2",
        "regexp_replace('1a 2b', '(\\d)', '<$1>'); <1>a <2>b",
        "regexp_extract('x', '\\d'); null",
        "'a_c' LIKE 'a\\_c' ESCAPE '\\'; true",
        "CAST('2020-02-30' AS varchar); 2020-02-30",
        "try_cast('2020-02-30' AS date); null",
        "CAST('12' AS bigint); 12",
        "CAST(1.5 AS double); 1.5",
        "CAST(2.345 AS decimal(5, 2)); 2.35",
        "CAST(timestamp '2020-01-02 03:04:05' AS varchar); 2020-01-02 03:04:05.000",
        "CAST(timestamp '2020-01-02 03:04:05' AS date); 2020-01-02",
        "CAST('abc' AS varchar(2)); ab",
        "CAST(true AS varchar); true",
        "date '2020-03-01' - interval '1' day; 2020-02-29",
        "timestamp '2020-03-01 00:00:00' + interval '90' minute; 2020-03-01 01:30:00.000",
        "date_trunc('week', date '2026-11-22'); 2026-11-16",
        "date_trunc('hour', timestamp '2020-01-02 03:04:05'); 2020-01-02 03:00:00.000",
        "date_diff('day', date '2020-02-28', date '2020-03-01'); 2",
        "date_diff('hour', timestamp '2020-01-01 00:59:00', timestamp '2020-01-01 01:01:00'); 0",
        "date_diff('year', date '2020-06-01', date '2021-05-31'); 0",
        "date_add('day', -1, date '2020-03-01'); 2020-02-29",
        "date_format(timestamp '2020-01-02 03:04:05', '%Y/%m/%d %H:%i:%s'); 2020/01/02 03:04:05",
        "date_parse('2020-01-02', '%Y-%m-%d'); 2020-01-02 00:00:00.000",
        "day_of_week(date '2026-11-22'); 7",
        "day_of_year(date '2020-02-01'); 32",
        "week(date '2021-01-03'); 53",
        "year_of_week(date '2021-01-03'); 2020",
        "extract(quarter FROM date '2020-05-01'); 2",
        "last_day_of_month(date '2020-02-01'); 2020-02-29",
        "from_unixtime(0); 1970-01-01 00:00:00.000 UTC",
        "to_unixtime(timestamp '1970-01-01 00:00:01'); 1.0",
        "from_iso8601_date('2020-01-02'); 2020-01-02",
        "if(1 > 2, 'a'); null",
        "nullif(1, 1); null",
        "coalesce(NULL, 2); 2",
        "CASE 2 WHEN 1 THEN 'a' ELSE 'b' END; b",
        "try(1 / 0); null",
        "try(CAST('x' AS bigint) % 2); null",
        "try(7 / 2); 3",
        "cardinality(ARRAY[1, 2]); 2",
        "element_at(ARRAY[1, 2], -1); 2",
        "element_at(ARRAY[1, 2], 5); null",
        "ARRAY[1, 2][1]; 1",
        "contains(ARRAY[1, 2], 2); true",
        "array_join(ARRAY['a', 'b'], '-'); a-b",
        "sequence(3, 1); [3, 2, 1]",
        "sequence(date '2020-01-01', date '2020-01-03'); [2020-01-01, 2020-01-02, 2020-01-03]",
        "MAP(ARRAY['a'], ARRAY[1])['a']; 1",
        "json_extract_scalar('{\"a\":{\"b\":1}}', '$.a.b'); 1",
        "format('%5.1f|%d|%s', 2.25e0, 7, 'x'); `  2.3|7|x`",
        "1.5 + 1; 2.5",
        "0.1 + 0.2; 0.3",
        "1 IS DISTINCT FROM NULL; true",
        "3 BETWEEN 1 AND 3; true",
        "2 NOT IN (1, NULL); null",
        "9223372036854775807; 9223372036854775807",
        "-9223372036854775808; -9223372036854775808",
        "(SELECT approx_percentile(x, 0.5) FROM (VALUES 1, 2, 3, 4, 5) AS t(x)); 3",
        "(SELECT max_by(a, b) FROM (VALUES (1, 5), (NULL, 9)) AS t(a, b)); null",
        "(SELECT array_agg(x ORDER BY x DESC) FROM (VALUES 1, 2, NULL) AS t(x)); [2, 1, null]",
        "(SELECT stddev(x) FROM (VALUES 2e0, 4e0) AS t(x)); 1.4142135623730951",
        "(SELECT count(*) FILTER (WHERE x > 1) FROM (VALUES 1, 2, 3) AS t(x)); 2",
        "(SELECT approx_distinct(x) FROM (VALUES 1, 1, 3) AS t(x)); 2",
        "(SELECT avg(x) FROM (VALUES 1, 2) AS t(x)); 1.5",
    })
    void answersAsTrinoDoes(String expression, String answer) {
        assertThat(lake.query("SELECT " + expression)).containsExactly(answer);
    }

    @ParameterizedTest(name = "{0} fails with {1}")
    @CsvSource(delimiter = ';', quoteCharacter = '`', value = {
        "1 / 0; DIVISION_BY_ZERO",
        "CAST('x' AS bigint); INVALID_CAST_ARGUMENT",
        "CAST('2020-13-01' AS date); INVALID_CAST_ARGUMENT",
        "upper(1); FUNCTION_NOT_FOUND",
        "'1' + 1; TYPE_MISMATCH",
        "date '2020-01-01' = '2020-01-01'; TYPE_MISMATCH",
        "nonsense(1); FUNCTION_NOT_FOUND",
        "coalesce(1, 'a'); TYPE_MISMATCH",
        "list_sort(ARRAY[1]); FUNCTION_NOT_FOUND",
        "getenv('HOME'); FUNCTION_NOT_FOUND",
        "ARRAY[1, 2][3]; INVALID_FUNCTION_ARGUMENT",
        "MAP(ARRAY['a'], ARRAY[1])['b']; INVALID_FUNCTION_ARGUMENT",
        "9223372036854775807 + 1; NUMERIC_VALUE_OUT_OF_RANGE",
        "reduce(ARRAY[1], 0, (s, x) -> s + x, s -> s); NOT_SUPPORTED",
    })
    void refusesWhatTrinoRefusesOrWhatItWouldGetWrong(String expression, String code) {
        assertThat(lake.failure("SELECT " + expression)).startsWith(code + ": ");
    }
}

package cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expressions with the answers that Trino's documentation gives, beside those of the contract. */
@Tag("servers")
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
        "round(-1.235e0, 2); -1.24",
        "round(1.005e0 * 1000) / 1000; 1.005",
        "5 % 3; 2",
        "-5 % 3; -2",
        "mod(5, 3); 2",
        "-1 / 0e0; -Infinity",
        "7 / 2 * 2; 6",
        "power(2, 3); 8.0",
        "split('a,b', ','); [a, b]",
        "regexp_like('1a 2b', '\\d+b'); true",
        "regexp_extract('1a 2b', '(\\d+)b', 1); 2",
        "regexp_replace('1a 2b', '(\\d)', '<$1>'); <1>a <2>b",
        "CAST('2020-02-30' AS varchar); 2020-02-30",
        "try_cast('2020-02-30' AS date); null",
        "CAST(1.5 AS double); 1.5",
        "CAST(timestamp '2020-01-02 03:04:05' AS varchar); 2020-01-02 03:04:05",
        "CAST(timestamp '2020-01-02 03:04:05' AS date); 2020-01-02",
        "timestamp '2020-03-01 00:00:00' + interval '90' minute; 2020-03-01 01:30:00.000",
        "date_trunc('hour', timestamp '2020-01-02 03:04:05'); 2020-01-02 03:00:00.000",
        "date_format(timestamp '2020-01-02 03:04:05', '%Y/%m/%d %H:%i:%s'); 2020/01/02 03:04:05",
        "to_unixtime(timestamp '1970-01-01 00:00:01'); 1.0",
        "from_iso8601_date('2020-01-02'); 2020-01-02",
        "try(CAST('x' AS bigint) % 2); null",
        "try(7 / 2); 3",
        "cardinality(ARRAY[1, 2]); 2",
        "array_join(ARRAY['a', 'b'], '-'); a-b",
        "MAP(ARRAY['a'], ARRAY[1])['a']; 1",
        "json_extract_scalar('{\"a\":{\"b\":1}}', '$.a.b'); 1",
        "format('%5.1f|%d|%s', 2.25e0, 7, 'x'); `  2.3|7|x`",
        "1.5 + 1; 2.5",
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
        "CAST('x' AS bigint); INVALID_CAST_ARGUMENT",
        "CAST('2020-13-01' AS date); INVALID_CAST_ARGUMENT",
        "list_sort(ARRAY[1]); FUNCTION_NOT_FOUND",
        "getenv('HOME'); FUNCTION_NOT_FOUND",
        "combinations(ARRAY[1], 1); NOT_SUPPORTED",
        "(SELECT count(*) FROM (VALUES nan()) AS t(x) WHERE x IN (SELECT nan())); NOT_SUPPORTED",
        "(SELECT count(*) FROM (VALUES 1) AS t(k) GROUP BY CUBE (k, k)); NOT_SUPPORTED",
        "array_except(ARRAY[2147483647], ARRAY[1e0]); NOT_SUPPORTED",
        "ARRAY[1] IN (ARRAY[1]); NOT_SUPPORTED",
    })
    void refusesWhatTrinoRefusesOrWhatItWouldGetWrong(String expression, String code) {
        assertThat(lake.failure("SELECT " + expression)).startsWith(code + ": ");
    }
}

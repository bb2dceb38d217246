-- What cloud.EnginesCompared found: the generated queries on which the engines differed, with what Trino answers.

SELECT -0e0, ARRAY[1e0, -0e0], ceiling(-0e0), tanh(-0e0);
=> double, array, double, double
-0.0 | [1.0, -0.0] | -0.0 | -0.0

SELECT -2147483648, -2 % -2147483648, if(1 = 2, -2147483648), -9223372036854775808;
=> integer, integer, integer, bigint
-2147483648 | -2 | NULL | -9223372036854775808

SELECT -32768 + -2147483648;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT abs(DECIMAL '-99999999999999999999999999999999999999'), DECIMAL '12', DECIMAL '-0.5', floor(DECIMAL '99999999999999999999999999999999999999');
=> decimal, decimal, decimal, decimal
99999999999999999999999999999999999999 | 12 | -0.5 | 99999999999999999999999999999999999999

SELECT DECIMAL '99999999999999999999999999999999999999' - BIGINT '-5';
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT truncate(128), truncate(1.5);
=> decimal, decimal
128 | 1

SELECT CAST(NULL AS bigint) % 0;
=> bigint
NULL

SELECT stddev_samp(d), variance(d), covar_samp(d, d) FROM (VALUES nan(), NULL) AS t(d);
=> double, double, double
NULL | NULL | NULL

SELECT count_if(b), count_if(b) FILTER (WHERE false) FROM (VALUES CAST(NULL AS boolean)) AS t(b);
=> bigint, bigint
0 | 0

SELECT k, count_if(b) OVER (ORDER BY k ROWS BETWEEN 1 FOLLOWING AND 1 FOLLOWING) FROM (VALUES (1, NULL), (2, true)) AS t(k, b) ORDER BY k;
=> integer, bigint
1 | 1
2 | 0

SELECT min(a) FROM (VALUES ARRAY[3, NULL], ARRAY[3, 1]) AS t(a);
!! NOT_SUPPORTED

SELECT max(a), min(a) FROM (VALUES ARRAY[1, 2], ARRAY[1, 3]) AS t(a);
=> array, array
[1, 3] | [1, 2]

SELECT array_join(ARRAY['b', 'a', NULL, 'b'], s) FROM (VALUES '-', NULL, '') AS t(s) ORDER BY s;
=> varchar
bab
b-a-b
NULL

SELECT array_join(ARRAY['b', NULL], s, s) FROM (VALUES '-', '+') AS t(s) ORDER BY s;
=> varchar
b++
b--

SELECT TRY_CAST(MAP(ARRAY['a'], ARRAY[1]) AS boolean);
!! TYPE_MISMATCH: line 1:8: Cannot cast map

SELECT TRY_CAST(X'FF' AS tinyint);
!! TYPE_MISMATCH: line 1:8: Cannot cast varbinary

SELECT TRY_CAST(interval '90' second AS timestamp);
!! TYPE_MISMATCH: line 1:8: Cannot cast interval day to second

SELECT TRY_CAST(split('a', ',') AS decimal(38, 0));
!! TYPE_MISMATCH: line 1:8: Cannot cast array

SELECT CAST(to_utf8('abc') AS varchar(3));
!! TYPE_MISMATCH: line 1:8: Cannot cast varbinary

SELECT CAST(CAST(NULL AS integer) AS array(varchar));
!! TYPE_MISMATCH: line 1:8: Cannot cast integer

SELECT coalesce(TIMESTAMP '2020-02-29 12:00:00', CAST(ARRAY[1] AS json));
!! TYPE_MISMATCH

SELECT 1e0 IN (2e0, ARRAY[1]);
!! TYPE_MISMATCH

SELECT CAST(NULL AS timestamp) IS DISTINCT FROM ARRAY[1];
!! TYPE_MISMATCH

SELECT ARRAY['a']['1'];
!! TYPE_MISMATCH: line 1:8: Cannot use varchar

SELECT interval '2' year IN (interval '90' second);
!! TYPE_MISMATCH

SELECT second(interval '2' year);
!! FUNCTION_NOT_FOUND|NOT_SUPPORTED: line 1:8

SELECT to_milliseconds(interval '1' month);
!! FUNCTION_NOT_FOUND|NOT_SUPPORTED: line 1:8

SELECT extract(hour FROM interval '1' month);
!! TYPE_MISMATCH|NOT_SUPPORTED: line 1:8

SELECT u FROM UNNEST(ARRAY['a']) WITH ORDINALITY AS n(u);
!! MISMATCHED_COLUMN_ALIASES: line 1:15: Column alias list has 1 entries but 'n' has 2 columns available

SELECT u, o FROM UNNEST(ARRAY['a']) WITH ORDINALITY AS n(u, o);
=> varchar, bigint
a | 1

SELECT CAST(nan() AS json), CAST(-infinity() AS json);
=> json, json
"NaN" | "-Infinity"

SELECT cardinality(sequence(date '2020-01-31', date '1969-07-20'));
!! INVALID_FUNCTION_ARGUMENT

SELECT cardinality(ARRAY[1.5, 2]), contains(ARRAY[1.5], 1.5);
=> bigint, boolean
2 | true

SELECT d FROM (VALUES nan(), 1e0, NULL, infinity()) AS t(d) ORDER BY d DESC NULLS FIRST;
=> double
NULL
Infinity
1.0
NaN

SELECT d FROM (VALUES nan(), 1e0, NULL, infinity()) AS t(d) ORDER BY d NULLS FIRST;
=> double
NULL
NaN
1.0
Infinity

SELECT d FROM (VALUES nan(), 1e0, NULL, infinity()) AS t(d) ORDER BY d DESC;
=> double
NaN
Infinity
1.0
NULL

SELECT timestamp '2024-12-30 00:00:00.0005' - timestamp '2024-12-29 23:59:59.999';
=> interval day to second
0 00:00:00.002

SELECT split('a,b', ',') + NULL;
!! TYPE_MISMATCH

SELECT m * m, m * 3, 12345678901.5 * 123456789.25 FROM (VALUES CAST(99999999.99 AS decimal(10, 2))) AS t(m);
=> decimal, decimal, decimal
9999999998000000.0001 | 299999999.97 | 1524157878290657008.875

SELECT TRY_CAST(MAP(ARRAY['x'], ARRAY[2]) AS real);
!! TYPE_MISMATCH: line 1:8: Cannot cast map

SELECT length(sequence(1, 2));
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (array

SELECT filter(ARRAY[1], x -> NULL);
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters

SELECT CAST(timestamp '2020-01-01 00:00:00' AS varchar(3));
!! INVALID_CAST_ARGUMENT|GENERIC_INTERNAL_ERROR|NOT_SUPPORTED

SELECT CAST(NULL AS decimal(10, 2)) - 1.5, CAST(NULL AS bigint) + 0.5, CAST(NULL AS array(varchar))[2], ARRAY[1][CAST(NULL AS integer)];
=> decimal, decimal, varchar, integer
NULL | NULL | NULL | NULL

SELECT TRY_CAST(timestamp '2020-01-01 00:00:00' AS boolean);
!! TYPE_MISMATCH: line 1:8: Cannot cast timestamp

SELECT avg(1.5, 'a');
!! FUNCTION_NOT_FOUND

SELECT CAST(0.005 AS varchar), 0.005, DECIMAL '.5', 12.50;
=> varchar, decimal, decimal, decimal
0.005 | 0.005 | 0.5 | 12.50

-- seeds 4 to 7, over tables too

SELECT bitwise_left_shift(1, BIGINT '2');
!! FUNCTION_NOT_FOUND: line 1:8

SELECT bitwise_left_shift(BIGINT '7', -2), bitwise_left_shift(7, -2);
=> bigint, integer
-4611686018427387904 | 0

SELECT regexp_position('abc', 'b', BIGINT '2');
!! FUNCTION_NOT_FOUND: line 1:8

SELECT round(15, BIGINT '1');
!! FUNCTION_NOT_FOUND: line 1:8

SELECT round(nan(), -1), round(infinity(), -1), round(-0e0, -2), round(123456.789e0, -2);
=> double, double, double, double
NaN | Infinity | 0.0 | 123500.0

SELECT array_union(CAST(NULL AS array(integer)), ARRAY[3, NULL]), array_sort(CAST(NULL AS array(varchar)));
=> array, array
NULL | NULL

SELECT array_remove(ARRAY[1], X'00');
!! FUNCTION_NOT_FOUND: line 1:8

WITH t(k, b) AS (VALUES (1, true), (2, NULL)) SELECT k, if(b, NULL) FROM t ORDER BY k;
=> integer, unknown
1 | NULL
2 | NULL

SELECT coalesce(SMALLINT '3', 1), if(true, TINYINT '1', 2), greatest(SMALLINT '3', 1);
=> integer, integer, integer
3 | 1 | 3

SELECT geometric_mean(x) FROM (VALUES 1.5, 1.5) AS t(x);
=> float
1.5

SELECT d FROM (VALUES -0e0, 1e0) AS t(d) ORDER BY 1;
=> double
-0.0
1.0

SELECT -d AS d FROM (VALUES 0e0, 1e0) AS t(d) ORDER BY d DESC;
=> double
-0.0
-1.0

SELECT count(*) FROM (VALUES 1, 2) AS t(k) GROUP BY ROLLUP (k + 1);
!! INVALID_COLUMN_REFERENCE: line 1:63: GROUP BY expression must be a column reference

SELECT filter(ARRAY[nan(), 2e0], x -> x > 1e0), transform(ARRAY[nan(), 2e0], x -> x = x), any_match(ARRAY[nan()], x -> x > 1e0);
=> array, array, boolean
[2.0] | [false, true] | false

SELECT transform(ARRAY['1'], x -> x + 1);
!! TYPE_MISMATCH: line 1:37

SELECT transform(ARRAY[ARRAY[1, 2]], x -> transform(x, k -> k + x[1] + t.k)) FROM (VALUES 10) AS t(k);
=> array
[[12, 13]]

SELECT concat(ARRAY['a'], CAST(NULL AS varchar)), concat(ARRAY['a'], 'b');
=> array, array
NULL | [a, b]

SELECT concat(ARRAY[1], ARRAY[]);
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT reduce(ARRAY[], 1e0, (s, x) -> s * x, s -> s);
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT codepoint(CAST('a' AS varchar));
!! FUNCTION_NOT_FOUND: line 1:8

SELECT codepoint('a'), codepoint(CAST('a' AS varchar(1)));
=> integer, integer
97 | 97

SELECT CAST(1 AS decimal(38, 10)) / CAST(3 AS decimal(38, 10)), DECIMAL '99999999999999999999999999999999999999' / 3;
=> decimal, decimal
0.3333333333 | 33333333333333333333333333333333333333

SELECT date '2020-01-01' + interval '24' hour;
=> date
2020-01-02

SELECT CAST(JSON 'null' AS bigint), CAST(JSON 'null' AS varchar), CAST(JSON 'null' AS boolean);
=> bigint, varchar, boolean
NULL | NULL | NULL

SELECT from_unixtime(nan());
=> timestamp with time zone
1970-01-01 00:00:00.000 UTC

SELECT date_diff('millisecond', CAST(NULL AS date), timestamp '2024-12-30 00:00:00.000');
=> bigint
NULL

SELECT timestamp '0000-01-01 00:00:00', timestamp '-0001-01-01 00:00:00';
=> timestamp, timestamp
0000-01-01 00:00:00.000 | -0001-01-01 00:00:00.000

SELECT k FROM (VALUES 1) AS x(k) JOIN (VALUES 1) AS w(k) USING (k) CROSS JOIN (VALUES 1) AS v(k);
!! AMBIGUOUS_NAME: line 1:8: Column 'k' is ambiguous

SELECT MAP(ARRAY[1], ARRAY[2]) AS m ORDER BY 1;
!! TYPE_MISMATCH|NOT_SUPPORTED

SELECT mod(DECIMAL '99999999999999999999999999999999999999', -0.1);
!! NUMERIC_VALUE_OUT_OF_RANGE|NOT_SUPPORTED

SELECT typeof(count(*)), typeof(sum(x)) FROM (VALUES 1e0, 2e0) AS t(x);
=> varchar, varchar
bigint | double

SELECT hour(timestamp '2020-07-01 12:00:00 UTC' AT TIME ZONE 'America/New_York'), date_format(timestamp '2020-07-01 02:00:00 UTC' AT TIME ZONE 'America/New_York', '%d %H'),
extract(year FROM timestamp '2020-01-01 02:00:00 UTC' AT TIME ZONE 'America/New_York'), date(timestamp '2020-07-01 02:00:00 UTC' AT TIME ZONE 'America/New_York');
=> bigint, varchar, bigint, date
8 | 30 22 | 2019 | 2020-06-30

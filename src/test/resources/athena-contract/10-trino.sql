-- what a Trino 476 answers, where DuckDB alone would answer otherwise, or not at all

SELECT acos(2),
    asin(2),
    asin(-1.5e0),
    cos(infinity()),
    sin(infinity()),
    tan(infinity());
=> double, double, double, double, double, double
NaN | NaN | NaN | NaN | NaN | NaN

SELECT greatest(nan(), 1e0),
    greatest(1e0, nan()),
    ln(0),
    ln(-1),
    ln(0e0),
    log10(0);
=> double, double, double, double, double, double
1.0 | 1.0 | -Infinity | NaN | -Infinity | -Infinity

SELECT log10(-1),
    log2(0),
    log2(-1),
    log(0, 5),
    log(1, 5),
    log(2, 0);
=> double, double, double, double, double, double
NaN | -Infinity | NaN | -0.0 | Infinity | -Infinity

SELECT log(2, -1),
    power(1, nan()),
    power(-1, infinity()),
    sign(nan()),
    sqrt(-1),
    - -5;
=> double, double, double, double, double, integer
NaN | NaN | NaN | NaN | NaN | 5

SELECT - - 5,
    -(-5),
    nan() = nan(),
    nan() <> nan(),
    nan() > 1e0,
    nan() IN (nan(), 1e0);
=> integer, integer, boolean, boolean, boolean, boolean
5 | 5 | false | true | false | false

SELECT CASE nan() WHEN nan() THEN 'same' ELSE 'other' END,
    nullif(nan(), nan()),
    CAST(' 5 ' AS integer),
    CAST('1.5d' AS double),
    CAST(1e23 AS varchar),
    CAST(4.9e-324 AS varchar);
=> varchar, double, integer, double, varchar, varchar
other | NaN | 5 | 1.5 | 9.999999999999999E22 | 4.9E-324

SELECT TRY_CAST(12345 AS varchar(3)),
    typeof(1),
    1e400,
    concat(ARRAY[1], 2),
    concat(1, ARRAY[2]),
    ARRAY[1] || 2;
=> varchar, varchar, double, array, array, array
NULL | integer | Infinity | [1, 2] | [1, 2] | [1, 2]

SELECT from_base64('aGVsbG8'),
    from_utf8(from_hex('ff')),
    json_array_length('{}'),
    json_array_length('x'),
    json_array_length('"a"'),
    json_extract_scalar('{"a":1.50}', '$.a');
=> varbinary, varchar, bigint, bigint, bigint, varchar
68 65 6c 6c 6f | � | NULL | NULL | NULL | 1.50

SELECT json_extract_scalar('{"a":1e2}', '$.a'),
    json_extract_scalar('{"a":1} x', '$.a'),
    json_parse('{"b": 1, "a": [1, 2]}'),
    json_format(json_parse('{"b":1,"a":2}')),
    CAST('a' AS json),
    CAST(MAP(ARRAY['b','a'], ARRAY[1,2]) AS json);
=> varchar, varchar, json, varchar, json, json
1e2 | 1 | {"a":[1,2],"b":1} | {"a":2,"b":1} | "a" | {"a":2,"b":1}

SELECT CAST(json_parse('{"a":1}') AS map(varchar, integer)),
    json_format(CAST(MAP(ARRAY['b','a'], ARRAY[1,2]) AS json)),
    length(to_utf8('ä')),
    levenshtein_distance('ä', 'a'),
    levenshtein_distance('😀', 'a'),
    upper('ß');
=> map, varchar, bigint, bigint, bigint, varchar
{a=1} | {"a":2,"b":1} | 2 | 1 | 1 | ß

SELECT ltrim('xxa', 'x'),
    rtrim('abab', 'b'),
    '[' || trim(chr(9) || chr(10) || 'a' || chr(13)) || ']',
    '[' || trim(chr(28) || 'a') || ']',
    '[' || trim(chr(8232) || 'a') || ']',
    '[' || trim(BOTH FROM chr(9) || 'a') || ']';
=> varchar, varchar, varchar, varchar, varchar, varchar
a | aba | [a] | [a] | [a] | [a]

SELECT sha1(to_utf8('a')),
    reverse('e' || chr(769)),
    replace('abc', '', 'x'),
    replace('', '', 'b'),
    replace('ä', '', 'x'),
    split('a,b,c', ',', 2);
=> varbinary, varchar, varchar, varchar, varchar, array
86 f7 e4 37 fa a5 a7 fc e1 5d 1d dc b9 ea ea ea 37 76 67 b8 | ́e | xaxbxcx | b | xäx | [a, b,c]

SELECT split('a,b,c', ',', 1),
    regexp_like('a' || chr(10), 'a$'),
    regexp_like('ab', 'a(?=b)'),
    regexp_like('ab', 'a(?!b)'),
    regexp_like('ab', '(?<=a)b'),
    regexp_like('aa', '(a)\1');
=> array, boolean, boolean, boolean, boolean, boolean
[a,b,c] | true | true | false | true | true

SELECT regexp_like('aa', '(?<x>a)\k<x>'),
    regexp_like('aaa', 'a++a'),
    regexp_like('aaa', 'a*+'),
    regexp_like('aaa', '(?>a+)a'),
    regexp_like('a', '\p{Lower}'),
    regexp_like('a', '[a-z&&[^b]]');
=> boolean, boolean, boolean, boolean, boolean, boolean
true | false | true | false | true | true

SELECT regexp_like('ab', '(?x)a b'),
    regexp_like('é', 'e\u0301'),
    regexp_extract('a', '(a)|(b)', 2),
    regexp_extract('a', '(b)?a', 1),
    regexp_extract('ab', '(?<n>a)b', 1),
    regexp_extract('ab12', '[a-z]+(?=\d)');
=> boolean, boolean, varchar, varchar, varchar, varchar
true | false | NULL | NULL | a | ab

SELECT regexp_replace('1a 2b', '(?<d>\d)', '<${d}>'),
    regexp_replace('1a 2b', '(\d)', '\$1'),
    regexp_replace('1a 2b', '(\d)', '\\'),
    regexp_replace('aXbX', 'X', '\n'),
    regexp_split('abc', ''),
    format('%.2f', 1.005e0);
=> varchar, varchar, varchar, varchar, array, varchar
<1>a <2>b | $1a $1b | \a \b | anbn | [, a, b, c, ] | 1.01

SELECT format('%.2f', 1.005),
    format('%s', NULL),
    format('%s', 1.5e0),
    format('%f', nan()),
    format('%s', timestamp '2020-01-01 00:00:00'),
    format('%.20f', 0.1e0);
=> varchar, varchar, varchar, varchar, varchar, varchar
1.01 | null | 1.5 | NaN | 2020-01-01T00:00 | 0.10000000000000000000

SELECT format('%s', x) FROM (VALUES 1.5e0, NULL, 1e10) AS t(x);
=> varchar
1.5
null
1.0E10

SELECT repeat('a', 3),
    to_base(255, 16),
    bitwise_and(5, 3),
    bitwise_or(5, 3),
    bitwise_xor(5, 3),
    bitwise_not(5);
=> array, varchar, bigint, bigint, bigint, bigint
[a, a, a] | ff | 1 | 7 | 6 | -6

SELECT date '2020-01-31' - date '2020-01-01',
    date '2020-01-01' - date '2020-01-31',
    date '2020-01-31' - date '2020-01-01' > INTERVAL '3' DAY,
    date '2020-01-31' - date '2020-01-01' < INTERVAL '31' DAY,
    timestamp '2020-01-02 03:04:05' - timestamp '2020-01-01 00:00:00',
    timestamp '2020-01-02 03:04:05' - date '2020-01-01';
=> interval day to second, interval day to second, boolean, boolean, interval day to second, interval day to second
30 00:00:00.000 | -30 00:00:00.000 | true | true | 1 03:04:05.000 | 1 03:04:05.000

SELECT INTERVAL '1' DAY,
    INTERVAL '36' HOUR,
    INTERVAL '-1' DAY,
    INTERVAL -'1' DAY,
    INTERVAL '90' MINUTE,
    INTERVAL '1.5' SECOND;
=> interval day to second, interval day to second, interval day to second, interval day to second, interval day to second, interval day to second
1 00:00:00.000 | 1 12:00:00.000 | -1 00:00:00.000 | -1 00:00:00.000 | 0 01:30:00.000 | 0 00:00:01.500

SELECT INTERVAL '1' SECOND,
    INTERVAL '1' DAY + INTERVAL '1' HOUR,
    INTERVAL '1' DAY - INTERVAL '1' HOUR,
    INTERVAL '1' DAY * 2,
    2 * INTERVAL '1' DAY,
    INTERVAL '1' DAY * 1.5e0;
=> interval day to second, interval day to second, interval day to second, interval day to second, interval day to second, interval day to second
0 00:00:01.000 | 1 01:00:00.000 | 0 23:00:00.000 | 2 00:00:00.000 | 2 00:00:00.000 | 1 12:00:00.000

SELECT - INTERVAL '1' DAY,
    CAST(INTERVAL '1' DAY AS varchar),
    CAST(INTERVAL '14' MONTH AS varchar),
    to_milliseconds(INTERVAL '1' DAY);
=> interval day to second, varchar, varchar, bigint
-1 00:00:00.000 | 1 00:00:00.000 | 1-2 | 86400000

SELECT sum(x) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) AS t(x);
=> interval day to second
3 00:00:00.000

SELECT max(x) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) AS t(x);
=> interval day to second
2 00:00:00.000

SELECT avg(x) FROM (VALUES INTERVAL '1' DAY, INTERVAL '2' DAY) AS t(x);
=> interval day to second
1 12:00:00.000

SELECT avg(d - date '2020-01-01') FROM (VALUES date '2020-01-02', date '2020-01-05') AS t(d);
=> interval day to second
2 12:00:00.000

SELECT max(d) - min(d) FROM (VALUES date '2020-01-02', date '2020-01-05') AS t(d);
=> interval day to second
3 00:00:00.000

SELECT d - lag(d) OVER (ORDER BY d) FROM (VALUES date '2020-01-02', date '2020-01-05') AS t(d);
=> interval day to second
NULL
3 00:00:00.000

SELECT extract(day FROM date '2020-01-31' - date '2020-01-01'),
    day(date '2020-01-31' - date '2020-01-01'),
    hour(INTERVAL '36' HOUR),
    date_parse('69-01-02', '%y-%m-%d'),
    date_parse('01:02 PM', '%h:%i %p'),
    date_parse('12:02 AM', '%h:%i %p');
=> bigint, bigint, bigint, timestamp, timestamp, timestamp
30 | 30 | 12 | 2069-01-02 00:00:00.000 | 1970-01-01 13:02:00.000 | 1970-01-01 00:02:00.000

SELECT date_parse('12', '%H'),
    from_iso8601_timestamp('2020-01-02T03:04Z'),
    from_iso8601_timestamp('2020-01-02T03'),
    from_iso8601_timestamp('2020-01-02T'),
    from_iso8601_timestamp('2020'),
    from_unixtime(1.0006e0);
=> timestamp, timestamp with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone, timestamp with time zone
1970-01-01 12:00:00.000 | 2020-01-02 03:04:00.000 UTC | 2020-01-02 03:00:00.000 UTC | 2020-01-02 00:00:00.000 UTC | 2020-01-01 00:00:00.000 UTC | 1970-01-01 00:00:01.001 UTC

SELECT typeof(current_date),
    to_iso8601(timestamp '2020-01-02 03:04:05'),
    to_iso8601(timestamp '2020-01-02 03:04:05.678901'),
    CAST('+2020-01-02' AS date),
    CAST('2020-01-02 03:04:05.6789' AS timestamp),
    CAST('2020-01-02 03:04:05.9999' AS timestamp);
=> varchar, varchar, varchar, date, timestamp, timestamp
date | 2020-01-02T03:04:05 | 2020-01-02T03:04:05.678901 | 2020-01-02 | 2020-01-02 03:04:05.679 | 2020-01-02 03:04:06.000

SELECT TRY_CAST('2020-01-02T03:04:05' AS timestamp),
    CAST(timestamp '2020-01-02 03:04:05.6789' AS varchar),
    CAST(timestamp '2020-01-02 03:04:05' AS varchar),
    CAST(timestamp '2020-01-02 03:04:05.6' AS varchar),
    CAST('2020-01-02 03:04:05.678' AS timestamp(0)),
    CAST('2020-01-02 03:04:05.678901' AS timestamp(6));
=> timestamp, varchar, varchar, varchar, timestamp, timestamp
NULL | 2020-01-02 03:04:05.6789 | 2020-01-02 03:04:05 | 2020-01-02 03:04:05.6 | 2020-01-02 03:04:06.000 | 2020-01-02 03:04:05.679

SELECT timestamp '2020-01-02 03:04:05.6789',
    timestamp '2020-01-02 03:04:05.999999',
    from_unixtime(10) - from_unixtime(0),
    sequence(date '2020-01-31', date '2020-05-31', INTERVAL '1' MONTH),
    sequence(date '2020-01-03', date '2020-01-01'),
    sequence(timestamp '2020-01-31 00:00:00', timestamp '2020-05-31 00:00:00', INTERVAL '1' MONTH);
=> timestamp, timestamp, interval day to second, array, array, array
2020-01-02 03:04:05.679 | 2020-01-02 03:04:06.000 | 0 00:00:10.000 | [2020-01-31, 2020-02-29, 2020-03-31, 2020-04-30, 2020-05-31] | [2020-01-03, 2020-01-02, 2020-01-01] | [2020-01-31 00:00:00.000, 2020-02-29 00:00:00.000, 2020-03-31 00:00:00.000, 2020-04-30 00:00:00.000, 2020-05-31 00:00:00.000]

SELECT ARRAY[1, NULL] = ARRAY[1, NULL],
    ARRAY[1, NULL] <> ARRAY[1, 2],
    ARRAY[1, NULL] = ARRAY[1, 2],
    ARRAY[NULL] = ARRAY[NULL],
    ROW(1, NULL) = ROW(1, NULL),
    array_join(ARRAY[1, NULL, 3], ',', 'x');
=> boolean, boolean, boolean, boolean, boolean, varchar
NULL | NULL | NULL | NULL | NULL | 1,x,3

SELECT array_join(ARRAY[1.5e0, 1e10], ','),
    array_max(ARRAY[1e0, nan()]),
    array_max(ARRAY[nan(), 1e0]),
    array_position(ARRAY[nan()], nan()),
    contains(ARRAY[nan()], nan()),
    array_remove(ARRAY[1, 2, 1], 1);
=> varchar, double, double, bigint, boolean, array
1.5E0,1.0E10 | 1.0 | 1.0 | 0 | false | [2]

SELECT repeat(1, 3),
    repeat('a', 0),
    repeat(NULL, 2),
    CAST(ARRAY[1.5e0] AS array(varchar));
=> array, array, array, array
[1, 1, 1] | [] | [null, null] | [1.5E0]

SELECT * FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) WITH ORDINALITY AS t(k, v, n);
=> varchar, integer, bigint
a | 1 | 1
b | 2 | 2

SELECT max(x) FROM (VALUES nan(), 1e0) AS t(x);
=> double
1.0

SELECT max(x) FROM (VALUES 1e0, nan()) AS t(x);
=> double
1.0

SELECT max_by(y, x) FROM (VALUES (1e0, 'a'), (nan(), 'b'), (2e0, 'c')) AS t(x, y);
=> varchar
c

SELECT corr(x, y) FROM (VALUES (1, 1), (1, 2)) AS t(x, y);
=> float
NULL

SELECT corr(x, y) FROM (VALUES (1, 1)) AS t(x, y);
=> float
NULL

SELECT corr(x, y) FROM (VALUES (1e0, 1e0), (nan(), 2e0)) AS t(x, y);
=> double
NULL

SELECT regr_slope(y, x) FROM (VALUES (1, 1), (1, 3)) AS t(x, y);
=> float
NULL

SELECT regr_slope(y, x) FROM (VALUES (1, 1)) AS t(x, y);
=> float
NULL

SELECT regr_intercept(y, x) FROM (VALUES (1, 1), (2, 3), (3, 4)) AS t(x, y);
=> float
-0.33333334

SELECT stddev(x) FROM (VALUES 1e0, nan()) AS t(x);
=> double
NaN

SELECT stddev(x) FROM (VALUES infinity(), 1e0) AS t(x);
=> double
NaN

SELECT stddev_pop(x) FROM (VALUES nan(), 2e0) AS t(x);
=> double
NaN

SELECT var_samp(x) FROM (VALUES 1e0, nan()) AS t(x);
=> double
NaN

SELECT var_pop(x) FROM (VALUES 1e0, infinity()) AS t(x);
=> double
NaN

SELECT geometric_mean(x) FROM (VALUES 0, 8) AS t(x);
=> double
0.0

SELECT geometric_mean(x) FROM (VALUES -2e0, 8e0) AS t(x);
=> double
NaN

SELECT bitwise_and_agg(x) FROM (VALUES 5, 3) AS t(x);
=> bigint
1

SELECT bitwise_or_agg(x) FROM (VALUES 5, 3) AS t(x);
=> bigint
7

SELECT map_agg(k, v) FROM (VALUES ('a', 1), ('b', 2)) AS t(k, v);
=> map
{a=1, b=2}

SELECT map_agg(k, v) FROM (VALUES ('a', 1), ('a', 2)) AS t(k, v);
=> map
{a=1}

SELECT map_agg(k, v) FROM (VALUES ('a', 1), (NULL, 2)) AS t(k, v);
=> map
{a=1}

SELECT histogram(x) FROM (VALUES 'a', 'b', 'a') AS t(x);
=> map
{a=2, b=1}

SELECT histogram(x) FROM (VALUES 1) AS t(x) WHERE false;
=> map
NULL

SELECT approx_percentile(x, 0.5) FROM (VALUES 1, 2, 3, 4) AS t(x);
=> bigint
3

SELECT approx_percentile(x, 0.5e0) FROM (VALUES 1e0, 2e0, 3e0, 4e0) AS t(x);
=> double
3.0

SELECT approx_percentile(x, 0.25) FROM (VALUES 1, 2, 3, 4) AS t(x);
=> bigint
2

SELECT approx_percentile(x, 0.75) FROM (VALUES 1, 2, 3, 4) AS t(x);
=> bigint
4

SELECT approx_percentile(x, 0.9) FROM (VALUES 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AS t(x);
=> bigint
10

SELECT approx_percentile(x, 0.1) FROM (VALUES 1, 2, 3, 4, 5, 6, 7, 8, 9, 10) AS t(x);
=> bigint
2

SELECT x, max(x) OVER (ORDER BY x DESC) FROM (VALUES 3e0, nan(), 1e0) AS t(x) ORDER BY 1;
=> double, double
1.0 | 3.0
3.0 | 3.0
NaN | NaN

SELECT a.x FROM (VALUES nan(), 2e0) AS a(x) JOIN (VALUES nan()) AS b(x) ON a.x = b.x;
=> double

WITH t AS (SELECT 1 AS x) TABLE t;
=> integer
1

SELECT abs(CAST(-9223372036854775808 AS bigint));
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT abs(CAST(-128 AS tinyint));
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT greatest();
!! FUNCTION_NOT_FOUND

SELECT mod(5.0, 0.0);
!! DIVISION_BY_ZERO

SELECT 2147483647 + 1;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(9223372036854775807 AS bigint) + 1;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT 2147483647 * 2;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(127 AS tinyint) + CAST(1 AS tinyint);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(32767 AS smallint) + CAST(1 AS smallint);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT 9223372036854775807 * 2;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT 9223372036854775807 + 1;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT -(-9223372036854775807 - 1);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT 12345678901234567890.12 * 12345678901234567890.12;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(nan() AS bigint);
!! INVALID_CAST_ARGUMENT

SELECT CAST(infinity() AS bigint);
!! INVALID_CAST_ARGUMENT

SELECT CAST(1e30 AS bigint);
!! INVALID_CAST_ARGUMENT

SELECT CAST(300 AS tinyint);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(40000 AS smallint);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST(3000000000 AS integer);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT CAST('nan' AS double);
!! INVALID_CAST_ARGUMENT

SELECT CAST('inf' AS double);
!! INVALID_CAST_ARGUMENT

SELECT CAST('0x10' AS double);
!! INVALID_CAST_ARGUMENT

SELECT CAST('abc' AS double);
!! INVALID_CAST_ARGUMENT

SELECT CAST('' AS double);
!! INVALID_CAST_ARGUMENT

SELECT CAST(12345.6 AS decimal(5,2));
!! INVALID_CAST_ARGUMENT

SELECT CAST(nan() AS decimal(5,2));
!! INVALID_CAST_ARGUMENT

SELECT CAST('abc' AS decimal(5,2));
!! INVALID_CAST_ARGUMENT

SELECT CAST('' AS decimal(5,2));
!! INVALID_CAST_ARGUMENT

SELECT CAST(' 1 ' AS decimal(5,2));
!! INVALID_CAST_ARGUMENT

SELECT CAST(100 AS decimal(2,0));
!! INVALID_CAST_ARGUMENT

SELECT CAST(12345 AS varchar(3));
!! INVALID_CAST_ARGUMENT

SELECT CAST(1.5e0 AS varchar(3));
!! INVALID_CAST_ARGUMENT

SELECT CAST(1.25e0 AS varchar(3));
!! INVALID_CAST_ARGUMENT

SELECT CAST(true AS varchar(3));
!! INVALID_CAST_ARGUMENT|GENERIC_INTERNAL_ERROR

SELECT CAST(1.50 AS varchar(3));
!! INVALID_CAST_ARGUMENT

SELECT TRY(mod(5, 0));
!! NOT_SUPPORTED|GENERIC_INTERNAL_ERROR

SELECT TINYINT '300';
!! INVALID_LITERAL

SELECT DOUBLE 'abc';
!! INVALID_LITERAL

SELECT BIGINT '';
!! INVALID_LITERAL

SELECT NOT 1;
!! TYPE_MISMATCH

SELECT 1 AND true;
!! TYPE_MISMATCH

SELECT true AND 'x';
!! TYPE_MISMATCH

SELECT CASE WHEN 1 THEN 2 END;
!! TYPE_MISMATCH

SELECT IF(1, 2);
!! TYPE_MISMATCH

SELECT CASE 'a' WHEN 1 THEN 'x' END;
!! TYPE_MISMATCH

SELECT nullif(1, 'a');
!! TYPE_MISMATCH

SELECT chr(-1);
!! INVALID_FUNCTION_ARGUMENT

SELECT chr(55296);
!! INVALID_FUNCTION_ARGUMENT

SELECT chr(1114112);
!! INVALID_FUNCTION_ARGUMENT

SELECT codepoint('');
!! INVALID_FUNCTION_ARGUMENT

SELECT codepoint('ab');
!! FUNCTION_NOT_FOUND|INVALID_FUNCTION_ARGUMENT

SELECT concat('a');
!! INVALID_FUNCTION_ARGUMENT

SELECT from_base64('!!');
!! INVALID_FUNCTION_ARGUMENT

SELECT from_hex('0');
!! INVALID_FUNCTION_ARGUMENT

SELECT from_hex('zz');
!! INVALID_FUNCTION_ARGUMENT

SELECT lpad('abc', -1, 'x');
!! INVALID_FUNCTION_ARGUMENT

SELECT lpad('abc', 5, '');
!! INVALID_FUNCTION_ARGUMENT

SELECT rpad('abc', -1, 'x');
!! INVALID_FUNCTION_ARGUMENT

SELECT rpad('abc', 5, '');
!! INVALID_FUNCTION_ARGUMENT

SELECT md5('a');
!! FUNCTION_NOT_FOUND

SELECT sha256('a');
!! FUNCTION_NOT_FOUND

SELECT to_hex('a');
!! FUNCTION_NOT_FOUND

SELECT to_hex(255);
!! FUNCTION_NOT_FOUND

SELECT to_base64('a');
!! FUNCTION_NOT_FOUND

SELECT split('a,b,c', '');
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_like('abc', '(');
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_like('abc', '[');
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_like('ä', '\p{IsAlphabetic}');
!! INVALID_FUNCTION_ARGUMENT|NOT_SUPPORTED

SELECT regexp_extract('1a 2b', '(\d+)([a-z]+)', 3);
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_extract('1a 2b', '(\d+)([a-z]+)', -1);
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_extract('abc', 'x', 1);
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_extract_all('1a 2b 14m', '(\d+)([a-z]+)', 5);
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_replace('1a 2b', '(\d)', '$2');
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_replace('abc', 'b', '$');
!! INVALID_FUNCTION_ARGUMENT

SELECT 'abc' LIKE 'a%' ESCAPE '';
!! INVALID_FUNCTION_ARGUMENT

SELECT 'abc' LIKE 'a%' ESCAPE 'xx';
!! INVALID_FUNCTION_ARGUMENT

SELECT 'a' LIKE 'ax' ESCAPE 'x';
!! INVALID_FUNCTION_ARGUMENT

SELECT 'a' LIKE 'xa' ESCAPE 'x';
!! INVALID_FUNCTION_ARGUMENT

SELECT format('%d', 1.5e0);
!! INVALID_FUNCTION_ARGUMENT

SELECT format('%d', 'a');
!! INVALID_FUNCTION_ARGUMENT

SELECT format('%f', 1);
!! INVALID_FUNCTION_ARGUMENT

SELECT date '2020-01-31' - date '2020-01-01' > 30;
!! TYPE_MISMATCH

SELECT INTERVAL '1' DAY + INTERVAL '1' MONTH;
!! TYPE_MISMATCH

SELECT INTERVAL '30' DAY = INTERVAL '1' MONTH;
!! TYPE_MISMATCH

SELECT date_add('day', 1.5, date '2020-01-01');
!! FUNCTION_NOT_FOUND

SELECT date_format(timestamp '2020-01-02 03:04:05', '');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('2020-13-02', '%Y-%m-%d');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('2020-02-30', '%Y-%m-%d');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('2020-01-02 x', '%Y-%m-%d');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('13:02 PM', '%h:%i %p');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('', '%Y');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse(' 2020-01-02', '%Y-%m-%d');
!! INVALID_FUNCTION_ARGUMENT

SELECT date_parse('2020-01-02 24:00:00', '%Y-%m-%d %H:%i:%s');
!! INVALID_FUNCTION_ARGUMENT

SELECT from_iso8601_date('2020-13-01');
!! INVALID_FUNCTION_ARGUMENT

SELECT extract(hour FROM date '2020-01-02');
!! TYPE_MISMATCH

SELECT CAST('2020-02-30' AS date);
!! INVALID_CAST_ARGUMENT

SELECT CAST('2020-01-02T03:04:05' AS timestamp);
!! INVALID_CAST_ARGUMENT

SELECT CAST('2020-01-02 03' AS timestamp);
!! INVALID_CAST_ARGUMENT

SELECT CAST('2020-01-02 24:00:00' AS timestamp);
!! INVALID_CAST_ARGUMENT

SELECT CAST('x' AS timestamp);
!! INVALID_CAST_ARGUMENT

SELECT CAST(date '2020-01-02' AS varchar(4));
!! INVALID_CAST_ARGUMENT

SELECT CAST(1 AS date);
!! TYPE_MISMATCH

SELECT CAST(1 AS timestamp);
!! TYPE_MISMATCH

SELECT CAST(timestamp '2020-01-02 03:04:05' AS bigint);
!! TYPE_MISMATCH

SELECT timestamp '2020-01-02T03:04:05';
!! INVALID_LITERAL

SELECT timestamp 'x';
!! INVALID_LITERAL

SELECT timestamp '2020-13-02 00:00:00';
!! INVALID_LITERAL

SELECT date '2020-02-30';
!! INVALID_LITERAL

SELECT date 'x';
!! INVALID_LITERAL

SELECT date '2020-01-02 00:00:00';
!! INVALID_LITERAL

SELECT INTERVAL '1' DAY - timestamp '2020-01-02 03:04:05';
!! TYPE_MISMATCH

SELECT sequence(1, 5, 0);
!! INVALID_FUNCTION_ARGUMENT

SELECT sequence(1, 5, -1);
!! INVALID_FUNCTION_ARGUMENT

SELECT sequence(1, 20000);
!! INVALID_FUNCTION_ARGUMENT

SELECT sequence(date '2020-01-01', date '2020-01-10', INTERVAL '36' HOUR);
!! INVALID_FUNCTION_ARGUMENT

SELECT ARRAY[1, 'a'];
!! TYPE_MISMATCH

SELECT ARRAY[1] = ARRAY['a'];
!! TYPE_MISMATCH|INVALID_CAST_ARGUMENT

SELECT ROW(1, 'a')[3];
!! INVALID_FUNCTION_ARGUMENT|TYPE_MISMATCH

SELECT ROW(1, 2).field0;
!! INVALID_COLUMN_REFERENCE|TYPE_MISMATCH

SELECT MAP(ARRAY['a', 'a'], ARRAY[1, 2]);
!! INVALID_FUNCTION_ARGUMENT

SELECT MAP(ARRAY['a', NULL], ARRAY[1, 2]);
!! INVALID_FUNCTION_ARGUMENT

SELECT MAP(ARRAY['a'], ARRAY[1, 2]);
!! INVALID_FUNCTION_ARGUMENT

SELECT array_join(ARRAY[ARRAY[1]], ',');
!! OPERATOR_NOT_FOUND|TYPE_MISMATCH

SELECT array_position(ARRAY['a'], 1);
!! FUNCTION_NOT_FOUND

SELECT cardinality('abc');
!! FUNCTION_NOT_FOUND

SELECT contains(ARRAY['a'], 1);
!! FUNCTION_NOT_FOUND

SELECT filter(ARRAY[1, 2], x -> x);
!! FUNCTION_NOT_FOUND

SELECT CAST(ARRAY['x'] AS array(integer));
!! INVALID_CAST_ARGUMENT

SELECT sum(x) FROM (VALUES 9223372036854775807, 1) AS t(x);
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT listagg(x, ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 1, 2) AS t(x);
!! TYPE_MISMATCH|FUNCTION_NOT_FOUND

SELECT approx_percentile(x, 2) FROM (VALUES 1, 2) AS t(x);
!! INVALID_FUNCTION_ARGUMENT

SELECT approx_percentile(x, -1) FROM (VALUES 1, 2) AS t(x);
!! TYPE_MISMATCH|GENERIC_INTERNAL_ERROR

SELECT approx_percentile(x, 0.5) FROM (VALUES nan(), 1e0, 2e0) AS t(x);
!! INVALID_FUNCTION_ARGUMENT

SELECT approx_percentile(x, 0.5) FROM (VALUES 'a') AS t(x);
!! FUNCTION_NOT_FOUND

SELECT approx_percentile(x, 0.5) FROM (VALUES date '2020-01-01') AS t(x);
!! FUNCTION_NOT_FOUND

SELECT sum(x) FILTER (WHERE x) FROM (VALUES 1, 3) AS t(x);
!! TYPE_MISMATCH

SELECT sum(x) FILTER (WHERE x > 1) OVER () FROM (VALUES 1, 3) AS t(x);
!! NOT_SUPPORTED

SELECT x, lag(x) OVER () FROM (VALUES 1, 3) AS t(x);
!! MISSING_ORDER_BY

SELECT x, lag(x, -1) OVER (ORDER BY x) FROM (VALUES 1, 3, 5) AS t(x);
!! INVALID_FUNCTION_ARGUMENT

SELECT x, lag(x, NULL) OVER (ORDER BY x) FROM (VALUES 1, 3, 5) AS t(x);
!! INVALID_FUNCTION_ARGUMENT

SELECT x, lag(x, 1, 'a') OVER (ORDER BY x) FROM (VALUES 1, 3, 5) AS t(x);
!! FUNCTION_NOT_FOUND|INVALID_CAST_ARGUMENT

SELECT x, ntile(0) OVER (ORDER BY x) FROM (VALUES 3, 1, 5) AS t(x) ORDER BY 1;
!! INVALID_FUNCTION_ARGUMENT

SELECT x, nth_value(x, 0) OVER (ORDER BY x) FROM (VALUES 3, 1) AS t(x) ORDER BY 1;
!! INVALID_FUNCTION_ARGUMENT

SELECT x, sum(x) OVER (ORDER BY x ROWS -1 PRECEDING) FROM (VALUES 3, 1) AS t(x);
!! INVALID_WINDOW_FRAME

SELECT x FROM (VALUES 1, 2) AS t(x) WHERE x;
!! TYPE_MISMATCH

SELECT x FROM (VALUES 1, 2) AS t(x) WHERE 'true';
!! TYPE_MISMATCH

SELECT x FROM (VALUES 1, 2) AS t(x) GROUP BY x HAVING count(*);
!! TYPE_MISMATCH

SELECT a.x FROM (VALUES 1, 2) AS a(x) JOIN (VALUES 1) AS b(x) ON a.x;
!! TYPE_MISMATCH

SELECT DISTINCT x FROM (VALUES (1, 2), (3, 4)) AS t(x, y) ORDER BY y;
!! EXPRESSION_NOT_IN_DISTINCT

SELECT DISTINCT x FROM (VALUES (1, 2), (3, 4)) AS t(x, y) ORDER BY x + 1;
!! EXPRESSION_NOT_IN_DISTINCT

SELECT x FROM (VALUES 1, 2) AS t(x) ORDER BY 5;
!! INVALID_COLUMN_REFERENCE

SELECT x FROM (VALUES 1, 2) AS t(x) GROUP BY 5;
!! INVALID_COLUMN_REFERENCE

SELECT (SELECT 1 UNION ALL SELECT 2);
!! SUBQUERY_MULTIPLE_ROWS

SELECT (SELECT x FROM (VALUES 1, 2) AS t(x));
!! SUBQUERY_MULTIPLE_ROWS

VALUES (1, 'a'), (2);
!! TYPE_MISMATCH|NOT_SUPPORTED

SELECT 1, 2 UNION SELECT 3;
!! TYPE_MISMATCH

SELECT sum(x) FROM (VALUES 1, 2) AS t(x) WHERE sum(x) > 2;
!! EXPRESSION_NOT_SCALAR

SELECT sum(sum(x)) FROM (VALUES 1, 2) AS t(x);
!! NESTED_AGGREGATION

SELECT concat();
!! AMBIGUOUS_FUNCTION_CALL|INVALID_FUNCTION_ARGUMENT

SELECT 'a' + 'b';
!! TYPE_MISMATCH

SELECT - 'a';
!! TYPE_MISMATCH

SELECT - true;
!! TYPE_MISMATCH

-- a mix of all: what a Trino 476 answers

SELECT sym, sum(q * p) AS notional, count(*) n FROM (VALUES ('A', 10, 1.25), ('B', 5, 2.50), ('A', 1, 0.10)) t(sym, q, p) GROUP BY sym ORDER BY notional DESC
=> varchar, decimal, bigint
A | 12.60 | 2
B | 12.50 | 1

SELECT sym, avg(p) OVER (PARTITION BY sym ORDER BY d ROWS 2 PRECEDING) FROM (VALUES ('A', date '2020-01-01', 1e0), ('A', date '2020-01-02', 2e0), ('A', date '2020-01-03', 6e0)) t(sym, d, p) ORDER BY d
=> varchar, double
A | 1.0
A | 1.5
A | 3.0

SELECT d, p / lag(p) OVER (ORDER BY d) - 1 FROM (VALUES (date '2020-01-01', 100e0), (date '2020-01-02', 110e0)) t(d, p) ORDER BY d
=> date, double
2020-01-01 | NULL
2020-01-02 | 0.10000000000000009

SELECT d, ln(p / lag(p) OVER (ORDER BY d)) FROM (VALUES (date '2020-01-01', 100e0), (date '2020-01-02', 0e0)) t(d, p) ORDER BY d
=> date, double
2020-01-01 | NULL
2020-01-02 | -Infinity

SELECT width_bucket(x, 0, 100, 10) b, count(*) FROM (VALUES 5, 15, 15, 99, 100) t(x) GROUP BY 1 ORDER BY 1
=> bigint, bigint
1 | 1
2 | 2
10 | 1
11 | 1

SELECT approx_percentile(x, 0.99), max(x), min(x), stddev_pop(x) FROM (SELECT * FROM UNNEST(sequence(1, 100)) t(x))
=> bigint, bigint, bigint, double
100 | 100 | 1 | 28.86607004772212

SELECT corr(x, y), regr_slope(y, x), regr_intercept(y, x), covar_samp(x, y) FROM (VALUES (1e0, 2e0), (2e0, 4.1e0), (3e0, 5.9e0)) t(x, y)
=> double, double, double, double
0.9990152631781918 | 1.9500000000000002 | 0.09999999999999964 | 1.9500000000000002

SELECT round(skewness(x), 9), round(kurtosis(x), 9), round(geometric_mean(x), 9) FROM (VALUES 1.5e0, 2.5e0, 10e0, 0.5e0, 7e0) t(x)
=> double, double, double
0.517913832 | -1.484091565 | 2.652283005

SELECT max_by(sym, p), min_by(sym, p), arbitrary(1) FROM (VALUES ('A', 1), ('B', 2)) t(sym, p)
=> varchar, varchar, integer
B | A | 1

SELECT map_agg(k, v)['a'] FROM (VALUES ('a', 1), ('b', 2)) t(k, v)
=> integer
1

SELECT cardinality(histogram(x)), element_at(histogram(x), 'a') FROM (VALUES 'a', 'b', 'a') t(x)
=> bigint, bigint
2 | 2

SELECT transform_values(map_filter(map(array['a','b','c'], array[1,2,3]), (k, v) -> v <> 2), (k, v) -> v * v)
=> map
{a=1, c=9}

SELECT zip_with(array['a','b'], array[1,2], (s, n) -> s || cast(n AS varchar)), zip(array[1], array[true])
=> array, array
[a1, b2] | [{field0=1, field1=true}]

SELECT array_join(transform(split('a=1&b=2', '&'), x -> split_part(x, '=', 1)), '+')
=> varchar
a+b

SELECT url_extract_host(u), url_extract_parameter(u, 'q') FROM (VALUES 'https://example.com/s?q=a+b%21', 'bad url', null) t(u)
=> varchar, varchar
example.com | a b!
NULL | NULL
NULL | NULL

SELECT to_hex(sha256(to_utf8('abc'))), to_hex(md5(to_utf8(''))), to_base64(sha512(to_utf8('x'))), crc32(to_utf8('hello'))
=> varchar, varchar, varchar, bigint
BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD | D41D8CD98F00B204E9800998ECF8427E | pKvURIxJVi2CgRXROh/M6pJ/UrTVRZKX+LQ+QtqJI4vBNibkPcs43bCCSIkn7JBPtCBXRDmD6IWFF51QVRr+Yg== | 907060870

SELECT to_hex(hmac_sha256(to_utf8('msg'), to_utf8('key'))), lower(to_hex(xxhash64(to_utf8('a'))))
=> varchar, varchar
2D93CBC1BE167BCB1637A4A23CBFF01A7878F0C50EE833954EA5221BB1B8C628 | d24ec4f1a98c6e5b

SELECT format_number(123456789), format_number(-0.5e0), format_number(1000000)
=> varchar, varchar, varchar
123M | 0 | 1M

SELECT from_base('1010', 2), to_base(-255, 16), bitwise_left_shift(1, 4), bit_count(255, 64), bitwise_xor(6, 3)
=> bigint, varchar, integer, bigint, bigint
10 | -ff | 16 | 8 | 5

SELECT soundex('Smith') = soundex('Smyth'), levenshtein_distance('ab', 'ba'), hamming_distance('karolin', 'kathrin')
=> boolean, bigint, bigint
true | 2 | 3

SELECT json_extract_scalar(j, '$.a.b'), json_extract(j, '$.a'), json_size(j, '$.a') FROM (VALUES '{"a":{"b":"x","c":[1]}}', '{}', 'nope') t(j)
=> varchar, json, bigint
x | {"b":"x","c":[1]} | 2
NULL | NULL | NULL
NULL | NULL | NULL

SELECT cast(json_extract('{"xs":[1,2,3]}', '$.xs') AS array(integer))
=> array
[1, 2, 3]

SELECT sum(x) FROM UNNEST(cast(json_parse('[1,2,3.5]') AS array(double))) t(x)
=> double
6.5

SELECT json_array_length(json_parse('[[],{},null]')), json_array_length('3'), is_json_scalar('"a"')
=> bigint, bigint, boolean
3 | NULL | true

SELECT date_format(date_trunc('quarter', date '2020-08-15'), '%Y/%m/%d'), last_day_of_month(date '2021-02-03'), day_of_year(date '2020-12-31')
=> varchar, date, bigint
2020/07/01 | 2021-02-28 | 366

SELECT date_diff('day', timestamp '2020-01-01 23:00:00', timestamp '2020-01-03 22:59:59'), date_diff('week', date '2020-01-01', date '2020-01-15'), date_diff('year', date '2020-02-29', date '2021-02-28')
=> bigint, bigint, bigint
1 | 2 | 1

SELECT date_add('quarter', 1, date '2020-11-30'), date_add('week', -1, date '2020-01-01'), date_add('hour', 25, timestamp '2020-01-01 00:00:00')
=> date, date, timestamp
2021-02-28 | 2019-12-25 | 2020-01-02 01:00:00.000

SELECT format_datetime(timestamp '2020-01-02 03:04:05', 'yyyy/MM/dd HH:mm'), parse_datetime('2020/01/02', 'yyyy/MM/dd')
=> varchar, timestamp with time zone
2020/01/02 03:04 | 2020-01-02 00:00:00.000 UTC

SELECT date_parse('31.12.2020 23:59', '%d.%m.%Y %H:%i'), date_parse('Jan 5 2020', '%b %e %Y')
=> timestamp, timestamp
2020-12-31 23:59:00.000 | 2020-01-05 00:00:00.000

SELECT from_iso8601_timestamp('2020-01-01T00:00:00Z'), from_iso8601_date('2020-12-31'), to_iso8601(date '2020-01-01')
=> timestamp with time zone, date, varchar
2020-01-01 00:00:00.000 UTC | 2020-12-31 | 2020-01-01

SELECT date '2020-03-01' - interval '1' day, date '2020-01-31' + interval '1' month, timestamp '2020-01-01 00:00:00' + interval '90' minute
=> date, date, timestamp
2020-02-29 | 2020-02-29 | 2020-01-01 01:30:00.000

SELECT date '2021-01-01' - date '2020-01-01' > interval '365' day, (date '2021-01-01' - date '2020-01-01') * 2
=> boolean, interval day to second
true | 732 00:00:00.000

SELECT day(date '2021-01-01' - date '2020-12-25'), hour(timestamp '2020-01-02 00:00:00' - timestamp '2020-01-01 22:00:00')
=> bigint, bigint
7 | 2

SELECT date '2021-01-01' - 1
!! TYPE_MISMATCH

SELECT year(x), quarter(x), month(x), week(x), dow(x), hour(x), minute(x), second(x) FROM (VALUES timestamp '2020-12-31 23:59:58') t(x)
=> bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint
2020 | 4 | 12 | 53 | 4 | 23 | 59 | 58

SELECT with_timezone(timestamp '2020-01-01 00:00:00', 'UTC') = timestamp '2020-01-01 00:00:00 UTC', current_timezone()
=> boolean, varchar
true | UTC

SELECT count(*) FROM UNNEST(sequence(date '2020-01-01', date '2020-12-31', interval '1' month)) t(d)
=> bigint
12

SELECT d FROM UNNEST(sequence(date '2020-01-29', date '2020-04-30', interval '1' month)) t(d) ORDER BY d
=> date
2020-01-29
2020-02-29
2020-03-29
2020-04-29

SELECT sequence(5, 1), sequence(1, 2, 5), sequence(0, -4, -2)
=> array, array, array
[5, 4, 3, 2, 1] | [1] | [0, -2, -4]

SELECT sequence(1, 5, -1)
!! INVALID_FUNCTION_ARGUMENT

SELECT slice(array[1,2,3], -2, 2), array_position(array['a','b'], 'b'), array_remove(array[1,2,1], 1), trim_array(array[1,2], 1)
=> array, bigint, array, array
[2, 3] | 2 | [2] | [1]

SELECT array_union(array[1,1], array[2]), array_except(array['a','b'], array['a']), array_intersect(array[1,2], array[2,2]), arrays_overlap(array['x'], array['y'])
=> array, array, array, boolean
[1, 2] | [b] | [2] | false

SELECT array[1,2] = array[1,2], array[1,2] <> array[2,1], array['a'] = array[null]
=> boolean, boolean, boolean
true | true | NULL

SELECT array_sort(array['b', null, 'a']), array_max(array[1.5e0, nan()]), array_min(array['b','a']), flatten(array[array[1], null, array[2]])
=> array, double, varchar, array
[a, b, null] | 1.5 | a | [1, 2]

SELECT any_match(array[null, true], x -> x), all_match(array[null, true], x -> x), none_match(array[], x -> true)
=> boolean, boolean, boolean
true | NULL | true

SELECT reduce(array['a','b'], '', (s, x) -> s || x, s -> s)
=> varchar
ab

SELECT reduce(array[1,2,3], 0e0, (s, x) -> s + x, s -> s / 3)
=> double
2.0

SELECT ngrams(array['a','b','c'], 2), array_histogram(array['a','a']), cardinality(map_concat(map(array[1], array[1]), map(array[1,2], array[3,4])))
=> array, map, bigint
[[a, b], [b, c]] | {a=2} | 2

SELECT map_from_entries(map_entries(map(array['x'], array[1]))), map_keys(transform_keys(map(array[1,2], array['a','b']), (k, v) -> k + 10))
=> map, array
{x=1} | [11, 12]

SELECT map(array[null], array[1])
!! INVALID_FUNCTION_ARGUMENT

SELECT map(array['a'], array[1, 2])
!! INVALID_FUNCTION_ARGUMENT

SELECT split_to_map('k1:v1;k2:v2', ';', ':')['k2'], split_to_multimap('a:1;a:2', ';', ':')['a']
=> varchar, array
v2 | [1, 2]

SELECT regexp_extract('price=12.50', '(\w+)=([\d.]+)', 2), regexp_replace('a.b.c', '\.', '/'), regexp_position('xxabc', '[a-c]+')
=> varchar, varchar, integer
12.50 | a/b/c | 3

SELECT regexp_extract_all('a1b22', '\d+'), regexp_like('Straße', 'ß$'), regexp_split('a, b;c', '[,;]\s*'), regexp_count('banana', 'an')
=> array, boolean, array, bigint
[1, 22] | false | [a, b, c] | 2

SELECT regexp_replace('abc', 'b', '$1')
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_like('a', '[')
!! INVALID_FUNCTION_ARGUMENT

SELECT regexp_extract('abc', '(?<x>b)', 1), regexp_replace('foobar', '(?<=foo)bar', 'X')
=> varchar, varchar
b | fooX

SELECT strpos('banana', 'an', 2), position('x' IN 'abc'), starts_with('', ''), substr('abc', 4), substr('abc', -5, 2), substring('héllo', 2, 3)
=> bigint, bigint, boolean, varchar, varchar, varchar
4 | 0 | true |  |  | éll

SELECT lpad('😀', 3, 'ab'), rpad('x', 0, 'y'), reverse('añ'), upper('ŉ'), lower('İ'), length('e' || chr(769))
=> varchar, varchar, varchar, varchar, varchar, bigint
ab😀 |  | ña | ŉ | i | 2

SELECT 'Ab' = 'ab', 'a' < 'á', 'a' LIKE 'á', concat('a', 1)
!! FUNCTION_NOT_FOUND

SELECT concat_ws(',', array['a', null, 'b']), concat_ws('', 'a', 'b'), 'x' || cast(1.5 AS varchar)
=> varchar, varchar, varchar
a,b | ab | x1.5

SELECT split('a||b', '|'), split('a,b,c', ',', 2), split_part('a,b', ',', 1), cardinality(split('', ','))
=> array, array, varchar, bigint
[a, , b] | [a, b,c] | a | 1

SELECT split('a', 'x', 0)
!! INVALID_FUNCTION_ARGUMENT

SELECT trim('x' FROM 'xxaxx'), trim(TRAILING 'x' FROM 'ax'), ltrim('  a'), trim(chr(160) || 'a')
=> varchar, varchar, varchar, varchar
a | a | a |  a

SELECT codepoint('€'), chr(8364), chr(128512), from_utf8(to_utf8('ü')), to_utf8('ü')
=> integer, varchar, varchar, varchar, varbinary
8364 | € | 😀 | ü | c3 bc

SELECT typeof(1), typeof(1e0), typeof(true), typeof(date '2020-01-01'), typeof(bigint '1'), typeof(cast(1 AS smallint))
=> varchar, varchar, varchar, varchar, varchar, varchar
integer | double | boolean | date | bigint | smallint

SELECT 1 + 1.5, 1 + 1e0, 1.5 + 1e0, 3 / 2, 3 / 2.0, -7 / 2, 7 % -3, 2 * 3.25, 0.1 + 0.2, 0.1e0 + 0.2e0
=> decimal, double, double, integer, decimal, integer, integer, decimal, decimal, double
2.5 | 2.0 | 2.5 | 1 | 1.5 | -3 | 1 | 6.50 | 0.3 | 0.30000000000000004

SELECT 1 / 3.0, 2.0 / 3, 1.00 / 8, 100.0 / 7.00, cast(1 AS decimal(10,5)) / 3
=> decimal, decimal, decimal, decimal, decimal
0.3 | 0.7 | 0.13 | 14.29 | 0.33333

SELECT 5 / 0
!! DIVISION_BY_ZERO

SELECT 5.0 / 0
!! DIVISION_BY_ZERO

SELECT 5e0 / 0, -5e0 / 0, 0e0 / 0, mod(5e0, 0e0)
=> double, double, double, double
Infinity | -Infinity | NaN | NaN

SELECT 2147483647 + 1
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT 2147483647 * 2
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT bigint '9223372036854775807' + 1
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT cast(128 AS tinyint)
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT abs(cast(-128 AS tinyint))
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT tinyint '100' + tinyint '100'
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT cast(99.995 AS decimal(4,2))
!! INVALID_CAST_ARGUMENT

SELECT cast(9.995 AS decimal(4,2)), cast('12.345' AS decimal(5,2)), cast(1e0/3 AS decimal(10,4)), cast(12 AS decimal(4,2))
=> decimal, decimal, decimal, decimal
10.00 | 12.35 | 0.3333 | 12.00

SELECT round(2.675, 2), round(2.675e0, 2), round(-1.5), round(125, -1), ceil(1.01), floor(-1.01), truncate(1.99e0), truncate(1.999, 2)
=> decimal, double, decimal, integer, decimal, decimal, double, decimal
2.680 | 2.68 | -2 | 130 | 2 | -2 | 1.0 | 1.990

SELECT greatest(1, 2.5, 2), least('b', 'a'), greatest(date '2020-01-01', date '2021-01-01'), greatest(1, null), least(1e0, nan())
=> decimal, varchar, date, integer, double
2.5 | a | 2021-01-01 | NULL | 1.0

SELECT sqrt(-1), ln(0), log10(0), power(0, 0), exp(1000), acos(1.5), log2(-1), cbrt(-8), atan2(1, 1), degrees(pi())
=> double, double, double, double, double, double, double, double, double, double
NaN | -Infinity | -Infinity | 1.0 | Infinity | NaN | NaN | -2.0 | 0.7853981633974483 | 180.0

SELECT is_nan(sqrt(-1)), is_infinite(ln(0)), nan() = nan(), nan() <> nan(), infinity() = infinity(), nan() > 1
=> boolean, boolean, boolean, boolean, boolean, boolean
true | true | false | true | true | false

SELECT x FROM (VALUES 3, 1, null, 2) t(x) ORDER BY x NULLS FIRST
=> integer
NULL
1
2
3

SELECT x FROM (VALUES 'b', 'A', 'a', null) t(x) ORDER BY x DESC
=> varchar
b
a
A
NULL

SELECT count(*), count(x), count(DISTINCT x), sum(x), avg(x) FROM (VALUES 1, null, 1) t(x)
=> bigint, bigint, bigint, bigint, double
3 | 2 | 1 | 2 | 1.0

SELECT bool_and(x > 0), bool_or(x > 1), every(x = 1), count_if(x > 0) FROM (VALUES 1, null) t(x)
=> boolean, boolean, boolean, bigint
true | false | true | 1

SELECT bitwise_and_agg(x), bitwise_or_agg(x), bitwise_xor_agg(x) FROM (VALUES 7, 3, 5) t(x)
=> bigint, bigint, bigint
1 | 7 | 1

SELECT array_agg(x ORDER BY y), array_agg(DISTINCT x) FROM (VALUES ('a', 2), ('a', 1)) t(x, y)
=> array, array
[a, a] | [a]

SELECT listagg(x, '; ') WITHIN GROUP (ORDER BY x DESC) FROM (VALUES 'a', 'b') t(x)
=> varchar
b; a

SELECT max(x, 2), min(x, 1) FROM (VALUES 'a', 'c', 'b') t(x)
=> array, array
[c, b] | [a]

SELECT entropy(x) FROM (VALUES 1, 2) t(x)
!! FUNCTION_NOT_FOUND

SELECT variance(x), var_pop(x), stddev_samp(x) FROM (VALUES 1, 2, 4) t(x)
=> double, double, double
2.333333333333333 | 1.5555555555555554 | 1.5275252316519465

SELECT sum(x) FILTER (WHERE y), count(*) FILTER (WHERE NOT y) FROM (VALUES (1, true), (2, false), (3, null)) t(x, y)
=> bigint, bigint
1 | 1

SELECT a, b, sum(c) FROM (VALUES (1, 'x', 10), (1, 'y', 20), (2, 'x', 30)) t(a, b, c) GROUP BY CUBE (a, b) ORDER BY 1, 2
=> integer, varchar, bigint
1 | x | 10
1 | y | 20
1 | NULL | 30
2 | x | 30
2 | NULL | 30
NULL | x | 40
NULL | y | 20
NULL | NULL | 60

SELECT a, grouping(a) FROM (VALUES 1, 2) t(a) GROUP BY ROLLUP (a) ORDER BY 1
=> integer, integer
1 | 0
2 | 0
NULL | 1

SELECT a, count(*) FROM (VALUES 1, 1, 2) t(a) GROUP BY a HAVING count(*) > 1
=> integer, bigint
1 | 2

SELECT a FROM (VALUES 1) t(a) GROUP BY a ORDER BY b
!! COLUMN_NOT_FOUND

SELECT a, b FROM (VALUES (1, 2)) t(a, b) GROUP BY a
!! EXPRESSION_NOT_AGGREGATE

SELECT sum(sum(a)) FROM (VALUES 1) t(a)
!! NESTED_AGGREGATION

SELECT a FROM (VALUES 1, 2) t(a) WHERE sum(a) > 1
!! EXPRESSION_NOT_SCALAR

SELECT a AS b FROM (VALUES 1) t(a) HAVING b > 0
!! COLUMN_NOT_FOUND

SELECT DISTINCT a, b FROM (VALUES (1, 2), (1, 2)) t(a, b) ORDER BY a + b
!! EXPRESSION_NOT_IN_DISTINCT

SELECT DISTINCT a FROM (VALUES 2, 1) t(a) ORDER BY a
=> integer
1
2

SELECT row_number() OVER (PARTITION BY a ORDER BY b DESC) r, a FROM (VALUES (1, 1), (1, 2)) t(a, b) ORDER BY r
=> bigint, integer
1 | 1
2 | 1

SELECT ntile(3) OVER (ORDER BY a), percent_rank() OVER (ORDER BY a), cume_dist() OVER (ORDER BY a) FROM (VALUES 1, 2, 3, 4) t(a) ORDER BY 1, 2
=> bigint, double, double
1 | 0.0 | 0.25
1 | 0.3333333333333333 | 0.5
2 | 0.6666666666666666 | 0.75
3 | 1.0 | 1.0

SELECT first_value(a) OVER (ORDER BY b), nth_value(a, 2) OVER (ORDER BY b ROWS BETWEEN UNBOUNDED PRECEDING AND UNBOUNDED FOLLOWING) FROM (VALUES ('x', 2), ('y', 1)) t(a, b) ORDER BY b
=> varchar, varchar
y | x
y | x

SELECT lag(a, 1, 0) OVER (ORDER BY a), lead(a) IGNORE NULLS OVER (ORDER BY a) FROM (VALUES 1, 2) t(a) ORDER BY 1
=> integer, integer
0 | 2
1 | NULL

SELECT lead(a) OVER (PARTITION BY a) FROM (VALUES 1) t(a)
!! MISSING_ORDER_BY

SELECT rank() OVER () FROM (VALUES 1) t(a)
=> bigint
1

SELECT sum(a) OVER (ORDER BY a RANGE BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW), count(*) OVER (PARTITION BY a) FROM (VALUES 1, 1, 2) t(a) ORDER BY 1
=> bigint, bigint
2 | 2
2 | 2
4 | 1

SELECT a.k, coalesce(b.v, 0) FROM (VALUES 1, 2) a(k) LEFT JOIN (VALUES (2, 5)) b(k, v) USING (k) ORDER BY 1
!! COLUMN_NOT_FOUND

SELECT k, a.v, b.v FROM (VALUES (1, 'a')) a(k, v) JOIN (VALUES (1, 'b')) b(k, v) USING (k)
=> integer, varchar, varchar
1 | a | b

SELECT v FROM (VALUES (1, 'a')) a(k, v) JOIN (VALUES (1, 'b')) b(k, v) USING (k)
!! AMBIGUOUS_NAME

SELECT * FROM (VALUES (1, 'a')) a(k, v) JOIN (VALUES (1, 'b')) b(k, w) USING (k)
=> integer, varchar, varchar
1 | a | b

SELECT a.x FROM (VALUES 1, 2, 3) a(x) WHERE EXISTS (SELECT 1 FROM (VALUES 2) b(y) WHERE b.y = a.x)
=> integer
2

SELECT a.x FROM (VALUES 1, 2, null) a(x) WHERE a.x NOT IN (SELECT y FROM (VALUES 1) b(y))
=> integer
2

SELECT a.x FROM (VALUES 1, 2) a(x) WHERE a.x > ALL (SELECT y FROM (VALUES 1) b(y))
=> integer
2

SELECT x, (SELECT max(y) FROM (VALUES 1, 5) b(y) WHERE y > x) FROM (VALUES 0, 9) a(x) ORDER BY 1
=> integer, integer
0 | 5
9 | NULL

WITH RECURSIVE r(n, f) AS (SELECT 1, bigint '1' UNION ALL SELECT n + 1, f * (n + 1) FROM r WHERE n < 6) SELECT max(f) FROM r
=> bigint
720

WITH RECURSIVE r(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM r WHERE n < 100) SELECT count(*) FROM r
!! NOT_SUPPORTED

WITH t AS (SELECT 1 AS a), u AS (SELECT a + 1 AS a FROM t) SELECT t.a, u.a FROM t CROSS JOIN u
=> integer, integer
1 | 2

WITH t AS (SELECT 1 AS a) SELECT * FROM (TABLE t) UNION ALL TABLE t
=> integer
1
1

(SELECT 1 AS a) UNION (SELECT 2) EXCEPT (SELECT 2)
=> integer
1

SELECT 1 AS a INTERSECT SELECT 1 UNION ALL SELECT 3 ORDER BY a
=> integer
1
3

SELECT * FROM (VALUES (1, 'a'), (2, 'b'), (3, 'c')) t(n, s) ORDER BY n DESC OFFSET 1 LIMIT 1
=> integer, varchar
2 | b

SELECT n FROM UNNEST(array[1, 2]) WITH ORDINALITY t(n, o) WHERE o = 2
=> integer
2

SELECT s, n FROM UNNEST(array[row('a', 1), row('b', 2)]) t(s, n) ORDER BY n DESC
=> varchar, integer
b | 2
a | 1

SELECT u.k, u.v FROM (VALUES map(array['a', 'b'], array[1, 2])) t(m) CROSS JOIN UNNEST(m) u(k, v) ORDER BY 1
=> varchar, integer
a | 1
b | 2

SELECT CASE WHEN x > 1 THEN 'big' WHEN x = 1 THEN 'one' END, IF(x > 1, 'y', 'n'), nullif(x, 1), coalesce(nullif(x, 1), -1) FROM (VALUES 1, 2, null) t(x)
=> varchar, varchar, integer, integer
one | n | NULL | -1
big | y | 2 | 2
NULL | n | NULL | -1

SELECT CASE x WHEN 1 THEN 'one' ELSE 2 END FROM (VALUES 1) t(x)
!! TYPE_MISMATCH

SELECT IF(1, 2, 3)
!! TYPE_MISMATCH

SELECT 1 WHERE 1
!! TYPE_MISMATCH

SELECT 'a' + 1
!! TYPE_MISMATCH

SELECT '1' || 1
!! FUNCTION_NOT_FOUND

SELECT date '2020-01-01' > '2020-01-01'
!! TYPE_MISMATCH

SELECT 1 IN ('a', 'b')
!! TYPE_MISMATCH

SELECT try(1 / 0), try_cast('a' AS bigint), try(element_at(array[1], 0)), coalesce(try(1 % 0), -1)
=> integer, bigint, integer, integer
NULL | NULL | NULL | -1

SELECT cast(row(1, 'a') AS row(x integer, y varchar)).y, row(1, 2)[2]
=> varchar, integer
a | 2

SELECT cast(array['1', '2'] AS array(integer)), cast(map(array['1'], array['2']) AS map(integer, bigint))
=> array, map
[1, 2] | {1=2}

SELECT cast('[1]' AS json), json_parse('[1]') = json '[1]', cast('a' AS json)
=> json, boolean, json
"[1]" | true | "a"

SELECT cast(x AS varchar) FROM (VALUES real '3.4028235E38', real '0.1', real '1') t(x)
=> varchar
3.402823E38
1.0E-1
1.0E0

SELECT cast(x AS varchar), x FROM (VALUES 1e15, 123.456e0, 1e-7, 0.001e0) t(x)
=> varchar, double
1.0E15 | 1.0E15
1.23456E2 | 123.456
1.0E-7 | 1.0E-7
1.0E-3 | 0.001

SELECT from_unixtime(1577836800), to_unixtime(from_unixtime(1.5e0)), from_unixtime(-1)
=> timestamp with time zone, double, timestamp with time zone
2020-01-01 00:00:00.000 UTC | 1.5 | 1969-12-31 23:59:59.000 UTC

SELECT nosuchfunction(1)
!! FUNCTION_NOT_FOUND

SELECT char_length('a')
!! FUNCTION_NOT_FOUND

SELECT abs('a')
!! FUNCTION_NOT_FOUND

SELECT abs()
!! FUNCTION_NOT_FOUND

SELECT length(1)
!! FUNCTION_NOT_FOUND

SELECT interval '3' month < interval '1' year
=> boolean
true

SELECT interval '1' day < interval '1' month
!! TYPE_MISMATCH

SELECT format('%08.3f|%+d|%s', 3.14159e0, 5, true), format('%s %s', 'a')
!! INVALID_FUNCTION_ARGUMENT

SELECT cast(real '3.4028235E38' as varchar), cast(real '0.1' as varchar), cast(real '1.1234567' as varchar), cast(real '123456.789' as varchar), cast(real 'NaN' as varchar), cast(real '-0.0' as varchar),
    cast(1.50 as json), cast(cast(1.5 as decimal(5,3)) as json), cast(real '0.1' as json),
    cast(row(1, 'x', true, null) as json),
    cast(array[date '2020-01-01'] as json),
    cast(map(array['nan'], array['inf']) as json),
    cast(1.50 as varchar), cast(array['nan'] as json), cast(array[bigint '1', null] as json)
=> varchar, varchar, varchar, varchar, varchar, varchar, json, json, json, json, json, json, varchar, json, json
3.402823E38 | 1.0E-1 | 1.123457E0 | 1.234568E5 | NaN | -0E0 | 1.50 | 1.500 | 0.1 | {"":1,"":"x","":true,"":null} | ["2020-01-01"] | {"nan":"inf"} | 1.50 | ["nan"] | [1,null]

SELECT DISTINCT count(x) OVER (PARTITION BY x) FROM (VALUES 1,1) t(x)
=> bigint
2

SELECT cast(cast(row(1, array[1]) as row(a integer, b array(integer))) as json)
=> json
{"a":1,"b":[1]}

SELECT array_join(array[1.50, 2.25], ','), array_join(array[real '0.1'], ','), array_join(array[true, null], ',', 'x'), array_join(array[date '2020-01-01'], ' '),
    json_format(cast(1e20 as json)), json_format(cast(1e7 as json)), json_format(cast(0.0001e0 as json)), json_format(cast(123.5e0 as json)), json_format(cast(-0e0 as json)), json_format(cast(real '0.1' as json)),
    json_format(cast(array[1e0, 0.1e0, 123456.5e0] as json)), json_format(cast(cast(null as double) as json)), json_format(cast(1.50 as json)),
    json_format(cast(infinity() as json)), json_format(cast(true as json)), json_format(cast('a"b' as json)), json_format(cast('é' as json))
=> varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar
1.50,2.25 | 1.0E-1 | true,x | 2020-01-01 | 1.0E20 | 1.0E7 | 1.0E-4 | 123.5 | -0.0 | 0.1 | [1.0,0.1,123456.5] | NULL | 1.50 | "Infinity" | true | "a\"b" | "é"

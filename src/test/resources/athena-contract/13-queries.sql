-- queries, texts of times, and NULLs without a type: what a Trino 476 answers

SELECT count_if(x), bool_and(x), bool_or(x), every(x) FROM (VALUES cast(null as boolean)) t(x)
=> bigint, boolean, boolean, boolean
0 | NULL | NULL | NULL

SELECT count_if(x), bool_and(x), sum(1), count(*), array_agg(x), max(x), avg(y) FROM (VALUES (true,1)) t(x,y) WHERE false
=> bigint, boolean, bigint, bigint, array, boolean, double
0 | NULL | NULL | 0 | NULL | NULL | NULL

SELECT array_agg(x ORDER BY x DESC), listagg(cast(x as varchar), ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 3,1,2) t(x)
=> array, varchar
[3, 2, 1] | 1,2,3

SELECT listagg(x, ',') WITHIN GROUP (ORDER BY x) FROM (VALUES 'a',null,'b') t(x)
=> varchar
a,b

SELECT sum(x), avg(x), min(x), max(x) FROM (VALUES 1.10, 2.25, null) t(x)
=> decimal, decimal, decimal, decimal
3.35 | 1.68 | 1.10 | 2.25

SELECT avg(x), sum(x) FROM (VALUES decimal '0.1', decimal '0.2', decimal '0.2') t(x)
=> decimal, decimal
0.2 | 0.5

SELECT avg(x), sum(x), typeof(sum(x)), typeof(avg(x)) FROM (VALUES 1, 2) t(x)
=> double, bigint, varchar, varchar
1.5 | 3 | bigint | double

SELECT sum(x) FROM (VALUES 9223372036854775807, 1) t(x)
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT sum(x) FROM (VALUES 2147483647, 1) t(x)
=> bigint
2147483648

SELECT sum(x) FROM (VALUES real '0.1', real '0.2') t(x)
=> float
0.3

SELECT approx_percentile(x, 0.5), approx_percentile(x, 0.25), approx_distinct(x) FROM (VALUES 1,2,3,4) t(x)
=> bigint, bigint, bigint
3 | 2 | 4

SELECT approx_percentile(x, array[0.1,0.9]) FROM (VALUES 1,2,3,4) t(x)
=> array
[1, 4]

SELECT stddev(x), variance(x), stddev_pop(x), var_pop(x) FROM (VALUES 1) t(x)
=> double, double, double, double
NULL | NULL | 0.0 | 0.0

SELECT stddev(x), variance(x) FROM (VALUES 1.5, 2.5) t(x)
=> double, double
0.7071067811865476 | 0.5

SELECT x, count(*) FROM (VALUES nan(), nan(), 1e0, null) t(x) GROUP BY x ORDER BY x
=> double, bigint
1.0 | 1
NaN | 2
NULL | 1

SELECT DISTINCT x FROM (VALUES nan(), nan()) t(x)
=> double
NaN

SELECT x FROM (VALUES nan(), 1e0, infinity(), null, -infinity()) t(x) ORDER BY x
=> double
-Infinity
1.0
Infinity
NaN
NULL

SELECT x FROM (VALUES nan(), 1e0, infinity(), null) t(x) ORDER BY x DESC
=> double
NaN
Infinity
1.0
NULL

SELECT a.x FROM (VALUES nan(), 1e0) a(x) JOIN (VALUES nan(), 1e0) b(x) ON a.x = b.x
=> double
1.0

SELECT x FROM (VALUES nan(), 1e0) a(x) INTERSECT SELECT * FROM (VALUES nan(), 2e0)
=> double
NaN

SELECT x FROM (VALUES 1, null) a(x) EXCEPT SELECT * FROM (VALUES cast(null as integer))
=> integer
1

SELECT 1 WHERE 1 NOT IN (SELECT * FROM (VALUES 2, null))
=> integer

SELECT 1 WHERE null NOT IN (SELECT 1 WHERE false)
=> integer
1

SELECT x, y, sum(z), grouping(x, y) FROM (VALUES (1,2,3),(1,3,4)) t(x,y,z) GROUP BY ROLLUP(x,y) ORDER BY 4,1,2
=> integer, integer, bigint, integer
1 | 2 | 3 | 0
1 | 3 | 4 | 0
1 | NULL | 7 | 1
NULL | NULL | 7 | 3

SELECT x, sum(y) FROM (VALUES (1,2),(1,3),(2,5)) t(x,y) GROUP BY GROUPING SETS ((x), ()) ORDER BY 1
=> integer, bigint
1 | 5
2 | 5
NULL | 10

SELECT count(*) FROM (VALUES 1) t(x) GROUP BY ()
=> bigint
1

SELECT sum(x) FROM (VALUES 1) t(x) WHERE false GROUP BY ()
=> bigint
NULL

SELECT x, row_number() OVER (ORDER BY x), rank() OVER (ORDER BY x), dense_rank() OVER (ORDER BY x), percent_rank() OVER (ORDER BY x), cume_dist() OVER (ORDER BY x), ntile(2) OVER (ORDER BY x) FROM (VALUES 1,1,2,null) t(x) ORDER BY x
=> integer, bigint, bigint, bigint, double, double, bigint
1 | 1 | 1 | 1 | 0.0 | 0.5 | 1
1 | 2 | 1 | 1 | 0.0 | 0.5 | 1
2 | 3 | 3 | 2 | 0.6666666666666666 | 0.75 | 2
NULL | 4 | 4 | 3 | 1.0 | 1.0 | 2

SELECT x, lag(x) OVER (ORDER BY x), lead(x, 2, -1) OVER (ORDER BY x), first_value(x) OVER (ORDER BY x), last_value(x) OVER (ORDER BY x), nth_value(x,2) OVER (ORDER BY x) FROM (VALUES 1,2,3) t(x) ORDER BY x
=> integer, integer, integer, integer, integer, integer
1 | NULL | 3 | 1 | 1 | NULL
2 | 1 | -1 | 1 | 2 | 2
3 | 2 | -1 | 1 | 3 | 2

SELECT x, lag(x) IGNORE NULLS OVER (ORDER BY y), last_value(x) IGNORE NULLS OVER (ORDER BY y) FROM (VALUES (1,1),(null,2),(3,3)) t(x,y) ORDER BY y
=> integer, integer, integer
1 | NULL | 1
NULL | 1 | 1
3 | 1 | 3

SELECT x, sum(x) OVER (ORDER BY x ROWS BETWEEN 1 PRECEDING AND CURRENT ROW), avg(x) OVER (ORDER BY x RANGE BETWEEN 1 PRECEDING AND 1 FOLLOWING), count(*) OVER () FROM (VALUES 1,2,4) t(x) ORDER BY x
=> integer, bigint, double, bigint
1 | 1 | 1.5 | 3
2 | 3 | 1.5 | 3
4 | 6 | 4.0 | 3

SELECT x, sum(x) OVER (ORDER BY x GROUPS BETWEEN 1 PRECEDING AND CURRENT ROW) FROM (VALUES 1,1,2,4) t(x) ORDER BY x
=> integer, bigint
1 | 2
1 | 2
2 | 4
4 | 6

SELECT x, max(x) OVER (PARTITION BY x % 2 ORDER BY x) FROM (VALUES 1,2,3) t(x) ORDER BY x
=> integer, integer
1 | 1
2 | 2
3 | 3

SELECT d, sum(x) OVER (ORDER BY d RANGE BETWEEN INTERVAL '1' DAY PRECEDING AND CURRENT ROW) FROM (VALUES (date '2020-01-01', 1), (date '2020-01-02', 2), (date '2020-01-04', 3)) t(d,x) ORDER BY d
=> date, bigint
2020-01-01 | 1
2020-01-02 | 3
2020-01-04 | 3

SELECT sum(x) OVER w FROM (VALUES 1,2) t(x) WINDOW w AS (ORDER BY x)
=> bigint
1
3

SELECT x FROM (VALUES 1,2,3) t(x) ORDER BY x OFFSET 1 ROWS FETCH FIRST 1 ROW ONLY
=> integer
2

SELECT x FROM (VALUES 1,2,3) t(x) ORDER BY x LIMIT ALL
=> integer
1
2
3

SELECT x y FROM (VALUES 1) t(x) ORDER BY y + 1
=> integer
1

SELECT x y FROM (VALUES 1) t(x) WHERE y = 1
!! COLUMN_NOT_FOUND

SELECT x y, count(*) FROM (VALUES 1) t(x) GROUP BY y
!! COLUMN_NOT_FOUND

SELECT x y, count(*) c FROM (VALUES 1) t(x) GROUP BY 1 HAVING c > 0
!! COLUMN_NOT_FOUND

SELECT 'a' 'b'
!! SYNTAX_ERROR

SELECT "x" FROM (VALUES 1) t(X)
=> integer
1

SELECT x.y.z FROM (VALUES cast(row(row(1)) as row(y row(z integer)))) t(x)
!! INVALID_COLUMN_REFERENCE|NOT_SUPPORTED

SELECT t.x.a, x.a FROM (VALUES cast(row(1) as row(a integer))) t(x)
!! TYPE_MISMATCH|NOT_SUPPORTED

SELECT x[1], x[2] FROM (VALUES row(row(1,'b'))) t(x)
=> integer, varchar
1 | b

SELECT x[3] FROM (VALUES row(row(1,'b'))) t(x)
!! INVALID_FUNCTION_ARGUMENT

SELECT array[1,2][3]
!! INVALID_FUNCTION_ARGUMENT

SELECT array[1,2][0]
!! INVALID_FUNCTION_ARGUMENT

SELECT array[1,2][-1]
!! INVALID_FUNCTION_ARGUMENT

SELECT map(array['a'],array[1])['b']
!! INVALID_FUNCTION_ARGUMENT

SELECT element_at(map(array['a'],array[1]),'b')
=> integer
NULL

SELECT map(array['a','a'],array[1,2])
!! INVALID_FUNCTION_ARGUMENT

SELECT 1/0
!! DIVISION_BY_ZERO

SELECT 1%0
!! DIVISION_BY_ZERO

SELECT 1e0/0,
    0e0/0
=> double, double
Infinity | NaN

SELECT 1.0/0
!! DIVISION_BY_ZERO

SELECT 1.00/3, 10.0/3.00, 1/3.0, 7/2, -7/2, -7%3, 7%-3, 5.5%2
=> decimal, decimal, decimal, integer, integer, integer, integer, decimal
0.33 | 3.33 | 0.3 | 3 | -3 | -1 | 1 | 1.5

SELECT decimal '99999999999999999999999999999999999999' + 1
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT cast(1.5 as bigint), cast(2.5 as bigint), cast(-1.5 as bigint), cast(1.5e0 as integer), cast(2.5e0 as integer), cast('1.5' as double)
=> bigint, bigint, bigint, integer, integer, double
2 | 3 | -2 | 2 | 3 | 1.5

SELECT cast(1e20 as bigint)
!! INVALID_CAST_ARGUMENT

SELECT cast('abc' as integer)
!! INVALID_CAST_ARGUMENT

SELECT cast(' 1 ' as integer)
=> integer
1

SELECT cast('1.0' as integer)
!! INVALID_CAST_ARGUMENT

SELECT cast(300 as tinyint)
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT cast(1.005 as decimal(3,2)), cast(1e0/3 as decimal(5,3)), cast('1.2345' as decimal(4,2)), cast(-1.005 as decimal(3,2))
=> decimal, decimal, decimal, decimal
1.01 | 0.333 | 1.23 | -1.01

SELECT cast(123.45 as decimal(3,2))
!! INVALID_CAST_ARGUMENT

SELECT cast(true as integer), cast(0 as boolean), cast('t' as boolean), cast(1 as varchar), cast(true as varchar), cast(1.50 as varchar), cast(1e0 as varchar), cast(1e7 as varchar), cast(real '0.1' as varchar), cast(date '2020-01-01' as varchar),
    cast(real '0.1' as double), cast(0.1e0 as real), real '0.1' + 0.2e0, real '1' / 3,
    cast('2020-01-01' as date), cast('2020-1-1' as date), cast(timestamp '2020-01-01 23:00:00' as date)
=> integer, boolean, boolean, varchar, varchar, varchar, varchar, varchar, varchar, varchar, double, float, double, float, date, date, date
1 | false | true | 1 | true | 1.50 | 1.0E0 | 1.0E7 | 1.0E-1 | 2020-01-01 | 0.10000000149011612 | 0.1 | 0.30000000149011613 | 0.33333334 | 2020-01-01 | 2020-01-01 | 2020-01-01

SELECT cast('2020-13-01' as date)
!! INVALID_CAST_ARGUMENT

SELECT cast('2020-01-01 1:2:3' as timestamp), cast('2020-01-01' as timestamp),
    cast('2020-01-01 01:02:03 UTC' as timestamp with time zone), cast(date '2020-01-01' as timestamp), cast(timestamp '2020-01-01 01:00:00 UTC' as timestamp),
    try_cast('x' as integer), try_cast('2020-02-30' as date), try(1/0), try(cast('x' as integer)), try_cast(1e30 as bigint),
    'a' < 'B', 'a' = 'a ', 'é' > 'z', '' < 'a', 'a' || 'b' || 'c',
    1 BETWEEN 0 AND 2, 1 BETWEEN 2 AND 0, null BETWEEN 1 AND 2, 'b' BETWEEN 'a' AND 'c',
    1 = 1.0, 1 = 1e0, 0.1 = 0.1e0, 1 <> 2, 1 != 2, null = null, 1 IS DISTINCT FROM null
=> timestamp, timestamp, timestamp with time zone, timestamp, timestamp, integer, date, integer, integer, bigint, boolean, boolean, boolean, boolean, varchar, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean, boolean
2020-01-01 01:02:03.000 | 2020-01-01 00:00:00.000 | 2020-01-01 01:02:03.000 UTC | 2020-01-01 00:00:00.000 | 2020-01-01 01:00:00.000 | NULL | NULL | NULL | NULL | NULL | false | false | true | true | abc | true | false | NULL | true | true | true | true | true | true | NULL | true

SELECT '1' = 1
!! TYPE_MISMATCH

SELECT date '2020-01-01' = '2020-01-01'
!! TYPE_MISMATCH

SELECT date '2020-01-01' < timestamp '2020-01-01 00:00:01',
    true > false, true = true, true AND null, false AND null, true OR null, NOT null
=> boolean, boolean, boolean, boolean, boolean, boolean, boolean
true | true | true | NULL | false | true | NULL

SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, y) WHERE (x, y) IN ((1,'a'), (3,'c'))
=> integer, varchar
1 | a

SELECT * FROM (VALUES (1, 'a'), (2, 'b')) t(x, y) WHERE (x, y) = (2, 'b')
=> integer, varchar
2 | b

SELECT (SELECT max(x) FROM (VALUES 1,2) t(x)), EXISTS (SELECT 1), 1 = ANY (VALUES 1,2), 1 > ALL (VALUES 0)
=> integer, boolean, boolean, boolean
2 | true | true | true

SELECT (SELECT x FROM (VALUES 1,2) t(x))
!! SUBQUERY_MULTIPLE_ROWS

SELECT t.x, (SELECT count(*) FROM (VALUES 1,2,3) u(y) WHERE u.y > t.x) FROM (VALUES 1,2) t(x) ORDER BY 1
=> integer, bigint
1 | 2
2 | 1

SELECT t.x, l.z FROM (VALUES 1,2) t(x) CROSS JOIN LATERAL (SELECT t.x * 2 z) l ORDER BY 1
=> integer, integer
1 | 2
2 | 4

SELECT a.x, b.y FROM (VALUES 1,2) a(x) FULL JOIN (VALUES 2,3) b(y) ON a.x = b.y ORDER BY 1,2
=> integer, integer
1 | NULL
2 | 2
NULL | 3

SELECT a.x, b.y FROM (VALUES 1,2) a(x) LEFT JOIN (VALUES 2,3) b(y) ON a.x < b.y ORDER BY 1,2
=> integer, integer
1 | 2
1 | 3
2 | 3

SELECT * FROM (VALUES 1) a(x) NATURAL JOIN (VALUES 1) b(x)
!! NOT_SUPPORTED

SELECT * FROM (SELECT 1 x UNION SELECT 1 UNION ALL SELECT 2) ORDER BY 1
=> integer
1
2

SELECT 1 UNION SELECT 1.5 ORDER BY 1
=> decimal
1.0
1.5

SELECT 1 x UNION ALL SELECT 'a'
!! TYPE_MISMATCH

SELECT null UNION ALL SELECT 1 ORDER BY 1
=> integer
1
NULL

SELECT * FROM (VALUES (1, null), (2, 'a')) t(a,b) ORDER BY 1
=> integer, varchar
1 | NULL
2 | a

SELECT * FROM (VALUES (1, 1.5), (2, 2)) t(a,b) ORDER BY 1
=> integer, decimal
1 | 1.5
2 | 2.0

SELECT * FROM (VALUES (1, 1e0), (2, 2)) t(a,b) ORDER BY 1
=> integer, double
1 | 1.0
2 | 2.0

WITH a AS (SELECT 1 x), b AS (SELECT x + 1 y FROM a) SELECT * FROM a, b
=> integer, integer
1 | 2

WITH a(z) AS (SELECT 1) SELECT z FROM a
=> integer
1

SELECT extract(year FROM date '2020-05-06'), extract(dow FROM date '2020-05-03'), extract(week FROM date '2021-01-03'), extract(day FROM interval '3' day), extract(doy FROM date '2020-12-31')
=> bigint, bigint, bigint, bigint, bigint
2020 | 7 | 53 | 3 | 366

SELECT format('%s %d %.2f %05d %,d %x %b', 'a', 1, 1.5e0, 42, 1000000, 255, true)
=> varchar
a 1 1.50 00042 1,000,000 ff true

SELECT format('%s', array[1]), format('%s', null), format('%%')
!! SYNTAX_ERROR

SELECT format('%d', 1.5e0)
!! INVALID_FUNCTION_ARGUMENT

SELECT format('%s', date '2020-01-01'), format('%tY', date '2020-01-01'), format('%10s|%-10s|', 'a', 'b'), format('%e', 12345.678e0)
=> varchar, varchar, varchar, varchar
2020-01-01 | 2020 |          a|b         | | 1.234568e+04

SELECT date_trunc('month', date '2020-05-06'), date_trunc('week', timestamp '2020-05-06 12:00:00'), date_add('month', 1, date '2020-01-31'), date_add('day', -1, timestamp '2020-03-01 00:00:00'), date_diff('month', date '2020-01-31', date '2020-02-29')
=> date, timestamp, date, timestamp, bigint
2020-05-01 | 2020-05-04 00:00:00.000 | 2020-02-29 | 2020-02-29 00:00:00.000 | 1

SELECT cast(x as varchar) FROM (VALUES timestamp '2020-01-01 00:00:00.000') t(x)
=> varchar
2020-01-01 00:00:00.000

SELECT cast(from_unixtime(0) as varchar), cast(cast('2020-01-01' as timestamp) as varchar), cast(date_parse('2020','%Y') as varchar)
=> varchar, varchar, varchar
1970-01-01 00:00:00.000 UTC | 2020-01-01 00:00:00.000 | 2020-01-01 00:00:00.000

SELECT format('%s', timestamp '2020-01-01 00:00:00')
=> varchar
2020-01-01T00:00

SELECT concat(cast(timestamp '2020-01-01 00:00:00' as varchar), 'x')
=> varchar
2020-01-01 00:00:00x

SELECT date_format(timestamp '2020-01-01 00:00:00', '%Y-%m-%d %H:%i:%s'), date_format(date '2020-01-01', '%d/%m/%y')
=> varchar, varchar
2020-01-01 00:00:00 | 01/01/20

SELECT date_parse('2020-01-01 10:11', '%Y-%m-%d %H:%i'), date_parse('01/02/20', '%d/%m/%y')
=> timestamp, timestamp
2020-01-01 10:11:00.000 | 2020-02-01 00:00:00.000

SELECT timestamp '2020-01-01 00:00:00' = date '2020-01-01', timestamp '2020-01-01 00:00:00 UTC' = timestamp '2020-01-01 00:00:00'
=> boolean, boolean
true | true

SELECT sum(x) FROM (VALUES interval '1' day, interval '2' hour) t(x)
=> interval day to second
1 02:00:00.000

SELECT date '2020-01-01' + interval '1' hour
!! INVALID_FUNCTION_ARGUMENT

SELECT date '2020-01-31' + interval '1' month, date '2020-02-29' - interval '1' year
=> date, date
2020-02-29 | 2019-02-28

SELECT x FROM (VALUES interval '1' day, interval '2' hour) t(x) ORDER BY x
=> interval day to second
0 02:00:00.000
1 00:00:00.000

SELECT year(date '0001-01-01'), date '-0001-01-01', date '10000-01-01'
=> bigint, date, date
1 | -0001-01-01 | +10000-01-01

SELECT date '2020-02-30'
!! INVALID_LITERAL

SELECT week(date '2021-01-03'), year_of_week(date '2021-01-03'), day_of_week(date '2021-01-03')
=> bigint, bigint, bigint
53 | 2020 | 7

SELECT timestamp '2020-01-01 24:00:00'
!! INVALID_LITERAL

SELECT timestamp '2020-01-01 01:02', timestamp '2020-01-01'
=> timestamp, timestamp
2020-01-01 01:02:00.000 | 2020-01-01 00:00:00.000

SELECT cast(json '{"b":1,"a":[1,2]}' as varchar)
!! INVALID_CAST_ARGUMENT

SELECT json_format(json '{"b":1, "a":[1, 2]}'), json_extract('{"a":{"b":1}}', '$.a'), json_extract_scalar('{"a":"x"}', '$.a'), json_array_length('[1,2]')
=> varchar, json, varchar, bigint
{"a":[1,2],"b":1} | {"b":1} | x | 2

SELECT json_parse('{"a":1.0}'), json_parse('1e2'), json_parse('"\u00e9"'), json_parse(' 1 ')
=> json, json, json, json
{"a":1.0} | 100.0 | "é" | 1

SELECT json_parse('{a:1}')
!! INVALID_FUNCTION_ARGUMENT

SELECT json '1' = json '1', json '{"a":1}' = json '{"a": 1}'
=> boolean, boolean
true | true

SELECT cast(json_parse('[1,"2",null]') as array(varchar)), cast(json_parse('{"a":{"b":2}}') as map(varchar, json))
=> array, map
[1, 2, null] | {a={"b":2}}

SELECT cast(map(array['a'], array[array[1,2]]) as json), cast(row(1,'x') as json), cast(array[map(array['k'],array[1])] as json)
=> json, json, json
{"a":[1,2]} | {"":1,"":"x"} | [{"k":1}]

SELECT cast(cast(row(1,'x') as row(a integer, b varchar)) as json)
=> json
{"a":1,"b":"x"}

SELECT regexp_replace('2020-01-02', '(\d+)-(\d+)-(\d+)', '$3/$2/$1'), regexp_extract('ab12', '\d+'), regexp_like('abc', 'B'), regexp_count('aaa', 'a'), regexp_split('a1b2', '\d')
=> varchar, varchar, boolean, bigint, array
02/01/2020 | 12 | false | 3 | [a, b, ]

SELECT split('a,b,', ','), split_part('a-b', '-', 3), strpos('abc', 'c'), strpos('abcabc', 'b', 2), strpos('abcabc', 'b', -1), position('b' IN 'abc')
=> array, varchar, bigint, bigint, bigint, bigint
[a, b, ] | NULL | 3 | 5 | 5 | 2

SELECT substr('hello', 2, 3), substr('hello', -3), substr('hello', 0), substring('hello' FROM 2 FOR 2), length('😀'), reverse('a😀'), upper('straße'), lower('ÀÉ')
=> varchar, varchar, varchar, varchar, bigint, varchar, varchar, varchar
ell | llo |  | el | 1 | 😀a | STRAßE | àé

SELECT lpad('a', 5, 'xy'), rpad('a', 5, 'xy'), lpad('abc', 2, 'x'), trim('  a '), ltrim('xxa', 'x'), rtrim('axx', 'x'), trim(BOTH 'x' FROM 'xax'), trim(LEADING FROM ' a')
=> varchar, varchar, varchar, varchar, varchar, varchar, varchar, varchar
xyxya | axyxy | ab | a | a | a | a | a

SELECT translate('abc', 'ab', 'x'), replace('aaa', 'a', 'b'), chr(65), codepoint('A'), concat('a', 'b', 'c'), concat_ws('-', 'a', cast(null as varchar), 'b'), levenshtein_distance('kitten', 'sitting'), starts_with('abc', 'ab')
=> varchar, varchar, varchar, integer, varchar, varchar, bigint, boolean
xc | bbb | A | 65 | abc | a-b | 3 | true

SELECT typeof(length('a')), typeof(cardinality(array[1])), typeof(year(date '2020-01-01')), typeof(round(1.5e0)), typeof(sign(1)), typeof(1 = 1), typeof(count(*)) FROM (VALUES 1) t(x)
=> varchar, varchar, varchar, varchar, varchar, varchar, varchar
bigint | bigint | bigint | double | integer | boolean | bigint

SELECT transform(array[1,2], x -> x * 2), filter(array[1,2,3], x -> x > 1), reduce(array[1,2,3], 0, (s, x) -> s + x, s -> s * 10), any_match(array[1,2], x -> x = 1), all_match(array[1,2], x -> x > 0), none_match(array[1], x -> x = 2)
=> array, array, integer, boolean, boolean, boolean
[2, 4] | [2, 3] | 60 | true | true | true

SELECT array_distinct(array[1,1,null,null]), array_max(array[1,null]), array_min(array[3,1]), cardinality(array[]), array[1] || array[2], array[1] || 2, contains(array['a'], 'b'), sequence(1, 5, 2), flatten(array[array[1],array[2,3]]), slice(array[1,2,3], 2, 2), repeat('a', 3)
=> array, integer, integer, bigint, array, array, boolean, array, array, array, array
[1, null] | NULL | 1 | 0 | [1, 2] | [1, 2] | false | [1, 3, 5] | [1, 2, 3] | [2, 3] | [a, a, a]

SELECT map_keys(map(array['a'],array[1])), map_values(map(array['a'],array[1])), map(array[1,2], array['x','y'])[2], cardinality(map(array['a'],array[1]))
=> array, array, varchar, bigint
[a] | [1] | y | 1

SELECT shuffle(array[1]), array_first(array[1])
!! FUNCTION_NOT_FOUND|NOT_SUPPORTED

SELECT sum(DISTINCT x), avg(DISTINCT x), count(DISTINCT x), max(DISTINCT x), array_agg(DISTINCT x) FROM (VALUES 1,1) t(x)
=> bigint, double, bigint, integer, array
1 | 1.0 | 1 | 1 | [1]

SELECT x, count(*) FILTER (WHERE y > 1) FROM (VALUES (1,1),(1,2)) t(x,y) GROUP BY x
=> integer, bigint
1 | 1

SELECT max_by(x, y), min_by(x, y) FROM (VALUES ('a',1),('b',2),('c',null)) t(x,y)
=> varchar, varchar
b | a

SELECT sum(x) / count(*), sum(x) * 1.0 / count(*), avg(x) FROM (VALUES 1,2) t(x)
=> bigint, decimal, double
1 | 1.5 | 1.5

SELECT round(avg(x), 2), round(2.5), round(-2.5), round(2.5e0), round(-2.5e0), round(1234.567, -2), round(0.5e0), ceil(-0.5e0), floor(-0.5), truncate(-1.9e0), truncate(12.345, 1) FROM (VALUES 1.234, 2.345) t(x)
=> decimal, decimal, decimal, double, double, decimal, double, double, decimal, double, decimal
1.790 | 3 | -3 | 3.0 | -3.0 | 1200.000 | 1.0 | -0.0 | -1 | -1.0 | 12.300

SELECT cast(2 as decimal(10,2)) / 3, cast(1 as decimal(38,0)) / 3, 1.0 / 3.000, 10 / 4, 10 / 4.0, 10 / 4e0, 2 * 1.5, 1 - 0.9
=> decimal, decimal, decimal, integer, decimal, double, decimal, decimal
0.67 | 0 | 0.333 | 2 | 2.5 | 2.5 | 3.0 | 0.1

SELECT abs(-5), abs(-5.5), sign(-2), mod(-7, 3), power(2, 10), sqrt(16), cbrt(27), exp(0), ln(1), log10(100), log2(8), log(2, 8), greatest(1, 2, 3), least(1.5, 2), pi() > 3.14, e() < 2.72
=> integer, decimal, integer, integer, double, double, double, double, double, double, double, double, integer, decimal, boolean, boolean
5 | 5.5 | -1 | -1 | 1024.0 | 4.0 | 3.0 | 1.0 | 0.0 | 2.0 | 3.0 | 3.0 | 3 | 1.5 | true | true

SELECT bitwise_and(5, 3), bitwise_or(5, 3), bitwise_xor(5, 3), bitwise_not(5), to_base(255, 16), is_nan(nan()), is_finite(1e0), infinity() > 1e0
=> bigint, bigint, bigint, bigint, varchar, boolean, boolean, boolean
1 | 7 | 6 | -6 | ff | true | true | true

SELECT strpos('abcabc', 'b', 2), strpos('abcabc', 'b', -1), strpos('abcabc', 'b', -2), strpos('abcabc', 'b', 3), strpos('a😀b😀', '😀', 2), strpos('aaa', 'aa', 2), strpos('aaa', 'aa', -2), strpos('', 'a', 1),
    strpos('abc', '', 1), strpos('abc', '', 2), strpos('abc', '', -1)
=> bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint
5 | 5 | 2 | 0 | 4 | 2 | 1 | 0 | 1 | 1 | 1

SELECT strpos('abc', 'a', 0)
!! INVALID_FUNCTION_ARGUMENT

SELECT truncate(12.345, 1), truncate(-12.345, 2), truncate(12.345, -1), truncate(12.345, 5), truncate(99.9, 0)
=> decimal, decimal, decimal, decimal, decimal
12.300 | -12.340 | 10.000 | 12.345 | 99.0

SELECT cast(x as varchar) FROM (VALUES timestamp '2020-01-01 00:00:00.000') t(x) WHERE x < timestamp '2021-01-01 00:00:00'
=> varchar
2020-01-01 00:00:00.000

SELECT cast(1 as varchar), cast(timestamp '2020-01-01 00:00:00' as varchar), year(timestamp '2020-01-01 00:00:00')
=> varchar, varchar, bigint
1 | 2020-01-01 00:00:00 | 2020

SELECT count_if(DISTINCT x), bool_and(DISTINCT x) FROM (VALUES true,true) t(x)
=> bigint, boolean
1 | true

SELECT timestamp '2020-01-01 23:59:60'
!! INVALID_LITERAL|INVALID_CAST_ARGUMENT

SELECT * FROM UNNEST(ARRAY[row(1,'a'), row(2,'b')]) t(n, s)
=> integer, varchar
1 | a
2 | b

SELECT * FROM UNNEST(ARRAY[row(1,'a'), null]) WITH ORDINALITY t(n, s, o)
=> integer, varchar, bigint
1 | a | 1
NULL | NULL | 2

SELECT * FROM UNNEST(cast(ARRAY[row(1,'a')] as array(row(a integer, b varchar)))) t(n, s)
=> integer, varchar
1 | a

SELECT a, b FROM UNNEST(cast(ARRAY[row(1,'a')] as array(row(a integer, b varchar))))
=> integer, varchar
1 | a

SELECT * FROM UNNEST(ARRAY[row(row(1,2),'a')]) t(n, s)
=> row, varchar
{field0=1, field1=2} | a

SELECT * FROM UNNEST(ARRAY[1,2], ARRAY['a']) WITH ORDINALITY t(n, s, o)
=> integer, varchar, bigint
1 | a | 1
2 | NULL | 2

SELECT * FROM UNNEST(map(array['a','b'], array[1,2])) WITH ORDINALITY t(k, v, o)
=> varchar, integer, bigint
a | 1 | 1
b | 2 | 2

SELECT x, n, s FROM (VALUES 1,2) v(x) CROSS JOIN UNNEST(ARRAY[row(x,'a'), row(x*2,'b')]) t(n, s) ORDER BY 1, 2
=> integer, integer, varchar
1 | 1 | a
1 | 2 | b
2 | 2 | a
2 | 4 | b

SELECT * FROM UNNEST(cast(null as array(row(a integer))))
=> integer

SELECT count(*) FROM UNNEST(cast(null as array(integer)))
=> bigint
0

SELECT * FROM UNNEST(zip(array[1,2], array['a','b'])) t(a,b)
=> integer, varchar
1 | a
2 | b

SELECT approx_percentile(x, array[0.1,0.9]), approx_percentile(x, array[0.5e0]) FROM (VALUES 1,2,3,4) t(x)
=> array, array
[1, 4] | [3]

SELECT max(x,2), min(x,2) FROM (VALUES 3,1,null,1) t(x)
=> array, array
[3, 1] | [1, 1]

SELECT max(x,2), min(x,5) FROM (VALUES 'b','a',null) t(x)
=> array, array
[b, a] | [a, b]

SELECT max(x,2) FROM (VALUES cast(null as integer)) t(x)
=> array
NULL

SELECT max(x,0) FROM (VALUES 1) t(x)
!! INVALID_FUNCTION_ARGUMENT

SELECT g, max(x,2) FROM (VALUES (1,3),(1,5),(2,1),(1,4)) t(g,x) GROUP BY g ORDER BY g
=> integer, array
1 | [5, 4]
2 | [1]

SELECT max(x,2) FROM (VALUES 1.5e0, 2e0) t(x)
=> array
[2.0, 1.5]

SELECT decimal '99999999999999999999999999999999999999' + 1
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT decimal '5' / 2, decimal '1' + 1, decimal '.5', decimal '5.', decimal '-0012.50', decimal '0'
=> decimal, decimal, decimal, decimal, decimal, decimal
3 | 2 | 0.5 | 5 | -12.50 | 0

SELECT cast('x' as timestamp with time zone)
!! INVALID_CAST_ARGUMENT

SELECT nosuch(1)
!! FUNCTION_NOT_FOUND

SELECT row(1,2) IN (row(1,2))
=> boolean
true

SELECT array_agg(x) FROM (VALUES row(1,2)) t(x,y)
=> array
[1]

SELECT U&'\00e9'
=> varchar
é

SELECT x FROM (VALUES x'61', x'62') t(x) ORDER BY x DESC
=> varbinary
62
61

SELECT t.x, l.z FROM (VALUES 1,2) t(x) CROSS JOIN LATERAL (SELECT t.x * 2 z) l ORDER BY 1
=> integer, integer
1 | 2
2 | 4

SELECT t.n, u.x FROM (VALUES 0, 2) t(n) LEFT JOIN UNNEST(CASE WHEN n > 0 THEN sequence(1, n) END) u(x) ON true ORDER BY 1, 2
=> integer, bigint
0 | NULL
2 | 1
2 | 2

SELECT k, v FROM (VALUES map(array['a'],array[1])) t(m), UNNEST(m) u(k, v)
=> varchar, integer
a | 1

SELECT k, v, b FROM (VALUES (map(array['a'],array[1]), array[7,8])) t(m, l), UNNEST(m) u(k, v), UNNEST(l) w(b) ORDER BY 3
=> varchar, integer, integer
a | 1 | 7
a | 1 | 8

SELECT x, (SELECT sum(u) FROM UNNEST(l) t(u)) FROM (VALUES (1, array[1,2])) v(x, l)
=> integer, bigint
1 | 3

SELECT sum(u) FROM (VALUES array[1,2], array[3]) v(l) CROSS JOIN UNNEST(l) t(u)
=> bigint
6

SELECT l.name, l.n FROM (VALUES array[cast(row('a',1) as row(name varchar, n integer))]) t(r) CROSS JOIN UNNEST(r) l
=> varchar, integer
a | 1

SELECT name, n FROM (VALUES array[cast(row('a',1) as row(name varchar, n integer))]) t(r) CROSS JOIN UNNEST(r)
=> varchar, integer
a | 1

SELECT rpad('abc', 1, NULL),
    bitwise_and(NULL, 1),
    array_join(NULL, ''),
    from_base('abc', NULL),
    json_parse(NULL),
    sqrt(NULL)
=> varchar, bigint, varchar, bigint, json, double
NULL | NULL | NULL | NULL | NULL | NULL

SELECT pow(-0e0, NULL),
    cosh(NULL),
    width_bucket(-0e0, -0e0, -0e0, NULL),
    to_base64(NULL),
    mod(1, NULL),
    replace('abc', NULL)
=> double, double, bigint, varchar, integer, varchar
NULL | NULL | NULL | NULL | NULL | NULL

SELECT split_to_map('a=1,', '', NULL),
    regexp_position('abc', '[a-c]+', NULL),
    from_iso8601_timestamp(NULL)
=> map, integer, timestamp with time zone
NULL | NULL | NULL

SELECT substr(NULL, 1)
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT ltrim(NULL, ''),
    bitwise_or(NULL, 1),
    starts_with(NULL, ''),
    regexp_replace('abc', '[a-c]+', NULL),
    arrays_overlap(array['b',null,'a'], NULL),
    split_part('abc', '', NULL)
=> varchar, bigint, boolean, varchar, boolean, varchar
NULL | NULL | NULL | NULL | NULL | NULL

SELECT strpos('abc', NULL, 1),
    lpad(NULL, 1, ''),
    map(array['a'], array[NULL]),
    month(NULL),
    sin(NULL),
    from_big_endian_64(NULL)
=> bigint, varchar, map, bigint, double, bigint
NULL | NULL | {a=null} | NULL | NULL | NULL

SELECT date_parse(NULL, '%H:%i:%s')
=> timestamp
NULL

SELECT sum(NULL)
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT year(NULL),
    hamming_distance('', NULL),
    regexp_count(NULL, '[a-c]+'),
    slice(array[3,1,null,2], 1, NULL)
=> bigint, bigint, bigint, array
NULL | NULL | NULL | NULL

SELECT substr(NULL, 1, 1)
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT sinh(NULL),
    width_bucket(-0e0, -0e0, NULL, 1),
    translate('abc', '', NULL),
    atan(NULL),
    to_hex(NULL),
    url_decode(NULL)
=> double, bigint, varchar, double, varchar, varchar
NULL | NULL | NULL | NULL | NULL | NULL

SELECT date_add('month', NULL, date '1969-12-31'),
    luhn_check(NULL),
    covar_pop(1, NULL),
    array_remove(NULL, 1),
    cardinality(NULL),
    from_base64url(NULL)
=> date, boolean, float, array, bigint, varbinary
NULL | NULL | NULL | NULL | NULL | NULL

SELECT substring('abc', NULL),
    contains(array['b',null,'a'], NULL),
    map_values(NULL),
    levenshtein_distance('abc', NULL),
    rpad('abc', NULL, ''),
    upper(NULL)
=> varchar, boolean, array, bigint, varchar, varchar
NULL | NULL | NULL | NULL | NULL | NULL

SELECT split_part('abc', NULL, 1),
    is_infinite(NULL),
    round(NULL, 1),
    is_nan(NULL),
    sequence(1, NULL),
    array_intersect(array['b',null,'a'], NULL)
=> varchar, boolean, tinyint, boolean, array, array
NULL | NULL | NULL | NULL | NULL | NULL

SELECT array_agg(NULL),
    split_to_map('a=1,', NULL, 'x'),
    regexp_position('abc', NULL, 1),
    slice(array[3,1,null,2], NULL, 1)
=> array, map, integer, array
[null] | NULL | NULL | NULL

SELECT date_trunc('month', NULL)
!! AMBIGUOUS_FUNCTION_CALL|TYPE_MISMATCH

SELECT json_extract(NULL, '$.a'),
    cast(NULL as array(integer)),
    max(NULL),
    regexp_like(NULL, '[a-c]+'),
    NULL IN (1),
    regexp_extract('abc', NULL)
=> json, array, unknown, boolean, boolean, varchar
NULL | NULL | NULL | NULL | NULL | NULL

SELECT doy(NULL),
    element_at(NULL, ''),
    hmac_sha512(NULL, x'00ff'),
    date_diff('month', NULL, date '1969-12-31'),
    url_extract_port(NULL),
    date_diff('month', date '1969-12-31', NULL)
=> bigint, unknown, varbinary, bigint, bigint, bigint
NULL | NULL | NULL | NULL | NULL | NULL

SELECT mod(NULL, -0e0)
=> double
NULL

SELECT reverse(NULL)
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT substr('abc', NULL),
    hmac_sha1(x'00ff', NULL),
    rtrim(NULL),
    date_format(NULL, '%H:%i:%s'),
    md5(NULL),
    POSITION('a' IN NULL)
=> varchar, varbinary, varchar, varchar, varbinary, bigint
NULL | NULL | NULL | NULL | NULL | NULL

SELECT sequence(NULL, 1),
    map_agg(1, NULL),
    is_finite(NULL),
    array_intersect(array[3,1,null,2], NULL),
    round(-0e0, NULL),
    substring(NULL, 1)
=> array, map, boolean, array, double, varchar
NULL | {1=null} | NULL | NULL | NULL | NULL

SELECT date_diff('month', NULL, timestamp '1969-12-31 00:00:00.001'),
    cos(NULL),
    timezone_hour(NULL),
    kurtosis(NULL),
    json_format(NULL),
    array_position(array['b',null,'a'], NULL)
=> bigint, double, bigint, double, varchar, bigint
NULL | NULL | NULL | NULL | NULL | NULL

SELECT radians(NULL),
    to_utf8(NULL),
    map(array['b',null,'a'], NULL),
    variance(NULL)
=> double, varbinary, map, double
NULL | NULL | NULL | NULL

SELECT concat_ws('', NULL)
!! AMBIGUOUS_FUNCTION_CALL|NOT_SUPPORTED

SELECT to_unixtime(NULL),
    levenshtein_distance(NULL, 'abc')
=> double, bigint
NULL | NULL

-- https://trino.io/docs/current/functions/array.html, functions/map.html, sql/select.html#unnest

SELECT ARRAY[1, 2][1], element_at(ARRAY[1, 2], -1), element_at(ARRAY[1, 2], 5), cardinality(ARRAY[1, NULL]);
=> integer, integer, integer, bigint
1 | 2 | NULL | 2

SELECT ARRAY[1, 2][3];
!! INVALID_FUNCTION_ARGUMENT: Array subscript

SELECT element_at(ARRAY[1], 0);
!! INVALID_FUNCTION_ARGUMENT: SQL array indices start at 1

SELECT ARRAY[1, 2], ARRAY['a', NULL], CAST(ARRAY[] AS array(integer)) || ARRAY[3];
=> array, array, array
[1, 2] | [a, null] | [3]

SELECT contains(ARRAY[1, 2], 2), contains(ARRAY[1, 2], 3), contains(ARRAY[1, NULL], 3), array_position(ARRAY['a', 'b'], 'b'), array_position(ARRAY['a'], 'x');
=> boolean, boolean, boolean, bigint, bigint
true | false | NULL | 2 | 0

SELECT array_distinct(ARRAY[3, 1, 3, 2]), array_sort(ARRAY[3, NULL, 1]), reverse(ARRAY[1, 2]), slice(ARRAY[1, 2, 3, 4], 2, 2), slice(ARRAY[1, 2, 3, 4], -2, 2), flatten(ARRAY[ARRAY[1], ARRAY[2, 3]]);
=> array, array, array, array, array, array
[3, 1, 2] | [1, 3, null] | [2, 1] | [2, 3] | [3, 4] | [1, 2, 3]

SELECT array_max(ARRAY[1, 3, 2]), array_min(ARRAY[1, 3, 2]), array_max(ARRAY[1, NULL]), array_join(ARRAY['a', NULL, 'b'], '-');
=> integer, integer, integer, varchar
3 | 1 | NULL | a-b

SELECT sequence(1, 3), sequence(3, 1), sequence(0, 10, 5);
=> array, array, array
[1, 2, 3] | [3, 2, 1] | [0, 5, 10]

SELECT transform(ARRAY[1, 2, NULL], x -> x * 10), filter(ARRAY[1, 2, 3], x -> x % 2 = 1);
=> array, array
[10, 20, null] | [1, 3]

SELECT MAP(ARRAY['a', 'b'], ARRAY[1, 2])['b'], element_at(MAP(ARRAY['a'], ARRAY[1]), 'x'), cardinality(MAP(ARRAY['a'], ARRAY[1])), map_keys(MAP(ARRAY['a'], ARRAY[1])), map_values(MAP(ARRAY['a'], ARRAY[1]));
=> integer, integer, bigint, array, array
2 | NULL | 1 | [a] | [1]

SELECT MAP(ARRAY['a'], ARRAY[1])['b'];
!! INVALID_FUNCTION_ARGUMENT: Key not present in map

SELECT MAP(ARRAY['a'], ARRAY[1]), CAST(ROW(1, 'x') AS ROW(a integer, b varchar)), CAST(ROW(1, 'x') AS ROW(a integer, b varchar)).b;
=> map, row, varchar
{a=1} | {a=1, b=x} | x

SELECT n, c FROM UNNEST(ARRAY[1, 2, 3], ARRAY['a', 'b']) AS t(n, c) ORDER BY n;
=> integer, varchar
1 | a
2 | b
3 | NULL

SELECT c, i FROM UNNEST(ARRAY['a', 'b']) WITH ORDINALITY AS t(c, i) ORDER BY i;
=> varchar, bigint
a | 1
b | 2

SELECT symbol, x FROM (SELECT symbol, ARRAY[volume, volume * 2] AS list FROM quotes WHERE day = '2026-11-24') CROSS JOIN UNNEST(list) AS t(x) ORDER BY x;
=> varchar, bigint
NYA | 2
NYA | 4

SELECT k, v FROM UNNEST(MAP(ARRAY['a', 'b'], ARRAY[1, 2])) AS t(k, v) ORDER BY k;
=> varchar, integer
a | 1
b | 2

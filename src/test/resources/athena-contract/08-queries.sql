-- https://trino.io/docs/current/sql/select.html, language/types.html, functions/conditional.html

SELECT x FROM (VALUES 1, NULL, 2) AS t(x) ORDER BY x DESC;
=> integer
2
1
NULL

SELECT x FROM (VALUES 1, NULL, 2) AS t(x) ORDER BY x NULLS FIRST;
=> integer
NULL
1
2

SELECT x FROM (VALUES 1, 2, 3, 4) AS t(x) ORDER BY x OFFSET 1 LIMIT 2;
=> integer
2
3

VALUES (1, 'a'), (2, 'b');
=> integer, varchar
1 | a
2 | b

SELECT 1 UNION SELECT 1 UNION ALL SELECT 2 ORDER BY 1;
=> integer
1
2

SELECT a FROM (VALUES 1, 1, 2) AS t(a) INTERSECT SELECT 1;
=> integer
1

SELECT a FROM (VALUES 1, 2) AS t(a) EXCEPT SELECT 1;
=> integer
2

SELECT 1 UNION SELECT 'a';
!! TYPE_MISMATCH

VALUES 1, 'a';
!! TYPE_MISMATCH

WITH a AS (SELECT 1 AS x), b AS (SELECT x + 1 AS y FROM a) SELECT x, y FROM a CROSS JOIN b;
=> integer, integer
1 | 2

WITH RECURSIVE t(n) AS (VALUES 1 UNION ALL SELECT n + 1 FROM t WHERE n < 4) SELECT sum(n) FROM t;
=> bigint
10

SELECT a.symbol, b.close FROM quotes a LEFT JOIN quotes b ON a.symbol = b.symbol AND b.day = '2026-11-24' WHERE a.day = '2026-11-20' ORDER BY 1;
=> varchar, double
HSI | NULL
NYA | 11.0

SELECT a, b, c FROM (VALUES (1, 'x')) AS t(a, b) FULL JOIN (VALUES (2, 'y')) AS u(a, c) USING (a) ORDER BY a;
=> integer, varchar, varchar
1 | x | NULL
2 | NULL | y

SELECT symbol FROM quotes q WHERE close = (SELECT max(close) FROM quotes r WHERE r.symbol = q.symbol) ORDER BY 1;
=> varchar
HSI
NYA

SELECT day FROM quotes q WHERE EXISTS (SELECT 1 FROM quotes r WHERE r.day = q.day AND r.symbol <> q.symbol) GROUP BY day ORDER BY day;
=> varchar
2026-11-20
2026-11-21

SELECT 2 IN (SELECT 1), 2 NOT IN (1, NULL), 1 IN (1, NULL), 3 BETWEEN 1 AND 3, 2 > ALL (SELECT 1), 1 = ANY (SELECT 2);
=> boolean, boolean, boolean, boolean, boolean, boolean
false | NULL | true | true | true | false

SELECT 1 IS DISTINCT FROM NULL, NULL IS NOT DISTINCT FROM NULL, NULL = NULL, NOT (NULL = 1);
=> boolean, boolean, boolean, boolean
true | true | NULL | NULL

SELECT coalesce(NULL, 2), nullif(1, 1), if(1 > 2, 'a'), CASE 2 WHEN 1 THEN 'a' ELSE 'b' END, CASE WHEN NULL THEN 1 ELSE 2 END;
=> integer, integer, varchar, varchar, integer
2 | NULL | NULL | b | 2

SELECT CASE WHEN true THEN 1 ELSE 'a' END;
!! TYPE_MISMATCH

SELECT coalesce(1, 'a');
!! TYPE_MISMATCH

SELECT 1, 2 AS b, count(*);
=> integer, integer, bigint
1 | 2 | 1

SELECT "Symbol" AS "Upper Case" FROM quotes WHERE DAY = '2026-11-24';
=> varchar
NYA

SELECT l.x FROM (VALUES 1, 2) AS t(a) CROSS JOIN LATERAL (SELECT a * 10 AS x) AS l ORDER BY 1;
=> integer
10
20

SELECT close FROM quotes FETCH FIRST 0 ROWS ONLY;
!! NUMERIC_VALUE_OUT_OF_RANGE

SELECT nonsense FROM quotes;
!! COLUMN_NOT_FOUND: line 1:8: Column 'nonsense' cannot be resolved

SELECT * FROM nonsense;
!! TABLE_NOT_FOUND: line 1:15: Table 'awsdatacatalog.

SELECT close * 2 AS twice FROM quotes WHERE twice > 3;
!! COLUMN_NOT_FOUND: line 1:45: Column 'twice'

SELECT symbol FROM quotes a JOIN quotes b ON a.day = b.day;
!! AMBIGUOUS_NAME|COLUMN_NOT_FOUND

SELEC 1;
!! SYNTAX_ERROR: line 1:1: mismatched input 'SELEC'

SELECT 1 QUALIFY true;
!! SYNTAX_ERROR: line 1:

SELECT symbol FROM quotes WHERE volume = '7';
!! TYPE_MISMATCH: line 1:40: Cannot apply operator: bigint = varchar

SELECT (SELECT close FROM quotes);
!! SUBQUERY_MULTIPLE_ROWS

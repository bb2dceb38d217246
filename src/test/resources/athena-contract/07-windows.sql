-- https://trino.io/docs/current/functions/window.html

SELECT symbol, day, close - lag(close) OVER (PARTITION BY symbol ORDER BY day) AS change FROM quotes ORDER BY 1, 2;
=> varchar, varchar, double
HSI | 2026-11-20 | NULL
HSI | 2026-11-21 | -1.0
NYA | 2026-11-20 | NULL
NYA | 2026-11-21 | 1.0
NYA | 2026-11-24 | -0.5

SELECT n, row_number() OVER (ORDER BY n DESC), rank() OVER (ORDER BY n), dense_rank() OVER (ORDER BY n) FROM (VALUES 1, 1, 2) AS t(n) ORDER BY 1, 2;
=> integer, bigint, bigint, bigint
1 | 2 | 1 | 1
1 | 3 | 1 | 1
2 | 1 | 3 | 2

SELECT n, lag(n, 2, -1) OVER w, lead(n) OVER w, first_value(n) OVER w, last_value(n) OVER w, nth_value(n, 2) OVER w FROM (VALUES 1, 2, 3) AS t(n) WINDOW w AS (ORDER BY n) ORDER BY n;
=> integer, integer, integer, integer, integer, integer
1 | -1 | 2 | 1 | 1 | NULL
2 | -1 | 3 | 1 | 2 | 2
3 | 1 | NULL | 1 | 3 | 2

SELECT n, sum(n) OVER (ORDER BY n ROWS BETWEEN 1 PRECEDING AND 1 FOLLOWING), avg(n) OVER (ORDER BY n ROWS 1 PRECEDING) FROM (VALUES 1, 2, 4) AS t(n) ORDER BY n;
=> integer, bigint, double
1 | 3 | 1.0
2 | 7 | 1.5
4 | 6 | 3.0

-- without a frame, the rows up to the last that is equal in order
SELECT n, sum(n) OVER (ORDER BY n) FROM (VALUES 1, 1, 2) AS t(n) ORDER BY n;
=> integer, bigint
1 | 2
1 | 2
2 | 4

SELECT n, ntile(2) OVER (ORDER BY n), percent_rank() OVER (ORDER BY n), cume_dist() OVER (ORDER BY n) FROM (VALUES 1, 2, 3, 4) AS t(n) ORDER BY n;
=> integer, bigint, double, double
1 | 1 | 0.0 | 0.25
2 | 1 | 0.3333333333333333 | 0.5
3 | 2 | 0.6666666666666666 | 0.75
4 | 2 | 1.0 | 1.0

SELECT i, last_value(x) IGNORE NULLS OVER (ORDER BY i) FROM (VALUES (1, 'a'), (2, NULL), (3, 'b')) AS t(i, x) ORDER BY i;
=> integer, varchar
1 | a
2 | a
3 | b

SELECT n, first_value(n) OVER (ORDER BY n DESC) FROM (VALUES 1, NULL) AS t(n) ORDER BY n;
=> integer, integer
1 | 1
NULL | 1

SELECT day, sum(volume) OVER (ORDER BY CAST(day AS date) RANGE BETWEEN interval '1' day PRECEDING AND CURRENT ROW) FROM quotes WHERE symbol = 'NYA' ORDER BY 1;
=> varchar, bigint
2026-11-20 | 7
2026-11-21 | 16
2026-11-24 | 2

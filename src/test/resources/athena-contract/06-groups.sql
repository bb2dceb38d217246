-- https://trino.io/docs/current/functions/aggregate.html, sql/select.html#group-by-clause

SELECT count(*), count(volume), count(DISTINCT symbol), sum(volume), avg(volume), min(close), max(day) FROM quotes;
=> bigint, bigint, bigint, bigint, double, double, varchar
5 | 4 | 2 | 22 | 5.5 | 10.5 | 2026-11-24

SELECT sum(volume), count(*), max(volume) FROM quotes WHERE 1 = 2;
=> bigint, bigint, bigint
NULL | 0 | NULL

SELECT symbol, sum(close) FROM quotes GROUP BY symbol ORDER BY symbol;
=> varchar, double
HSI | 39.0
NYA | 33.0

SELECT max_by(symbol, close), min_by(symbol, close), max_by(volume, close) FROM quotes;
=> varchar, varchar, bigint
HSI | NYA | NULL

SELECT count_if(open), bool_and(open), bool_or(open), every(close > 5), any_value(1), arbitrary('x') FROM quotes;
=> bigint, boolean, boolean, boolean, integer, varchar
2 | false | true | true | 1 | x

SELECT approx_percentile(x, 0.5), approx_distinct(x) FROM (VALUES 1, 2, 3, 4, 5, 5) AS t(x);
=> bigint, bigint
4 | 5

SELECT array_agg(symbol ORDER BY day, close), array_agg(DISTINCT symbol ORDER BY symbol) FROM quotes;
=> array, array
[NYA, HSI, NYA, HSI, NYA] | [HSI, NYA]

SELECT listagg(symbol, ',') WITHIN GROUP (ORDER BY day, close) FROM quotes;
=> varchar
NYA,HSI,NYA,HSI,NYA

SELECT count(*) FILTER (WHERE close > 15), sum(volume) FILTER (WHERE symbol = 'HSI') FROM quotes;
=> bigint, bigint
2 | 4

SELECT stddev(x), stddev_pop(x), variance(x), var_pop(x), geometric_mean(x) FROM (VALUES 2e0, 8e0) AS t(x);
=> double, double, double, double, double
4.242640687119285 | 3.0 | 18.0 | 9.0 | 4.0

SELECT round(corr(y, x), 9), covar_samp(y, x), covar_pop(y, x), regr_slope(y, x), regr_intercept(y, x) FROM (VALUES (1e0, 3e0), (2e0, 5e0)) AS t(x, y);
=> double, double, double, double, double
1.0 | 1.0 | 0.5 | 2.0 | 1.0

SELECT sum(close), max(close), sum(DISTINCT close) FROM curated;
=> decimal, decimal, decimal
72.00 | 20.00 | 72.00

SELECT symbol, day, sum(volume) FROM quotes WHERE volume IS NOT NULL GROUP BY GROUPING SETS ((symbol, day), (symbol), ()) ORDER BY symbol, day;
=> varchar, varchar, bigint
HSI | 2026-11-21 | 4
HSI | NULL | 4
NYA | 2026-11-20 | 7
NYA | 2026-11-21 | 9
NYA | 2026-11-24 | 2
NYA | NULL | 18
NULL | NULL | 22

SELECT symbol, open, count(*), grouping(symbol, open) FROM quotes WHERE open IS NOT NULL GROUP BY ROLLUP (symbol, open) ORDER BY 4, 1, 2;
=> varchar, boolean, bigint, integer
HSI | false | 1 | 0
NYA | false | 1 | 0
NYA | true | 2 | 0
HSI | NULL | 1 | 1
NYA | NULL | 3 | 1
NULL | NULL | 4 | 3

SELECT a, b, count(*) FROM (VALUES (1, 2)) AS t(a, b) GROUP BY CUBE (a, b) ORDER BY 1, 2;
=> integer, integer, bigint
1 | 2 | 1
1 | NULL | 1
NULL | 2 | 1
NULL | NULL | 1

SELECT symbol, count(*) AS n FROM quotes GROUP BY 1 HAVING count(*) > 2;
=> varchar, bigint
NYA | 3

SELECT upper(symbol) AS s, count(*) FROM quotes GROUP BY s;
!! COLUMN_NOT_FOUND: line 1:58: Column 's' cannot be resolved

SELECT symbol, close FROM quotes GROUP BY symbol;
!! EXPRESSION_NOT_AGGREGATE: line 1:16: 'close' must be an aggregate expression or appear in GROUP BY clause

SELECT avg(symbol) FROM quotes;
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters (varchar) for function avg

-- https://trino.io/docs/current/functions/math.html, functions/decimal.html, language/types.html

SELECT 7 / 2, -7 / 2, 7 % -3, -7 % 3;
=> integer, integer, integer, integer
3 | -3 | 1 | -1

SELECT 7 / 2e0, 1e0 / 0, -1e0 / 0, 0e0 / 0;
=> double, double, double, double
3.5 | Infinity | -Infinity | NaN

SELECT 1 / 0;
!! DIVISION_BY_ZERO

SELECT 1 % 0;
!! DIVISION_BY_ZERO

SELECT 2147483648, 1, 1.0, 1e0;
=> bigint, integer, decimal, double
2147483648 | 1 | 1.0 | 1.0

SELECT 9223372036854775807 + 1;
!! NUMERIC_VALUE_OUT_OF_RANGE

-- the scale of a quotient is the larger of the two
SELECT 1.0 / 3, 2.00 / 3, 1 / 3.0, -2.0 / 3, 0.05 / 1;
=> decimal, decimal, decimal, decimal, decimal
0.3 | 0.67 | 0.3 | -0.7 | 0.05

SELECT 100.0 * CAST(1 AS bigint) / CAST(8 AS bigint);
=> decimal
12.5

SELECT 1.0 / 0;
!! DIVISION_BY_ZERO

SELECT 1.25 + 2.5, 1.5 * 1.5, 0.1 + 0.2;
=> decimal, decimal, decimal
3.75 | 2.25 | 0.3

SELECT round(2.5e0), round(-2.5e0), round(2.345e0, 2), round(123.456e0, -1);
=> double, double, double, double
3.0 | -3.0 | 2.35 | 120.0

SELECT round(2.345, 2), round(2.5), round(7);
=> decimal, decimal, integer
2.350 | 3 | 7

SELECT ceil(1.2e0), floor(-1.2e0), ceil(7), floor(-2.5), truncate(-1.9e0);
=> double, double, integer, decimal, double
2.0 | -2.0 | 7 | -3 | -1.0

SELECT abs(-3), sign(-2.5e0), sign(7), mod(7, 3), power(2, 10), sqrt(16), cbrt(27e0);
=> integer, double, integer, integer, double, double, double
3 | -1.0 | 1 | 1 | 1024.0 | 4.0 | 3.0

SELECT log10(1000), log(2, 8), exp(0), is_nan(nan());
=> double, double, double, boolean
3.0 | 3.0 | 1.0 | true

SELECT greatest(1, 3, 2), least('b', 'a'), greatest(1, NULL);
=> integer, varchar, integer
3 | a | NULL

SELECT CAST(2.5e0 AS bigint), CAST(-2.5e0 AS bigint), CAST(1.5 AS integer), CAST('12' AS bigint), CAST(2.345 AS decimal(5, 2));
=> bigint, bigint, integer, bigint, decimal
3 | -3 | 2 | 12 | 2.35

SELECT CAST('1.5' AS bigint);
!! INVALID_CAST_ARGUMENT

SELECT CAST(300 AS tinyint);
!! NUMERIC_VALUE_OUT_OF_RANGE|INVALID_CAST_ARGUMENT

SELECT try_cast('x' AS bigint), try_cast('1e3' AS double), try(1 / 0), try(CAST('x' AS date));
=> bigint, double, integer, date
NULL | 1000.0 | NULL | NULL

SELECT CAST(1.5e0 AS varchar), CAST(100e0 AS varchar), CAST(-0.00012e0 AS varchar), CAST(1e20 AS varchar), CAST(0e0 AS varchar), CAST(nan() AS varchar);
=> varchar, varchar, varchar, varchar, varchar, varchar
1.5E0 | 1.0E2 | -1.2E-4 | 1.0E20 | 0E0 | NaN

SELECT CAST(1.50 AS varchar), CAST(7 AS varchar), CAST(true AS varchar);
=> varchar, varchar, varchar
1.50 | 7 | true

SELECT format('%.2f|%5d|%s', 2.345e0, 7, 'x');
=> varchar
2.35|    7|x

SELECT '1' + 1;
!! TYPE_MISMATCH: line 1:12: Cannot apply operator

SELECT 1 = '1';
!! TYPE_MISMATCH: line 1:10: Cannot apply operator

SELECT abs('1');
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters

SELECT nonsense(1);
!! FUNCTION_NOT_FOUND: line 1:8: Function 'nonsense' not registered

SELECT sum(1, 2);
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected

-- https://trino.io/docs/current/functions/datetime.html

SELECT date '2026-11-22', CAST('2026-11-22' AS date), timestamp '2026-11-22 10:11:12.345', from_iso8601_date('2026-11-22');
=> date, date, timestamp, date
2026-11-22 | 2026-11-22 | 2026-11-22 10:11:12.345 | 2026-11-22

SELECT date_trunc('week', date '2026-11-22'), date_trunc('month', date '2026-11-22'), date_trunc('quarter', date '2026-11-22'), date_trunc('year', date '2026-11-22');
=> date, date, date, date
2026-11-16 | 2026-11-01 | 2026-10-01 | 2026-01-01

SELECT date_trunc('hour', timestamp '2026-11-22 10:11:12.345'), date_trunc('day', timestamp '2026-11-22 10:11:12.345');
=> timestamp, timestamp
2026-11-22 10:00:00.000 | 2026-11-22 00:00:00.000

SELECT date_diff('day', date '2020-02-28', date '2020-03-01'), date_diff('month', date '2020-01-31', date '2020-02-28'), date_diff('year', date '2020-06-01', date '2021-05-31');
=> bigint, bigint, bigint
2 | 0 | 0

SELECT date_diff('hour', timestamp '2020-01-01 00:59:00', timestamp '2020-01-01 01:01:00'), date_diff('minute', timestamp '2020-01-01 01:01:00', timestamp '2020-01-01 00:59:00');
=> bigint, bigint
0 | -2

SELECT date_add('day', -1, date '2020-03-01'), date_add('month', 1, date '2020-01-31'), date_add('hour', 25, timestamp '2020-01-01 00:00:00.000');
=> date, date, timestamp
2020-02-29 | 2020-02-29 | 2020-01-02 01:00:00.000

SELECT date '2020-03-01' - interval '1' day, date '2020-01-31' + interval '1' month, timestamp '2020-03-01 00:00:00.000' + interval '90' minute;
=> date, date, timestamp
2020-02-29 | 2020-02-29 | 2020-03-01 01:30:00.000

SELECT date_parse('03/02/2020 04:05', '%d/%m/%Y %H:%i'), date_parse('2020-01-02', '%Y-%m-%d');
=> timestamp, timestamp
2020-02-03 04:05:00.000 | 2020-01-02 00:00:00.000

SELECT date_format(timestamp '2020-01-02 13:04:05.000', '%Y/%m/%d %H:%i:%s'), date_format(date '2020-01-02', '%e %M %y, %W'), date_format(timestamp '2020-01-02 13:04:05.000', '%h:%i %p %j');
=> varchar, varchar, varchar
2020/01/02 13:04:05 | 2 January 20, Thursday | 01:04 PM 002

SELECT from_iso8601_timestamp('2020-01-02T03:04:05Z'), from_iso8601_timestamp('2020-01-02T03:04:05.678Z');
=> timestamp with time zone, timestamp with time zone
2020-01-02 03:04:05.000 UTC | 2020-01-02 03:04:05.678 UTC

SELECT from_unixtime(0), to_unixtime(timestamp '1970-01-01 00:00:01.500');
=> timestamp with time zone, double
1970-01-01 00:00:00.000 UTC | 1.5

SELECT CAST(timestamp '2020-01-01 12:00:00 UTC' AT TIME ZONE 'America/New_York' AS timestamp), CAST(timestamp '2020-01-01 02:00:00 UTC' AT TIME ZONE 'America/New_York' AS date);
=> timestamp, date
2020-01-01 07:00:00.000 | 2019-12-31

SELECT year(date '2020-05-06'), quarter(date '2020-05-06'), month(date '2020-05-06'), day(date '2020-05-06'), hour(timestamp '2020-05-06 07:08:09.010'), minute(timestamp '2020-05-06 07:08:09.010'), second(timestamp '2020-05-06 07:08:09.010'), millisecond(timestamp '2020-05-06 07:08:09.010');
=> bigint, bigint, bigint, bigint, bigint, bigint, bigint, bigint
2020 | 2 | 5 | 6 | 7 | 8 | 9 | 10

SELECT day_of_week(date '2026-11-22'), day_of_year(date '2020-02-01'), week(date '2021-01-03'), year_of_week(date '2021-01-03'), last_day_of_month(date '2020-02-01');
=> bigint, bigint, bigint, bigint, date
7 | 32 | 53 | 2020 | 2020-02-29

SELECT extract(quarter FROM date '2020-05-01'), extract(dow FROM date '2026-11-22'), to_iso8601(date '2020-05-01');
=> bigint, bigint, varchar
2 | 7 | 2020-05-01

SELECT CAST(timestamp '2020-01-02 03:04:05.678' AS date), CAST(date '2020-01-02' AS timestamp), CAST(date '2020-01-02' AS varchar), date('2020-01-02');
=> date, timestamp, varchar, date
2020-01-02 | 2020-01-02 00:00:00.000 | 2020-01-02 | 2020-01-02

SELECT sequence(date '2020-01-01', date '2020-01-03'), sequence(date '2020-01-01', date '2020-03-01', interval '1' month);
=> array, array
[2020-01-01, 2020-01-02, 2020-01-03] | [2020-01-01, 2020-02-01, 2020-03-01]

SELECT date '2020-01-01' = '2020-01-01';
!! TYPE_MISMATCH: line 1:26: Cannot apply operator: date = varchar

SELECT CAST('2020-02-30' AS date);
!! INVALID_CAST_ARGUMENT

SELECT CAST('2020/02/03' AS date);
!! INVALID_CAST_ARGUMENT: Value cannot be cast to date: 2020/02/03

SELECT date_format('2020-01-01', '%Y');
!! FUNCTION_NOT_FOUND: line 1:8: Unexpected parameters

SELECT date_trunc('fortnight', date '2020-01-01');
!! INVALID_FUNCTION_ARGUMENT: line 1:8: 'fortnight' is not a valid|INVALID_FUNCTION_ARGUMENT: 'fortnight' is not a valid

SELECT date_add('hour', 1, date '2020-01-01');
!! INVALID_FUNCTION_ARGUMENT: line 1:8: 'hour' is not a valid DATE field|INVALID_FUNCTION_ARGUMENT: 'hour' is not a valid DATE field

SELECT date '2020-01-01' + interval '1' hour;
!! INVALID_FUNCTION_ARGUMENT

SELECT interval '1' day + date '2020-01-31';
=> date
2020-02-01

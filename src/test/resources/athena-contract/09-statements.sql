-- https://docs.aws.amazon.com/athena/latest/ug/ddl-reference.html, ctas.html, insert-into.html, unload.html

CREATE EXTERNAL TABLE declared (symbol string, close double, volume bigint) PARTITIONED BY (day string)
ROW FORMAT SERDE 'org.apache.hive.hcatalog.data.JsonSerDe' LOCATION '{location}quotes/';

SELECT count(*) FROM declared;
=> bigint
0

MSCK REPAIR TABLE declared;

SHOW PARTITIONS declared;
=> string
day=2026-11-20
day=2026-11-21
day=2026-11-24

SELECT sum(close) FROM declared;
=> double
72.0

ALTER TABLE declared DROP PARTITION (day = '2026-11-24');

SELECT sum(close) FROM declared;
=> double
61.0

ALTER TABLE declared ADD IF NOT EXISTS PARTITION (day = 'again') LOCATION '{location}quotes/day=2026-11-24/';

SELECT close FROM declared WHERE day = 'again';
=> double
11.0

SHOW COLUMNS IN declared;
=> string
symbol
close
volume
day

CREATE VIEW high AS SELECT symbol, close FROM declared WHERE close > 15;

SELECT symbol, count(*) FROM high GROUP BY symbol;
=> varchar, bigint
HSI | 2

SHOW TABLES 'cur*|hi*';
=> string
curated
high

CREATE TABLE numbers WITH (external_location = '{location}numbers/') AS SELECT 1 AS n, 'a' AS c;

CREATE TABLE numbers AS SELECT 2 AS n;
!! TABLE_ALREADY_EXISTS

CREATE TABLE IF NOT EXISTS numbers AS SELECT 2 AS n;

INSERT INTO numbers SELECT 2, 'b';

INSERT INTO numbers (c) VALUES ('c');

SELECT n, c FROM numbers ORDER BY n;
=> integer, varchar
1 | a
2 | b
NULL | c

INSERT INTO numbers VALUES ('x', 'y');
!! TYPE_MISMATCH: Insert query has mismatched column types

INSERT INTO curated SELECT 'NEW', date '2027-01-04', CAST(1 AS decimal(10, 2)), NULL, 2027;

SELECT year, count(*) FROM curated GROUP BY year ORDER BY year;
=> bigint, bigint
2026 | 5
2027 | 1

CREATE TABLE wrong WITH (partitioned_by = ARRAY['a'], external_location = '{location}wrong/') AS SELECT 1 AS a, 2 AS b;
!! HIVE_COLUMN_ORDER_MISMATCH

CREATE TABLE wrong WITH (external_location = '{location}numbers/') AS SELECT 1 AS a;
!! HIVE_PATH_ALREADY_EXISTS

CREATE TABLE wrong WITH (external_location = '{location}wrong/') AS SELECT 1;
!! MISSING_COLUMN_NAME

UNLOAD (SELECT symbol, close FROM quotes ORDER BY close) TO '{location}unloaded/' WITH (format = 'TEXTFILE', field_delimiter = ';', compression = 'NONE');

CREATE EXTERNAL TABLE unloaded (symbol string, close double) ROW FORMAT DELIMITED FIELDS TERMINATED BY ';' LOCATION '{location}unloaded/';

SELECT symbol, close FROM unloaded ORDER BY close LIMIT 2;
=> varchar, double
NYA | 10.5
NYA | 11.0

UNLOAD (SELECT 1) TO '{location}unloaded/' WITH (format = 'JSON');
!! HIVE_PATH_ALREADY_EXISTS

PREPARE above FROM SELECT symbol FROM quotes WHERE close > ? AND day = ?;

EXECUTE above USING 15, '2026-11-20';
=> varchar
HSI

EXECUTE above USING 15;
!! INVALID_PARAMETER_USAGE

DEALLOCATE PREPARE above;

DROP VIEW high;

DROP TABLE unloaded;

DROP TABLE IF EXISTS unloaded;

SELECT * FROM unloaded;
!! TABLE_NOT_FOUND

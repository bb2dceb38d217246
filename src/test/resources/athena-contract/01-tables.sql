-- The tables that the other files read: {location} is an empty place in the bucket.

CREATE TABLE quotes WITH (format = 'JSON', write_compression = 'NONE', external_location = '{location}quotes/', partitioned_by = ARRAY['day']) AS
SELECT * FROM (VALUES
  ('NYA', 10.5e0, BIGINT '7', true, '2026-11-20'),
  ('HSI', 20e0, NULL, false, '2026-11-20'),
  ('NYA', 11.5e0, BIGINT '9', true, '2026-11-21'),
  ('HSI', 19e0, BIGINT '4', NULL, '2026-11-21'),
  ('NYA', 11e0, BIGINT '2', false, '2026-11-24')) AS t(symbol, close, volume, open, day);

CREATE TABLE curated WITH (format = 'PARQUET', external_location = '{location}curated/', partitioned_by = ARRAY['year']) AS
SELECT symbol, CAST(day AS date) AS trade_date, CAST(close AS decimal(10, 2)) AS close, volume, year(CAST(day AS date)) AS year FROM quotes;

SELECT count(*) FROM quotes;
=> bigint
5

SELECT * FROM curated WHERE symbol = 'HSI' ORDER BY trade_date;
=> varchar, date, decimal, bigint, bigint
HSI | 2026-11-20 | 20.00 | NULL | 2026
HSI | 2026-11-21 | 19.00 | 4 | 2026

SELECT DISTINCT day FROM quotes WHERE day > '2026-11-20' ORDER BY day DESC;
=> varchar
2026-11-24
2026-11-21

-- title: Daily quotes
-- description: One row for each index and trading day, of its last version, or of all its bars; rows without index, day or a price are left out.
-- source: quotes
-- absent: index varchar, trade_date varchar, open double, high double, low double, close double, adj_close double, volume double, close_usd double
-- partition: year
-- key: index, trade_date
-- version: kafka_timestamp, kafka_offset, kafka_partition
WITH typed AS (
    -- a time begins with its day
    SELECT index,
           CAST(trade_date AS varchar) AS trade_time,
           try_cast(substr(CAST(trade_date AS varchar), 1, 10) AS date) AS trade_date,
           try_cast(open AS double) AS open,
           try_cast(high AS double) AS high,
           try_cast(low AS double) AS low,
           try_cast(close AS double) AS close,
           try_cast(adj_close AS double) AS adj_close,
           try_cast(volume AS double) AS volume,
           try_cast(close_usd AS double) AS close_usd,
           kafka_partition,
           kafka_offset,
           kafka_timestamp
    FROM quotes
),
bars AS (
    -- the last version of each time is the first; a file of days has one time a day
    SELECT *,
           row_number() OVER (
               PARTITION BY index, trade_time ORDER BY kafka_timestamp DESC, kafka_offset DESC, kafka_partition DESC) AS version
    FROM typed
    WHERE index IS NOT NULL
      AND trade_date IS NOT NULL
      AND close > 0
)
SELECT index,
       trade_date,
       first_value(open) OVER (PARTITION BY index, trade_date ORDER BY least(version, 2), trade_time) AS open,
       max(CASE WHEN version = 1 THEN high END) OVER (PARTITION BY index, trade_date) AS high,
       min(CASE WHEN version = 1 THEN low END) OVER (PARTITION BY index, trade_date) AS low,
       first_value(close) OVER (PARTITION BY index, trade_date ORDER BY least(version, 2), trade_time DESC) AS close,
       first_value(adj_close) OVER (PARTITION BY index, trade_date ORDER BY least(version, 2), trade_time DESC) AS adj_close,
       sum(CASE WHEN version = 1 THEN volume END) OVER (PARTITION BY index, trade_date) AS volume,
       first_value(close_usd) OVER (PARTITION BY index, trade_date ORDER BY least(version, 2), trade_time DESC) AS close_usd,
       kafka_partition,
       kafka_offset,
       kafka_timestamp,
       CAST(year(trade_date) AS varchar) AS year
FROM bars

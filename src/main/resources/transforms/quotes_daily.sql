-- title: Daily quotes
-- description: One row for each index and trading day, the version that was sent last; rows without index, day or a price are left out.
-- source: quotes
-- absent: index varchar, trade_date varchar, open double, high double, low double, close double, adj_close double, volume double, close_usd double
-- partition: year
-- key: index, trade_date
-- version: kafka_timestamp, kafka_offset, kafka_partition
WITH typed AS (
    SELECT index,
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
)
SELECT index,
       trade_date,
       open,
       high,
       low,
       close,
       adj_close,
       volume,
       close_usd,
       kafka_partition,
       kafka_offset,
       kafka_timestamp,
       CAST(year(trade_date) AS varchar) AS year
FROM typed
WHERE index IS NOT NULL
  AND trade_date IS NOT NULL
  AND close > 0

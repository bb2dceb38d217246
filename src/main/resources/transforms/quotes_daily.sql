-- title: Daily quotes
-- description: One row for each index and trading day, the version that was sent last; rows without index, day or a price are left out.
-- source: quotes
-- absent: open double, high double, low double, adj_close double, volume double, close_usd double
-- partition: year
-- key: index, trade_date
-- version: kafka_timestamp, kafka_offset, kafka_partition
WITH typed AS (
    SELECT index,
           try_cast(trade_date AS date) AS trade_date,
           CAST(open AS double) AS open,
           CAST(high AS double) AS high,
           CAST(low AS double) AS low,
           CAST(close AS double) AS close,
           CAST(adj_close AS double) AS adj_close,
           CAST(volume AS double) AS volume,
           CAST(close_usd AS double) AS close_usd,
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

-- title: Trades, each once
-- description: Each trade, correction and cancel that a feed told, once, by the day of the exchange.
-- source: trades
-- absent: size double, venue varchar, conditions varchar, corrects varchar, sets_price boolean, sets_volume boolean
-- partition: day
-- key: feed, symbol, venue, trade_id, trade_time, kind
-- parameter: zone = UTC
WITH typed AS (
    SELECT CAST(symbol AS varchar) AS symbol,
           try_cast(price AS double) AS price,
           try_cast(size AS double) AS size,
           CAST(trade_time AS varchar) AS trade_time,
           CAST(received_time AS varchar) AS received_time,
           feed,
           CAST(venue AS varchar) AS venue,
           CAST(conditions AS varchar) AS conditions,
           CAST(trade_id AS varchar) AS trade_id,
           kind,
           CAST(corrects AS varchar) AS corrects,
           coalesce(sets_price, true) AS sets_price,
           coalesce(sets_volume, true) AS sets_volume,
           kafka_partition,
           kafka_offset,
           kafka_timestamp
    FROM trades
)
SELECT *,
       CAST(CAST(try_cast(substr(trade_time, 1, 19) AS timestamp) AT TIME ZONE :zone AS date) AS varchar) AS day
FROM typed
WHERE price IS NOT NULL
  AND try_cast(substr(trade_time, 1, 19) AS timestamp) IS NOT NULL

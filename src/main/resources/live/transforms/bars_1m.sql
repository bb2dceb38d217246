-- title: Bars of one minute
-- description: Open, high, low and close of each minute (UTC) in which a symbol was traded, by the time of the trade, with what was corrected or taken back since. Trades that set no price count for the volume alone.
-- curated: trades_once
-- partition: day
WITH standing AS (
    -- what a later record corrects or takes back does not count
    SELECT trade.symbol,
           trade.price,
           coalesce(trade.size, 0) AS size,
           trade.sets_price,
           CAST(substr(trade.trade_time, 1, 16) || ':00' AS timestamp) AS bar_time,
           -- trades of the same time as they came
           concat(trade.trade_time, ' ', lpad(CAST(trade.kafka_offset AS varchar), 19, '0')) AS place,
           trade.day
    FROM trades_once AS trade
    LEFT JOIN (SELECT DISTINCT feed, symbol, corrects FROM trades_once WHERE corrects <> trade_id OR kind = 'cancel') AS later
        ON later.feed = trade.feed AND later.symbol = trade.symbol AND later.corrects = trade.trade_id
    WHERE later.corrects IS NULL
      AND trade.kind <> 'cancel'
)
SELECT symbol,
       bar_time,
       min_by(price, place) FILTER (WHERE sets_price) AS open,
       max(price) FILTER (WHERE sets_price) AS high,
       min(price) FILTER (WHERE sets_price) AS low,
       max_by(price, place) FILTER (WHERE sets_price) AS close,
       sum(size) AS volume,
       sum(price * size) / nullif(sum(size), 0) AS vwap,
       count(*) AS trade_count,
       day
FROM standing
GROUP BY symbol, bar_time, day

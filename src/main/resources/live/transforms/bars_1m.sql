-- title: Bars of one minute
-- description: Open, high, low and close of each minute (UTC) in which a symbol was traded, by the time of the trade, with what was corrected or taken back since. Trades that set no price count for the volume alone, those that set no volume for the prices alone.
-- curated: trades_once
-- partition: day
WITH told AS (
    SELECT *, row_number() OVER (PARTITION BY day, feed, symbol, venue, trade_id, kind ORDER BY kafka_offset DESC) AS back
    FROM trades_once
),
later AS (
    SELECT DISTINCT day, feed, symbol, venue, corrects, kind = 'correction' AND corrects = trade_id AS keeps_id
    FROM trades_once
    WHERE corrects IS NOT NULL
),
standing AS (
    -- what a later record corrects or takes back does not count; a correction that keeps the id takes the trade's place
    SELECT trade.symbol,
           trade.price,
           coalesce(trade.size, 0) AS size,
           trade.sets_price,
           trade.sets_volume,
           CAST(substr(trade.trade_time, 1, 16) || ':00' AS timestamp) AS bar_time,
           -- trades of the same time as they came
           concat(trade.trade_time, ' ', lpad(CAST(trade.kafka_offset AS varchar), 19, '0')) AS place,
           trade.day
    FROM told AS trade
    LEFT JOIN later
        -- ids begin anew each day at some exchanges
        ON later.day = trade.day
       AND later.feed = trade.feed
       AND later.symbol = trade.symbol
       AND later.venue IS NOT DISTINCT FROM trade.venue
       AND later.corrects = trade.trade_id
       AND NOT (later.keeps_id AND trade.kind = 'correction')
    WHERE later.corrects IS NULL
      AND (trade.kind = 'trade' OR trade.kind = 'correction' AND trade.back = 1)
)
SELECT symbol,
       bar_time,
       min_by(price, place) FILTER (WHERE sets_price) AS open,
       max(price) FILTER (WHERE sets_price) AS high,
       min(price) FILTER (WHERE sets_price) AS low,
       max_by(price, place) FILTER (WHERE sets_price) AS close,
       coalesce(sum(size) FILTER (WHERE sets_volume), 0) AS volume,
       sum(price * size) FILTER (WHERE sets_volume) / nullif(sum(size) FILTER (WHERE sets_volume), 0) AS vwap,
       count_if(sets_volume) AS trade_count,
       day
FROM standing
WHERE sets_price OR sets_volume
GROUP BY symbol, bar_time, day

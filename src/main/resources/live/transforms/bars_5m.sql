-- title: Bars of five minutes
-- description: The bars of one minute, five together.
-- curated: bars_1m
-- partition: day
SELECT symbol,
       date_add('minute', -(minute(bar_time) % 5), bar_time) AS bar_time,
       min_by(open, bar_time) FILTER (WHERE open IS NOT NULL) AS open,
       max(high) AS high,
       min(low) AS low,
       max_by(close, bar_time) FILTER (WHERE close IS NOT NULL) AS close,
       sum(volume) AS volume,
       sum(vwap * volume) / nullif(sum(volume), 0) AS vwap,
       sum(trade_count) AS trade_count,
       day
FROM bars_1m
GROUP BY symbol, date_add('minute', -(minute(bar_time) % 5), bar_time), day

-- title: Last trades
-- description: The last trade of each symbol, and what was traded on that day (UTC): trades, volume, and the price averaged by volume.
-- chart: bar x=symbol y=trades
-- needs: symbol, price, size, trade_time, kind
WITH trade AS (
    SELECT symbol,
           substr(CAST(trade_time AS varchar), 1, 10) AS trade_date,
           CAST(trade_time AS varchar) AS trade_time,
           CAST(price AS double) AS price,
           CAST(size AS double) AS size,
           row_number() OVER (PARTITION BY symbol ORDER BY CAST(trade_time AS varchar) DESC) AS back
    FROM trades
    WHERE kind = 'trade'
)
SELECT last.symbol,
       last.trade_time,
       last.price,
       count(*) AS trades,
       sum(trade.size) AS volume,
       round(sum(trade.price * trade.size) / nullif(sum(trade.size), 0), 4) AS vwap
FROM trade AS last
JOIN trade ON trade.symbol = last.symbol AND trade.trade_date = last.trade_date
WHERE last.back = 1
GROUP BY last.symbol, last.trade_time, last.price
ORDER BY last.symbol

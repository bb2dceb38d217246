-- title: Monthly OHLC
-- description: Open, high, low, close and volume of the last three months of every index.
-- chart: candlestick
WITH quote AS (
    -- a day replayed is one day; its latest version wins
    SELECT index,
           trade_date,
           max_by(CAST(open AS double), kafka_offset) AS open,
           max_by(CAST(high AS double), kafka_offset) AS high,
           max_by(CAST(low AS double), kafka_offset) AS low,
           max_by(CAST(close AS double), kafka_offset) AS close,
           max_by(CAST(volume AS double), kafka_offset) AS volume
    FROM quotes
    WHERE close > 0
    GROUP BY index, trade_date
),
dated AS (
    SELECT *, substr(trade_date, 1, 7) AS trade_month
    FROM quote
),
monthly AS (
    SELECT index,
           trade_month,
           min_by(open, trade_date) AS open,
           max(high) AS high,
           min(low) AS low,
           max_by(close, trade_date) AS close,
           sum(volume) AS volume,
           row_number() OVER (PARTITION BY index ORDER BY trade_month DESC) AS months_back
    FROM dated
    GROUP BY index, trade_month
)
SELECT index,
       trade_month,
       round(open, 2) AS open,
       round(high, 2) AS high,
       round(low, 2) AS low,
       round(close, 2) AS close,
       CAST(volume AS bigint) AS volume
FROM monthly
WHERE months_back <= 3
ORDER BY index, trade_month

-- title: Monthly OHLC
-- description: Open, high, low, close and volume of the last months, three unless told otherwise, of every index.
-- chart: candlestick x=trade_month y=open,high,low,close series=index
-- group: Prices
-- place: 5
-- needs: trade_date, close
-- parameter: months = 3
WITH quote AS (
    SELECT index,
           trade_date,
           coalesce(open, close) AS open,
           coalesce(high, close) AS high,
           coalesce(low, close) AS low,
           close,
           volume
    FROM quotes_adjusted
),
dated AS (
    SELECT *, substr(CAST(trade_date AS varchar), 1, 7) AS trade_month
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
WHERE months_back <= :months
ORDER BY index, trade_month

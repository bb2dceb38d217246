-- title: Above its 50-day average?
-- description: The last close of each index and the average of its last 50.
WITH averaged AS (
    SELECT index,
           trade_date,
           close,
           avg(close) OVER (PARTITION BY index ORDER BY trade_date ROWS BETWEEN 49 PRECEDING AND CURRENT ROW) AS average_50,
           row_number() OVER (PARTITION BY index ORDER BY trade_date DESC) AS days_back
    FROM quotes_daily
)
SELECT index, round(close, 2) AS close, round(average_50, 2) AS average_50, close > average_50 AS is_above
FROM averaged
WHERE days_back = 1
ORDER BY index

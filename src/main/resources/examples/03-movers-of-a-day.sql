-- title: Who moved on the last day?
-- description: Each index against the day before, the greatest rise first.
WITH compared AS (
    SELECT index,
           trade_date,
           close,
           lag(close) OVER (PARTITION BY index ORDER BY trade_date) AS previous_close
    FROM quotes_daily
)
SELECT index,
       round(1e2 * (close / nullif(previous_close, 0) - 1), 2) AS change_pct,
       close,
       trade_date
FROM compared
WHERE trade_date = (SELECT max(trade_date) FROM quotes_daily)
ORDER BY change_pct DESC

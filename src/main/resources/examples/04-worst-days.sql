-- title: The worst days of all
-- description: The greatest losses from one day to the next.
WITH compared AS (
    SELECT index,
           trade_date,
           1e2 * (close / nullif(lag(close) OVER (PARTITION BY index ORDER BY trade_date), 0) - 1) AS change_pct
    FROM quotes_daily
)
SELECT index, trade_date, round(change_pct, 2) AS change_pct
FROM compared
WHERE change_pct IS NOT NULL
ORDER BY compared.change_pct
LIMIT 20

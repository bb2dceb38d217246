-- title: Is Monday different?
-- description: The average change by weekday, 1 for Monday.
WITH compared AS (
    SELECT trade_date,
           1e2 * (close / nullif(lag(close) OVER (PARTITION BY index ORDER BY trade_date), 0) - 1) AS change_pct
    FROM quotes_daily
)
SELECT day_of_week(trade_date) AS weekday, round(avg(change_pct), 3) AS average_change_pct, count(*) AS days
FROM compared
WHERE change_pct IS NOT NULL
GROUP BY day_of_week(trade_date)
ORDER BY weekday

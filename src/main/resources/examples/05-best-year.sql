-- title: Each year's return
-- description: From the first close of a year to its last.
SELECT year,
       index,
       round(1e2 * (max_by(close, trade_date) / min_by(close, trade_date) - 1), 1) AS return_pct
FROM quotes_daily
GROUP BY year, index
ORDER BY year DESC, return_pct DESC

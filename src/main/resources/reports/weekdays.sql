-- title: Weekdays
-- description: The average return of each index on each day of the week, and how often it rose.
-- chart: heatmap x=day series=index y=average_pct
-- group: Trends
-- place: 9
-- needs: trade_date, close
-- empty: needs an index of two sessions
WITH returned AS (
    -- 1900 began on a Monday
    SELECT index,
           1 + date_diff('day', DATE '1900-01-01', trade_date) % 7 AS weekday,
           close / lag(close) OVER (PARTITION BY index ORDER BY trade_date) - 1 AS daily_return
    FROM quotes_adjusted
)
SELECT index,
       CASE weekday WHEN 1 THEN 'Mon' WHEN 2 THEN 'Tue' WHEN 3 THEN 'Wed' WHEN 4 THEN 'Thu' WHEN 5 THEN 'Fri' WHEN 6 THEN 'Sat' ELSE 'Sun' END AS day,
       count(*) AS sessions,
       round(1e2 * avg(daily_return), 3) AS average_pct,
       round(1e2 * avg(CASE WHEN daily_return > 0 THEN 1e0 ELSE 0e0 END), 1) AS rose_pct
FROM returned
WHERE daily_return IS NOT NULL
GROUP BY index, weekday
ORDER BY index, returned.weekday

-- title: Yearly returns
-- description: What each index gained or lost in the last years, from the last close of the year before to that of the year.
-- chart: heatmap x=trade_year y=return_pct series=index
-- group: Trends
-- place: 8
-- needs: trade_date, close
-- parameter: years = 5
WITH yearly AS (
    SELECT index,
           year(trade_date) AS trade_year,
           max_by(close, trade_date) AS close,
           count(*) AS sessions
    FROM quotes_adjusted
    GROUP BY index, year(trade_date)
),
compared AS (
    SELECT index,
           trade_year,
           close,
           sessions,
           lag(close) OVER (PARTITION BY index ORDER BY trade_year) AS previous_close,
           max(trade_year) OVER () AS last_year
    FROM yearly
)
SELECT index,
       trade_year,
       sessions,
       round(close, 2) AS close,
       round(1e2 * (close / previous_close - 1), 2) AS return_pct
FROM compared
WHERE trade_year > last_year - :years
ORDER BY index, trade_year

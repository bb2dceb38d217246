-- title: Correlation
-- description: How alike the daily returns of two indices were, on the days that both traded, the most alike first.
-- chart: matrix x=index series=other y=correlation
-- group: Risk
-- place: 11
-- needs: trade_date, close
-- empty: needs two indices that have more than two returns on the same days
-- parameter: days = 365
WITH returned AS (
    SELECT index,
           trade_date,
           close / lag(close) OVER (PARTITION BY index ORDER BY trade_date) - 1 AS daily_return,
           max(trade_date) OVER () AS last_date
    FROM quotes_adjusted
),
recent AS (
    SELECT index, trade_date, daily_return
    FROM returned
    WHERE daily_return IS NOT NULL
      AND date_diff('day', trade_date, last_date) < :days
),
paired AS (
    SELECT a.index,
           b.index AS other,
           count(*) AS sessions,
           corr(a.daily_return, b.daily_return) AS correlation
    FROM recent a
    JOIN recent b ON a.trade_date = b.trade_date AND a.index < b.index
    GROUP BY a.index, b.index
)
SELECT index,
       other,
       sessions,
       round(correlation, 3) AS correlation
FROM paired
WHERE sessions > 2
ORDER BY paired.correlation DESC, index, other

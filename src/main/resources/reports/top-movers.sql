-- title: Top movers
-- description: The biggest gain and the biggest loss of every index in one day, the widest swings first.
-- chart: bar x=index y=gain_pct,loss_pct
-- group: Prices
-- place: 2
-- needs: trade_date, close
-- empty: needs an index of two sessions
WITH quote AS (
    SELECT index, trade_date, close
    FROM quotes_adjusted
),
session AS (
    SELECT index,
           trade_date,
           close,
           lag(close) OVER (PARTITION BY index ORDER BY trade_date) AS previous_close
    FROM quote
),
move AS (
    SELECT index,
           trade_date,
           1e2 * (close / nullif(previous_close, 0) - 1) AS change_pct
    FROM session
    WHERE previous_close IS NOT NULL
),
ranked AS (
    SELECT index,
           trade_date,
           change_pct,
           row_number() OVER (PARTITION BY index ORDER BY change_pct DESC, trade_date) AS gain,
           row_number() OVER (PARTITION BY index ORDER BY change_pct, trade_date) AS loss
    FROM move
),
extreme AS (
    SELECT index,
           max(change_pct) AS gain_pct,
           max(trade_date) FILTER (WHERE gain = 1) AS gain_date,
           min(change_pct) AS loss_pct,
           max(trade_date) FILTER (WHERE loss = 1) AS loss_date
    FROM ranked
    GROUP BY index
)
SELECT index,
       round(gain_pct, 2) AS gain_pct,
       gain_date,
       round(loss_pct, 2) AS loss_pct,
       loss_date
FROM extreme
ORDER BY extreme.gain_pct - extreme.loss_pct DESC, index
LIMIT 20
